"""A list that grows on disk: what a run would write is worked out whole before any of it is written,
and of a large source it would not fit in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar

from django.conf import settings

IN_MEMORY = 1_000_000  # bytes; what is larger goes to a file that no folder lists

Item = TypeVar("Item")


class Spool(Generic[Item]):
    """Items in the order in which they came, to be gone through as often as one likes.

    They are ours and never leave the process, so pickle may read them.
    """

    def __init__(self) -> None:
        folder = str(settings.VAR_DIR)
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY, dir=folder)  # noqa: SIM115 - see close
        self._length = 0
        self._was_read = False  # since the last item came

    def append(self, item: Item) -> None:
        if self._was_read:
            self._file.seek(0, SEEK_END)
            self._was_read = False
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._length += 1

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Item]:
        self._file.seek(0)
        self._was_read = True
        for _ in range(self._length):
            yield pickle.load(self._file)

    def close(self) -> None:
        self._file.close()
