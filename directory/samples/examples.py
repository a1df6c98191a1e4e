"""The made-up centers of `directory.samples.wall`: which there are, and what they say of themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import slugify

from directory.models import Facility, Kind
from directory.models.facility import Position, identity
from directory.places.zip_codes import ZipCode, zip_codes
from directory.vocabulary.attributes import Facet, filters_of
from directory.vocabulary.names import fold

SOURCE = "Example data, made up"
PER_CITY = (4, 2, 2)  # in the largest city of a state, in the second, in the third

# The largest cities of each state, each with an area code of its own. Springfield, Illinois, is
# sixth; it is here because "Springfield" is what one tries to see what an ambiguous name does.
CITIES = {
    "AL": "Huntsville 256, Birmingham 205, Montgomery 334",
    "AK": "Anchorage 907, Fairbanks 907, Juneau 907",
    "AS": "Pago Pago 684",
    "AZ": "Phoenix 602, Tucson 520, Mesa 480",
    "AR": "Little Rock 501, Fayetteville 479, Fort Smith 479",
    "CA": "Los Angeles 213, San Diego 619, San Jose 408",
    "CO": "Denver 303, Colorado Springs 719, Aurora 303",
    "CT": "Bridgeport 203, Stamford 203, New Haven 203",
    "DE": "Wilmington 302, Dover 302, Newark 302",
    "DC": "Washington 202",
    "FM": "Chuuk 691, Pohnpei 691, Yap 691",
    "FL": "Jacksonville 904, Miami 305, Tampa 813",
    "GA": "Atlanta 404, Augusta 706, Columbus 706",
    "GU": "Dededo 671, Yigo 671, Tamuning 671",
    "HI": "Honolulu 808, Hilo 808, Kailua 808",
    "ID": "Boise 208, Meridian 208, Nampa 208",
    "IL": "Chicago 312, Aurora 630, Springfield 217",
    "IN": "Indianapolis 317, Fort Wayne 260, Evansville 812",
    "IA": "Des Moines 515, Cedar Rapids 319, Davenport 563",
    "KS": "Wichita 316, Overland Park 913, Kansas City 913",
    "KY": "Louisville 502, Lexington 859, Bowling Green 270",
    "LA": "New Orleans 504, Baton Rouge 225, Shreveport 318",
    "ME": "Portland 207, Lewiston 207, Bangor 207",
    "MH": "Majuro 692, Ebeye 692",
    "MD": "Baltimore 410, Frederick 301, Gaithersburg 301",
    "MA": "Boston 617, Worcester 508, Springfield 413",
    "MI": "Detroit 313, Grand Rapids 616, Warren 586",
    "MN": "Minneapolis 612, Saint Paul 651, Rochester 507",
    "MS": "Jackson 601, Gulfport 228, Southaven 662",
    "MO": "Kansas City 816, Saint Louis 314, Springfield 417",
    "MT": "Billings 406, Missoula 406, Great Falls 406",
    "NE": "Omaha 402, Lincoln 402, Bellevue 402",
    "NV": "Las Vegas 702, Henderson 702, Reno 775",
    "NH": "Manchester 603, Nashua 603, Concord 603",
    "NJ": "Newark 973, Jersey City 201, Paterson 973",
    "NM": "Albuquerque 505, Las Cruces 575, Rio Rancho 505",
    "NY": "New York 212, Brooklyn 718, Buffalo 716",
    "NC": "Charlotte 704, Raleigh 919, Greensboro 336",
    "ND": "Fargo 701, Bismarck 701, Grand Forks 701",
    "MP": "Saipan 670, Tinian 670, Rota 670",
    "OH": "Columbus 614, Cleveland 216, Cincinnati 513",
    "OK": "Oklahoma City 405, Tulsa 918, Norman 405",
    "OR": "Portland 503, Eugene 541, Salem 503",
    "PW": "Koror 680",
    "PA": "Philadelphia 215, Pittsburgh 412, Allentown 610",
    "PR": "San Juan 787, Bayamon 787, Carolina 787",
    "RI": "Providence 401, Cranston 401, Warwick 401",
    "SC": "Charleston 843, Columbia 803, North Charleston 843",
    "SD": "Sioux Falls 605, Rapid City 605, Aberdeen 605",
    "TN": "Nashville 615, Memphis 901, Knoxville 865",
    "TX": "Houston 713, San Antonio 210, Dallas 214",
    "VI": "St Thomas 340, Christiansted 340, St John 340",
    "UT": "Salt Lake City 801, West Valley City 801, Provo 801",
    "VT": "Burlington 802, South Burlington 802, Rutland 802",
    "VA": "Virginia Beach 757, Chesapeake 757, Arlington 703",
    "WA": "Seattle 206, Spokane 509, Tacoma 253",
    "WV": "Charleston 304, Huntington 304, Morgantown 304",
    "WI": "Milwaukee 414, Madison 608, Green Bay 920",
    "WY": "Cheyenne 307, Casper 307, Gillette 307",
}


class Sort(NamedTuple):
    """A sort of center: its name, what it says yes to (and, after !, no to)."""

    name: str
    facts: str
    kind: Kind = Kind.SU


# The first three are in every state, so that every example search finds some.
SORTS = (
    Sort(
        "Example Community Clinic",
        "outpatient intensive-outpatient buprenorphine naltrexone own-medication counseling "
        "medicaid medicare private-insurance self-pay sliding-fee private-nonprofit",
    ),
    Sort(
        "Example Residence",
        "residential withdrawal-management own-medication transportation twelve-step "
        "medicaid state-plan self-pay sliding-fee payment-help private-nonprofit",
    ),
    # As many opioid treatment programs are listed: not a word on who pays.
    Sort("Example Opioid Treatment Program", "opioid-treatment-program methadone", Kind.OTP),
    Sort(
        "Example Hospital",
        "hospital withdrawal-management general-hospital buprenorphine methadone naltrexone "
        "medicaid medicare private-insurance military-insurance self-pay local-government",
    ),
    Sort(
        "Example Day Program",
        "outpatient intensive-outpatient day-treatment naltrexone telehealth relapse-prevention "
        "private-insurance self-pay payment-help private-for-profit",
    ),
    Sort("Example Free Clinic", "outpatient buprenorphine own-medication telehealth free"),
    Sort(
        "Example Recovery House",
        "outpatient recovery-housing twelve-step no-medication !buprenorphine !methadone "
        "!naltrexone",
    ),
    Sort(
        "Example Health Center",
        "outpatient buprenorphine naltrexone health-center child-care "
        "medicaid medicare tribal-funds state-plan sliding-fee",
    ),
    Sort(
        "Example Medication Clinic",
        "outpatient opioid-treatment-program methadone buprenorphine counseling "
        "medicaid medicare self-pay private-for-profit",
        Kind.OTP,
    ),
)
IN_EVERY_STATE = 3
VARIED = (Facet.POPULATION, Facet.LANGUAGE, Facet.APPROACH)


def facilities() -> Iterator[Facility]:
    """The made-up centers, not yet saved: the same ones each time."""
    zips = _zip_codes_by_city()
    last_numbers: Counter[str] = Counter()
    for state_number, (state, cities) in enumerate(CITIES.items()):
        number = 0
        for city_and_code, here in zip(cities.split(", "), PER_CITY, strict=False):
            city, area_code = city_and_code.rsplit(" ", 1)
            in_city = zips[city, state]
            for nth in range(here):
                zip_code = in_city[nth * len(in_city) // here]
                line = last_numbers[area_code]
                last_numbers[area_code] += 1
                yield _facility(
                    _sort(state_number, number),
                    number,
                    city,
                    zip_code,
                    f"{area_code}55501{line:02}",
                )
                number += 1


def _sort(state_number: int, number: int) -> Sort:
    if number < IN_EVERY_STATE:
        return SORTS[number]
    others = SORTS[IN_EVERY_STATE:]
    return others[(state_number + number) % len(others)]


@cache
def _zip_codes_by_city() -> dict[tuple[str, str], list[ZipCode]]:
    """The ZIP codes with a point in each city, those where streets are before mere PO boxes."""
    found: dict[tuple[str, str], list[ZipCode]] = defaultdict(list)
    for zip_code in zip_codes():
        for city in zip_code.cities:
            if zip_code.point and f"{city} " in CITIES[zip_code.state]:
                found[city, zip_code.state].append(zip_code)
    return {
        key: [zip_code for zip_code in zips if zip_code.is_street] or zips
        for key, zips in found.items()
    }


def _facility(sort: Sort, number: int, city: str, zip_code: ZipCode, phone: str) -> Facility:
    key = f"SAMPLE|{zip_code.state}|{fold(city)}|{number}"
    uid, short_id = identity(key)
    latitude, longitude = zip_code.point or (0.0, 0.0)
    name = f"{sort.name} of {city}"
    facility = Facility(
        uid=uid,
        short_id=short_id,
        key=key,
        kind=sort.kind,
        name=name,
        street=f"{100 + _chance(key, 'street') % 900} Example Street",
        city=city,
        state=zip_code.state,
        zip_code=zip_code.code,
        county=zip_code.county,
        phones=[{"kind": "main", "number": phone, "ext": ""}],
        website=f"https://{slugify(f'{name} {zip_code.state}')}.example.org",
        # Half a mile or so from the ZIP code's point, so that two never stand on one spot.
        latitude=round(latitude + _offset(key, "north"), 5),
        longitude=round(longitude + _offset(key, "east"), 5),
        position=Position.LISTED,
        facts=_facts(sort, key),
        source=SOURCE,
        as_of=timezone.localdate(),
        is_sample=True,
    )
    facility.sort_key = facility.make_sort_key()
    return facility


def _facts(sort: Sort, key: str) -> dict[str, bool]:
    words = sort.facts.split()
    facts = {word.removeprefix("!"): not word.startswith("!") for word in words}
    # A program that says nothing but what it is stays so.
    for facet in VARIED if sort.kind != Kind.OTP else ():
        for attribute in filters_of(facet):
            if _chance(key, attribute.key) % 5 == 0:
                facts[attribute.key] = True
    return facts


def _chance(*words: str) -> int:
    """A number that looks random and is always the same for the same words."""
    return int.from_bytes(sha256("|".join(words).encode()).digest()[:4])


def _offset(*words: str) -> float:
    """Up to a hundredth of a degree, either way."""
    return (_chance(*words) % 2001 - 1000) / 100_000
