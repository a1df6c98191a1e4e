"""What issue 6 asks for, as numbers: the table's last column."""

from __future__ import annotations

DATASETTE = {12_176: 25.0, 200_000: 150.0, 1_000_000: 400.0}  # geometric mean of six kinds
DATASETTE_EACH = 8.0  # and no kind under this
FLOOR = {12_176: 1.3, 200_000: 4.0, 1_000_000: 7.0}  # the faster of the floors for each kind
GROWTH = 4.0  # at most, from the smallest to the largest directory
CONTENT = 0.85  # of the same bytes from a constant application, or
CONTENT_UNDER_GRANIAN = 0.6  # where the server is granian
IMPORT_FIRST = 1.25  # times raw executemany, at most
IMPORT_AGAIN = 0.7
IMPORT_PEAK_MB = {200_000: 120.0}
FIRST_VIEW = 14_600  # bytes
MEMORY_MB = {12_176: 10.0, 200_000: 40.0}  # above an empty directory
