"""A question of the site's search that asks for centers: where, and with what, as a search of the
directory. "methadone clinic in dayton ohio" leads to the centers in Dayton that give methadone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from content.search.query import IDLE
from directory.index.answer import Index
from directory.index.question import USUAL_MILES, Question
from directory.models import Place
from directory.places import in_a_sentence
from directory.places.in_a_sentence import Named, Word
from directory.places.states import STATES
from directory.search.headings import heading, where_it_looks
from directory.vocabulary.attributes import Facet
from directory.vocabulary.needs import Needs, needs_in

NEAR_ME = tuple(
    tuple(words.split())
    for words in (
        "near me", "near my house", "near us", "nearby", "near by", "nearest", "closest", "close to me",
        "close by", "in my area", "in my town", "in my city", "in my state", "in my county", "around here",
        "around me", "near here", "close to home", "where i live", "local", "by me",
    )
)  # fmt: skip
# Who says one of these asks for words to read, not for a door.
ASKS_TO_READ = frozenset([
    "law", "laws", "legal", "cover", "covers", "covered", "cost", "costs", "much", "price",
    "rule", "rules", "rights", "statistics", "deaths", "why", "what", "whats", "better",
    "difference", "compare", "versus", "long", "does", "work", "works", "pay", "apply",
    "qualify", "show", "vs", "bring", "happens", "expect", "jail", "fired", "lose", "after",
    "illegal",
])  # fmt: skip
FINDS = frozenset([
    "find", "where", "looking", "need", "list", "recommend", "recommendations", "know",
])  # fmt: skip
DOORS = frozenset([
    "clinic", "doctor", "provider", "facility", "center", "prescriber",
])  # fmt: skip
# Words that tell nothing more of a door that is looked for, and those that ask something about it.
SAYS_NO_MORE = FINDS | frozenset([
    "good", "best", "top", "drug", "take", "takes", "accept", "accepts", "allow", "allows",
    "addiction", "opioid", "opioids", "opiate", "heroin", "fentanyl", "treat", "treats",
    "offer", "offers", "give", "gives", "prescribe", "prescribes", "prescribing", "help",
    "helps", "open", "people", "near", "substance", "use",
])  # fmt: skip
ASKS = frozenset([
    "what", "how", "why", "is", "do", "does", "can", "should", "to", "whats",
])  # fmt: skip
# What people get elsewhere than at a center.
NOT_AT_A_CENTER = frozenset([
    "narcan", "naloxone", "needle", "needles", "syringe", "syringes", "strips", "meeting",
    "meetings", "na", "aa", "naranon", "alanon", "police", "shelter", "hotline", "helpline",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A search of the directory that answers, and whether it answers best of all."""

    title: str
    summary: str
    url: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The offer, if there is one; and the words that are left for pages to answer."""

    offer: Offer | None
    rest: str


def read(
    text: str,
    *,
    is_everyday: Callable[[str], bool],
    is_word: Callable[[str], bool],
    as_read: Callable[[str], str],
    directory: Index,
) -> Asked:
    """`is_everyday` knows the words of our pages that are no names, `is_word` those and English, and
    `as_read` how a word was meant to be spelled."""
    words = in_a_sentence.words_of(text)
    plain = [as_read(word.folded) for word in words]
    near_me = _near_me(plain)
    place, needs = _place_and_needs(words, plain, is_everyday, is_word)
    if place and near_me and not place.is_sure:  # "oxford house near me" is no house in Oxford
        place = None
    where = near_me.union(range(place.start, place.end) if place else ())
    offer = None
    if not NOT_AT_A_CENTER.intersection(plain):
        if place:
            others = [word for n, word in enumerate(plain) if n not in where]
            is_first = _asks_for_centers(others, seeks=needs.seeks)
            offer = _in(place, needs, directory, is_first=is_first)
        elif _asks_for_a_door(plain, needs, near_me):
            offer = _near(needs)
    return Asked(offer, " ".join(word.typed for n, word in enumerate(words) if n not in where))


def _place_and_needs(
    words: list[Word],
    plain: list[str],
    is_everyday: Callable[[str], bool],
    is_word: Callable[[str], bool],
) -> tuple[Named | None, Needs]:
    """What is part of a place's name is no need: "va" is Virginia in "richmond va"."""
    needs = needs_in(plain)
    place = in_a_sentence.find(
        words,
        is_everyday=is_everyday,
        is_word=is_word,
        seeks=needs.seeks,
        taken=needs.naming | needs.seeking,
    )
    if place:
        outside = ["" if place.start <= n < place.end else word for n, word in enumerate(plain)]
        needs = needs_in(outside)
    return place, needs


def _near_me(words: list[str]) -> frozenset[int]:
    """Which of the words say: where I am."""
    return frozenset(
        at
        for start in range(len(words))
        for phrase in NEAR_ME
        if tuple(words[start : start + len(phrase)]) == phrase
        for at in range(start, start + len(phrase))
    )


def _asks_for_centers(others: list[str], *, seeks: bool) -> bool:
    """Whether centers answer better than a page does, by the words around the place."""
    if not others or FINDS.intersection(others):
        return True
    return seeks and not ASKS_TO_READ.intersection(others)


def _asks_for_a_door(words: list[str], needs: Needs, near_me: frozenset[int]) -> bool:
    """ "methadone clinics", "rehab near me", and nothing that asks for more."""
    if near_me:
        return needs.seeks or len(near_me) == len(words)
    has_a_door = any({words[n], words[n].removesuffix("s")} & DOORS for n in needs.seeking)
    understood = needs.naming | needs.seeking
    told = {word for n, word in enumerate(words) if n not in understood and word not in IDLE}
    finds = not FINDS.isdisjoint(words)
    return has_a_door and told <= SAYS_NO_MORE and (finds or ASKS.isdisjoint(words))


def _in(place: Named, needs: Needs, directory: Index, *, is_first: bool) -> Offer:
    keys = {Facet(name): tuple(asked) for name, asked in needs.keys.items()}
    question = Question(miles=USUAL_MILES, needs=keys).with_(where=place.where)
    title = f"Treatment centers in {_spelled(place)}"
    if needs.words:
        title += f": {needs.words}"
    return Offer(title, _summary(question, directory), question.without("miles").url, is_first)


def _summary(question: Question, directory: Index) -> str:
    if question.is_ambiguous:
        return "Several places have this name. Choose yours."
    if question.problems:
        return "See what is near."
    if count := len(directory.answer(question)):
        return f"{heading(question, count)}."
    return f"No center {where_it_looks(question)} says all of this. See what comes close."


def _spelled(place: Named) -> str:
    """ "Dayton, Ohio"; of a name that several have, as it is."""
    first = place.places[0] if place.places else None
    if first is None or str(first) != place.where or first.kind != Place.Kind.CITY:
        return f"ZIP code {place.where}" if place.where.isdigit() else place.where
    return f"{first.name}, {STATES[first.state]}"


def _near(needs: Needs) -> Offer:
    title = "Find treatment near you" + (f": {needs.words}" if needs.words else "")
    url = Question(needs={Facet(name): tuple(keys) for name, keys in needs.keys.items()}).url
    return Offer(
        title, "Type your city or ZIP code to see which centers are close.", url, is_first=True
    )
