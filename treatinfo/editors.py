"""Editor accounts: the group of editors, and the first account with a one-time password."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User

from treatinfo.admin import ONE_TIME_PASSWORD

FIRST_EDITOR = "editor"
# Without the letters and digits that people confuse when they copy by hand.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_first_editor() -> str:
    """The one-time password of a new account; empty when there is an account already, or when a
    public host is configured: there an operator makes it by hand."""
    if settings.SITE_IS_PUBLIC or User.objects.filter(is_staff=True).exists():
        return ""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    editor = User.objects.create_superuser(FIRST_EDITOR, password=password)
    editor.groups.add(Group.objects.get_or_create(name=ONE_TIME_PASSWORD)[0])
    return password
