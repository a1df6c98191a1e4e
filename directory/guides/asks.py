"""What to ask for: needs in plain words become the words that programs use.

Each sentence on medicine carries the key of its source, as a page of the library does; the
`{% cited %}` of the template numbers them. A test holds that every key is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.guides.guide_forms import NEEDS
from directory.guides.ready_searches import START_MEDICINE
from directory.index.question import Needs, Question
from directory.vocabulary.attributes import Facet


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask for."""

    key: str
    title: str
    why: str
    say: str
    needs: Needs = field(default_factory=dict)  # the search that finds it

    @property
    def url(self) -> str:
        """That search, wherever the place."""
        return Question(needs=self.needs).url


ALWAYS = "always"
ASKS: tuple[tuple[str, Ask], ...] = (
    (
        ALWAYS,
        Ask(
            "medicine",
            "Medicine for opioid use disorder (MOUD)",
            "Methadone or buprenorphine can and should go on at every level of care."
            "[@asam-national-practice-guideline-treatment-2020]"
            "[@mid-shore-behavioral-asam-criteria-glossary-3rd] You do not have to finish detox "
            "first.[@ajp-sublingual-buprenorphine-naloxone-compared-2020]"
            "[@asam-national-practice-guideline-treatment-2020]",
            "Can I start buprenorphine or methadone with you? How soon?",
            {Facet.MEDICATION: START_MEDICINE},
        ),
    ),
    (
        "on-medicine",
        Ask(
            "on-medicine",
            "To stay on your medicine",
            "There is no recommended time limit.[@asam-national-practice-guideline-treatment-2020] "
            "Stopping suddenly can bring withdrawal, return to use, overdose and death."
            "[@ihs-dental-problems-buprenorphine-dissolved-2022]",
            "I take methadone (or buprenorphine). Will you keep me on it?",
            {Facet.MEDICATION: ("own-medication",)},
        ),
    ),
    (
        ALWAYS,
        Ask(
            "outpatient",
            "Outpatient care",
            "You live at home and come for visits. Many people start and stay in outpatient care, "
            "with medicine.[@therapeutic-justice-institute-blog-asam-criteria-4th-2024]"
            "[@asam-national-practice-guideline-treatment-2020]",
            "Do you offer outpatient care with medicine? How often would I come?",
            {Facet.CARE: ("outpatient",)},
        ),
    ),
    (
        "far",
        Ask(
            "far",
            "Telehealth",
            "You can start buprenorphine by phone or video, with no visit in person first. A "
            "federal rule in force since [[figure:telehealth-rule-date]] covers "
            "[[figure:telehealth-buprenorphine-supply]]."
            "[@dea-expansion-buprenorphine-treatment-via-2025]"
            "[@dea-delay-effective-date-2025]",
            "Can I start buprenorphine by phone or video, without coming in?",
            {Facet.SETTING: ("telehealth",)},
        ),
    ),
    (
        "more-hours",
        Ask(
            "more-hours",
            "Intensive outpatient (IOP) or day treatment (PHP)",
            "You sleep at home. Intensive outpatient is 9 to 19 hours a week for adults; day "
            "treatment, also called partial hospitalization, is 20 or more (ASAM Criteria, 3rd "
            "edition).[@mid-shore-behavioral-asam-criteria-glossary-3rd]",
            "Do you have IOP or PHP? How many hours a week, and at what times?",
            {
                Facet.CARE: (
                    "intensive-outpatient",
                    "day-treatment",
                )
            },
        ),
    ),
    (
        "home tried pregnant illness",
        Ask(
            "residential",
            "Residential treatment that gives medicine",
            "You live there for a time. It can help when home is not safe, other treatment did "
            "not hold, or pregnancy or illness adds risk. It works best together with medicine."
            "[@walley-et-al-mortality-medication-residential-treatment-2020] In a 2019 check of "
            "US residential programs, only 29% offered ongoing buprenorphine."
            "[@beetham-et-al-therapies-offered-at-residential-2020]",
            "Can I start or keep methadone or buprenorphine while I live there, and after I leave?",
            {Facet.CARE: ("residential",)},
        ),
    ),
    (
        "home",
        Ask(
            "housing",
            "Recovery housing",
            "A place to live without alcohol or illicit drugs, with support from others there. It "
            "is not treatment, so keep treatment beside it.[@okarr-levels-support]",
            "Do you take people on methadone or buprenorphine? Will you put that in writing?",
            {Facet.CARE: ("recovery-housing",)},
        ),
    ),
    (
        "withdrawal",
        Ask(
            "withdrawal",
            "Withdrawal management that leads to medicine",
            "Methadone and buprenorphine treat withdrawal and then go on as treatment."
            "[@ajp-sublingual-buprenorphine-naloxone-compared-2020]"
            "[@asam-national-practice-guideline-treatment-2020] Detox alone, without medicine, is "
            "not recommended: it raises the risk of overdose."
            "[@cdc-opioid-use-disorder-preventing-2022]",
            "Will you start me on medicine to stay on, and not only on detox?",
            {Facet.CARE: ("withdrawal-management",)},
        ),
    ),
    (
        "illness",
        Ask(
            "medical",
            "Medical cover, or hospital care",
            "“Medically monitored” care has nurses, and a team under a doctor. Hospital care is led "
            "by doctors, for severe or unstable illness."
            "[@college-of-dupage-asam-dimensions-levels-care-2017]",
            "Who looks after my other illness? Is there a nurse at night, and a doctor to call?",
            {Facet.CARE: ("hospital",)},
        ),
    ),
    (
        "mental-health",
        Ask(
            "mental-health",
            "Care for both: “co-occurring” or “integrated” treatment",
            "Mental illness and addiction should be treated together."
            "[@samhsa-tip-42-substance-use-2020]",
            "Do you treat both here? Who prescribes for my mental health?",
            {Facet.POPULATION: ("mental-health",)},
        ),
    ),
    (
        "pregnant",
        Ask(
            "pregnant",
            "Care in pregnancy",
            "Methadone or buprenorphine is the recommended treatment in pregnancy. Do not stop "
            "opioids suddenly.[@nysdoh-substance-use-care-guideline-2022]"
            "[@acog-and-asam-committee-opinion-711-opioid-2017] At opioid treatment programs "
            "pregnant people get priority.[@samhsa-42-cfr-part-8-2024-2]",
            "I am pregnant. How soon can you see me? Do you work with a prenatal clinic?",
            {Facet.POPULATION: ("pregnant",)},
        ),
    ),
    (
        "under-18",
        Ask(
            "under-18",
            "Care for teenagers, with medicine and family",
            "The setting follows an assessment. Outpatient care with medicine and family fits "
            "many teenagers.[@robinson-and-wilson-management-opioid-misuse-oud-2020]"
            "[@aap-medication-assisted-treatment-adolescents-2016]",
            "Do you treat people under 18? Do you offer buprenorphine? Who must consent?",
            {Facet.POPULATION: ("adolescents",)},
        ),
    ),
)


def asks_for(needs: list[str]) -> list[Ask]:
    """What to ask for, the medicine first."""
    ticked = {ALWAYS, *needs}
    return [ask for when, ask in ASKS if ticked.intersection(when.split())]


def paper_list() -> list[tuple[Ask, str, list[str]]]:
    """All there is to ask for: each with the keys of the needs it fits, and with their words."""
    words = dict(NEEDS)
    return [
        (ask, when, [words[key] for key in when.split() if key in words]) for when, ask in ASKS
    ]
