"""Thousands of short histories of one exchange: four computers, lost trust, decisions, imports set aside.

Two computers of a secretariat and two of an office type, submit, decide, close, accept and take back,
seal, lose, repeat and carry letters, are backed up and put back, and are rebuilt, with clocks at 2001 and
2099. What must be seen where is asked of a second account (`account.py`) after every step. The office has a
short form, so that an example is cheap; which office it is plays no part in the law.
"""

import contextlib
import os
import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop.actions import closing, exchange, report, review, stamp, trust
from desktop.domain.report import Answer, Reason, ReportView
from desktop.storage import imports
from desktop.sync import merge
from desktop.sync.merge import Fate
from tests.sync.account import FIRST, SECOND
from tests.sync.accounted import Accounted
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
)
from tests.sync.laptops import PERIOD, record_names
from tests.sync.laptops_in_memory import InMemory
from tests.sync.law import CLOCKS, QUICK, LawBroken
from tests.sync.reckoning import everything_said

NUMBER = "3.1.11:sessions"  # must be answered
CELLS = ("narrative:challenges", NUMBER)
STEPS = 5
MANY = settings(
    QUICK,
    max_examples=int(os.environ.get("HISTORIES", "2000")),
    stateful_step_count=STEPS,
)
computers, writers, secretariat = map(st.sampled_from, (EVERYBODY, WRITERS, SECRETARIAT))


class Exchange(RuleBasedStateMachine, Accounted):
    """Four computers in memory, and the account of what was said, seen and carried."""

    def __init__(self, start: Start) -> None:
        RuleBasedStateMachine.__init__(self)
        Accounted.__init__(self, start)
        self.boxes = start.boxes
        self.screens: dict[str, tuple[ReportView, dict[str, frozenset[str]]]] = {}
        self.letters = list(start.letters)
        self.in_a_letter = set(self.account.said)
        self.backups: list[tuple[str, InMemory, set[str], dict[str, frozenset[str]]]] = []
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
            before = everything_said(db, self.account)
            exchange.rebuild(db)
            if everything_said(db, self.account) != before:
                raise LawBroken(f"{name}: rebuilding changed the view")

    # what must hold after every step
    @invariant()
    def law_holds(self) -> None:
        for name in self.touched:
            self.reckoning(name).check(self.letters, self.typed.get(name))
        self.touched.clear()

    def teardown(self) -> None:
        try:
            self.everything_arrives_everywhere()
        finally:
            for laptop in (*self.laptops.values(), *(copy for _, copy, _, _ in self.backups)):
                laptop.close()

    def everything_arrives_everywhere(self) -> None:
        """In any order, and at one computer twice: then all stores show the same."""
        self.forget_what_is_gone()
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
        said = [everything_said(laptop.db, self.account) for laptop in self.laptops.values()]
        if any(other != said[0] for other in said):
            raise LawBroken("the stores show different things though all have everything")

    def forget_what_is_gone(self) -> None:
        """What was signed after a backup and never sent went with the disk: no store and no letter has it."""
        there = self.in_a_letter.union(*(record_names(laptop.db) for laptop in self.laptops.values()))
        self.account.said = {name: said for name, said in self.account.said.items() if name in there}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return begin_at(tmp_path_factory.mktemp("the start"))


def test_every_entry_is_live_or_replaced_or_disputed_or_kept_with_its_reason(start: Start) -> None:
    run_state_machine_as_test(lambda: Exchange(start), settings=MANY)


def test_what_was_signed_and_never_sent_goes_with_the_disk_and_nothing_else_does(start: Start) -> None:
    """Found among 10,000 histories: a decision, not sent yet, and then an older backup in its place."""
    exchange_ = Exchange(start)
    exchange_.begin(accepted=False)
    exchange_.something_else_happens(FIRST, "back up", 0)
    exchange_.decide(FIRST, "approved", "")
    exchange_.something_else_happens(FIRST, "put back", 0)
    exchange_.law_holds()
    exchange_.teardown()
