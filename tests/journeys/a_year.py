"""A year of a province as its carriers see it: who reports, what gets lost on the way, and the ledger."""

import os
import random
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.actions import stamp
from desktop.domain.org_unit import OrgUnit
from desktop.storage import imports, org_units
from desktop.sync.merge import Fate, Outcome
from tests.journeys.example_province import (
    MOMENTS,
    Author,
    Ledger,
    Whole,
    accept,
    moment_after,
    set_up,
    some_cells,
    tally,
)

OFFICES, QUARTERS = int(os.environ.get("OFFICES", "100")), int(os.environ.get("QUARTERS", "4"))
SEED = int(os.environ.get("SEED", "0")) or secrets.randbelow(10**9)
LOST, LATE, TWICE, DAMAGED, CORRECTED = 0.08, 0.08, 0.1, 0.03, 0.12
PERIODS = tuple(f"{2026 + n // 4}Q{n % 4 + 1}" for n in range(QUARTERS))
NUMBER, NEW_CODE = "2.3.1:sessions", "080199"


@dataclass
class Year:
    """The province, what its carriers have in their bags, and the ledger."""

    folder: Path
    chance: random.Random
    province: Whole
    colleague: Whole  # the secretariat's second computer
    pair: tuple[Whole, Whole]  # two laptops of one commune
    stolen: Whole
    breaking: Whole  # its disk breaks, and a backup is put back
    authors: list[Author]
    units: dict[str, OrgUnit]
    ledger: Ledger = field(default_factory=Ledger)
    bag: list[bytes] = field(default_factory=list)  # letters of which nobody heard that they came
    files: int = 0
    fates: list[Fate] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)
    backup: Path = Path()

    @property
    def post(self) -> Path:
        return self.folder / "ថត post"

    @property
    def boxes(self) -> tuple[str, ...]:
        return self.province.box(), self.colleague.box()

    @property
    def whole(self) -> tuple[Whole, ...]:
        return (*self.pair, self.breaking)

    def report(self, author: Author, period: str, cells: tuple[str, ...] = ()) -> bytes:
        submission = author.report(period, cells or some_cells(self.units[author.unit], period))
        name, letter = author.seal(submission, self.boxes)
        self.ledger.said[name] = submission
        return letter

    def carry(self, letters: list[bytes], stick: Path) -> None:
        """Put letters on a stick as carriers do; what does not arrive whole goes again, the same bytes."""
        stick.mkdir(parents=True)
        for letter in self.chance.sample(letters, len(letters)):
            luck = self.chance.random()
            if luck < LOST + LATE:
                self.bag.append(letter)
            elif luck < LOST + LATE + DAMAGED:
                self.bag.append(letter)
                self.put(letter[:-9] + bytes(9), stick)
            else:
                for _ in range(1 + (luck > 1 - TWICE)):
                    self.put(letter, stick)

    def put(self, letter: bytes, stick: Path) -> None:
        self.files += 1
        (stick / f"{self.files:06d}.tumpeang").write_bytes(letter)

    def merge(self, stick: Path) -> tuple[Outcome, ...]:
        outcomes = self.province.merge(stick)
        self.fates.extend(outcome.fate for outcome in outcomes)
        return outcomes

    def exchange(self, *laptops: Whole) -> None:
        """Round by the shared folder; the secretariat between, so that all hear of all."""
        for laptop in (*laptops, self.colleague, self.province, self.colleague, *laptops):
            laptop.exchange(self.post)

    @contextmanager
    def after(self, period: str) -> Iterator[None]:
        with stamp.held(moment_after(period)):
            yield

    def quarter(self, period: str) -> None:
        """All offices report; some correct what they said before; the secretariat merges two sticks."""
        again, self.bag = self.bag, []
        letters = [*again, *(self.report(author, period) for author in self.authors)]
        for author in self.authors:
            if self.chance.random() < CORRECTED:
                of = self.chance.choice(PERIODS[: PERIODS.index(period) + 1])
                letters.append(self.report(author, of, some_cells(self.units[author.unit], of)[:3]))
        half = len(letters) // 2
        for n, some in enumerate((letters[:half], letters[half:])):
            self.carry(some, self.folder / f"{period} stick {n}")
            self.merge(self.folder / f"{period} stick {n}")
        for laptop in self.whole:
            laptop.fill(period)
            laptop.submit(period)
        self.exchange(*self.whole)

    def latest_import(self, stick: str) -> int:
        with self.province.open() as db:
            return next(found.n for found in imports.every(db) if found.source == stick)

    def count(self) -> dict[str, int]:
        for laptop in (*self.whole, self.stolen):
            self.ledger.note_all_of(laptop)
        with self.province.open() as db:
            found, reasons = tally(db, self.ledger)
        self.reasons = set(reasons.values())
        return dict(found)


def begin(tmp_path: Path) -> Year:
    """Everybody is set up and was accepted."""
    sys.stdout.write(f"SEED={SEED} OFFICES={OFFICES} QUARTERS={QUARTERS}\n")
    chance, at = random.Random(SEED), tmp_path
    province = set_up(at / "province", "08")
    with province.open() as db:
        units = {unit.id: unit for unit in org_units.below(db, "kh.08")}
    spread = [unit for unit in units.values() if len(unit.code) == 6]
    mine = spread[:3]
    others = [unit for unit in units.values() if unit not in mine]
    assert len(others) >= OFFICES - 3, "the province has not so many offices"
    colleague = set_up(at / "colleague", "08", province)
    whole = [
        set_up(at / name, unit.code, province)
        for name, unit in zip(("one", "other", "stolen", "breaking"), (mine[0], *mine), strict=True)
    ]
    authors = [
        Author(unit.id, chance, MOMENTS[n % 3 if n < 9 else 0])
        for n, unit in enumerate(others[: OFFICES - 3])
    ]
    made = Year(at, chance, province, colleague, (whole[0], whole[1]), *whole[2:], authors, units)
    for laptop in (colleague, *whole):
        laptop.exchange(made.post)
        accept(province, laptop.device, laptop.org_unit)
    for author in authors:
        accept(province, author.device, author.unit)
    made.exchange(*whole)
    return made
