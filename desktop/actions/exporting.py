"""Exporting: what was reported about a period as a file that other programs read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from desktop.actions import releasing
from desktop.actions.protecting import Protection
from desktop.actions.releasing import Leaving, Released
from desktop.domain.extract import Extract, shareable
from desktop.domain.period import ReportingPeriod
from desktop.domain.sheet import Grade
from desktop.errors import UserError
from desktop.formats.adx import adx
from desktop.formats.data_package import data_package
from desktop.formats.dhis2 import dhis2
from desktop.formats.records_json import records_json
from desktop.i18n.words import mark
from desktop.storage import extracts, records, settings
from desktop.storage.database import Database
from desktop.sync import record


class OpenFormat(Enum):
    """As what an extract leaves; the value is its name in the register and in commands."""

    CSV = "csv"
    DHIS2 = "dhis2"
    ADX = "adx"
    RECORDS = "records"  # of all periods

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return _SUFFIX[self]

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades it is made at: exact counts never leave as CSV, and records are exact as they are."""
        return _GRADES[self]


ALL_PERIODS = "all"  # stands in the register for the period of what is of no single one
_BOTH = (Grade.SHAREABLE, Grade.OFFICIAL)
_SUFFIX = {OpenFormat.CSV: "zip", OpenFormat.DHIS2: "zip", OpenFormat.ADX: "xml", OpenFormat.RECORDS: "json"}
_GRADES = {
    OpenFormat.CSV: (Grade.SHAREABLE,),
    OpenFormat.DHIS2: _BOTH,
    OpenFormat.ADX: _BOTH,
    OpenFormat.RECORDS: (Grade.OFFICIAL,),
}
_WRITERS: dict[OpenFormat, Callable[[Extract], bytes]] = {
    OpenFormat.CSV: data_package,
    OpenFormat.DHIS2: dhis2,
    OpenFormat.ADX: adx,
}


@dataclass(frozen=True, slots=True)
class Export:
    """Which open format of which period, at which grade; the official one is for one `receiver`."""

    format: OpenFormat
    period: str
    grade: Grade = Grade.SHAREABLE
    receiver: str = ""


class NothingToExport(UserError):
    message = mark(
        "No report about {period} is here yet, so there is nothing to export. Nothing was written. "
        "Fill in your report or receive those of your offices first."
    )


def export(db: Database, wanted: Export) -> Released:
    """What this office and all under it reported, as a file that may leave, and registered.

    Raises `NotAPeriod`, `NothingToExport`, and `ReceiverNeeded` for an official copy without one.
    """
    place, period = settings.need(db, settings.ORG_UNIT), ReportingPeriod(wanted.period)

    def write(_number: int, protection: Protection) -> bytes:
        extract = extracts.exact(db, place, period)
        if not extract.as_of:
            raise NothingToExport(period=period)
        if wanted.grade is not Grade.OFFICIAL:
            extract = shareable(extract, protection.shareable)
        return _WRITERS[wanted.format](extract)

    return releasing.register(db, _leaving(wanted, place), write)


def export_records(db: Database, receiver: str) -> Released:
    """Every record kept here with its signature, for one receiver, and registered.

    Raises `ReceiverNeeded`, and `RecordIsWrong` rather than let a record leave that is not genuine.
    """

    def write(_number: int, _protection: Protection) -> bytes:
        found = (record.verify(*kept) for _, kept in records.all_kept(db))
        return records_json(place, record.PURPOSE.decode(), found)

    place = settings.need(db, settings.ORG_UNIT)
    wanted = Export(OpenFormat.RECORDS, ALL_PERIODS, Grade.OFFICIAL, receiver)
    return releasing.register(db, _leaving(wanted, place), write)


def _leaving(wanted: Export, place: str) -> Leaving:
    name, suffix = wanted.format.value, wanted.format.suffix
    return Leaving(wanted.grade, name, place, wanted.period, suffix, wanted.receiver.strip())
