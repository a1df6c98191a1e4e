"""What a facility can offer, accept or serve, in our words.

The words live in code, not in rows: readers, filters and imports share them, and translations
reach them. SAMHSA's codes for them are in `directory.imports.samhsa.codebook`, which nothing else knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from directory.vocabulary.details import DETAILS
from directory.vocabulary.filters import FILTERS


class Facet(models.TextChoices):
    """The question that attributes answer; its label is how a facility page asks it."""

    MEDICATION = "medication", "Medication for opioid addiction"
    CARE = "care", "Level of care"
    COST = "cost", "Help with cost"
    PAYMENT = "payment", "Who pays"
    POPULATION = "population", "Programs for"
    LANGUAGE = "language", "Languages"
    SETTING = "setting", "Setting"
    APPROACH = "approach", "Approaches"
    ACCREDITATION = "accreditation", "Licenses and accreditation"
    OPERATOR = "operator", "Who runs it"
    EXCLUSIVE = "exclusive", "Serves only"
    AGE = "age", "Ages it lists"
    GENDER = "gender", "Accepts"
    ASSESSMENT = "assessment", "Before treatment starts"
    TESTING = "testing", "Tests"
    WITHDRAWAL_FROM = "withdrawal", "Help through withdrawal"
    ALCOHOL = "alcohol", "Treatment for alcohol addiction"
    AFTERCARE = "aftercare", "After treatment"
    RECOVERY_SUPPORT = "recovery-support", "Support in recovery"
    EDUCATION = "education", "Counseling and classes"
    HEALTH = "health", "Health care"
    SERVICES = "services", "Other help"
    OTHER_ADDICTIONS = "other-addictions", "Treats other addictions"
    SMOKING = "smoking", "Smoking"
    VAPING = "vaping", "Vaping"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing a facility can say yes or no to."""

    key: str  # in addresses and in the database: never change one
    facet: Facet
    label: str
    short: str = ""  # on cards and chips, where it stands without its question
    is_filter: bool = True  # False: a detail, shown on the facility page only

    @property
    def name(self) -> str:
        return self.short or self.label


def _facet(facet: Facet, *rows: tuple[str, ...]) -> list[Attribute]:
    return [Attribute(key, facet, label, "".join(short)) for key, label, *short in rows]


def _details(facet: Facet, *rows: tuple[str, ...]) -> list[Attribute]:
    return [Attribute(key, facet, label, is_filter=False) for key, label in rows]


_ALL = [
    *_facet(
        Facet.MEDICATION,
        ("buprenorphine", "Gives buprenorphine", "Buprenorphine"),
        ("methadone", "Gives methadone", "Methadone"),
        ("naltrexone", "Offers naltrexone", "Naltrexone"),
        (
            "own-medication",
            "Accepts you on medication prescribed elsewhere",
            "Your own medication",
        ),
        ("no-medication", "Does not use medication for opioid addiction", "No medication"),
    ),
    *_facet(
        Facet.CARE,
        ("outpatient", "Outpatient: you live at home", "Outpatient"),
        (
            "intensive-outpatient",
            "Intensive outpatient: more hours a week",
            "Intensive outpatient",
        ),
        ("day-treatment", "Day treatment or partial hospitalization", "Day treatment"),
        ("residential", "Residential: you live there", "Residential"),
        ("hospital", "Hospital inpatient", "Hospital"),
        ("withdrawal-management", "Withdrawal management (detox)", "Withdrawal management"),
        ("opioid-treatment-program", "Opioid treatment program", "Opioid treatment program"),
        ("recovery-housing", "Recovery or sober housing", "Recovery housing"),
    ),
    *_facet(
        Facet.COST,
        ("free", "Free: no payment accepted", "Free"),
        ("sliding-fee", "Sliding fee: what you pay depends on income", "Sliding fee"),
        ("payment-help", "Help with paying", "Payment help"),
    ),
    *_facet(
        Facet.PAYMENT,
        ("medicaid", "Medicaid"),
        ("medicare", "Medicare"),
        ("private-insurance", "Private health insurance", "Private insurance"),
        ("state-plan", "State-financed insurance other than Medicaid", "State plan"),
        ("military-insurance", "Military insurance such as TRICARE", "Military insurance"),
        (
            "tribal-funds",
            "Indian Health Service, Tribal or Urban Indian funds",
            "IHS or Tribal funds",
        ),
        ("self-pay", "Cash or self-payment", "Self-pay"),
    ),
    *(a for facet, rows in FILTERS.items() for a in _facet(Facet(facet), *rows)),
    *(a for facet, rows in DETAILS.items() for a in _details(Facet(facet), *rows)),
]

ATTRIBUTES: dict[str, Attribute] = {attribute.key: attribute for attribute in _ALL}
_BY_FACET: dict[Facet, list[Attribute]] = {
    facet: [a for a in _ALL if a.facet == facet] for facet in Facet
}

# A question counts as answered when anything was said to it. SAMHSA asks some of ours as one: who
# lists payers has answered whether care is free, and who lists approaches has answered the question
# in which telehealth stands.
_ALSO_ANSWERED_BY: dict[Facet, frozenset[str]] = {
    Facet.COST: frozenset(a.key for a in _BY_FACET[Facet.PAYMENT]),
    Facet.PAYMENT: frozenset({"free"}),
    Facet.SETTING: frozenset(a.key for a in _BY_FACET[Facet.APPROACH]),
    Facet.APPROACH: frozenset({"telehealth"}),
}
_ANSWERS: dict[Facet, frozenset[str]] = {
    facet: frozenset(a.key for a in attributes) | _ALSO_ANSWERED_BY.get(facet, frozenset())
    for facet, attributes in _BY_FACET.items()
}


def attributes_of(facet: Facet) -> list[Attribute]:
    """The attributes of a facet, in the order in which they are shown."""
    return _BY_FACET[facet]


def filters_of(facet: Facet) -> list[Attribute]:
    return [a for a in _BY_FACET[facet] if a.is_filter]


def has_answered(facts: dict[str, bool], facet: Facet) -> bool:
    """Whether the facility said anything at all to this question. If not, it is *not stated*."""
    return not facts.keys().isdisjoint(_ANSWERS[facet])


def answers_to(facet: Facet) -> frozenset[str]:
    """The attributes that answer a facet: its own, and those of its sister questions."""
    return _ANSWERS[facet]
