"""A place that a sentence names: "methadone clinic in dayton ohio" is about Dayton, Ohio.

A form's field holds a place and nothing else; a sentence holds many words, and there are towns called
Hope, Bath and Recovery. So a name alone is a place only where the words around it say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.models import Place
from directory.places import gazetteer
from directory.places.gazetteer import the_state_if_meant
from directory.places.nicknames import ALSO_WORDS, BEFORE_A_PLACE, NICKNAMES, NO_CODES_EVER
from directory.places.states import STATES, state_code
from directory.vocabulary.names import fold

LONGEST_NAME = 4  # words
SHORTEST_MISSPELLED, LONG_NAME = 5, 7  # letters; of a long name two may be wrong
LARGE = 5  # ZIP codes: a city that people name without its state
FAR_LARGER = 3  # times as large as the next of its name: that one is meant
_MARK = re.compile("['’ʻ`]")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?|,")


@dataclass(frozen=True, slots=True)
class Word:
    """As it is compared and as it was typed; whether a comma follows."""

    folded: str
    typed: str
    comma: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Words `start` to `end` name a place; `where` is what the directory's field would be told."""

    where: str
    start: int
    end: int
    places: tuple[Place, ...] = ()
    is_sure: bool = True  # with its state, or a state, or a ZIP code


@dataclass(slots=True)
class Sentence:
    """The words of a sentence, and which cities and states its runs of words are names of."""

    words: list[Word]
    cities: dict[str, list[Place]] = field(default_factory=dict)

    def run(self, start: int, end: int) -> str:
        return " ".join(word.folded for word in self.words[start:end])

    def apart(self, start: int, end: int) -> str:
        """O'Fallon as it may be kept: O Fallon."""
        return fold(" ".join(_MARK.sub(" ", word.typed) for word in self.words[start:end]))

    def runs(self) -> Iterator[tuple[int, int]]:
        """The longest first."""
        for length in range(LONGEST_NAME, 0, -1):
            for start in range(len(self.words) - length + 1):
                yield start, start + length


def words_of(text: str) -> list[Word]:
    found: list[Word] = []
    for typed in _WORD.findall(text.replace("-", " ")):
        if typed == ",":
            if found:
                found[-1] = Word(found[-1].folded, found[-1].typed, comma=True)
        elif folded := fold(typed):
            found.append(Word(folded, typed))
    return found


def find(
    words: list[Word],
    *,
    is_everyday: Callable[[str], bool],
    is_word: Callable[[str], bool],
    seeks: bool,
    taken: frozenset[int],
) -> Named | None:
    """The place that the words name. `seeks`: they look for treatment; `taken`: those that say what
    kind. A town whose name is an everyday word needs more to be believed; what is no word at all
    (`is_word`) may be a town misspelled, where its state follows."""
    for at, word in enumerate(words):
        is_zip = word.folded.isdigit() and len(word.folded) == 5
        if is_zip and (places := gazetteer.find(word.folded)):
            return Named(word.folded, at, at + 1, tuple(places))
    sentence = Sentence(words)
    runs = [run for run in sentence.runs() if taken.isdisjoint(range(*run))]
    sentence.cities = _cities(
        {sentence.apart(*run): sentence.run(*run) for run in runs}
        | {sentence.run(*run): sentence.run(*run) for run in runs}
    )
    state = _state(sentence, seeks=seeks)
    return (
        _with_its_state(sentence, is_everyday)
        or _nickname(sentence)
        or (_misspelled_before(sentence, state, is_word, taken) if state else None)
        or state
        or _city(sentence, is_everyday, seeks=seeks, taken=taken)
    )


def _cities(names: dict[str, str]) -> dict[str, list[Place]]:
    """The cities of these names, by the run of words that each stands for."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for place in Place.objects.filter(kind=Place.Kind.CITY, folded__in=names):
        found[names[place.folded]].append(place)
    return found


def _with_its_state(sentence: Sentence, is_everyday: Callable[[str], bool]) -> Named | None:
    for start, end in sentence.runs():
        name = sentence.run(start, end)
        for place in sentence.cities.get(name, ()):
            after = _state_at(sentence, end)
            if after is None or after[0] != place.state:
                continue
            is_code = len(sentence.run(end, after[1])) == 2
            comma = sentence.words[end - 1].comma
            is_last = after[1] == len(sentence.words)
            if is_code and sentence.words[end].folded in ALSO_WORDS and not (comma or is_last):
                continue
            doubtful = is_code and not comma and end - start == 1 and is_everyday(name)
            if doubtful and not _follows_a_place_word(sentence, start):
                continue
            return Named(str(place), start, after[1], (place,))
    return None


def _state_at(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """The state that the words from here on name, and where its name ends."""
    for end in range(min(at + LONGEST_NAME, len(sentence.words)), at, -1):
        if code := state_code(sentence.run(at, end)):
            return code, end
    return None


def _nickname(sentence: Sentence) -> Named | None:
    for start, end in sentence.runs():
        name = sentence.run(start, end)
        if name in NICKNAMES and (name != "la" or _follows_a_place_word(sentence, start)):
            city, state = NICKNAMES[name]
            if places := gazetteer.find(f"{city}, {state}"):
                return Named(str(places[0]), start, end, tuple(places))
    return None


def _state(sentence: Sentence, *, seeks: bool) -> Named | None:
    for start, end in sentence.runs():
        name = sentence.run(start, end)
        code = state_code(name)
        if code and _is_in_a_longer_name(sentence, start, end):
            continue
        if code and (len(name) > 2 or _is_meant(sentence, start, seeks=seeks)):
            places = tuple(the_state_if_meant(gazetteer.find(STATES[code])))
            return Named(STATES[code], start, end, places) if places else None
    return None


def _misspelled_before(
    sentence: Sentence, state: Named, is_word: Callable[[str], bool], taken: frozenset[int]
) -> Named | None:
    """ "bufalo ny": the city of that state which is a letter or two from the word before it."""
    at = state.start - 1
    word = sentence.words[at].folded if at >= 0 else ""
    if len(word) < SHORTEST_MISSPELLED or at in taken or is_word(word) or not state.places:
        return None
    cities = Place.objects.filter(kind=Place.Kind.CITY, state=state.places[0].state)
    names = dict(cities.values_list("folded", "pk"))
    most = 1 if len(word) < LONG_NAME else 2
    near = process.extractOne(word, names.keys(), scorer=OSA.distance, score_cutoff=most)
    if near is None:
        return None
    place = cities.get(pk=names[near[0]])
    return Named(str(place), at, state.end, (place,))


def _is_in_a_longer_name(sentence: Sentence, start: int, end: int) -> bool:
    """ "kansas", of "kansas city"."""
    return any(
        first <= start and end <= last and last - first > end - start
        for first, last in sentence.runs()
        if sentence.run(first, last) in sentence.cities
    )


def _is_meant(sentence: Sentence, at: int, *, seeks: bool) -> bool:
    """Whether two letters are a state's code, and no word."""
    code, is_last = sentence.words[at].folded, at + 1 == len(sentence.words)
    if code in NO_CODES_EVER:
        return False
    if code in ALSO_WORDS:
        return is_last and seeks and (_follows_a_place_word(sentence, at) or code == "oh")
    return seeks or len(sentence.words) == 1 or _follows_a_place_word(sentence, at)


def _city(
    sentence: Sentence, is_everyday: Callable[[str], bool], *, seeks: bool, taken: frozenset[int]
) -> Named | None:
    for start, end in sentence.runs():
        places = sentence.cities.get(sentence.run(start, end), [])
        if not places or not taken.isdisjoint(range(start, end)):
            continue
        largest = sorted(places, key=lambda place: (-place.zip_count, place.state))
        is_all = end - start == len(sentence.words)
        after = _follows_a_place_word(sentence, start)
        if all(is_everyday(word.folded) for word in sentence.words[start:end]):
            is_meant = after and seeks and largest[0].zip_count >= LARGE
        elif after or is_all:
            is_meant = seeks or largest[0].zip_count > 1 or end - start > 1
        else:
            is_meant = seeks and largest[0].zip_count > 1
        if is_meant:
            return Named(_name_of(largest), start, end, tuple(largest), is_sure=False)
    return None


def _follows_a_place_word(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.words[at - 1].folded in BEFORE_A_PLACE


def _name_of(places: list[Place]) -> str:
    """With its state, where one of the name is far the largest; else the directory asks back."""
    first, *others = places
    if not others or first.zip_count >= FAR_LARGER * others[0].zip_count:
        return str(first)
    return first.name
