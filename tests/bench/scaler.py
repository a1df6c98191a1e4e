"""Made-up centers by the hundred thousand, in the shape of SAMHSA's export (v2, NDJSON, gzip).

Each row keeps from one real row what gives a search its cost: city, state, ZIP code, kind and
services, with its point moved by some miles. Nobody can take one for a place to call: "Example" is
the mark of the site's own made-up centers, and the phone is one of those kept for fiction.
"""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import zipcodes

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared/data/derived/findtreatment_v2_shaped_2022.ndjson.gz"
REAL_ROWS = 12_176
PREFIX = "Example Synthetic"
JITTER = 0.1  # degrees either way: some seven miles, so that a row stays near its ZIP code
WORDS = "Harbor Cedar River Valley Summit Bridge Hope Counseling Recovery Center Clinic"


def write(path: Path, count: int, *, source: Path = REAL, seed: int = 2026) -> Path:
    # No time of day and no name in the gzip header: the same rows are the same bytes.
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as packed:
        packed.writelines(line.encode() for line in lines(count, source=source, seed=seed))
    return path


def lines(count: int, *, source: Path = REAL, seed: int = 2026) -> Iterator[str]:
    """So many made-up rows, one JSON object a line."""
    chance = random.Random(seed)
    rows = list(_invented())
    if source.exists():
        with gzip.open(source, "rt", encoding="utf-8") as file:
            rows = list(map(json.loads, file))
    words = [word for row in rows for word in row["name1"].split() if word.isalpha()]
    services = [json.dumps(row.pop("services"), ensure_ascii=False) for row in rows]
    for number in range(1, count + 1):
        # Each row of the source once before any comes twice, so that no corner of it is lost.
        nth = number - 1 if number <= len(rows) else chance.randrange(len(rows))
        name = " ".join([PREFIX, *chance.choices(words, k=3), str(number)])
        head = json.dumps(_made_up(rows[nth], name, number, chance), ensure_ascii=False)
        yield f'{head[:-1]}, "services": {services[nth]}}}\n'


def _made_up(row: dict, name: str, number: int, chance: random.Random) -> dict:
    area_code = (row["phone"] or "")[:3]
    phone = f"{area_code if area_code.isdigit() else 202}-555-{100 + chance.randrange(100):04}"
    moves = {axis: chance.uniform(-JITTER, JITTER) for axis in ("latitude", "longitude")}
    return {
        **{field: row[field] for field in ("city", "state", "zip", "typeFacility")},
        "name1": name,
        "name2": f"Program {number % 9 + 1}" if row["name2"] else None,
        "street1": f"{number} Synthetic Street",
        "phone": phone,
        **dict.fromkeys(("street2", "intake1", "hotline1", "website")),
        **{axis: row[axis] and f"{float(row[axis]) + moved:.6f}" for axis, moved in moves.items()},
    }


def _invented() -> Iterator[dict]:
    chance = random.Random(1)
    used = [place for place in zipcodes.list_all() if place["active"] and place["lat"]]
    with (ROOT / "directory/imports/samhsa/codes.csv").open(encoding="utf-8", newline="") as file:
        codes = list(csv.DictReader(file))
    for place in chance.choices(used, k=2_000):
        said: dict[str, list[str]] = {}
        for code in chance.sample(codes, len(codes) // 3):
            said.setdefault(code["category"], []).append(code["label"])
        services = [{"f1": of, "f2": of, "f3": "; ".join(each)} for of, each in said.items()]
        yield {
            "name1": " ".join(chance.sample(WORDS.split(), 3)),
            **dict.fromkeys(("name2", "phone")),
            **{field: place[field] for field in ("city", "state")},
            "zip": place["zip_code"],
            "latitude": place["lat"],
            "longitude": place["long"],
            "typeFacility": "OTP" if chance.random() < 0.1 else "SA",
            "services": services,
        }
