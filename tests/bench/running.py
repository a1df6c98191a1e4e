"""All parts, one after the other, so that none disturbs another."""

from __future__ import annotations

import argparse
from pathlib import Path

import django

from tests.bench.machine import CLIENT_CORE, pin

django.setup()

from tests.bench import content, directories, importing, memory, report, search, serving, weighing
from tests.bench.directories import MOST_BY_IMPORT, Say
from tests.bench.importing import Import

SECONDS_OF_LOAD = 5.0
QUICK_SECONDS_OF_LOAD = 1.5


def run(options: argparse.Namespace, say: Say) -> report.Results:
    results = report.Results()
    pin(0, CLIENT_CORE)
    work, sizes, parts = options.work, options.sizes, options.only
    # Once each: code that changes while this runs must not change what is measured.
    empty = directories.base(work, say)
    made = {size: directories.prepared(work, size, say, fresh=options.fresh) for size in sizes}
    smallest = made[sizes[0]]
    if "bytes" in parts:
        results.weights = weighing.run(smallest, say)
    if "content" in parts:
        seconds = QUICK_SECONDS_OF_LOAD if options.quick else SECONDS_OF_LOAD
        results.content = content.run(smallest, work, seconds, say)
    if "server" in parts:
        results.servers = serving.run(smallest, say)
    if "memory" in parts:
        results.memory = memory.run(empty, made, say)
    if "import" in parts:
        results.imports = _imports(options, work, empty, say)
    if "search" in parts:
        results.searches = _searches(options, made, say)
    return results


def _imports(options: argparse.Namespace, work: Path, empty: Path, say: Say) -> list[Import]:
    sizes = [size for size in options.sizes if size <= MOST_BY_IMPORT]
    found = []
    for size in sizes:
        runs = 1 if options.quick or size > sizes[0] else 3
        found += importing.run(work, empty, size, runs, say)
    return found


def _searches(options: argparse.Namespace, made: dict[int, Path], say: Say) -> list[search.Timed]:
    plan = search.Plan(each=10 if options.quick else 30, seconds=options.seconds)
    found = []
    for size in options.sizes:
        found += search.run(made[size], size, ["site", *options.against], plan, say)
    return found
