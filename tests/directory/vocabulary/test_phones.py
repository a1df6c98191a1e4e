import pytest

from directory.vocabulary.phones import NotAPhone, Phone, parse


@pytest.mark.parametrize(
    ("text", "number", "ext"),
    [
        ("205-555-0142", "2055550142", ""),
        ("(205) 555-0142", "2055550142", ""),
        ("1-205-555-0142", "2055550142", ""),
        ("205.555.0142", "2055550142", ""),
        (" 205-555-0142 x12 ", "2055550142", "12"),
        ("205-555-0142 ext. 4001", "2055550142", "4001"),
        ("205-555-0142x7", "2055550142", "7"),
        ("800-555HOPE", "8005554673", ""),
        ("800-555-HELPNOW", "8005554357", ""),
        ("800-555-0142", "8005550142", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(text, number, ext):
    assert parse(text) == Phone(number, ext)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(999) 999-9999", "placeholder"),
        ("000-000-0000", "placeholder"),
        ("199-555-0142", "area code (199)"),
        ("911-555-0142", "area code (911)"),
        ("205-155-0142", "exchange (155)"),
        ("205-911-0142", "exchange (911)"),
        ("205-555-014", "not a telephone number"),
        ("205-555-01423", "ten digits"),
        ("call us", "not a telephone number"),
    ],
)
def test_what_no_telephone_answers_to_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotAPhone) as refusal:
        parse(text)

    assert reason in str(refusal.value)
    assert text in str(refusal.value)


def test_a_toll_free_number_may_have_an_exchange_that_others_can_not():
    assert parse("800-511-0142").number == "8005110142"


@pytest.mark.parametrize(
    ("phone", "display", "href"),
    [
        (Phone("2055550142"), "(205) 555-0142", "tel:+12055550142"),
        (Phone("2055550142", "12"), "(205) 555-0142 ext. 12", "tel:+12055550142;ext=12"),
        (Phone("8005550142"), "1-800-555-0142", "tel:+18005550142"),
        (Phone("+6915550142", "3"), "+691 555-0142 ext. 3", "tel:+6915550142;ext=3"),
    ],
)
def test_a_number_is_shown_as_people_write_it_and_linked_with_its_extension(phone, display, href):
    assert phone.display == display
    assert phone.href == href


def test_islands_with_their_own_country_code_are_called_by_it():
    in_palau = parse("680-555-0142", state="PW")
    in_new_york = parse("680-555-0142", state="NY")

    assert in_palau.href == "tel:+6805550142"
    assert in_new_york.href == "tel:+16805550142"
