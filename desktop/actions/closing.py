"""Closing a period: from then on changes are amendments, shown as such and never refused."""

from dataclasses import dataclass

from desktop.actions import stamp
from desktop.actions.review import OnlySecretariat, may_decide
from desktop.changed import Changed
from desktop.domain.period import FIRST_YEAR, ReportingPeriod
from desktop.domain.record import Decision, Verdict
from desktop.domain.report import ReportKey
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import closings, org_units, reports, settings
from desktop.storage.closings import Closing
from desktop.storage.database import Database, writing
from desktop.sync import exchange

__all__ = ["Amendments", "Closing"]

CHOICES = 8  # quarters: what is older is closed by the command


class ClosedAlready(UserError):
    message = mark("This period is closed, and nothing came since. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Amendments:
    """Who closed a report's period and when, and the cells that were changed since."""

    closing: Closing
    cells: tuple[str, ...]


def close(db: Database, period: str) -> Changed:
    """Close a period for every office below: one signed record for each, naming what stands there now.

    Closing again makes the amendments since then part of what is closed. Raises `ClosedAlready` when
    there are none, `OnlySecretariat`, or `NotAPeriod`.
    """
    code = ReportingPeriod(period).code
    with writing(db):
        mine = settings.need(db, settings.ORG_UNIT)
        days = (ReportingPeriod(code).start, ReportingPeriod(code).end)
        below = tuple(unit.id for unit in org_units.below(db, mine, days))
        if not below or not may_decide(db, below[0]):
            raise OnlySecretariat
        waiting = closings.open_reports(db, below, code)
        if not waiting:
            raise ClosedAlready
        for unit in waiting:
            key = ReportKey(unit, code)
            stood = reports.live_records(db, key)
            closing = Decision(key, Verdict.CLOSED, settings.need(db, settings.PERSON), stood)
            exchange.author(db, closing, stamp.now(), stamp.salt())
    return Changed.REPORT | Changed.RECORDS


def choices(db: Database) -> tuple[str, ...]:
    """The quarters that may be closed: those that ended since the plan began, the latest first."""
    del db  # asked in a lane like everything else
    today = stamp.today()
    here = ReportingPeriod(f"{today.year}Q{(today.month - 1) // 3 + 1}").previous()
    found: list[str] = []
    while here.year >= FIRST_YEAR and len(found) < CHOICES:
        found.append(here.code)
        here = here.previous()
    return tuple(found)


def amendments(db: Database, report: ReportKey) -> Amendments | None:
    """What was changed in a report since its period was closed; None while it is open."""
    found = closings.last(db, report)
    return Amendments(found, closings.amended(db, report)) if found else None
