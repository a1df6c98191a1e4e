"""Handing a page on, without a vendor in between."""

import re

import pytest
import segno
from django.test import Client

from tests.factories import make_facility
from web import sharing
from web.sharing import share

COMPARE = "/find-treatment/compare/?c=abcdefghjk&c=0123456789"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://treatinfo.example.org"


def test_a_message_holds_the_address_of_the_page_and_nothing_else():
    shared = share(COMPARE)

    address = (
        "https%3A%2F%2Ftreatinfo.example.org%2Ffind-treatment%2Fcompare%2F"
        "%3Fc%3Dabcdefghjk%26c%3D0123456789"
    )
    assert shared.sms == f"sms:?&body={address}"
    assert shared.mail == f"mailto:?body={address}"


def test_the_code_holds_the_address_and_nothing_that_the_page_may_not():
    svg = share(COMPARE).qr

    assert svg.startswith("<svg")
    assert re.findall(r"(?:style|on\w+|href|src|id)=", svg) == []
    same = segno.make(share(COMPARE).url, error="l", micro=False)
    assert re.findall(r' d="([^"]+)"', svg)[1] in same.svg_inline(omitsize=True, border=4)


def test_the_code_is_dark_on_light_in_every_color_scheme():
    svg = share("/").qr

    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["facility", "compare", "call sheet"])
def test_a_page_can_be_opened_on_a_phone(client: Client, kind):
    facility = make_facility()
    path = {
        "facility": f"/find-treatment/center/{facility.short_id}/",
        "compare": f"/find-treatment/compare/?c={facility.short_id}",
        "call sheet": f"/find-treatment/call-sheet/?c={facility.short_id}",
    }[kind]

    page = client.get(path, follow=True).content.decode()

    assert "Open this page on a phone" in page
    assert share(path).sms in page.replace("&amp;", "&")
    assert share(path).qr in page


@pytest.mark.django_db
def test_nothing_that_a_visitor_typed_is_in_the_code(client):
    facility = make_facility()

    page = client.get("/find-treatment/compare/", {"c": [facility.short_id, "typed"]})

    assert share(f"/find-treatment/compare/?c={facility.short_id}").qr in page.content.decode()


@pytest.mark.django_db
def test_a_discreet_sheet_has_no_code_that_would_tell(client):
    query = {"c": make_facility().short_id, "discreet": "1"}

    assert "<svg" not in client.get("/find-treatment/call-sheet/", query).content.decode()


def test_what_somebody_chose_is_not_kept_in_memory():
    sharing.kept.cache_clear()

    assert share(COMPARE).qr
    assert sharing.kept.cache_info().currsize == 0
    assert share("/find-treatment/center/abcdefghjk/").qr
    assert sharing.kept.cache_info().currsize == 1
