"""SAMHSA's own rows and codes, read without the importer: what its counts are checked against.

The codes come from the workbook, the coordinates from the export of the same rows. Which code means
which of our words was read from SAMHSA's key (samhsa_codes.csv) once more, apart from the codebook.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from math import asin, cos, radians, sin, sqrt

from python_calamine import CalamineWorkbook

from directory.vocabulary.attributes import Facet
from tests.directory.imports.test_real_data import DATA, EXPORT, WORKBOOK

CODES: dict[Facet, dict[str, str]] = {
    Facet.MEDICATION: {
        "buprenorphine": "BU UB DB BUM BMW BSDM BWN BWON BERI",
        "methadone": "MU METH DM MM MMW",
        "naltrexone": "NU UN RPN NXN VTRL",
        "own-medication": "MOA",
        "no-medication": "NMOA",
    },
    Facet.CARE: {
        "outpatient": "OP",
        "intensive-outpatient": "OIT",
        "day-treatment": "ODT",
        "residential": "RES",
        "hospital": "HI",
        "withdrawal-management": "DT",
        "opioid-treatment-program": "OTP",
        "recovery-housing": "HH",
    },
    Facet.COST: {"free": "NP", "sliding-fee": "SS", "payment-help": "PA"},
    Facet.PAYMENT: {
        "medicaid": "MD",
        "medicare": "MC",
        "private-insurance": "PI",
        "state-plan": "SI",
        "military-insurance": "MI",
        "tribal-funds": "ITU",
        "self-pay": "SF",
    },
    Facet.POPULATION: {
        "adolescents": "AD",
        "young-adults": "TAY",
        "women": "WN",
        "pregnant": "PW",
        "men": "MN",
        "older-adults": "SE",
        "lgbtq": "GL",
        "veterans": "VET",
        "active-duty": "ADM",
        "military-families": "MF",
        "justice-involved": "CJ",
        "mental-health": "CO",
        "pain": "COPSU",
        "hiv": "HV",
        "sexual-violence": "XA",
        "partner-violence": "DV",
        "trauma": "TRMA",
        "dui-program": "DU",
    },
    Facet.AGE: {"youth": "CHLD AD"},
    Facet.LANGUAGE: {
        "spanish": "SP",
        "sign-language": "AH",
        "arabic": "F4",
        "chinese": "F17",
        "creole": "F19",
        "farsi": "F25",
        "french": "F28",
        "german": "F30",
        "greek": "F31",
        "hebrew": "F35",
        "hindi": "F36",
        "hmong": "F37",
        "hopi": "N13",
        "italian": "F42",
        "japanese": "F43",
        "korean": "F47",
        "lakota": "N18",
        "navajo": "N23",
        "ojibwa": "N24",
        "polish": "F66",
        "portuguese": "F67",
        "russian": "F70",
        "tagalog": "F81",
        "vietnamese": "F92",
        "yupik": "N40",
        "native-languages": "NX",
        "other-languages": "FX",
    },
    Facet.SETTING: {
        "telehealth": "TELE",
        "general-hospital": "GH",
        "psychiatric-hospital": "PSYH",
    },
    Facet.APPROACH: {
        "counseling": "SACA",
        "cognitive-behavioral": "CBT",
        "motivational-interviewing": "MOTI",
        "contingency-management": "CMI",
        "community-reinforcement": "CRV",
        "relapse-prevention": "RELP",
        "trauma-counseling": "TRC",
        "matrix-model": "MXM",
        "brief-intervention": "BIA",
        "anger-management": "ANG",
        "twelve-step": "TWFA",
    },
    Facet.SERVICES: {"children-beds": "BC", "child-care": "CCC", "transportation": "TA"},
    Facet.ACCREDITATION: {
        "carf": "CARF",
        "joint-commission": "JC",
        "coa": "COA",
        "ncqa": "NCQA",
        "hfap": "HFAP",
        "samhsa-certified": "SOTP",
        "dea-registered": "DEA",
        "state-substance-use-license": "STAG",
        "state-mental-health-license": "STMH",
        "state-health-license": "STDH",
        "hospital-license": "HLA",
        "health-center": "FQHC",
    },
    Facet.OPERATOR: {
        "private-nonprofit": "PVTN",
        "private-for-profit": "PVTP",
        "local-government": "LCCG",
        "state-government": "STG",
        "federal-government": "FED",
        "tribal-government": "TBG",
        "indian-health-service": "IH",
        "veterans-affairs": "VAMC",
        "department-of-defense": "DDF",
    },
    Facet.SMOKING: {
        "smoking-not-allowed": "SMON",
        "smoking-in-areas": "SMPD",
        "smoking-allowed": "SMOP",
    },
}
# The questions of SAMHSA's survey, by category of its key, that a facet is answered in.
CATEGORIES: dict[Facet, str] = {
    Facet.CARE: "TC SET",
    Facet.COST: "PAY PYAS",
    Facet.PAYMENT: "PAY",
    Facet.LANGUAGE: "SL OL",
    Facet.SETTING: "TAP HOSP",
    Facet.APPROACH: "TAP",
    Facet.SERVICES: "AS",
    Facet.ACCREDITATION: "LCA",
    Facet.OPERATOR: "FOP",
    Facet.SMOKING: "SMP",
}
# Single codes of questions that speak of more: programs for people with a DUI stand among whom a
# center serves only; the program for adolescents tells of ages; opioid treatment kinds and medicines
# hold others than medication for opioid addiction.
SINGLE: dict[Facet, str] = {
    Facet.POPULATION: "DU",
    Facet.AGE: "AD",
    Facet.MEDICATION: (
        "MU BU NU INPE RPE PC DB BUM BMW DM MM MMW UB UN RPN PAIN MOA NMOA MWS UBN METH BSDM BWN "
        "BWON BERI NXN VTRL"
    ),
    Facet.CARE: "OTP",
}
CATEGORIES |= {Facet.POPULATION: "SG", Facet.AGE: "AGE", Facet.MEDICATION: ""}

NOT_OURS = {"NOOP", "DUO", "AUDO"}
FOR_OPIOIDS = "OUDO OTP MU METH DM MM MMW BU UB DB BUM BMW BSDM BWN BWON BERI NU UN RPN NXN VTRL"


@dataclass(frozen=True)
class RawRow:
    """A row as it stands in the files."""

    name: str
    city: str
    state: str
    zip_code: str
    phones: tuple[str, ...]  # digits
    codes: frozenset[str]
    listed_point: tuple[float, float] | None
    words: frozenset[str] = field(repr=False)

    def lists(self, facet: Facet, keys: list[str]) -> bool:
        return any(not self.codes.isdisjoint(CODES[facet][key].split()) for key in keys)

    def is_silent_on(self, facet: Facet) -> bool:
        return self.codes.isdisjoint(answers_of(facet))

    @property
    def is_set_aside(self) -> bool:
        return bool(self.codes & NOT_OURS) and self.codes.isdisjoint(FOR_OPIOIDS.split())


@cache
def answers_of(facet: Facet) -> frozenset[str]:
    """The codes that answer a facet."""
    with (DATA / "samhsa_codes.csv").open(encoding="utf-8", newline="") as file:
        of_category = {
            row["code"]
            for row in csv.DictReader(file)
            if row["category_code"] in CATEGORIES[facet].split()
        }
    return frozenset(of_category | set(SINGLE.get(facet, "").split()))


def read() -> list[RawRow]:
    sheet = CalamineWorkbook.from_path(WORKBOOK).get_sheet_by_name("Facilities List")
    header, *cells = sheet.to_python()
    with gzip.open(EXPORT, "rt", encoding="utf-8") as file:
        points = [json.loads(line) for line in file]
    rows = []
    for values, export in zip(cells, points, strict=True):
        row = {
            name: " ".join(str(value).split()) for name, value in zip(header, values, strict=True)
        }
        assert row["name1"] == " ".join(export["name1"].split())
        name = f"{row['name1']} {row['name2']}".strip()
        numbers = tuple(digits(row[column]) for column in ("phone", "intake1", "intake2"))
        rows.append(
            RawRow(
                name=name,
                city=row["city"],
                state=row["state"],
                zip_code=row["zip"],
                phones=tuple(number for number in numbers if number),
                codes=frozenset(row["service_code_info"].replace("*", " ").split()),
                listed_point=(float(export["latitude"]), float(export["longitude"]))
                if export["latitude"]
                else None,
                words=frozenset(folded(f"{name} {row['city']}").split()),
            )
        )
    return rows


def digits(phone: str) -> str:
    return re.sub(r"\D", "", phone.lower().partition("x")[0])


def folded(text: str) -> str:
    """Case, accents and signs away, as anybody would compare names."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain.replace("'", "").replace(".", ""))


def miles_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * 3958.8 * asin(sqrt(half))
