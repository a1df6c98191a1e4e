"""What a worker holds in memory for its directory: against the same process with an empty one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.client import Client
from tests.bench.directories import Say, database, environment
from tests.bench.machine import granian
from tests.bench.peers import rows
from tests.bench.questions import Question, questions

EACH = 4  # searches of each kind before the look
EXAMPLES = 500


@dataclass
class Held:
    size: int  # 0: the empty directory
    resident_mb: float


def run(empty: Path, made: dict[int, Path], say: Say) -> list[Held]:
    """The same searches each time, so that all differs by the centers alone."""
    first = database(next(iter(made.values())))
    asked = questions(rows.examples(first, every=max(1, rows.count(first) // EXAMPLES)), each=EACH)
    return [Held(0, _resident(empty, asked, say))] + [
        Held(size, _resident(directory, asked, say)) for size, directory in made.items()
    ]


def _resident(directory: Path, asked: list[Question], say: Say) -> float:
    say(f"memory of a worker: {directory.name}")
    with granian("the site", "treatinfo.wsgi:application", env=environment(directory)) as server:
        client = Client(server.port)
        for question in asked:
            client.get(question.site_path)
        return server.resident()
