"""The history of a report: who submitted what and when, what was decided, and two versions side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain import history, versions
from desktop.domain.cell_history import Change, Rival
from desktop.domain.cell_order import CellOrder
from desktop.domain.history import (
    CLOCK_WORDS,
    ClockDoubt,
    Clocks,
    Commented,
    Decided,
    Event,
    Filed,
    History,
    Received,
    Submitted,
)
from desktop.domain.org_unit import OrgUnit
from desktop.domain.record import Submission
from desktop.domain.report import ReportKey
from desktop.domain.versions import Row
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import history as kept
from desktop.storage import org_units, registers
from desktop.storage.database import Database
from desktop.sync.record import fingerprint, trusted

__all__ = [
    "CLOCK_WORDS",
    "Change",
    "ClockDoubt",
    "Clocks",
    "Commented",
    "Decided",
    "Event",
    "History",
    "Received",
    "Rival",
    "Row",
    "Submitted",
]


class NoSuchSubmission(UserError):
    message = mark(
        "No submission of this report has the name “{name}”. Nothing was changed. "
        "Look at the history for the names."
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of a report and the cells they answer differently, in the order of the plan."""

    a: Submitted
    b: Submitted
    rows: tuple[Row, ...]


def show(db: Database, report: ReportKey) -> History:
    """Everything this computer knows to have happened to a report, each after what it rests on."""
    receipts = tuple(
        Received(row.record, row.org_unit, fingerprint(row.device), Clocks(row.made_at, row.arrived_at))
        for row in kept.receipts(db, report)
    )
    filed = _filed(db, report)
    units = {found.record.org_unit for found in filed} | {receipt.org_unit for receipt in receipts}
    return history.history(report, filed, receipts, _offices(db, units), _order(db))


def difference(db: Database, report: ReportKey, record_a: str, record_b: str) -> Difference:
    """Two versions of a report side by side: each as its author is known to have had it.

    The submissions may be named by the beginning of their names. Raises `NoSuchSubmission`.
    """
    shown = show(db, report)
    a, b = _find(shown, record_a), _find(shown, record_b)
    return Difference(a, b, versions.difference(submissions(db, report), a.record, b.record, _order(db)))


def submissions(db: Database, report: ReportKey) -> dict[str, Submission]:
    """What was submitted about a report, by the name of the record."""
    return history.submissions_of(_filed(db, report))


def _order(db: Database) -> CellOrder:
    return CellOrder.of(registers.plan(db))


def _filed(db: Database, report: ReportKey) -> tuple[Filed, ...]:
    read = [(lain, trusted(lain.content)) for lain in kept.about(db, report)]
    return tuple(
        Filed(record, lain.place, lain.arrived_at, fingerprint(record.device)) for lain, record in read
    )


def _find(shown: History, name: str) -> Submitted:
    found = [event for event in shown.submissions if name and event.record.startswith(name)]
    if len(found) != 1:
        raise NoSuchSubmission(name=name)
    return found[0]


def _offices(db: Database, units: Iterable[str]) -> dict[str, OrgUnit]:
    found = {unit: org_units.get(db, unit) for unit in units}
    return {unit: office for unit, office in found.items() if office is not None}
