"""Summary: a province's printed summary of 100 communes, from the encrypted store to the PDF."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.__main__ import Asked
from benchmarks.example_offices import Office, communes, quarters, secretariat_store, write_batches
from benchmarks.lines import Line, said
from benchmarks.rounds import Seconds
from desktop.actions import exchange
from desktop.storage import settings
from desktop.storage.database import Store, connection, writing

COMMUNES, QUARTERS, ROUNDS = 100, 4, 3
MOST_SECONDS = 5
GRADES = ("official", "shareable")


@dataclass(frozen=True, slots=True)
class _Once:
    """One summary in a fresh process: seconds until its sheet stands, until its PDF does, of its workbook."""

    sheet: float
    whole: float
    pages: int
    workbook: float


def measure(asked: Asked) -> list[Line]:
    """Of a whole year of quarters the last; every office wrote ten paragraphs in each."""
    with tempfile.TemporaryDirectory() as folder:
        store = _store(Path(folder))
        return [line for grade in GRADES for line in _lines(grade, store, ROUNDS * asked.repeat)]


def _store(folder: Path) -> Store:
    """The store of a provincial secretariat that took in the reports of its first 100 communes."""
    province, offices = _offices()
    store, box = secretariat_store(folder / "store", offices)
    paths = write_batches(folder / "batches", offices, quarters(QUARTERS), box)
    with connection(store) as db:
        exchange.merge_files(db, paths)
        with writing(db):
            settings.put(db, org_unit=province, secretariat_unit=province)
    return store


def _offices() -> tuple[str, list[Office]]:
    by_province: dict[str, list[Office]] = {}
    for office in communes():
        by_province.setdefault(office.org_unit[:5], []).append(office)
    province, found = next(each for each in by_province.items() if len(each[1]) >= COMMUNES)
    return province, found[:COMMUNES]


def _once(store: Store, grade: str) -> _Once:
    period = quarters(QUARTERS)[-1]
    line = [
        sys.executable,
        "-m",
        "benchmarks.summary_once",
        str(store.folder),
        store.key.hex(),
        period,
        grade,
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    sheet, whole, pages, workbook = done.stdout.split()
    return _Once(float(sheet), float(whole), int(pages), float(workbook))


def _lines(grade: str, store: Store, rounds: int) -> tuple[Line, Line]:
    found = [_once(store, grade) for _ in range(rounds)]
    return _line(grade, found), _workbook(grade, found)


def _workbook(grade: str, found: list[_Once]) -> Line:
    seconds = Seconds(tuple(each.workbook for each in found))
    name = f"the same, {grade} copy, as a workbook, from the sheet"
    shown = f"{seconds.least:.2f} / {seconds.middle:.2f} s"
    return Line(name, shown, "", "", f"under {MOST_SECONDS} s", said(seconds.middle < MOST_SECONDS))


def _line(grade: str, found: list[_Once]) -> Line:
    whole = Seconds(tuple(each.whole for each in found))
    sheet = Seconds(tuple(each.sheet for each in found))
    return Line(
        f"summary of {COMMUNES} communes, {grade} copy, {found[0].pages} pages, from the store to the PDF",
        f"{whole.least:.2f} / {whole.middle:.2f} s",
        f"of that, until the sheet stands: {sheet.least:.2f} / {sheet.middle:.2f} s",
        "",
        f"under {MOST_SECONDS} s",
        said(whole.middle < MOST_SECONDS),
    )
