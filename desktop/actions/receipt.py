"""The receipt for a report: its short code, and the page to print."""

from desktop.actions import history
from desktop.domain.figures import parts
from desktop.domain.history import History
from desktop.domain.period import ReportingPeriod
from desktop.domain.receipt_sheet import receipt_sheet, received, short_code
from desktop.domain.report import ReportKey
from desktop.domain.sheet import Sheet
from desktop.domain.sheet_words import EXAMPLE, voice
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import reports, settings
from desktop.storage.database import Database


class NoReceipt(UserError):
    message = mark(
        "No receipt for this report has come yet. Your work is safe here. Send it, or ask again later."
    )


def code(db: Database, report: ReportKey) -> str:
    """The code of what was taken in of a report; empty while nothing was."""
    return code_of(history.show(db, report))


def code_of(shown: History) -> str:
    """The code of what was taken in of the report with this history; empty while nothing was."""
    every = received(shown)
    return short_code(event.record for event, _ in every) if every else ""


def code_of_all(db: Database, report: ReportKey) -> str:
    """The code where a receipt came for all that stands in a report, else empty: for its own paper."""
    shown = history.show(db, report)
    taken_in = {event.record for event, _ in received(shown)}
    standing = set(reports.live_records(db, report))
    return code_of(shown) if standing and standing <= taken_in else ""


def submission_code(db: Database, org_unit: str, period: ReportingPeriod) -> str:
    """The code of what an office's report about a period holds, by which paper and file are matched.

    It follows from the records that stand in the report, so every office that holds the same of it
    reckons the same code. Empty where nothing was submitted.
    """
    every = {
        name for part in parts(period) for name in reports.live_records(db, ReportKey(org_unit, part.code))
    }
    return short_code(every) if every else ""


def sheet(db: Database, report: ReportKey, language: str | None = None, digits: str | None = None) -> Sheet:
    """The receipt as a page, in the office's own language where none is named. Raises `NoReceipt`."""
    shown = history.show(db, report)
    if not received(shown):
        raise NoReceipt
    own = settings.need(db, settings.LANGUAGE), settings.need(db, settings.DIGITS)
    spoken = voice(language or own[0], digits or own[1])
    example = settings.get(db, settings.EXAMPLE) == "1"
    return receipt_sheet(shown, spoken, notice=spoken.say(EXAMPLE) if example else "")
