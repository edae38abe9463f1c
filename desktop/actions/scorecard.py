"""Scorecard: who of this computer's office and all under it has reported about a period, and when."""

import csv
import io

from desktop.domain.org_unit import Level
from desktop.domain.period import ReportingPeriod
from desktop.domain.standing import Expected
from desktop.domain.standing import Standing as Scorecard
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import settings, sheets
from desktop.storage.database import Database

__all__ = ["Scorecard"]

CSV_HEAD = (
    "code",
    "name_km",
    "name_en",
    "level",
    "period",
    "due",
    "received",
    "on_time",
    "attachments_missing",
)


class OnlyAboveOthers(UserError):
    message = mark(
        "A summary is printed by an office that has others under it. Print your own report instead."
    )


def show(db: Database, period: str) -> Scorecard:
    """Who of this computer's office and all under it has reported about a period, and when.

    Raises `NotAPeriod`, or `OnlyAboveOthers` in a commune.
    """
    card = sheets.who_reported(db, settings.need(db, settings.ORG_UNIT), ReportingPeriod(period))
    if card.office.level is Level.COMMUNE:
        raise OnlyAboveOthers
    return card


def as_csv(card: Scorecard) -> str:
    """One line for each report expected; `received` is empty while it has not come."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(CSV_HEAD)
    table.writerows(_line(expected) for expected in card.expected)
    return out.getvalue()


def counts(card: Scorecard) -> dict[str, int]:
    """How many reports were expected, have been received, were on time, and lack an attachment."""
    found = card.counts
    return {
        "expected": found.expected,
        "received": found.received,
        "on_time": found.on_time,
        "lacking": found.lacking,
    }


def _line(expected: Expected) -> tuple[str, ...]:
    unit, arrival = expected.unit, expected.arrival
    return (
        unit.code,
        unit.name_km,
        unit.name_en,
        unit.level.value,
        expected.period.code,
        arrival.due.isoformat(),
        arrival.received.isoformat() if arrival.received else "",
        "" if arrival.received is None else "yes" if arrival.on_time else "no",
        "" if arrival.received is None else str(arrival.lacks),
    )
