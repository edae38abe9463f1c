"""A state machine over real stores: two laptops of one office that write, and the province that reviews.

They type, submit, seal, lose and repeat letters, run with wrong clocks, are backed up and put back, and are
rebuilt. A second account of what stood on whose screen is kept outside the program.
"""

import contextlib
import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from desktop.actions import exchange, report, review, stamp
from desktop.domain import live as law
from desktop.domain.record import Submission
from desktop.domain.report import Answer, Reason, ReportView, Status
from desktop.storage import imports, reports
from desktop.storage.database import Database
from desktop.sync import merge
from desktop.sync.merge import Fate
from tests.sync.laptops import Laptop, record_names, seal_for, take
from tests.sync.law import CLOCKS, LawBroken, everything_said, names_aside, submissions

WRITERS = ("commune", "commune_again")  # two laptops in one office
EVERYBODY = (*WRITERS, "province")
CELLS = ("narrative:challenges", "2.3.1:sessions")
STATUS = {"approved": Status.APPROVED, "returned": Status.RETURNED}
FAST_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None


@dataclass(frozen=True)
class Screen:
    """A form as it was opened, and the records that could be seen in each cell just then."""

    view: ReportView
    shown: dict[str, frozenset[str]]


class Province(RuleBasedStateMachine):
    """Two laptops of one office that write, and the province that reviews."""

    def __init__(self, made: dict[str, Laptop]) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=FAST_DISK))
        self.laptops = {name: made[name].copy_to(self.folder / name) for name in EVERYBODY}
        self.key = self.laptops["commune"].report()
        self.boxes = [laptop.box() for laptop in self.laptops.values()]
        self.screens: dict[str, Screen] = {}
        self.typed: dict[str, dict[str, frozenset[str]]] = {name: {} for name in WRITERS}
        self.saw: dict[str, dict[str, frozenset[str]]] = {}
        self.decided: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {}
        self.letters: list[bytes] = []
        self.in_a_letter = set(made["province"].kept_names())
        self.backups: list[tuple[str, Path, dict[str, frozenset[str]]]] = []
        self.clock: dt.datetime | None = None
        self.touched = set(EVERYBODY)
        self.serial = 0

    # what people do

    def open_the_form(self, name: str) -> None:
        with self.working(name) as (_, db):
            view = report.open_form(db, self.key).view
        hidden = self.typed[name]  # a cell with a draft shows the draft, not what is live under it
        shown = {
            cell: hidden.get(cell, frozenset(view.live[cell].records if cell in view.live else ()))
            for cell in CELLS
        }
        self.screens[name] = Screen(view, shown)

    @rule(
        name=st.sampled_from(WRITERS),
        cell=st.sampled_from(CELLS),
        number=st.integers(0, 4),
        afresh=st.booleans(),
    )
    def type_an_answer(self, name: str, cell: str, number: int, afresh: bool) -> None:
        if afresh or name not in self.screens:
            self.open_the_form(name)
        screen = self.screens[name]
        with self.working(name) as (_, db):
            self.save(db, screen.view, cell, self.answer_for(cell, number))
        self.typed[name][cell] = screen.shown[cell]

    def save(self, db: Database, opened: ReportView, cell: str, answer: Answer) -> None:
        report.save_value(db, opened, cell, answer)

    def answer_for(self, cell: str, number: int) -> Answer:
        """Mostly an answer like no other; sometimes one that agrees with another, or none."""
        self.serial += 1
        if cell == "2.3.1:sessions":  # must be answered
            return (0, Reason.NOT_KNOWN, self.serial, self.serial, self.serial)[number]
        return ("ទឹកជំនន់", None, f"={self.serial}", f"~{self.serial}", f"{self.serial}")[number]

    @precondition(lambda self: any(self.typed.values()))
    @rule(which=st.integers(0, 1), leave=st.booleans(), carried=st.booleans())
    def submit(self, which: int, leave: bool, carried: bool) -> None:
        waiting = [name for name in WRITERS if self.typed[name]]
        name = waiting[which % len(waiting)]
        with self.working(name) as (_, db):
            before = set(record_names(db))
            try:
                report.submit(db, self.key)
            except (report.NotReady, report.NothingToSubmit):
                return
            (new,) = set(record_names(db)) - before
            written = submissions(db)[new].cells
        self.saw[new] = {cell: self.typed[name][cell] for cell in written}
        self.typed[name].clear()
        if leave:
            self.screens.pop(name, None)
        if carried:
            self.carry_a_stick(name, WRITERS[1 - WRITERS.index(name)])

    # what carriers do

    @rule(
        there=st.sampled_from(EVERYBODY),
        here=st.sampled_from(EVERYBODY),
        way=st.sampled_from(["stick", "new", "everything", "old letter", "old letter twice"]),
        which=st.integers(0, 20),
    )
    def carry(self, there: str, here: str, way: str, which: int) -> None:
        """A stick from hand to hand; letters sealed and left lying; an old one found, or sent again."""
        if way == "stick":
            self.carry_a_stick(there, here)
        elif way in ("new", "everything"):
            self.seal(there, everything=way == "everything")
        elif self.letters:
            for _ in range(1 + way.endswith("twice")):
                self.give(here, self.letters[which % len(self.letters)])

    def seal(self, name: str, everything: bool) -> None:
        laptop = self.laptops[name]
        with laptop.open() as db:
            mine = record_names(db, laptop.device)
        names = mine if everything else [found for found in mine if found not in self.in_a_letter]
        if names:
            self.letters.append(seal_for(laptop, names, self.boxes))
            self.in_a_letter.update(names)

    def carry_a_stick(self, there: str, here: str) -> None:
        """Seal what is new in one place and bring only that to another."""
        before = len(self.letters)
        self.seal(there, everything=False)
        for body in self.letters[before:]:
            self.give(here, body)

    # what else happens

    @rule(
        name=st.sampled_from(WRITERS),
        what=st.sampled_from(["clock", "rebuild", "back up", "put back", "decide", "set aside"]),
        which=st.integers(0, 20),
    )
    def something_else_happens(self, name: str, what: str, which: int) -> None:
        if what == "decide":
            self.decide(approved=which % 2 == 0)
        elif what == "clock":
            self.clock = CLOCKS[which % len(CLOCKS)]
        elif what == "rebuild":
            self.rebuild(name)
        elif what == "back up":
            self.back_up(name)
        elif what == "set aside":
            self.set_an_import_aside_or_bring_it_back((*WRITERS, "province")[which % 3], which // 3)
        elif self.backups:
            self.put_a_backup_back(which)

    def decide(self, approved: bool) -> None:
        with self.working("province") as (_, db):
            before, aside = set(record_names(db)), names_aside(db)
            shown = frozenset(reports.live_records(db, self.key))
            if not shown:  # everything was set aside: nothing to judge
                return
            if approved:
                review.approve(db, self.key)
            else:
                review.send_back(db, self.key, "count again", {})
            (new,) = set(record_names(db)) - before
        saw = frozenset(before & set(self.decided)) - aside
        self.decided[new] = ("approved" if approved else "returned", shown, saw)

    def set_an_import_aside_or_bring_it_back(self, name: str, which: int) -> None:
        with self.working(name) as (_, db):
            if every := imports.every(db):
                one = every[which % len(every)]
                if one.set_aside_at:
                    merge.bring_back(db, one.n)
                else:
                    merge.set_aside(db, one.n, stamp.now())

    def back_up(self, name: str) -> None:
        copy = self.folder / f"backup {len(self.backups)}"
        shutil.copytree(self.laptops[name].folder, copy)
        self.backups.append((name, copy, dict(self.typed[name])))

    def put_a_backup_back(self, which: int) -> None:
        name, copy, typed = self.backups[which % len(self.backups)]
        folder = self.laptops[name].folder
        shutil.rmtree(folder)
        shutil.copytree(copy, folder)
        self.typed[name] = dict(typed)
        self.screens.pop(name, None)
        self.touched.add(name)

    def rebuild(self, name: str) -> None:
        with self.working(name) as (laptop, db):
            before = everything_said(db, self.key)
            exchange.rebuild(db)
            if everything_said(db, self.key) != before:
                raise LawBroken(f"{laptop.name}: rebuilding changed the view")

    # what must hold after every step

    @invariant()
    def law_holds(self) -> None:
        for name in self.touched:
            with self.laptops[name].open() as db:
                self.check(name, db)
        self.touched.clear()

    def teardown(self) -> None:
        try:
            self.everything_arrives_everywhere()
        finally:
            shutil.rmtree(self.folder)

    def everything_arrives_everywhere(self) -> None:
        """In any order and twice: then all stores show the same."""
        for name in EVERYBODY:
            self.seal(name, everything=False)
        letters = self.letters * 2
        for name in EVERYBODY:
            random.Random(len(letters)).shuffle(letters)
            take(self.laptops[name], *letters)
            with self.working(name) as (_, db):
                for one in imports.every(db):
                    merge.bring_back(db, one.n)
        self.touched.update(EVERYBODY)
        self.law_holds()
        said = []
        for laptop in self.laptops.values():
            with laptop.open() as db:
                said.append(everything_said(db, self.key))
        self.rebuild("province")
        if any(other != said[0] for other in said):
            raise LawBroken("the stores show different things though all have everything")

    # the account

    @contextlib.contextmanager
    def working(self, name: str) -> Iterator[tuple[Laptop, Database]]:
        self.touched.add(name)
        holding = stamp.held(self.clock) if self.clock else contextlib.nullcontext()
        with holding, self.laptops[name].open() as db:
            yield self.laptops[name], db

    def give(self, name: str, body: bytes) -> None:
        self.touched.add(name)
        (outcome,) = take(self.laptops[name], body)
        assert outcome.fate in (Fate.TAKEN_IN, Fate.HAD_ALREADY, Fate.SET_ASIDE), outcome

    def check(self, name: str, db: Database) -> None:
        here = submissions(db)
        expected = self.expected(here)
        found = {(self.key, cell): live for cell, live in reports.live(db, self.key).items()}
        entries = {(at, record) for at, cell in found.items() for record in cell.records}
        if entries != expected:
            raise LawBroken(f"{name}: lost {expected - entries}, ghosts {entries - expected}")
        if found != law.live(here.items()):
            raise LawBroken(f"{name}: the SQL and the domain disagree")
        if name in WRITERS and set(reports.drafts(db, self.key)) != set(self.typed[name]):
            raise LawBroken(f"{name}: what was typed is not what is kept")
        self.check_status(name, db, expected)

    def expected(self, here: dict[str, Submission]) -> set[tuple[law.Address, str]]:
        """Every entry kept here, without those that an author whose record is here saw and replaced."""
        replaced = {
            ((submission.report, cell), seen)
            for name, submission in here.items()
            for cell, records_ in self.saw.get(name, {}).items()
            for seen in records_
        }
        written = {
            ((submission.report, cell), name)
            for name, submission in here.items()
            for cell in submission.cells
        }
        return written - replaced

    def check_status(self, name: str, db: Database, live: set[tuple[law.Address, str]]) -> None:
        """A decision holds while what it judged is what is live, on every laptop that has it."""
        kept = set(record_names(db)) - names_aside(db)
        now = frozenset(record for _, record in live)
        here = {name: decision for name, decision in self.decided.items() if name in kept}
        seen = {old for _, _, saw in here.values() for old in saw}
        verdicts = {v for name, (v, judged, _) in here.items() if judged == now and name not in seen}
        verdict = "returned" if "returned" in verdicts else next(iter(verdicts), "")
        found = reports.status(db, self.key)
        if found != (STATUS.get(verdict, Status.SUBMITTED) if now else Status.DRAFT):
            raise LawBroken(f"{name}: the status is {found} after {verdict or 'no decision'}")
