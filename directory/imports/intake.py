"""The first half of a load: take in what a reader yields, within the run's scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.imports.samhsa.records import BadRow, FacilityRecord, NotOurs, Refused, Result

KEPT = 1_000  # problems and changes that a run keeps word for word


@dataclass(slots=True)
class Scope:
    """The states and kinds a run speaks for: only inside it can places vanish."""

    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def holds(self, state: str, kind: str) -> bool:
        """Whether a place is inside. An empty set is no limit."""
        return (not self.states or state in self.states) and (not self.kinds or kind in self.kinds)

    def narrowed_to(self, regions: Iterable[tuple[str, str]]) -> Scope:
        """What was declared, and for the rest what the rows themselves speak of: (state, kind)."""
        regions = list(regions)
        return Scope(
            self.states or frozenset(state for state, _ in regions),
            self.kinds or frozenset(kind for _, kind in regions),
        )


@dataclass(slots=True)
class Intake:
    """What a source held, counted, and what there is to say about it."""

    scope: Scope
    taken: int = 0  # rows that are centers in the scope
    regions: set[tuple[str, str]] = field(default_factory=set)  # (state, kind) of those
    bad: list[BadRow] = field(default_factory=list)
    remarks: list[BadRow] = field(default_factory=list)  # the row is good; something in it was not
    left_out: int = 0
    strange: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.taken + len(self.bad) + self.left_out

    def take(self, result: Result) -> FacilityRecord | None:
        """Count a row, and keep what is wrong with it. The record, if it is one of the scope."""
        if isinstance(result, NotOurs):
            self.left_out += 1
        elif isinstance(result, BadRow):
            self.bad.append(result)
        elif self.recognize(result.state, result.kind):
            for caption, label in result.strange_labels:
                self.strange[caption, label] += 1
            for words in result.remarks:
                self.remark(result, words)
            return result
        return None

    def recognize(self, state: str, kind: str) -> bool:
        """Count a row by where it is and what; false when it is outside the scope."""
        if not self.scope.holds(state, kind):
            self.left_out += 1
            return False
        self.taken += 1
        self.regions.add((state, kind))
        return True

    def remark(self, record: FacilityRecord, words: str) -> None:
        self.remarks.append(BadRow(record.line, record.name, words))

    def finish(self) -> None:
        if not self.taken:
            raise Refused(
                f"None of the {self.read:,} rows read is a treatment center that this site lists, in "
                "the states and kinds asked for. Check the file, and --state and --kind."
            )
        self.scope = self.scope.narrowed_to(self.regions)

    def problems(self) -> list[dict]:
        """For the run: bad rows first, then what is new to us, then remarks; the first thousand."""
        rows = [{"line": r.line, "name": r.name, "reason": r.reason} for r in self.bad]
        rows += [
            {
                "line": None,
                "name": "",
                "reason": f"“{label}” ({caption}) is new to us and kept as it stands; centers that say it: {n:,}",
            }
            for (caption, label), n in self.strange.most_common()
        ]
        rows += [{"line": r.line, "name": r.name, "reason": r.reason} for r in self.remarks]
        more = len(rows) - KEPT
        last = {"line": None, "name": "", "reason": f"and {more:,} more, not kept here"}
        return [*rows[:KEPT], last] if more > 0 else rows
