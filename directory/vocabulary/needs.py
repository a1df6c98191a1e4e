"""What a sentence says is needed, as the filters of a search: "detox that takes medicaid" is withdrawal
management and Medicaid. The words are those of visitors; the filters are the directory's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.vocabulary.attributes import ATTRIBUTES

LOW_COST = ("free", "sliding-fee", "payment-help")
LONGEST = 4  # words

# The filter or filters, and the ways to say it; a word may end in an s.
_WAYS_TO_SAY_IT = """
methadone: methadone, methadon, methadose, methadone clinic, methadone program, methadone treatment
buprenorphine: buprenorphin, suboxon
buprenorphine: buprenorphine, bupe, suboxone, subutex, zubsolv, sublocade, brixadi, subs
buprenorphine: suboxone clinic
naltrexone: naltrexone, naltrexon, vivitrol
buprenorphine methadone: mat, moud, medication assisted treatment, medication assisted, medicine
own-medication: people on methadone, people on suboxone, allows methadone, allows suboxone
own-medication: allow suboxone, allow methadone, accepts suboxone, accepts methadone
own-medication: while on suboxone, while on methadone
withdrawal-management: detox, detoxification, medical detox, medically supervised detox
withdrawal-management: withdrawal management
residential: inpatient, in patient, residential, live in rehab, live in program
residential: live in treatment, long term, 30 day, 60 day, 90 day
outpatient: outpatient, out patient
intensive-outpatient: iop, intensive outpatient
day-treatment: php, partial hospitalization, day treatment, day program
opioid-treatment-program: otp, opioid treatment program
recovery-housing: sober living, sober house, sober home, sober living house, sober living home
recovery-housing: halfway house, recovery house, recovery home, recovery housing
recovery-housing: recovery residence, oxford house, three quarter house, transitional living
free sliding-fee payment-help: free, no insurance, without insurance, dont have insurance
free sliding-fee payment-help: have no insurance, uninsured, low cost, sliding scale, sliding fee
free sliding-fee payment-help: cant afford, cheap, affordable, no money, state funded, no cost
free sliding-fee payment-help: low income
medicaid: medicaid, medical assistance, masshealth, medi cal, tenncare, ahcccs, soonercare
medicaid: badgercare, peachcare, molina, ambetter, healthy louisiana, kancare, caresource
medicaid: amerigroup, apple health, mainecare, badger care
medicare: medicare
private-insurance: private insurance, insurance, aetna, cigna, blue cross, bluecross, blue shield
private-insurance: bcbs, anthem, united healthcare, unitedhealthcare, uhc, humana, kaiser, ppo
private-insurance: hmo, my insurance
military-insurance: tricare, champva, military insurance
tribal-funds: ihs, indian health service, tribal
self-pay: cash, self pay, cash pay, pay cash
pregnant: pregnant, pregnant women, pregnant woman, pregnancy, expecting, new mother, postpartum
women: women, woman, womens, female, ladies
men: men, mens, male
adolescents: teen, teenager, teenage, adolescent, youth, minor, high schooler, under 18
young-adults: young adult, college student
older-adults: senior, elderly, older adult, seniors citizen
lgbtq: lgbt, lgbtq, gay, lesbian, trans, transgender, queer, gay friendly, lgbtq friendly
veterans: veteran, va, vet, vets
active-duty: active duty
mental-health: dual diagnosis, co occurring, mental health, mental illness, bipolar, depression
mental-health: psychiatric, ptsd, schizophrenia
justice-involved: court ordered, probation, parole, drug court
spanish: spanish, spanish speaking, espanol, en espanol, speaks spanish
sign-language: sign language, asl, deaf
russian: russian, russian speaking
chinese: chinese, mandarin, cantonese
vietnamese: vietnamese
korean: korean
portuguese: portuguese
creole: creole, haitian creole
arabic: arabic
telehealth: telehealth, telemedicine, online, virtual, by phone, by video
children-beds: bring my kid, bring my child, bring my children, with my kid, with my children
children-beds: with kid, with children, mother and children, moms with kid, mothers with children
child-care: child care, childcare
private-nonprofit: nonprofit, non profit
twelve-step: 12 step
"""
MEANT_BY: dict[tuple[str, ...], tuple[str, ...]] = {
    tuple(way.split()): tuple(line.partition(": ")[0].split())
    for line in _WAYS_TO_SAY_IT.strip().splitlines()
    for way in line.partition(": ")[2].split(", ")
}
# Who says one of these looks for a place to go to.
SEEKING = frozenset([
    "clinic", "doctor", "dr", "doc", "center", "centre", "provider", "facility", "facilities",
    "program", "rehab", "rehabilitation", "detox", "treatment", "inpatient", "residential",
    "outpatient", "hospital", "prescriber", "counselor", "counseling", "therapist", "find",
    "finder", "help",
])  # fmt: skip
PROPER = frozenset(["medicaid", "medicare"])


@dataclass(frozen=True, slots=True)
class Needs:
    """The filters asked for, by the field of a search; the positions of the words that name them, and of
    those that seek a place."""

    keys: dict[str, list[str]] = field(default_factory=dict)
    naming: frozenset[int] = frozenset()
    seeking: frozenset[int] = frozenset()

    @property
    def seeks(self) -> bool:
        return bool(self.keys or self.seeking)

    @property
    def words(self) -> str:
        """ "methadone, Medicaid": as the end of a title."""
        return ", ".join(dict.fromkeys(_name(key) for keys in self.keys.values() for key in keys))


def needs_in(words: list[str]) -> Needs:
    """The longest ways to say it first."""
    keys: dict[str, list[str]] = {}
    naming: set[int] = set()
    for length in range(LONGEST, 0, -1):
        for start in range(len(words) - length + 1):
            run = range(start, start + length)
            found = _meaning(tuple(words[start : start + length]))
            if found and naming.isdisjoint(run):
                naming.update(run)
                for key in found:
                    asked = keys.setdefault(ATTRIBUTES[key].facet.value, [])
                    asked.extend([key] if key not in asked else [])
    return Needs(keys, frozenset(naming), frozenset(_positions(words)))


def _meaning(run: tuple[str, ...]) -> tuple[str, ...]:
    *before, last = run
    return MEANT_BY.get(run) or MEANT_BY.get((*before, last.removesuffix("s")), ())


def _positions(words: Iterable[str]) -> list[int]:
    return [n for n, word in enumerate(words) if {word, word.removesuffix("s")} & SEEKING]


def _name(key: str) -> str:
    if key in LOW_COST:
        return "free or low-cost"
    attribute = ATTRIBUTES[key]
    name = attribute.name
    is_proper = key in PROPER or attribute.facet == "language" or name[1:2].isupper()
    return name if is_proper else name[:1].lower() + name[1:]
