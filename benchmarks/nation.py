"""The nation: its annual report and summary, with every commune, district and province of the country."""

import random
import secrets
import tempfile
from pathlib import Path

from benchmarks.__main__ import Asked
from benchmarks.evaluations import Once, once
from benchmarks.example_offices import MOMENT, Office, offices_of, secretariat_store
from benchmarks.example_report import PERSON, answers
from benchmarks.lines import Line
from benchmarks.six_years import quarters
from desktop.domain.org_unit import Level
from desktop.domain.record import Signed, Submission
from desktop.domain.report import ReportKey
from desktop.storage import records
from desktop.storage.database import Store, connection, writing
from desktop.sync import record

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
QUARTERS = 8  # the year of the report, and the one beside it
PAPERS = (
    ("annual", "2030"),
    ("summary", "2030Q4"),
    ("summary", "2030"),
    ("register", "2030"),
)
GRADES = ("official", "shareable")


def measure(asked: Asked) -> list[Line]:
    """25 provinces, 210 districts, 1,652 communes; 238 cells of each commune in each of 8 quarters."""
    with tempfile.TemporaryDirectory() as folder:
        store, offices = nation_store(Path(folder) / "store", quarters(24 if asked.full else QUARTERS))
        return [
            _line(paper, period, grade, offices, once(store, paper, period, grade))
            for _round in range(asked.repeat)
            for paper, period in PAPERS
            for grade in (GRADES if paper != "register" else GRADES[:1])
        ]


def nation_store(folder: Path, periods: list[str]) -> tuple[Store, int]:
    """The store of the nation's secretariat with every office's reports, and how many offices these are."""
    offices = {office: level for level in LEVELS for office in offices_of(level)}
    store, _box = secretariat_store(folder, offices)
    with connection(store) as db:
        for period in periods:
            with writing(db):
                for office, level in offices.items():
                    records.keep(db, _submission(office, level, period), MOMENT)
    return store, len(offices)


def _submission(office: Office, level: Level, period: str) -> Signed:
    key = ReportKey(office.org_unit, period)
    said = answers(key, random.Random(f"{office.org_unit}/{period}"), level)
    return record.sign(
        office.key, Submission(key, PERSON, said), office.org_unit, MOMENT, secrets.token_hex(16)
    )


def _line(paper: str, period: str, grade: str, offices: int, found: Once) -> Line:
    return Line(
        f"{paper} of {period}, {offices:,} offices, {grade} copy, {found.pages} pages, store to PDF",
        f"{found.whole:.1f} s",
        f"of that, until the sheet stands: {found.sheet:.1f} s; most memory {found.memory} MB",
        "",
    )
