"""How the histories begin: four computers in memory, what they have said, and the letters it came in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.actions import office, report, trust
from desktop.domain.record import Record
from desktop.domain.report import ReportKey
from desktop.storage import records
from desktop.storage.database import Database
from desktop.sync import card as cards
from desktop.sync import identity, merge
from desktop.sync.letter import Letter, Read
from desktop.sync.record import trusted
from tests.sync.account import FIRST, SECOND, Account
from tests.sync.laptops import PASSPHRASE, PERIOD, PERSON, Laptop, record_names, seal_for, take
from tests.sync.laptops_in_memory import InMemory, in_memory, keep_only

OFFICE, AGAIN = "office", "the office's second"
UNIT, HEAD = "kh.national-police", "kh"
CODES = {FIRST: "", SECOND: "", OFFICE: "National Police", AGAIN: "National Police"}
WRITERS = (OFFICE, AGAIN)
SECRETARIAT = (FIRST, SECOND)
EVERYBODY = (*SECRETARIAT, *WRITERS)


@dataclass(frozen=True)
class Carried:
    """A letter, and the names of what is inside. Opened once: all can, and opening it is a pure function."""

    read: Read
    names: frozenset[str]

    @classmethod
    def sealed(cls, by: Laptop, names: Collection[str], boxes: Sequence[str]) -> "Carried":
        body = seal_for(by, sorted(names), boxes)
        with by.open() as db:
            return cls(
                merge.read(Letter("a batch.tumpeang", body), identity.box_identities(db)), frozenset(names)
            )


@dataclass(frozen=True)
class Start:
    """The computers, what they have said, the letters it came in, and the keys that all can open."""

    laptops: dict[str, InMemory]
    account: Account
    letters: list[Carried]
    boxes: list[str]


def begin_at(folder: Path) -> Start:
    """The first accepted the second and one laptop of the office; all were sent its complete report."""
    files: dict[str, Laptop] = {}
    for name in EVERYBODY:
        files[name] = new_computer(folder, name, files.get(FIRST))
    for laptop in files.values():
        keep_only(laptop, (HEAD, UNIT))
    with files[FIRST].open() as db:
        trust.accept(db, files[SECOND].device, HEAD)
        trust.accept(db, files[OFFICE].device, UNIT)
    account = Account({laptop.device: name for name, laptop in files.items()}, complete_report(files[OFFICE]))
    boxes = [laptop.box() for laptop in files.values()]
    letters = []
    for author in (files[name] for name in EVERYBODY):
        with author.open() as db:
            names = record_names(db, author.device)
            for name in names:
                account.note(read_again(db, name))
        letters.append(Carried.sealed(author, names, boxes))
    for reader in files.values():
        take(reader, *(letter.read.letter.body for letter in letters))
    made = {name: in_memory(laptop, folder / f"{name}.plain") for name, laptop in files.items()}
    return Start(made, account, letters, boxes)


def read_again(db: Database, name: str) -> Record:
    (kept,) = records.kept(db, [records.number(db, name)])
    return trusted(kept.content)


def new_computer(folder: Path, name: str, of: Laptop | None) -> Laptop:
    card = None
    if of is not None:
        to = HEAD if name == SECOND else UNIT
        with of.open() as db:
            card = cards.write(identity.signing_key(db), HEAD, identity.box_recipient(db), to)
    made = office.set_up(folder / name, office.NewOffice(CODES[name], PERSON, PASSPHRASE, card, example=True))
    return Laptop(name, made.store, made.recovery_key, made.device)


def complete_report(laptop: Laptop) -> ReportKey:
    with laptop.open() as db:
        key = report.my_report(db, PERIOD)
        opened = report.open_form(db, key)
        report.save_values(db, opened.view, {cell.key: 1 for cell in opened.form.required()})
        report.submit(db, key)
    return key
