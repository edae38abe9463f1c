"""Reviewing: approving a report, or returning it with reasons."""

from collections.abc import Mapping

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


def approve(db: Database, report: ReportKey) -> Changed:
    """Approve exactly what is live now; a later change makes the approval stale by itself."""
    return _decide(db, report, Verdict.APPROVED, "", {})


def send_back(db: Database, report: ReportKey, reason: str, cells: Mapping[str, str]) -> Changed:
    """Return a report, with a reason for the whole and one for each doubtful cell."""
    return _decide(db, report, Verdict.RETURNED, reason, cells)


def must_be_secretariat_of(db: Database, org_unit: str) -> None:
    """Raise `OnlySecretariat` unless this store's office stands above the other one."""
    mine = settings.need(db, settings.ORG_UNIT)
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    if mine != above or not org_units.is_under(db, org_unit, mine):
        raise OnlySecretariat


def _decide(
    db: Database, report: ReportKey, verdict: Verdict, reason: str, cells: Mapping[str, str]
) -> Changed:
    with writing(db):
        must_be_secretariat_of(db, report.org_unit)
        if report.org_unit == settings.need(db, settings.ORG_UNIT):
            raise OnlySecretariat  # nobody judges his own report
        judged = reports.live_records(db, report)
        if not judged:
            raise NotSubmitted
        person = settings.need(db, settings.PERSON)
        decision = Decision(report, verdict, person, judged, reason, cells)
        exchange.author(db, decision, stamp.now(), stamp.salt())
    return Changed.REPORT | Changed.RECORDS
