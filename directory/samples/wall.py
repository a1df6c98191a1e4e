"""The wall around made-up centers, which stand in for a look around where real ones cannot be had.

Nobody must ever take one for a real place: each name starts with "Example", no phone number is in
service (555-01xx), no address exists, and a public site refuses to start with them.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from directory import index
from directory.models import Facility
from directory.samples import examples

LOAD_REAL_ONES = "python manage.py fetch_facilities"


class Refused(Exception):
    """Why made-up centers were not loaded; nothing was changed."""


def load() -> int:
    """Put the made-up centers in place, anew if some are there. Says how many."""
    if settings.SITE_IS_PUBLIC:
        raise Refused(
            f"This site is public ({settings.SITE_URL}), and made-up centers must never be. "
            f"Load real ones: {LOAD_REAL_ONES}"
        )
    with transaction.atomic():
        if Facility.objects.real().exists():
            raise Refused(
                "The directory holds real centers, and made-up ones must not stand beside them. "
                "To look at made-up ones, use another database (DATABASE_URL)."
            )
        Facility.objects.samples().delete()
        made = Facility.objects.bulk_create(examples.facilities())
        index.renew()
    return len(made)


def refuse_on_public_host() -> None:
    """Stop a public site that would pass made-up centers off as real ones."""
    if not settings.SITE_IS_PUBLIC:
        return
    if Facility._meta.db_table not in connection.introspection.table_names():
        return  # not migrated yet, so empty
    if Facility.objects.samples().exists():
        raise ImproperlyConfigured(
            f"This site is public ({settings.SITE_URL}), but its directory holds made-up centers. "
            f"Load real ones, which removes these: {LOAD_REAL_ONES}"
        )
