from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from content.first_aid import first_aid
from treatinfo.frame import NUMBERS, in_key_order
from treatinfo.serving.static import minified

HELPLINES = ["988", "samhsa", "poison"]


class Command(BaseCommand):
    help = "Print one page that needs nothing else, for a proxy to show while the site is down."

    def handle(self, *args: Any, **options: Any) -> None:
        css = (settings.STATIC_DIR / "css" / "site.css").read_text()
        context = {
            "css": mark_safe(minified(css)),  # our own file
            "aid": first_aid(),
            "helplines": in_key_order(HELPLINES),
            **NUMBERS,
        }
        self.stdout.write(render_to_string("maintenance.html", context))
