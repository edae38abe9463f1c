"""Computers at which people work, while an account is kept of what each of them had on screen."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from desktop.actions import stamp
from desktop.domain.record import Decision, Record, Submission, Verdict
from desktop.storage import reports
from desktop.storage.database import Database
from desktop.sync.exchange import TakenBack
from tests.sync.beginnings import EVERYBODY, WRITERS, Start, read_again
from tests.sync.laptops import record_names
from tests.sync.reckoning import Reckoning


class Accounted:
    """`here`: the records that arrived at each computer. `typed`: what was on screen where one typed."""

    def __init__(self, start: Start) -> None:
        said = start.account.said
        self.laptops = {name: start.laptops[name].copy() for name in EVERYBODY}
        self.account = replace(start.account, said=dict(said))
        self.here = {name: set(said) for name in EVERYBODY}
        self.typed: dict[str, dict[str, frozenset[str]]] = {name: {} for name in WRITERS}
        self.clock: dt.datetime | None = None
        self.touched: set[str] = set()

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
        standing = frozenset(self.account.decisions(self.reckoning(name).counting))
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

    def reckoning(self, name: str) -> Reckoning:
        return Reckoning(name, self.laptops[name].db, self.account, frozenset(self.here[name]))
