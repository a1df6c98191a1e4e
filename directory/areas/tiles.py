"""The states as tiles, each about where it lies, for a template to draw: the map of the whole country."""

from __future__ import annotations

from dataclasses import dataclass

from directory.index.answer import Index
from directory.index.question import Question
from directory.places.states import STATES
from web.addresses import address_of

# One square a state, about where it lies. The last two rows hold the islands.
TILES = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL PR VI
AS GU MP PW FM MH .. .. .. .. ..
"""
TILE = 70  # from one tile's corner to the next one's, in the drawing's units


@dataclass(frozen=True, slots=True)
class Tile:
    code: str
    name: str
    count: int
    url: str
    x: int
    y: int


def tiles(directory: Index) -> list[Tile]:
    """Every state and territory by name, each with the centers that its page lists."""
    places = {
        code: (column * TILE, row * TILE)
        for row, line in enumerate(TILES.split("\n")[1:-1])
        for column, code in enumerate(line.split())
    }
    return [
        Tile(
            code,
            name,
            len(directory.answer(Question(state=code))),
            address_of("directory:state", code),
            *places[code],
        )
        for code, name in STATES.items()
    ]
