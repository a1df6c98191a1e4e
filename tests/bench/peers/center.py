"""A center as every peer gets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One center. `options` are the numbers of those it says yes to."""

    pk: int
    name: str
    street: str
    city: str
    state: str
    zip_code: str
    phone: str
    latitude: float | None
    longitude: float | None
    words: tuple[str, ...]
    options: tuple[int, ...]

    @property
    def place(self) -> tuple[str, ...]:
        """What a list shows of it."""
        return (self.name, self.street, self.city, self.state, self.zip_code, self.phone)
