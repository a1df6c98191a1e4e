"""The first half of a load: take in what a reader yields, within the run's scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.samhsa.records import BadRow, FacilityRecord, NotOurs, Refused, Result

KEPT = 1_000  # problems and changes that a run keeps word for word


@dataclass(slots=True)
class Scope:
    """The states and kinds a run speaks for: only inside it can places vanish."""

    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def holds(self, *, state: str, kind: str) -> bool:
        """Whether a place is inside. An empty set is no limit."""
        return (not self.states or state in self.states) and (not self.kinds or kind in self.kinds)

    def narrowed_to(self, records: Iterable[FacilityRecord]) -> Scope:
        """What was declared, and for the rest what the records themselves speak of."""
        records = list(records)
        return Scope(
            self.states or frozenset(r.state for r in records),
            self.kinds or frozenset(r.kind for r in records),
        )


@dataclass(slots=True)
class Intake:
    """What a source held: records, and what there is to say about the rest."""

    scope: Scope
    records: list[FacilityRecord] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    remarks: list[BadRow] = field(default_factory=list)  # the row is good; something in it was not
    left_out: int = 0
    strange: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return len(self.records) + len(self.bad) + self.left_out

    def take(self, result: Result) -> None:
        if isinstance(result, NotOurs):
            self.left_out += 1
        elif isinstance(result, BadRow):
            self.bad.append(result)
        elif not self.scope.holds(state=result.state, kind=result.kind):
            self.left_out += 1
        else:
            self._take_record(result)

    def finish(self) -> None:
        if not self.records:
            raise Refused(
                f"None of the {self.read:,} rows read is a treatment center that this site lists, in "
                "the states and kinds asked for. Check the file, and --state and --kind."
            )
        self.scope = self.scope.narrowed_to(self.records)

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

    def _take_record(self, record: FacilityRecord) -> None:
        self.records.append(record)
        self.strange.update((caption, label) for caption, label in record.strange_labels)
        self.remarks += [BadRow(record.line, record.name, remark) for remark in record.remarks]
