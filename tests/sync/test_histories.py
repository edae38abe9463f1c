"""Thousands of short histories of one exchange: four computers, lost trust, decisions, imports set aside.

Two computers of a secretariat and two of an office type, submit, decide, close, accept and take back,
seal, lose, repeat and carry letters, are backed up and put back, and are rebuilt, with clocks at 2001 and
2099. What must be seen where is asked of a second account (`account.py`) after every step. The office has a
short form, so that an example is cheap; which office it is plays no part in the law.
"""

import contextlib
import datetime as dt
import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop.actions import closing, exchange, report, review, stamp, trust
from desktop.domain.record import Decision, Record, Submission, Verdict
from desktop.domain.report import Answer, LiveCell, Reason, ReportView
from desktop.storage import batches, closings, imports, records, reports, uncounted
from desktop.storage.database import Database
from desktop.sync import merge
from desktop.sync.exchange import TakenBack
from desktop.sync.merge import Fate
from tests.sync.account import FIRST, SECOND
from tests.sync.beginnings import (
    AGAIN,
    EVERYBODY,
    HEAD,
    SECRETARIAT,
    UNIT,
    WRITERS,
    Carried,
    Start,
    begin_at,
    read_again,
)
from tests.sync.laptops import PERIOD, record_names
from tests.sync.laptops_in_memory import InMemory
from tests.sync.test_merge_law import CLOCKS, QUICK, LawBroken, names_aside

NUMBER = "3.1.11:sessions"  # must be answered
CELLS = ("narrative:challenges", NUMBER)
STEPS = 5
MANY = settings(
    QUICK,
    max_examples=int(os.environ.get("HISTORIES", "2000")),
    stateful_step_count=STEPS,
)
computers, writers, secretariat = map(st.sampled_from, (EVERYBODY, WRITERS, SECRETARIAT))


class Exchange(RuleBasedStateMachine):
    """Four computers in memory, and the account of what was said, seen and carried."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        said = start.account.said
        self.laptops = {name: start.laptops[name].copy() for name in EVERYBODY}
        self.account = replace(start.account, said=dict(said))
        self.here = {name: set(said) for name in EVERYBODY}
        self.boxes = start.boxes
        self.screens: dict[str, tuple[ReportView, dict[str, frozenset[str]]]] = {}
        self.typed: dict[str, dict[str, frozenset[str]]] = {name: {} for name in WRITERS}
        self.letters = list(start.letters)
        self.in_a_letter = set(said)
        self.backups: list[tuple[str, InMemory, set[str], dict[str, frozenset[str]]]] = []
        self.clock: dt.datetime | None = None
        self.touched: set[str] = set()
        self.serial = 0

    # what an office does

    @initialize(accepted=st.booleans())
    def begin(self, accepted: bool) -> None:
        """The second laptop of the office waits to be accepted, or everybody has heard that it is."""
        if accepted:
            self.judge_a_computer(FIRST, AGAIN, "accept")
            self.carry(FIRST, "all", "new", 0)

    @rule(
        name=writers,
        cell=st.sampled_from(CELLS),
        number=st.integers(0, 4),
        afresh=st.booleans(),
        sent=st.sampled_from(["", "", *EVERYBODY, "all"]),
    )
    def write(self, name: str, cell: str, number: int, afresh: bool, sent: str) -> None:
        """Type an answer into a form that was opened now or earlier; perhaps submit, and carry it away."""
        if afresh or name not in self.screens:
            self.open_the_form(name)
        view, shown = self.screens[name]
        with self.working(name) as db:
            report.save_value(db, view, cell, self.answer_for(cell, number))
        self.typed[name][cell] = shown[cell]
        if sent:
            self.submit(name)
            self.carry(name, sent, "new", 0)

    def open_the_form(self, name: str) -> None:
        with self.working(name) as db:
            view = report.open_form(db, self.account.report).view
        live = {cell: found.records for cell, found in view.live.items()}
        shown = {cell: self.typed[name].get(cell, frozenset(live.get(cell, ()))) for cell in CELLS}
        self.screens[name] = view, shown

    def answer_for(self, cell: str, number: int) -> Answer:
        self.serial += 1
        if cell == NUMBER:
            return (0, Reason.NOT_KNOWN, self.serial, self.serial, self.serial)[number]
        return ("ទឹកជំនន់", None, f"={self.serial}", f"~{self.serial}", f"{self.serial}")[number]

    @rule(cell=st.sampled_from(CELLS), sent=st.sampled_from(["", *SECRETARIAT, "all"]))
    def write_both(self, cell: str, sent: str) -> None:
        """Both laptops of the office answer the same question, neither knowing of the other."""
        for name in WRITERS:
            self.open_the_form(name)
        for name in WRITERS:
            self.write(name, cell, 2, afresh=False, sent=sent)

    def submit(self, name: str) -> None:
        if not self.typed[name]:
            return
        with self.working(name) as db, self.authoring(name) as gone:
            try:
                report.submit(db, self.account.report)
            except (report.NotReady, report.NothingToSubmit):
                return
        if not gone:
            self.typed[name].clear()

    # what the secretariat does

    @rule(
        name=secretariat,
        verdict=st.sampled_from(["approved", "returned", "closed"]),
        sent=st.sampled_from(["", *EVERYBODY, "all"]),
    )
    def decide(self, name: str, verdict: str, sent: str) -> None:
        key = self.account.report
        nothing_to_say = contextlib.suppress(review.NotSubmitted, closing.ClosedAlready)
        with self.working(name) as db, self.authoring(name), nothing_to_say:
            if verdict == "approved":
                review.approve(db, key)
            elif verdict == "returned":
                review.send_back(db, key, "count again", {})
            else:
                closing.close(db, PERIOD)
        if sent:
            self.carry(name, sent, "new", 0)

    @rule(
        name=secretariat,
        whom=st.sampled_from([*WRITERS, SECOND]),
        what=st.sampled_from(["accept", "take back", "take back", "let stand"]),
        sent=st.sampled_from(["", *EVERYBODY, "all"]),
    )
    def about_a_computer(self, name: str, whom: str, what: str, sent: str) -> None:
        if whom == SECOND and name == SECOND:  # only the first takes it back, and nobody accepts himself
            return
        self.judge_a_computer(name, whom, what)
        if sent:
            self.carry(name, sent, "new", 0)

    def judge_a_computer(self, name: str, whom: str, what: str) -> None:
        action = {"accept": trust.accept, "take back": trust.revoke, "let stand": trust.let_stand}[what]
        with self.working(name) as db, self.authoring(name):
            action(db, self.laptops[whom].device, HEAD if whom == SECOND else UNIT)

    # what carriers do

    @rule(
        there=computers,
        here=st.sampled_from([*EVERYBODY, "all"]),
        way=st.sampled_from(["new", "lost", "everything", "old", "twice"]),
        which=st.integers(0, 9),
    )
    def carry(self, there: str, here: str, way: str, which: int) -> None:
        """What is new or all of it, or an old letter once or twice; a lost stick arrives nowhere."""
        before = len(self.letters)
        if way in ("new", "lost", "everything"):
            self.seal(there, everything=way == "everything")
            found = self.letters[before:]
            if way == "lost":
                return
        else:
            found = [self.letters[which % before]] * (1 + (way == "twice")) if before else []
        for name in EVERYBODY if here == "all" else (here,):
            for letter in found:
                self.give(name, letter)

    def seal(self, name: str, *, everything: bool) -> None:
        """One's own new records, or all that is kept, whoever made it."""
        laptop = self.laptops[name]
        names = set(record_names(laptop.db, None if everything else laptop.device))
        names -= set() if everything else self.in_a_letter
        if names:
            self.letters.append(Carried.sealed(laptop, names, self.boxes))
            self.in_a_letter |= names

    def give(self, name: str, letter: Carried) -> None:
        self.touched.add(name)
        (outcome,) = merge.take_in(self.laptops[name].db, [letter.read], stamp.now())
        assert outcome.fate in (Fate.TAKEN_IN, Fate.HAD_ALREADY, Fate.SET_ASIDE, Fate.QUARANTINED), outcome
        self.here[name] |= letter.names

    # what else happens

    @rule(
        name=computers,
        which=st.integers(0, 9),
        what=st.sampled_from(["clock", "rebuild", "back up", "put back", "aside", "aside"]),
    )
    def something_else_happens(self, name: str, what: str, which: int) -> None:
        if what == "clock":
            self.clock = CLOCKS[which % len(CLOCKS)]
        elif what == "rebuild":
            self.rebuild(name)
        elif what == "back up":
            laptop = self.laptops[name]
            self.backups.append((name, laptop.copy(), set(self.here[name]), dict(self.typed.get(name, {}))))
        elif what == "aside":
            self.set_an_import_aside_or_bring_it_back(name, which)
        elif self.backups:
            self.put_a_backup_back(which)

    def put_a_backup_back(self, which: int) -> None:
        name, copy, here, typed = self.backups[which % len(self.backups)]
        self.laptops[name].become(copy)
        self.here[name] = set(here)
        if name in WRITERS:
            self.typed[name] = dict(typed)
        self.screens.pop(name, None)
        self.touched.add(name)

    def set_an_import_aside_or_bring_it_back(self, name: str, which: int) -> None:
        with self.working(name) as db:
            if every := imports.every(db):
                one = every[which % len(every)]
                if one.set_aside_at:
                    merge.bring_back(db, one.n)
                else:
                    merge.set_aside(db, one.n, stamp.now())

    def rebuild(self, name: str) -> None:
        with self.working(name) as db:
            before = self.everything_said(db)
            exchange.rebuild(db)
            if self.everything_said(db) != before:
                raise LawBroken(f"{name}: rebuilding changed the view")

    # what must hold after every step

    @invariant()
    def law_holds(self) -> None:
        for name in self.touched:
            self.check(name, self.laptops[name].db)
        self.touched.clear()

    def teardown(self) -> None:
        try:
            self.everything_arrives_everywhere()
        finally:
            for laptop in (*self.laptops.values(), *(copy for _, copy, _, _ in self.backups)):
                laptop.close()

    def everything_arrives_everywhere(self) -> None:
        """In any order, and at one computer twice: then all stores show the same."""
        for name in WRITERS:
            if not self.account.is_accepted_by_the_first(name):  # else it alone believes itself
                self.judge_a_computer(FIRST, name, "accept")
        for name in EVERYBODY:
            self.seal(name, everything=False)
        for name in EVERYBODY:
            letters = self.letters * (1 + (name == FIRST))
            random.Random(len(letters)).shuffle(letters)
            merge.take_in(self.laptops[name].db, [letter.read for letter in letters], stamp.now())
            self.here[name] = set(self.account.said)
            for one in imports.every(self.laptops[name].db):
                merge.bring_back(self.laptops[name].db, one.n)
        self.touched.update(EVERYBODY)
        self.law_holds()
        said = [self.everything_said(laptop.db) for laptop in self.laptops.values()]
        if any(other != said[0] for other in said):
            raise LawBroken("the stores show different things though all have everything")

    # the account

    @contextlib.contextmanager
    def working(self, name: str) -> Iterator[Database]:
        """Work at a computer. What was signed meanwhile is noted with what was on screen."""
        self.touched.add(name)
        holding = stamp.held(self.clock) if self.clock else contextlib.nullcontext()
        with holding:
            yield self.laptops[name].db

    @contextlib.contextmanager
    def authoring(self, name: str) -> Iterator[list[str]]:
        """Note what is signed inside; a computer that was taken back, and knows it, signs nothing more."""
        db, before = self.laptops[name].db, set(record_names(self.laptops[name].db))
        gone = self.account.is_taken_back(name, self.here[name], name)
        saw = dict(self.typed.get(name, {}))
        judged = frozenset(reports.live_records(db, self.account.report))
        standing = frozenset(self.account.decisions(self.counting(name)))
        refused: list[str] = []
        try:
            yield refused
        except TakenBack:
            if not gone:
                raise
            refused.append(name)
        own = self.laptops[name].device
        for new in set(record_names(db, own)) - before - self.account.said.keys():
            self.here[name].add(new)
            self.note(read_again(db, new), saw, judged, standing)

    def note(
        self, found: Record, saw: dict[str, frozenset[str]], judged: frozenset[str], standing: frozenset[str]
    ) -> None:
        match found.body:
            case Submission(cells=cells):
                self.account.note(found, {cell: saw[cell] for cell in cells})
            case Decision(verdict=Verdict.CLOSED):
                self.account.note(found, judged=judged)
            case Decision():
                self.account.note(found, judged=judged, replaced=standing)
            case _:
                self.account.note(found)

    def counting(self, name: str) -> set[str]:
        """What counts at a computer: its author may say it, and no import that brought it was set aside."""
        return self.account.counts(self.here[name], name) - names_aside(self.laptops[name].db)

    def check(self, name: str, db: Database) -> None:
        counting = self.counting(name)
        live = reports.live(db, self.account.report)
        entries = {(cell, record) for cell, found in live.items() for record in found.records}
        expected = self.account.live(counting)
        if entries != expected:
            raise LawBroken(f"{name}: lost {expected - entries}, ghosts {entries - expected}")
        self.check_nothing_is_lost(name, db)
        self.check_answers(name, counting, live)
        if name in WRITERS and set(reports.drafts(db, self.account.report)) != set(self.typed[name]):
            raise LawBroken(f"{name}: what was typed is not what is kept")
        verdict = self.account.verdict(counting)
        if reports.status(db, self.account.report).value != verdict:
            raise LawBroken(f"{name}: the report is not {verdict}")
        if set(closings.amended(db, self.account.report)) != self.account.amended(counting):
            raise LawBroken(f"{name}: other cells are shown as amended")

    def check_nothing_is_lost(self, name: str, db: Database) -> None:
        """All that arrived is kept, or waits in a letter; what is kept and may not be said has its reason."""
        kept, waiting = set(record_names(db)), {found.digest for found in batches.quarantined(db)}
        in_letters = [letter.names for letter in self.letters if letter.read.digest in waiting]
        there, may = self.here[name], self.account.counts(self.here[name], name)
        if not kept <= there or not there <= kept.union(*in_letters) or not may <= kept:
            raise LawBroken(f"{name}: lost {there - kept.union(*in_letters)}, unread {may - kept}")
        doubted = set(records.names(db, uncounted.every(db)))
        if doubted != kept - may:
            raise LawBroken(f"{name}: {doubted ^ (kept - may)} count and should not, or the other way about")

    def check_answers(self, name: str, counting: set[str], live: Mapping[str, LiveCell]) -> None:
        """The answers are those that were signed, whatever else was laid out."""
        for cell, found in live.items():
            answers = {repr(self.account.said[record].cells[cell]) for record in found.records}
            if {repr(answer) for answer in found.answers} != answers:
                raise LawBroken(f"{name}: {cell} shows {found.answers}")
        tally = self.account.tally(self.here[name], counting)
        if tally.total() != len(self.account.written(self.here[name])):
            raise LawBroken(f"{name}: {tally} is not every entry that arrived")

    def everything_said(self, db: Database) -> tuple[object, ...]:
        """All that can be asked of a store about the report, but what was typed and not submitted."""
        key = self.account.report
        reasons = reports.reasons_of_return(db, key)[1]
        return reports.live(db, key), reports.status(db, key), reasons, closings.amended(db, key)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return begin_at(tmp_path_factory.mktemp("the start"))


def test_every_entry_is_live_or_replaced_or_disputed_or_kept_with_its_reason(start: Start) -> None:
    run_state_machine_as_test(lambda: Exchange(start), settings=MANY)
