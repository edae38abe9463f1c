"""Evaluations: a province of 100 communes over six years, from the encrypted store to the PDF."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import six_years
from benchmarks.__main__ import Asked
from benchmarks.lines import Line
from benchmarks.rounds import Seconds
from desktop.storage.database import Store

COMMUNES, ROUNDS = 100, 3
# The paper, the period it is asked for, the longest that anybody should wait for it.
PAPERS = (
    ("annual", "2030", "a few seconds"),
    ("midterm", "2027", ""),
    ("final", "2030", ""),
    ("register", "2030", ""),
)


@dataclass(frozen=True, slots=True)
class Once:
    """One paper in a fresh process: seconds until its sheet stands and its PDF does; memory in MB."""

    sheet: float
    whole: float
    pages: int
    memory: int


def measure(asked: Asked) -> list[Line]:
    """Every commune wrote 238 cells in each of 24 quarters; each paper is printed as its official copy."""
    with tempfile.TemporaryDirectory() as folder:
        store = six_years.province_store(Path(folder) / "store", COMMUNES, six_years.quarters())
        return [
            _line(paper, wanted, [once(store, paper, period) for _ in range(ROUNDS * asked.repeat)])
            for paper, period, wanted in PAPERS
        ]


def once(store: Store, paper: str, period: str, grade: str = "official") -> Once:
    line = [sys.executable, "-m", "benchmarks.evaluation_once"]
    line += [str(store.folder), store.key.hex(), paper, period, grade]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    sheet, whole, pages, memory = done.stdout.split()
    return Once(float(sheet), float(whole), int(pages), int(memory))


def _line(paper: str, wanted: str, found: list[Once]) -> Line:
    whole = Seconds(tuple(each.whole for each in found))
    sheet = Seconds(tuple(each.sheet for each in found))
    return Line(
        f"{paper}, {COMMUNES} communes with six years, {found[0].pages} pages, from the store to the PDF",
        f"{whole.least:.2f} / {whole.middle:.2f} s",
        f"of that, until the sheet stands: {sheet.least:.2f} / {sheet.middle:.2f} s; "
        f"most memory {max(each.memory for each in found)} MB",
        "",
        wanted,
    )
