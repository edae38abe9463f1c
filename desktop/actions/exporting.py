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
from desktop.i18n.words import mark
from desktop.storage import extracts, settings
from desktop.storage.database import Database


class OpenFormat(Enum):
    """As what an extract leaves; the value is its name in the register and in commands."""

    CSV = "csv"
    DHIS2 = "dhis2"
    ADX = "adx"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return _SUFFIX[self]

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades it is made at: exact counts never leave as CSV (docs/small-numbers.md)."""
        return _GRADES[self]


_BOTH = (Grade.SHAREABLE, Grade.OFFICIAL)
_SUFFIX = {OpenFormat.CSV: "zip", OpenFormat.DHIS2: "zip", OpenFormat.ADX: "xml"}
_GRADES = {OpenFormat.CSV: (Grade.SHAREABLE,), OpenFormat.DHIS2: _BOTH, OpenFormat.ADX: _BOTH}
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
        "No report about {period} is here yet, so there is nothing to export. Nothing was written."
    )


def export(db: Database, wanted: Export) -> Released:
    """What this office and all under it reported, as a file that may leave, and registered.

    Raises `NotAPeriod`, `NothingToExport`, and `ReceiverNeeded` for an official copy without one.
    """
    place, period = settings.need(db, settings.ORG_UNIT), ReportingPeriod(wanted.period)

    def write(_number: int, protection: Protection) -> bytes:
        extract = extracts.exact(db, place, period)
        if not extract.as_of:
            raise NothingToExport(period=wanted.period)
        if wanted.grade is not Grade.OFFICIAL:
            extract = shareable(extract, protection.shareable)
        return _WRITERS[wanted.format](extract)

    return releasing.register(db, _leaving(wanted, place), write)


def _leaving(wanted: Export, place: str) -> Leaving:
    name, suffix = wanted.format.value, wanted.format.suffix
    return Leaving(wanted.grade, name, place, wanted.period, suffix, wanted.receiver.strip())
