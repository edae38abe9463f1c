"""The merge bench: 1,000 files, each a whole report, are looked at, taken in, set aside and brought back."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.__main__ import Asked
from benchmarks.example_offices import communes, quarters, secretariat_store, write_batches
from benchmarks.lines import Line, said, shown
from benchmarks.rounds import Seconds
from desktop.actions import bench
from desktop.storage.database import Database, Store, connection

FILES, ROUNDS = 1_000, 3
DESIGN_STUDY = 696  # batches merged a second
LEAST = 0.5  # of those, by the whole way through the bench
TAKEN_IN = f"take {FILES:,} files in as one import"


class Step(NamedTuple):
    """Seconds on the clock, and seconds of processors, those of the processes that open files included."""

    on_clock: float
    worked: float


def measure(asked: Asked) -> list[Line]:
    """Into a store that knows 1,652 computers and has no report, a fresh one in every round."""
    offices = communes()
    found: dict[str, list[Step]] = {}
    for _ in range(ROUNDS * asked.repeat):
        with tempfile.TemporaryDirectory() as made:
            store, box = secretariat_store(Path(made) / "store", offices)
            paths = write_batches(Path(made) / "files", offices[:FILES], quarters(1), box)
            for what, step in _steps(store, paths).items():
                found.setdefault(what, []).append(step)
    return [_line(what, steps) for what, steps in found.items()]


def _steps(store: Store, paths: list[Path]) -> dict[str, Step]:
    """What a person does with the files, in that order."""
    every: dict[str, Callable[[Database], object]] = {
        f"look at {FILES:,} files": lambda db: bench.look_at(db, paths, ""),
        TAKEN_IN: lambda db: bench.take_in(db, paths),
        "look at them again": lambda db: bench.look_at(db, paths, ""),
        "set the import aside": lambda db: bench.set_aside(db, bench.list_imports(db)[0].n),
        "bring it back": lambda db: bench.bring_back(db, bench.list_imports(db)[0].n),
    }
    return {what: _step(store, do) for what, do in every.items()}


def _step(store: Store, do: Callable[[Database], object]) -> Step:
    with connection(store) as db:
        before, begin = sum(os.times()[:4]), time.perf_counter()
        do(db)
        return Step(time.perf_counter() - begin, sum(os.times()[:4]) - before)


def _line(what: str, steps: list[Step]) -> Line:
    """Files a second, most and median, and the processors' part of it."""
    seconds = Seconds(tuple(step.on_clock for step in steps))
    worked = Seconds(tuple(step.worked / FILES for step in steps))
    most, middle = FILES / seconds.least, FILES / seconds.middle
    shown_rate = f"{most:,.0f} / {middle:,.0f} files a second"
    work = f"processors: {shown(worked)} a file"
    if what != TAKEN_IN:
        return Line(what, shown_rate, work, "")
    ratio = f"{most / DESIGN_STUDY:.2f} / {middle / DESIGN_STUDY:.2f}"
    met = said(middle >= LEAST * DESIGN_STUDY)
    return Line(what, shown_rate, f"{DESIGN_STUDY} (design study); {work}", ratio, f"at least {LEAST:g}", met)
