"""Exporting: what was reported about a period as a file that other programs read."""

from desktop.domain.extract import Extract, shareable
from desktop.domain.period import ReportingPeriod
from desktop.errors import UserError
from desktop.formats.data_package import data_package
from desktop.i18n.words import mark
from desktop.storage import extracts, settings
from desktop.storage.database import Database


class NothingToExport(UserError):
    message = mark(
        "No report about {period} is here yet, so there is nothing to export. Nothing was written."
    )


def csv(db: Database, period: str) -> bytes:
    """A data package (a ZIP of CSV files) of this office and all under it, to be shared.

    Raises `NotAPeriod`, `NothingToExport`.
    """
    return data_package(shareable(_exact(db, period)))


def _exact(db: Database, period: str) -> Extract:
    found = extracts.exact(db, settings.need(db, settings.ORG_UNIT), ReportingPeriod(period))
    if not found.as_of:
        raise NothingToExport(period=period)
    return found
