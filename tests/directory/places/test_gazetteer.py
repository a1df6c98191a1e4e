import pytest

from directory.models import Place
from directory.places import gazetteer
from directory.places.geo import miles_between
from directory.places.states import STATES
from directory.vocabulary.names import fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def found(text):
    return [str(place) for place in gazetteer.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "02118",
        " 02118 ",
        "02118-1234",
        "021181234",
        "Boston, MA 02118",
        "Boston MA 02118-1234",
        "1 Main Street, Boston, MA 02118, USA",
    ],
)
def test_a_zip_code_is_found_with_or_without_its_four_further_digits(text):
    assert found(text) == ["ZIP code 02118"]


def test_zip_codes_keep_their_leading_zeros():
    (adjuntas,) = gazetteer.find("00601")

    assert adjuntas.state == "PR"
    assert found("601") == []


@pytest.mark.parametrize("text", ["99999", "99999-0001", "Boston, MA 99999"])
def test_a_zip_code_that_nobody_knows_finds_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Washington, IN", "Washington, IN"),
        ("washington in", "Washington, IN"),
        ("Washington, Indiana", "Washington, IN"),
        ("Washington Indiana", "Washington, IN"),
        ("WASHINGTON, D.C.", "Washington, DC"),
        ("Washington D. C.", "Washington, DC"),
        ("Anchorage, AK", "Anchorage, AK"),
        ("Anchorage AK, USA", "Anchorage, AK"),
        ("New York, NY", "New York, NY"),
        ("New York New York", "New York, NY"),
        ("Charleston West Virginia", "Charleston, WV"),
        ("St Thomas, Virgin Islands", "St Thomas, VI"),
        ("12 Main St, Springfield, Oregon", "Springfield, OR"),
        ("Roxbury, MA", "Roxbury, MA"),
    ],
)
def test_a_city_with_its_state_is_one_place(text, place):
    assert found(text) == [place]


def test_a_city_is_not_looked_for_outside_the_state_that_was_named():
    assert found("Anchorage, MA") == []


def test_a_name_of_several_cities_gives_all_of_them_the_largest_first():
    springfields = gazetteer.find("Springfield")

    assert [place.state for place in springfields[:3]] == ["IL", "MA", "MO"]
    assert len(springfields) > 20
    sizes = [place.zip_count for place in springfields]
    assert sizes == sorted(sizes, reverse=True)


def test_a_name_of_a_state_and_a_city_gives_both_the_state_first():
    assert found("New York") == ["New York", "New York, NY"]
    assert found("Indiana") == ["Indiana", "Indiana, PA"]
    assert found("California")[0] == "California"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("IN", "Indiana"),
        ("or", "Oregon"),
        ("N.C.", "North Carolina"),
        ("hawaiʻi", "Hawaii"),
        ("US Virgin Islands", "U.S. Virgin Islands"),
        (", MA", "Massachusetts"),
        ("District of Columbia", "District of Columbia"),
        ("puerto rico", "Puerto Rico"),
    ],
)
def test_a_state_is_known_by_its_name_and_its_two_letters(text, state):
    assert found(text) == [state]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("st. louis, mo", "Saint Louis, MO"),
        ("Saint Petersburg FL", "Saint Petersburg, FL"),
        ("ft worth", "Fort Worth, TX"),
        ("Mt. Pleasant, SC", "Mount Pleasant, SC"),
        ("Winston-Salem", "Winston Salem, NC"),
        ("O'Fallon, IL", "O Fallon, IL"),
        ("Coeur d’Alene", "Coeur D Alene, ID"),
        ("D'Iberville", "Diberville, MS"),
        ("Bayamón", "Bayamon, PR"),
        ("Hagåtña", "Hagatna, GU"),
        ("MCALLEN", "McAllen, TX"),
        ("queens, ny", "Queens, NY"),
    ],
)
def test_a_city_is_found_however_its_name_is_written(typed, kept):
    assert found(typed) == [kept]


@pytest.mark.parametrize(
    "text", ["", "  ", ",", ", ,", "xyzzy", "0211", "xx", "\x00", "in " * 500, " ," * 5000, "北京"]
)
def test_what_names_no_place_finds_nothing_and_never_fails(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["02118", "Springfield", "Washington, IN", "O'Fallon Illinois"])
def test_a_look_up_asks_the_database_once(text, django_assert_num_queries):
    with django_assert_num_queries(1):
        gazetteer.find(text)


@pytest.mark.parametrize(
    ("city", "point"),
    [
        ("Boston, MA", (42.36, -71.06)),
        ("Anchorage, AK", (61.22, -149.90)),
        ("Kansas City, MO", (39.10, -94.58)),
        ("San Juan, PR", (18.47, -66.11)),
        ("Majuro, MH", (7.09, 171.38)),
        ("Pohnpei, FM", (6.88, 158.22)),
    ],
)
def test_a_city_stands_where_it_is(city, point):
    (place,) = gazetteer.find(city)

    assert miles_between(place.point, point) < 10


def test_every_state_has_a_point_and_a_name_in_the_order_of_names():
    states = Place.objects.filter(kind="state")

    assert {place.state: place.name for place in states} == STATES
    assert all(place.point for place in states)
    assert list(STATES.values()) == sorted(STATES.values(), key=fold)


def test_a_zip_code_that_the_package_puts_at_zero_zero_has_no_point():
    (north_pole,) = gazetteer.find("88888")

    assert north_pole.point is None
    assert not Place.objects.filter(latitude=0).exists()


def test_military_mail_is_no_place():
    assert found("09012") == []
    assert not Place.objects.exclude(state__in=STATES).exists()
