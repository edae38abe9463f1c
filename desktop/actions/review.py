"""Reviewing: approving a report, or returning it with reasons. What to look at is `look_over`."""

from collections.abc import Mapping, Sequence

from desktop.actions import stamp
from desktop.changed import Changed
from desktop.domain.record import Decision, Verdict
from desktop.domain.report import ReportKey
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import org_units, reports, settings
from desktop.storage.database import Database, writing
from desktop.sync import exchange


class NotSubmitted(UserError):
    message = mark("This report has not come in yet, so there is nothing to decide.")


class OnlySecretariat(UserError):
    message = mark("Only the secretariat above an office can do this. Nothing was changed.")


def approve(db: Database, report: ReportKey, judged: Sequence[str] | None = None) -> Changed:
    """Approve what a person saw (`judged`), by default what is live now.

    A change makes the approval stale by itself, also one that came in while the person looked.
    """
    return _decide(db, report, Verdict.APPROVED, "", {}, judged)


def send_back(
    db: Database,
    report: ReportKey,
    reason: str,
    cells: Mapping[str, str],
    judged: Sequence[str] | None = None,
) -> Changed:
    """Return a report, with a reason for the whole and one for each doubtful cell; `judged` as above."""
    return _decide(db, report, Verdict.RETURNED, reason, cells, judged)


def must_be_secretariat_of(db: Database, org_unit: str) -> None:
    """Raise `OnlySecretariat` unless this store's office stands above the other one."""
    if not _is_secretariat_of(db, org_unit):
        raise OnlySecretariat


def _is_secretariat_of(db: Database, org_unit: str) -> bool:
    mine = settings.need(db, settings.ORG_UNIT)
    return mine == settings.need(db, settings.SECRETARIAT_UNIT) and org_units.is_under(db, org_unit, mine)


def may_decide(db: Database, org_unit: str) -> bool:
    """Nobody judges his own report."""
    return _is_secretariat_of(db, org_unit) and org_unit != settings.need(db, settings.ORG_UNIT)


def _decide(
    db: Database,
    report: ReportKey,
    verdict: Verdict,
    reason: str,
    cells: Mapping[str, str],
    seen: Sequence[str] | None,
) -> Changed:
    with writing(db):
        if not may_decide(db, report.org_unit):
            raise OnlySecretariat
        judged = reports.live_records(db, report) if seen is None else tuple(sorted(seen))
        if not judged:
            raise NotSubmitted
        person = settings.need(db, settings.PERSON)
        saw = reports.standing_decisions(db, report)
        decision = Decision(report, verdict, person, judged, reason, cells, saw)
        exchange.author(db, decision, stamp.now(), stamp.salt())
    return Changed.REPORT | Changed.RECORDS
