from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.imports import runs
from directory.imports.samhsa.records import BadRow, FacilityRecord, NotOurs, Refused
from directory.models import Facility, ImportRun, IndexSnapshot
from directory.models.facility import identity
from tests.factories import make_facility, make_place

pytestmark = pytest.mark.django_db

DONE, REFUSED = ImportRun.Status.DONE, ImportRun.Status.REFUSED
TODAY = date(2026, 1, 2)


def record(name="Example Harbor", **values):
    """A record that says nothing beyond where it is, unless told to."""
    values = {
        "line": 1,
        "kind": "SU",
        "program": "",
        "street": "1 Example Street",
        "street2": "",
        "city": "Boston",
        "state": "MA",
        "zip_code": "02118",
    } | values
    return FacilityRecord(name=name, **values)


def phone(number):
    return [{"kind": "main", "number": number, "ext": ""}]


def numbered(count):
    return [record(f"Example {n}", phones=phone(f"61755501{n:02}")) for n in range(count)]


def load(*records, as_of=TODAY, **options):
    run = runs.begin(source="test.json", dry_run=options.pop("dry_run", False))
    return runs.load(records, run=run, as_of=as_of, **options)


def test_new_places_are_added_with_an_id_that_comes_from_their_key():
    run = load(record(facts={"methadone": True}), record("Example Second"))

    facility = Facility.objects.get(name="Example Harbor")
    assert (run.status, run.added, run.read) == (DONE, 2, 2)
    assert (facility.uid, facility.short_id) == identity(record().key())
    assert facility.facts == {"methadone": True}
    assert facility.as_of == TODAY
    assert facility.source == "SAMHSA FindTreatment.gov"
    assert facility.sort_key == "example harbor"


def test_a_second_run_writes_nothing_but_itself():
    load(*numbered(3))

    with CaptureQueriesContext(connection) as queries:
        run = load(*numbered(3))

    words = [query["sql"].split() for query in queries]
    written = [sql for sql in words if sql[0] in ("INSERT", "UPDATE", "DELETE")]
    assert run.unchanged == 3
    assert written
    assert all('"directory_importrun"' in sql for sql in written)


def test_a_second_run_leaves_rows_and_index_as_they_were():
    load(*numbered(3))
    rows, made_at = list(Facility.objects.values()), IndexSnapshot.objects.get().made_at

    load(*numbered(3))

    assert list(Facility.objects.values()) == rows
    assert IndexSnapshot.objects.get().made_at == made_at


def test_a_newer_date_alone_is_written_in_one_stroke_and_is_no_change():
    load(*numbered(3))
    changed_at = Facility.objects.values_list("changed_at", flat=True)
    before = list(changed_at)

    with CaptureQueriesContext(connection) as queries:
        run = load(*numbered(3), as_of=date(2026, 2, 3))

    updates = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "directory_facility"')]
    assert (run.changed, run.unchanged, len(updates)) == (0, 3, 1)
    assert set(Facility.objects.values_list("as_of", flat=True)) == {date(2026, 2, 3)}
    assert list(changed_at.all()) == before


def test_what_differs_is_written_and_told_field_by_field():
    load(record(city="Boston"))

    run = load(record(city="Cambridge"))

    assert (run.changed, run.unchanged) == (1, 0)
    assert run.changes == [{"what": "changed", "name": "Example Harbor", "fields": ["city"]}]
    assert Facility.objects.get().city == "Cambridge"


def test_any_change_renews_the_index():
    load(record())
    before = IndexSnapshot.objects.get().revision

    load(record(city="Cambridge"))

    assert IndexSnapshot.objects.get().revision != before


def test_what_a_source_does_not_say_stays_and_what_it_empties_goes():
    load(record(county="Suffolk", website="https://example.org/", phones=phone("6175550142")))

    load(record(county=None, website="", phones=None))

    facility = Facility.objects.get()
    assert (facility.county, facility.website) == ("Suffolk", "")
    assert facility.phones == phone("6175550142")


def test_stated_services_replace_all_facts():
    load(record(facts={"methadone": True, "medicaid": True}, unknown_facts=[["A", "b"]]))

    load(record(facts={"medicaid": True}))

    facility = Facility.objects.get()
    assert facility.facts == {"medicaid": True}
    assert facility.unknown_facts == []


def test_a_row_without_services_keeps_the_facts_and_adds_what_its_kind_implies():
    load(record(kind="OTP", facts={"medicaid": True}, unknown_facts=[["A", "b"]]))

    load(record(kind="OTP", facts={"methadone": True}, says_services=False))

    facility = Facility.objects.get()
    assert facility.facts == {"medicaid": True, "methadone": True}
    assert facility.unknown_facts == [["A", "b"]]


def test_equal_rows_are_told_apart_by_their_order_and_found_again():
    first = load(record(), record())

    second = load(record(), record())

    assert (first.added, second.added, second.unchanged) == (2, 0, 2)
    assert Facility.objects.values("short_id").distinct().count() == 2


def test_a_renamed_place_is_found_by_phone_and_zip_and_keeps_its_ids():
    load(record("Example Old Name", phones=phone("6175550142")))
    old = Facility.objects.get()

    run = load(record("Example New Name", phones=phone("6175550142")))

    new = Facility.objects.get()
    assert (run.added, run.changed, run.delisted) == (0, 1, 0)
    assert (new.uid, new.short_id, new.name) == (old.uid, old.short_id, "Example New Name")
    assert load(record("Example New Name", phones=phone("6175550142"))).unchanged == 1


@pytest.mark.parametrize(
    "difference", [{"phones": phone("6175550199")}, {"zip_code": "02119"}, {"kind": "OTP"}]
)
def test_another_phone_zip_or_kind_is_another_place(difference):
    load(*numbered(20), record("Example Old", phones=phone("6175550142")))
    new = {"phones": phone("6175550142")} | difference

    run = load(*numbered(20), record("Example New", **new), kinds=["SU", "OTP"])

    assert (run.added, run.delisted) == (1, 1)


def test_a_phone_that_two_share_tells_no_place():
    shared = {"phones": phone("6175550142")}
    load(*numbered(20), record("Example Old", **shared))

    run = load(*numbered(20), record("Example A", **shared), record("Example B", **shared))

    assert (run.added, run.delisted) == (2, 1)


def test_the_name_a_place_once_had_can_be_given_to_a_new_one():
    load(record("Example Name", phones=phone("6175550142")))
    load(record("Example Renamed", phones=phone("6175550142")))

    run = load(
        record("Example Renamed", phones=phone("6175550142")),
        record("Example Name", phones=phone("6175550143")),
    )

    assert (run.status, run.added) == (DONE, 1)
    assert Facility.objects.values("uid").distinct().count() == 2


def test_a_place_that_vanishes_is_delisted_and_listed_again_when_it_comes_back():
    load(*numbered(20))
    last = Facility.objects.get(name="Example 19")

    gone = load(*numbered(19))
    last.refresh_from_db()
    assert (gone.delisted, last.is_listed, last.delisted_on) == (1, False, timezone.localdate())

    back = load(*numbered(20))
    last.refresh_from_db()
    assert (back.relisted, back.changed, last.is_listed, last.delisted_on) == (1, 0, True, None)


def test_a_place_delisted_before_is_not_counted_as_lost_again():
    load(*numbered(20))
    load(*numbered(19))

    assert load(*numbered(19)).delisted == 0


@pytest.mark.parametrize("elsewhere", [{"state": "NY", "zip_code": "10001"}, {"kind": "OTP"}])
def test_places_outside_the_states_and_kinds_of_the_rows_can_not_vanish(elsewhere):
    load(record(), record("Example Elsewhere", **elsewhere))

    run = load(record())

    assert (run.status, run.delisted) == (DONE, 0)
    assert Facility.objects.listed().count() == 2
    assert (run.states, run.kinds) == (["MA"], ["SU"])


def test_rows_outside_the_declared_scope_are_left_out():
    run = load(record(), record("Example NY", state="NY"), states=["MA"])

    assert (run.added, run.left_out, run.states) == (1, 1, ["MA"])


def test_a_declared_state_without_rows_loses_its_places():
    load(*numbered(20), record("Example NY", state="NY"))

    run = load(*numbered(20), states=["MA", "NY"])

    assert run.delisted == 1


def test_a_loss_of_a_tenth_is_taken_and_of_more_refused():
    load(*numbered(20))

    refused = load(*numbered(17))
    assert refused.status == REFUSED
    assert "3 of the 20 centers listed would vanish" in refused.message
    assert "--accept-loss 3" in refused.message
    assert Facility.objects.listed().count() == 20

    assert load(*numbered(18)).delisted == 2


def test_a_refusal_changes_nothing_at_all():
    load(*numbered(20))
    rows = list(Facility.objects.values())

    load(*numbered(10), record("Example New"), as_of=date(2026, 3, 4))

    assert list(Facility.objects.values()) == rows


def test_a_great_loss_is_accepted_after_a_dry_run_of_the_same_data_with_the_same_loss():
    load(*numbered(20))
    dry = load(*numbered(15), digest="abc", dry_run=True)
    assert (dry.status, dry.delisted, dry.is_dry_run) == (REFUSED, 5, True)

    run = load(*numbered(15), digest="abc", accept_loss=5)

    assert (run.status, run.delisted) == (DONE, 5)


@pytest.mark.parametrize(
    ("dry", "wet"),
    [
        ({"digest": "abc"}, {"digest": "abc", "accept_loss": 6}),
        ({"digest": "abc"}, {"digest": "xyz", "accept_loss": 5}),
        ({"digest": ""}, {"digest": "", "accept_loss": 5}),
        ({"digest": "abc", "states": ["MA", "NY"]}, {"digest": "abc", "accept_loss": 5}),
        (None, {"digest": "abc", "accept_loss": 5}),
    ],
)
def test_a_great_loss_is_refused_without_just_that_dry_run(dry, wet):
    load(*numbered(20))
    if dry:
        load(*numbered(15), dry_run=True, **dry)

    run = load(*numbered(15), **wet)

    assert run.status == REFUSED
    assert Facility.objects.listed().count() == 20


def test_a_wet_run_that_was_refused_is_no_dry_run():
    load(*numbered(20))
    load(*numbered(15), digest="abc")

    assert load(*numbered(15), digest="abc", accept_loss=5).status == REFUSED


def test_a_dry_run_says_what_would_be_and_writes_only_itself():
    load(*numbered(20))
    rows = list(Facility.objects.values())

    run = load(*numbered(19), record("Example New"), dry_run=True)

    assert (run.status, run.added, run.delisted) == (DONE, 1, 1)
    assert list(Facility.objects.values()) == rows
    assert ImportRun.objects.filter(is_dry_run=True).get() == run


def test_real_centers_take_the_place_of_samples():
    make_facility("Example Sample", is_sample=True)

    load(record())

    assert list(Facility.objects.values_list("name", "is_sample")) == [("Example Harbor", False)]


def test_samples_stay_in_a_dry_run_and_in_a_refusal():
    make_facility("Example Sample", is_sample=True)

    load(record(), dry_run=True)
    load(BadRow(1, "Example", "it is bad"))

    assert Facility.objects.samples().count() == 1


def test_fields_that_an_editor_holds_are_kept():
    load(record(city="Boston", facts={"medicaid": True}, phones=phone("6175550142")))
    Facility.objects.update(city="Roxbury", phones=[], held_fields=["city", "phones"])

    run = load(record(city="Boston", facts={"medicare": True}, phones=phone("6175550142")))

    facility = Facility.objects.get()
    assert (facility.city, facility.phones) == ("Roxbury", [])
    assert facility.facts == {"medicare": True}
    assert run.changes[0]["fields"] == ["facts"]


def test_a_place_that_an_editor_delisted_stays_delisted():
    load(*numbered(20))
    hidden = {"is_listed": False, "delisted_on": TODAY}
    Facility.objects.filter(name="Example 0").update(
        **hidden, held_fields=["is_listed", "delisted_on"]
    )

    run = load(*numbered(20))

    assert (run.relisted, run.changed) == (0, 0)
    assert Facility.objects.listed().count() == 19


def test_a_place_that_an_editor_keeps_listed_stays_with_its_old_date():
    load(*numbered(20))
    Facility.objects.filter(name="Example 19").update(held_fields=["is_listed"])

    run = load(*numbered(19), as_of=date(2026, 2, 3))

    kept = Facility.objects.get(name="Example 19")
    assert run.delisted == 0
    assert (kept.is_listed, kept.as_of) == (True, TODAY)


def test_a_point_that_an_editor_set_is_kept_whole():
    make_place("02118", "MA", at=(42.34, -71.07))
    load(record(point=(42.35, -71.06)))
    Facility.objects.update(latitude=42.3, longitude=-71.0, held_fields=["latitude"])

    load(record(point=(42.35, -71.06)))

    facility = Facility.objects.get()
    assert (facility.latitude, facility.longitude) == (42.3, -71.0)


def test_an_edit_made_while_the_run_compares_is_not_lost():
    load(record(city="Boston"))

    def edit(words):
        if words.startswith("Writing"):
            facility = Facility.objects.get()
            facility.website = "https://example.org/edited"
            facility.save()

    run = load(record(city="Cambridge"), progress=edit)

    assert (run.status, Facility.objects.get().city) == (REFUSED, "Boston")
    assert "run it again" in run.message


def test_a_listed_point_near_its_zip_code_counts():
    make_place("02118", "MA", at=(42.34, -71.07))

    run = load(record(point=(42.5, -71.2)))

    facility = Facility.objects.get()
    assert (facility.latitude, facility.longitude, facility.position) == (42.5, -71.2, "listed")
    assert run.problems == []


def test_a_point_far_from_its_zip_code_gives_way_to_it_and_is_reported():
    make_place("77011", "TX", at=(29.74, -95.31))

    run = load(record(state="TX", zip_code="77011", point=(29.43, -98.52)))

    facility = Facility.objects.get()
    assert (facility.latitude, facility.longitude, facility.position) == (29.74, -95.31, "zip")
    assert "194 miles from ZIP code 77011" in run.problems[0]["reason"]
    assert run.bad == 0


def test_in_alaska_zip_codes_reach_far():
    make_place("99723", "AK", at=(70.29, -156.6))

    load(record(state="AK", zip_code="99723", point=(71.3, -156.76)))

    assert Facility.objects.get().position == "listed"


def test_without_coordinates_the_zip_codes_point_serves_and_without_that_none():
    make_place("02118", "MA", at=(42.34, -71.07))
    make_place("02119", "MA", at=None)

    load(record("Example A"), record("Example B", zip_code="02119"))

    positions = Facility.objects.order_by("name").values_list("position", "latitude")
    assert list(positions) == [("zip", 42.34), ("none", None)]


def test_a_stored_point_stays_while_a_source_without_any_has_the_same_address():
    make_place("02118", "MA", at=(42.34, -71.07))
    load(record(point=(42.35, -71.06), phones=phone("6175550142")))

    load(record("Example New Name", phones=phone("6175550142")))
    assert Facility.objects.get().position == "listed"

    load(record("Example New Name", street="9 Example Road", phones=phone("6175550142")))
    assert Facility.objects.get().position == "zip"


def test_bad_rows_remarks_and_strange_labels_are_kept_with_line_and_reason():
    run = load(
        BadRow(7, "Example Bad", "it has no city"),
        NotOurs(8, "MH"),
        record(line=9, remarks=("its phone is odd",), strange_labels=[["Caption", "Horses"]]),
    )

    assert (run.read, run.bad, run.left_out, run.added) == (3, 1, 1, 1)
    assert run.problems == [
        {"line": 7, "name": "Example Bad", "reason": "it has no city"},
        {
            "line": None,
            "name": "",
            "reason": "“Horses” (Caption) is new to us and kept as it stands; centers that say it: 1",
        },
        {"line": 9, "name": "Example Harbor", "reason": "its phone is odd"},
    ]


def test_a_thousand_problems_are_kept_and_the_others_counted():
    run = load(record(), *(BadRow(n, "Example", "it is bad") for n in range(1_050)))

    assert run.bad == 1_050
    assert len(run.problems) == 1_001
    assert run.problems[-1]["reason"] == "and 50 more, not kept here"


def test_a_place_whose_row_could_not_be_read_has_not_vanished():
    load(*numbered(20))

    run = load(*numbered(19), BadRow(20, "Example 19", "it has no city"), as_of=date(2026, 2, 3))

    kept = Facility.objects.get(name="Example 19")
    assert run.delisted == 0
    assert (kept.is_listed, kept.as_of) == (True, TODAY)


def test_a_source_without_any_center_of_ours_is_refused():
    load(record())

    run = load(NotOurs(1, "MH"))

    assert run.status == REFUSED
    assert "None of the 1 rows" in run.message
    assert Facility.objects.listed().count() == 1


def test_a_file_that_breaks_off_while_it_is_read_changes_nothing():
    def cut():
        yield record()
        raise Refused("The file breaks off.")

    run = runs.load(cut(), run=runs.begin(source="cut.json"), as_of=TODAY)

    assert (run.status, run.message, run.read) == (REFUSED, "The file breaks off.", 1)
    assert not Facility.objects.exists()


def test_a_run_that_fails_is_kept_and_changes_nothing():
    def broken():
        yield record()
        raise ZeroDivisionError("oops")

    with pytest.raises(ZeroDivisionError):
        runs.load(broken(), run=runs.begin(source="x.json"), as_of=TODAY)

    run = ImportRun.objects.get()
    assert (run.status, run.message) == ("failed", "ZeroDivisionError: oops")
    assert run.ended_at is not None
    assert not Facility.objects.exists()


def test_the_source_that_facilities_cite_changes_with_the_run():
    load(record())

    run = load(record(), cited_as="SAMHSA National Directory")

    assert Facility.objects.get().source == "SAMHSA National Directory"
    assert run.changed == 0
