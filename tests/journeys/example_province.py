"""A province for the journey over a year: its laptops, its many offices, its carriers, and a ledger of all.

Most offices are played by their keys alone: they sign and seal with the program's own functions and have no
store. The laptops that something happens to are whole. The ledger holds every entry ever submitted.
"""

import datetime as dt
import random
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import office, trust
from desktop.domain.form import form
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.record import Submission
from desktop.domain.report import Answer, Reason, ReportKey
from desktop.storage import imports, measures, plans, records, reports, uncounted
from desktop.storage.database import Database
from desktop.sync import batch, identity, merge, record
from desktop.sync import trust as judging
from desktop.sync.batch import Opened, Sender
from desktop.sync.letter import Letter
from tests.sync.laptops import PASSPHRASE, PERSON, Laptop

MOMENTS = ("2026-10-05T01:02:03Z", "2001-01-01T00:00:00Z", "2099-12-31T23:59:59Z")  # clocks right and wrong
CELLS = 12
Entry = tuple[ReportKey, str, str]  # a report, a cell of it, the record that wrote it


@dataclass
class Whole(Laptop):
    """A laptop with a store, of the office with this code."""

    code: str = ""

    @property
    def org_unit(self) -> str:
        return f"kh.{self.code}"


@dataclass
class Author:
    """An office's computer by its key alone: what it said last in each cell is what it sees and replaces."""

    unit: str
    chance: random.Random
    moment: str = MOMENTS[0]
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    sequence: int = 0

    @property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def device(self) -> str:
        return record.device_of(self.key)

    def report(self, period: str, cells: Iterable[str]) -> Submission:
        answers: dict[str, Answer] = {
            cell: self.chance.choice([0, 1, 2, 7, Reason.NOT_KNOWN]) for cell in cells
        }
        seen = {c: (self.said[period, c],) for c in answers if (period, c) in self.said}
        return Submission(ReportKey(self.unit, period), PERSON, answers, seen)

    def seal(self, submission: Submission, boxes: tuple[str, ...]) -> tuple[str, bytes]:
        """Sign and seal one report; the record's name and the letter."""
        made = record.sign(self.key, submission, self.unit, self.moment, secrets.token_hex(16))
        for cell in submission.cells:
            self.said[submission.report.period, cell] = made.record.name
        self.sequence += 1
        sender = Sender(self.key, self.unit, self.sequence, "kh.08")
        return made.record.name, batch.seal(sender, [(made.content, made.signature)], boxes)


@dataclass
class Ledger:
    """Every submission ever signed, whoever signed it and whatever became of it."""

    said: dict[str, Submission] = field(default_factory=dict)

    def note_all_of(self, laptop: Laptop) -> None:
        """What a laptop has signed by itself, read from its own store."""
        with laptop.open() as db:
            rows = db.execute("SELECT content FROM record WHERE device = ?", [laptop.device]).fetchall()
        for found in (record.trusted(bytes(content)) for (content,) in rows):
            if isinstance(found.body, Submission):
                self.said[found.name] = found.body

    def entries(self) -> set[Entry]:
        return {(said.report, cell, name) for name, said in self.said.items() for cell in said.cells}

    def replaced_by(self, counting: Iterable[str]) -> set[Entry]:
        """The entries that somebody whose word counts saw and replaced."""
        every = [self.said[name] for name in counting]
        return {
            (said.report, cell, old)
            for said in every
            for cell, names in said.replaces.items()
            for old in names
        }


def reasons_here(db: Database) -> dict[str, str]:
    """Why records that are here do not count: taken back, set aside, or whatever a letter waits for."""
    found = {name: reason for n, reason in uncounted.every(db).items() for name in records.names(db, [n])}
    found |= dict.fromkeys(records.names(db, imports.aside(db)), "set_aside")
    judge, keys = judging.judge(db), identity.box_identities(db)
    for digest, body in db.execute("SELECT digest, body FROM quarantine").fetchall():
        opened = merge.read(Letter(digest, body), keys).found
        if isinstance(opened, Opened):
            for signed in opened.records:
                if doubt := judge.doubt(signed.record):
                    found.setdefault(signed.record.name, doubt.value)
    return found


def tally(db: Database, ledger: Ledger) -> tuple[Counter[str], dict[str, str]]:
    """What became of every entry ever submitted, one word for each, and why those that do not count do not.

    Live and in conflict are asked of the store; replaced is asked of the ledger.
    """
    reasons = reasons_here(db)
    replaced = ledger.replaced_by(ledger.said.keys() - reasons.keys())
    shown = {at: found for at, found in reports.all_live(db).items() if at[0].org_unit}  # not the register
    live = {
        (key, cell, name): found.conflict for (key, cell), found in shown.items() for name in found.records
    }
    count: Counter[str] = Counter()
    for entry in ledger.entries():
        waits, gone, here = entry[2] in reasons, entry in replaced, entry in live
        if waits + (gone and not waits) + here != 1:
            count["lost"] += 1
        elif waits:
            count["not counted"] += 1
        elif gone:
            count["replaced"] += 1
        else:
            count["in conflict" if live[entry] else "live"] += 1
    count["ghosts"] = len(live.keys() - ledger.entries())
    return count, reasons


@cache
def some_cells(unit: OrgUnit, period: str) -> tuple[str, ...]:
    """Some of the cells that are asked of an office."""
    asked = form(plans.plan(), measures.measures(), unit, ReportKey(unit.id, period))
    return tuple(cell.key for cell in asked.required())[:CELLS]


def set_up(folder: Path, code: str, of: Laptop | None = None) -> Whole:
    """A whole laptop: the secretariat's first, or one of an office or the secretariat with its card."""
    card = None
    if of is not None:
        with of.open() as db:
            card = office.office_card(db)
    made = office.set_up(folder, office.NewOffice(code, PERSON, PASSPHRASE, card, example=True))
    return Whole(folder.name, made.store, made.recovery_key, made.device, code)


def accept(province: Laptop, device: str, unit: str) -> None:
    with province.open() as db:
        trust.accept(db, device, unit)


def moment_after(period: str) -> dt.datetime:
    """Noon a few days after the period's end."""
    return dt.datetime.combine(ReportingPeriod(period).due(4), dt.time(12), dt.UTC)
