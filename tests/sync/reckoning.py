"""What a store must show of an exchange, held against the account that is kept outside the program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.report import LiveCell
from desktop.storage import batches, closings, records, reports, uncounted
from desktop.storage.database import Database
from tests.sync.account import Account
from tests.sync.beginnings import Carried
from tests.sync.laptops import record_names
from tests.sync.law import LawBroken, names_aside


@dataclass(frozen=True)
class Reckoning:
    """The store of the computer `name`, where the records `there` have arrived, and some in `letters`."""

    name: str
    db: Database
    account: Account
    there: frozenset[str]

    @property
    def counting(self) -> set[str]:
        """What counts here: its author may say it, and no import that brought it was set aside."""
        return self.account.counts(self.there, self.name) - names_aside(self.db)

    def check(self, letters: Iterable[Carried], typed: Iterable[str] | None) -> None:
        """Raise `LawBroken` unless all is there and shown; `typed`: the cells an office typed into."""
        counting, key = self.counting, self.account.report
        live = reports.live(self.db, key)
        entries = {(cell, record) for cell, found in live.items() for record in found.records}
        expected = self.account.live(counting)
        if entries != expected:
            raise LawBroken(f"{self.name}: lost {expected - entries}, ghosts {entries - expected}")
        self._nothing_is_lost(letters)
        self._answers(counting, live)
        if typed is not None and set(reports.drafts(self.db, key)) != set(typed):
            raise LawBroken(f"{self.name}: what was typed is not what is kept")
        verdict = self.account.verdict(counting)
        if reports.status(self.db, key).value != verdict:
            raise LawBroken(f"{self.name}: the report is not {verdict}")
        if set(closings.amended(self.db, key)) != self.account.amended(counting):
            raise LawBroken(f"{self.name}: other cells are shown as amended")

    def _nothing_is_lost(self, letters: Iterable[Carried]) -> None:
        """All that arrived is kept, or waits in a letter; what is kept and may not be said has its reason."""
        kept, waiting = set(record_names(self.db)), {found.digest for found in batches.quarantined(self.db)}
        in_letters = [letter.names for letter in letters if letter.read.digest in waiting]
        there, may = self.there, self.account.counts(self.there, self.name)
        if not kept <= there or not there <= kept.union(*in_letters) or not may <= kept:
            raise LawBroken(f"{self.name}: lost {there - kept.union(*in_letters)}, unread {may - kept}")
        doubted = set(records.names(self.db, uncounted.every(self.db)))
        if doubted != kept - may:
            raise LawBroken(f"{self.name}: {doubted ^ (kept - may)} count and should not, or the other way")

    def _answers(self, counting: set[str], live: Mapping[str, LiveCell]) -> None:
        """The answers are those that were signed, whatever else was laid out."""
        for cell, found in live.items():
            answers = {repr(self.account.said[record].cells[cell]) for record in found.records}  # type: ignore[index]
            if {repr(answer) for answer in found.answers} != answers:
                raise LawBroken(f"{self.name}: {cell} shows {found.answers}")
        tally = self.account.tally(self.there, counting)
        if tally.total() != len(self.account.written(self.there)):
            raise LawBroken(f"{self.name}: {tally} is not every entry that arrived")


def everything_said(db: Database, account: Account) -> tuple[object, ...]:
    """All that can be asked of a store about the report, but what was typed and not submitted."""
    key = account.report
    reasons = reports.reasons_of_return(db, key)[1]
    return reports.live(db, key), reports.status(db, key), reasons, closings.amended(db, key)
