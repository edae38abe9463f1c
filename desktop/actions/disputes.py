"""Disputes over all reports: different answers to one cell, who gave them, and what may be done about it.

An office settles its own by an ordinary submission that replaces every answer shown. The secretariat
does not write in an office's report: it returns the report and asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.actions import history, report, review
from desktop.changed import Changed
from desktop.domain.cell_history import Change
from desktop.domain.history import History, Submitted
from desktop.domain.measure import Measures
from desktop.domain.org_unit import OrgUnit
from desktop.domain.report import Answer, ReportKey, ReportView
from desktop.storage import disputes, measures, org_units, reports, settings
from desktop.storage.database import Database

__all__ = ["Answer", "ReportKey", "Submitted"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the answers, the submissions that give it, and the answers these had on screen before."""

    answer: Answer
    given: tuple[Submitted, ...]
    before: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A cell with different answers, as it was opened: an answer to it replaces what `opened` shows."""

    opened: ReportView
    office: OrgUnit | None
    cell: str
    sides: tuple[Side, ...]

    @property
    def report(self) -> ReportKey:
        return self.opened.key


@dataclass(frozen=True, slots=True)
class Disputes:
    """All of them by office and period; `mine` is the office whose own may be settled here."""

    every: tuple[Dispute, ...]
    mine: str
    measures: Measures

    def of(self, key: ReportKey) -> tuple[Dispute, ...]:
        return tuple(one for one in self.every if one.report == key)


def list_disputes(db: Database) -> Disputes:
    """Every dispute in every report that is kept here."""
    found: list[Dispute] = []
    for key, cells in disputes.every(db).items():
        told, opened, office = history.show(db, key), reports.view(db, key), org_units.get(db, key.org_unit)
        found += [Dispute(opened, office, cell, _sides(told, opened, cell)) for cell in cells]
    return Disputes(tuple(found), settings.need(db, settings.ORG_UNIT), measures.measures())


def count(db: Database) -> int:
    """How many cells are in dispute."""
    return sum(len(cells) for cells in disputes.every(db).values())


def settle(db: Database, dispute: Dispute, answer: Answer) -> Changed:
    """Choose an answer for a cell of one's own report, or give a third; it holds once it is submitted.

    Raises `NotYourReport` for a cell of another office.
    """
    return report.save_value(db, dispute.opened, dispute.cell, answer)


def computers(every: Sequence[Dispute]) -> tuple[str, ...]:
    """The two computers that alone stand against each other in all these cells of one report, else none.

    Then one may take all that one of them says: each cell has two answers, each given by just one of them.
    """
    pairs = {frozenset(_only_computer(side) for side in dispute.sides) for dispute in every}
    both = next(iter(pairs)) if len(pairs) == 1 else frozenset()
    if len(every) < 2 or len(both) != 2 or "" in both or any(len(one.sides) != 2 for one in every):
        return ()
    return tuple(sorted(both))


def side_of(every: Sequence[Dispute], computer: str) -> dict[str, Answer]:
    """What one of the two computers says in all these cells."""
    sides = ((one.cell, side) for one in every for side in one.sides)
    return {cell: side.answer for cell, side in sides if _only_computer(side) == computer}


def settle_all(db: Database, dispute: Dispute, answers: Mapping[str, Answer]) -> Changed:
    """Choose answers for several cells of the report that a dispute is in, all or none; as `settle`."""
    return report.save_values(db, dispute.opened, answers)


def submit_all(db: Database, keys: Sequence[ReportKey]) -> Changed:
    """Submit what was chosen in several reports, one submission for each, that names every cell."""
    changed = Changed.NOTHING
    for key in keys:
        changed |= submit(db, key)
    return changed


def ask_all(db: Database, asked: Mapping[ReportKey, tuple[str, Mapping[str, str]]]) -> Changed:
    """Return several reports to their offices: for each a word, and one for each cell."""
    changed = Changed.NOTHING
    for key, (reason, cells) in asked.items():
        changed |= ask(db, key, reason, cells)
    return changed


def submit(db: Database, key: ReportKey) -> Changed:
    """Submit what was chosen, with all else that was typed into the report."""
    return report.submit(db, key)


def ask(db: Database, key: ReportKey, reason: str, cells: Mapping[str, str]) -> Changed:
    """Return a report to its office, with a word for each cell that it must settle."""
    return review.send_back(db, key, reason, cells)


def _sides(told: History, opened: ReportView, cell: str) -> tuple[Side, ...]:
    live = opened.live[cell]
    given = [
        (event, change)
        for event in told.submissions
        if event.record in live.records
        for change in event.changes
        if change.cell == cell
    ]
    return tuple(
        _side(answer, [pair for pair in given if _same(pair[1].after, answer)]) for answer in live.answers
    )


def _side(answer: Answer, given: Sequence[tuple[Submitted, Change]]) -> Side:
    before = dict.fromkeys(old for _, change in given for old in change.before)
    return Side(answer, tuple(event for event, _ in given), tuple(before))


def _only_computer(side: Side) -> str:
    """The computer that alone gave an answer; empty where several did, or none that is known here."""
    devices = {event.author.device for event in side.given}
    return devices.pop() if len(devices) == 1 else ""


def _same(one: Answer, other: Answer) -> bool:
    return one == other and type(one) is type(other)
