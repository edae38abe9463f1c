"""Whether a batch that is whole may be believed: who may write what (ARCHITECTURE.md, section 6).

A device may write only for its own office. Decisions and grants count only from the secretariat,
and only about offices under it; a receipt says only what its author took in. What cannot be
judged yet is never refused: the batch is kept whole and judged again when something changes.
"""

from enum import Enum

from desktop.domain.record import Decision, Device, Grant, Receipt, Record, Submission
from desktop.i18n.words import mark
from desktop.storage import devices, org_units, settings
from desktop.storage.database import Database
from desktop.sync.batch import Opened


class Doubt(Enum):
    """Why a batch is kept in quarantine. The value stands in the store."""

    UNKNOWN_DEVICE = "unknown_device"
    REVOKED_DEVICE = "revoked_device"
    OTHER_OFFICE = "other_office"
    UNKNOWN_OFFICE = "unknown_office"
    NOT_ALLOWED = "not_allowed"
    NEWER_FORMAT = "newer_format"


WORDS = {
    Doubt.UNKNOWN_DEVICE: mark("It comes from a computer the secretariat has not accepted yet."),
    Doubt.REVOKED_DEVICE: mark("It comes from a computer that was reported lost or replaced."),
    Doubt.OTHER_OFFICE: mark("It speaks for an office that this computer was not accepted for."),
    Doubt.UNKNOWN_OFFICE: mark("It speaks of an office that is not in the register here."),
    Doubt.NOT_ALLOWED: mark("It holds something that only the secretariat may write."),
    Doubt.NEWER_FORMAT: mark("It was made by a newer version of the program."),
}


def doubt(db: Database, opened: Opened) -> Doubt | None:
    """Why this batch cannot be believed now, or None when every record in it can.

    What the secretariat hands on from an office's other computers it has judged itself: some of
    them may be revoked by now, and what they said before still stands.
    """
    read = [signed.record for signed in opened.records]
    if found := _of_device(db, opened.device, opened.org_unit):
        return found
    judge = _of_office if _is_secretariat(db, opened.device) else _of_device
    for device, org_unit in dict.fromkeys((each.device, each.org_unit) for each in read):
        if found := judge(db, device, org_unit):
            return found
    return next((found for each in read if (found := _of_body(db, each))), None)


def may_say(db: Database, record: Record) -> bool:
    """Whether what a kept record says counts, by whose it is; not asked again of its device."""
    return _of_body(db, record) is None


def _of_device(db: Database, device: str, org_unit: str) -> Doubt | None:
    """Whether the device may speak for the office at all."""
    if _is_secretariat(db, device):
        return None if org_unit == settings.get(db, settings.SECRETARIAT_UNIT) else Doubt.OTHER_OFFICE
    if devices.is_revoked(db, device):
        return Doubt.REVOKED_DEVICE
    office = devices.office_of(db, device)
    if office is None:
        return Doubt.UNKNOWN_DEVICE
    if office != org_unit:
        return Doubt.OTHER_OFFICE
    return None if org_units.get(db, org_unit) else Doubt.UNKNOWN_OFFICE


def _of_office(db: Database, device: str, org_unit: str) -> Doubt | None:
    """Whether the secretariat may hand on what this device says for the office."""
    if _is_secretariat(db, device):
        return _of_device(db, device, org_unit)
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    return None if org_units.is_under(db, org_unit, above) else Doubt.UNKNOWN_OFFICE


def _is_secretariat(db: Database, device: str) -> bool:
    return device == settings.get(db, settings.SECRETARIAT_DEVICE)


def _of_body(db: Database, record: Record) -> Doubt | None:
    secretariat = _is_secretariat(db, record.device)
    match record.body:
        case Submission(report):
            if report.org_unit != record.org_unit:
                return Doubt.OTHER_OFFICE
        case Decision(report):
            own = report.org_unit == record.org_unit  # nobody judges his own report
            if own or not secretariat or not _under(db, report.org_unit, record):
                return Doubt.NOT_ALLOWED
        case Grant(_, org_unit):
            if not secretariat or not _under(db, org_unit, record):
                return Doubt.NOT_ALLOWED
        case Receipt() | Device() | None:
            pass  # each speaks of its author alone; an unknown kind says nothing here
    return None


def _under(db: Database, org_unit: str, record: Record) -> bool:
    return org_units.is_under(db, org_unit, record.org_unit)
