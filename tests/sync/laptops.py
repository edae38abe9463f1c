"""Laptops of an example province for tests: real stores, made once and copied, and letters between them."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.actions import exchange as exchanging
from desktop.actions import office, report, stamp
from desktop.domain.report import Answer, ReportKey
from desktop.storage import devices, records, settings
from desktop.storage.database import Database, Store, connection
from desktop.sync import batch, identity, merge
from desktop.sync.batch import Sender
from desktop.sync.merge import Letter, Outcome

PASSPHRASE = "three example words"
PERSON = "Example officer"
PERIOD = "2026Q3"
CODES = {
    "province": "04",
    "district": "0401",
    "commune": "040101",
    "commune_again": "040101",  # a second laptop in the same office
    "neighbour": "040102",
}


@dataclass
class Laptop:
    """One computer: its store, and what the tests need to know to play its person."""

    name: str
    store: Store
    recovery_key: str = field(repr=False)
    device: str = ""

    @property
    def org_unit(self) -> str:
        return f"kh.{CODES[self.name]}"

    @property
    def folder(self) -> Path:
        return self.store.folder

    @contextmanager
    def open(self) -> Iterator[Database]:
        with connection(self.store) as db:
            yield db

    def copy_to(self, folder: Path) -> "Laptop":
        shutil.copytree(self.folder, folder)
        return Laptop(self.name, Store(folder, self.store.key), self.recovery_key, self.device)

    def report(self, period: str = PERIOD) -> ReportKey:
        return ReportKey(self.org_unit, period)

    def fill(self, period: str = PERIOD, **others: Answer) -> ReportKey:
        """Answer every cell that must be answered with 1, and others by key (':' is written '__')."""
        key = self.report(period)
        with self.open() as db:
            opened = report.open_form(db, key)
            answers: dict[str, Answer] = {cell.key: 1 for cell in opened.form.required()}
            answers.update((name.replace("__", ":"), answer) for name, answer in others.items())
            report.save_values(db, opened.view, answers)
        return key

    def submit(self, period: str = PERIOD) -> ReportKey:
        with self.open() as db:
            report.submit(db, self.report(period))
        return self.report(period)

    def answer(self, cell: str, answer: Answer, period: str = PERIOD) -> None:
        """Open the form, type one answer, leave."""
        with self.open() as db:
            opened = report.open_form(db, self.report(period))
            report.save_value(db, opened.view, cell, answer)

    def write(self, folder: Path) -> tuple[Path, ...]:
        with self.open() as db:
            return exchanging.write_batches(db, folder)

    def merge(self, *paths: Path) -> tuple[Outcome, ...]:
        with self.open() as db:
            return exchanging.merge_files(db, paths)

    def exchange(self, folder: Path) -> tuple[Outcome, ...]:
        with self.open() as db:
            return exchanging.exchange_with_folder(db, folder)

    def box(self) -> str:
        with self.open() as db:
            return identity.box_recipient(db)

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table: two equal contents are one state."""
        with self.open() as db:
            return dump(db)

    def kept_names(self) -> set[str]:
        """The names of all records kept here."""
        with self.open() as db:
            return set(record_names(db))


def dump(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(db.execute(f"SELECT * FROM [{name}]").fetchall(), key=repr) for name in tables}  # noqa: S608


def record_names(db: Database, device: str | None = None) -> list[str]:
    """Names of the records kept in a store, or of those that one device made."""
    rows = db.execute(
        "SELECT lower(hex(name)) FROM record JOIN record_name USING (n) WHERE device = coalesce(?, device)",
        [device],
    )
    return [name for (name,) in rows]


def contents_of(db: Database, names: Iterable[str]) -> list[tuple[bytes, bytes]]:
    """(bytes, signature) of records by name, as a batch holds them."""
    return [tuple(kept) for kept in records.kept(db, [records.number(db, name) for name in names])]


def seal_for(laptop: Laptop, names: Iterable[str], boxes: Iterable[str], sequence: int = 1) -> bytes:
    """A genuine batch of this laptop that any of these boxes can open.

    By which way records reach whom is the exchange's business and tested there; the law of
    merging must hold by any way, so its tests hand every batch to everybody.
    """
    with laptop.open() as db:
        sender = Sender(identity.signing_key(db), settings.need(db, settings.ORG_UNIT), sequence, "kh.04")
        return batch.seal(sender, contents_of(db, names), list(boxes))


def take(laptop: Laptop, *bodies: bytes, name: str = "a batch.tumpeang") -> tuple[Outcome, ...]:
    """Merge sealed bytes as if a carrier had brought them."""
    with laptop.open() as db:
        identities = identity.box_identities(db)
        read = [merge.read(Letter(name, body), identities) for body in bodies]
        return merge.take_in(db, read, stamp.now())


def set_up_all(folder: Path) -> dict[str, Laptop]:
    """Every laptop of the example, set up and unknown to one another."""
    made: dict[str, Laptop] = {}
    card = None
    for name, code in CODES.items():
        new = office.NewOffice(code, PERSON, PASSPHRASE, card, example=True)
        done = office.set_up(folder / name, new)
        made[name] = Laptop(name, done.store, done.recovery_key, done.device)
        if card is None:
            with connection(done.store) as db:
                card = office.office_card(db)
    return made


def introduce_all(laptops: dict[str, Laptop]) -> None:
    """Let the secretariat accept every laptop, and every laptop know of every other."""
    from desktop.actions import trust

    province = laptops["province"]
    for laptop in laptops.values():
        if laptop is not province:
            with province.open() as db:
                trust.accept(db, laptop.device, laptop.org_unit)
    boxes = [laptop.box() for laptop in laptops.values()]
    for author in laptops.values():
        with author.open() as db:
            names = record_names(db, author.device)
        body = seal_for(author, names, boxes)
        for reader in laptops.values():
            if reader is not author:
                (outcome,) = take(reader, body)
                assert outcome.fate is merge.Fate.TAKEN_IN, (author, reader, outcome)
    with province.open() as db:
        assert sum(len(found) for found in devices.by_office(db).values()) == len(laptops) - 1
