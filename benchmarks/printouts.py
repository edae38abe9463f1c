"""Print: a bilingual printout of sixty pages, beside WeasyPrint and Qt's own text document."""

import importlib
import os
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.__main__ import Asked
from benchmarks.lines import Line, said
from benchmarks.rounds import Seconds, in_turn

ROUNDS = 3
LEAST = 5  # times the pages a second of WeasyPrint
ENGINES = {"ours": "ours", "weasyprint": "WeasyPrint", "qt": "QTextDocument and QPdfWriter"}


@dataclass(slots=True)
class _Engine:
    """One way to print, in a fresh process each time, as a person prints once and goes on."""

    name: str
    pages: int = 0

    def __call__(self) -> float:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.print_once", self.name],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
        )
        seconds, pages = done.stdout.split()
        self.pages = int(pages)
        return float(seconds)


def measure(asked: Asked) -> list[Line]:
    """Loading an engine does not count, its first page does: nothing was shaped before."""
    engines = {name: _Engine(name) for name in ENGINES if name != "weasyprint" or _weasyprint_is_there()}
    found = in_turn(engines, ROUNDS * asked.repeat)
    return [
        _line(engines["ours"], found["ours"], engines[name], found[name], least)
        for name, least in (("weasyprint", LEAST), ("qt", None))
        if name in engines
    ]


def _weasyprint_is_there() -> bool:
    """WeasyPrint needs Pango, which no package index has for every system."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError) as problem:
        print(f"print: WeasyPrint cannot be loaded here and is left out: {problem}", file=sys.stderr)
        return False
    return True


def _line(ours: _Engine, took: Seconds, other: _Engine, its: Seconds, least: float | None) -> Line:
    mine, theirs = _speed(ours, took), _speed(other, its)
    ratios = [one / beside for one, beside in zip(mine, theirs, strict=True)]
    return Line(
        "print, pages a second (best / median)",
        f"{mine[0]:.0f} / {mine[1]:.0f} ({ours.pages} pages)",
        f"{ENGINES[other.name]}: {theirs[0]:.0f} / {theirs[1]:.0f} ({other.pages} pages)",
        f"{ratios[0]:.2f} / {ratios[1]:.2f}",
        f"at least {least}" if least else "",
        said(ratios[1] >= least) if least else "",
    )


def _speed(engine: _Engine, took: Seconds) -> tuple[float, float]:
    return engine.pages / took.least, engine.pages / took.middle
