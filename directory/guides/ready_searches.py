"""The searches that the answers of a guided path end in, each with what it finds now."""

from __future__ import annotations

from collections.abc import Iterator

from directory.guides.guide_forms import GuideForm, TodayForm
from directory.index.answer import Index
from directory.index.question import USUAL_MILES, Needs, Question
from directory.search.headings import where_it_looks
from directory.search.links import Way, counted
from directory.vocabulary.attributes import Facet

FAR = 100  # miles that somebody may drive for the first visit
PAYING: dict[str, Needs] = {
    "none": {
        Facet.COST: (
            "free",
            "sliding-fee",
            "payment-help",
        )
    },
    "medicaid": {Facet.PAYMENT: ("medicaid",)},
    "medicare": {Facet.PAYMENT: ("medicare",)},
    "private": {Facet.PAYMENT: ("private-insurance",)},
    "military": {Facet.PAYMENT: ("military-insurance",)},
    "tribal": {Facet.PAYMENT: ("tribal-funds",)},
}
START_MEDICINE = ("buprenorphine", "methadone")
STARTING: dict[str, Needs] = {
    "any": {Facet.MEDICATION: START_MEDICINE},
    "in-person": {Facet.MEDICATION: START_MEDICINE},
    "methadone": {Facet.CARE: ("opioid-treatment-program",)},
    "hospital": {Facet.CARE: ("hospital",)},
}
TELEHEALTH: Needs = {Facet.SETTING: ("telehealth",), Facet.MEDICATION: ("buprenorphine",)}


def paying(form: GuideForm) -> Needs:
    return PAYING.get(form.answer("pays"), {})


def around(form: GuideForm, miles: int = USUAL_MILES) -> Question:
    """The place of the answers; a state has no radius."""
    return form.question.with_(miles=miles) if form.question.near else form.question


def ready(directory: Index, question: Question) -> Way:
    """A search to follow, as it would be found: also where it finds nothing."""
    count = len(directory.answer(question)) if question.can_be_answered else 0
    return Way(where_it_looks(question), question, count)


def searches_today(form: TodayForm, directory: Index) -> list[Way]:
    """The search that fits the answers and, where it finds nothing, the wider one that does."""
    found = (ready(directory, question) for question in _wanted_today(form))
    return [search for search in found if search.count][:1]


def _wanted_today(form: TodayForm) -> Iterator[Question]:
    """The closest to what was answered first."""
    how, by_phone = form.answer("how") or "any", Question(state=form.state, needs=TELEHEALTH)
    if how == "phone":
        yield by_phone.with_(needs=paying(form))
        yield by_phone
        return
    start = STARTING[how]
    yield around(form).with_(needs={**start, **paying(form)})
    yield around(form).with_(needs=start)
    yield around(form, FAR).with_(needs=start)
    yield Question(state=form.state, needs=start)
    yield around(form, FAR).with_(needs=STARTING["any"])
    yield by_phone


def also_today(form: TodayForm, directory: Index) -> list[tuple[str, Way]]:
    """Searches beside it: by phone, and for whoever is pregnant or under 18."""
    wanted = []
    if form.answer("how") != "phone":
        wanted.append(("by phone or video", Question(state=form.state, needs=TELEHEALTH)))
    for answer, label, program in BESIDES:
        if form.cleaned_data.get(answer):
            there = around(form, FAR).with_(needs={Facet.POPULATION: (program,)})
            wanted.append((label, there))
    return [
        (label, way)
        for label, question in wanted
        if (way := counted(where_it_looks(question), question, directory))
    ]


BESIDES = (
    ("pregnant", "with a program for pregnancy", "pregnant"),
    ("under_18", "with a program for teenagers", "adolescents"),
)
