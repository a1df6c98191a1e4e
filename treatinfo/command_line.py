"""The command `treatinfo`, which pip installs: the same as manage.py in a checkout."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatinfo.settings")
    execute_from_command_line(sys.argv)
