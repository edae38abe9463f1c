"""Accepting the computers of offices, and taking that back when one is lost."""

from dataclasses import dataclass

from desktop.actions import stamp
from desktop.actions.review import must_be_secretariat_of
from desktop.domain.record import Grant
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import batches, devices, records, uncounted
from desktop.storage.database import Database, writing
from desktop.storage.devices import KnownDevice
from desktop.sync import counting, exchange, identity, merge, trust
from desktop.sync.merge import Outcome
from desktop.sync.record import fingerprint as fingerprint_of

NAMES_IN_A_RECORD = 5_000  # half of what a record may hold


class NoSuchDevice(UserError):
    message = mark("No computer with the fingerprint “{fingerprint}” is known here. Compare every digit.")


class OnlyFirstComputer(UserError):
    message = mark(
        "Only the first computer of the secretariat, which its office card names, can take back another "
        "one of the secretariat, and nobody can take back the first. Nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch in quarantine: why (a msgid), and the fingerprint to compare by telephone."""

    digest: str
    reason: str
    org_unit: str
    device: str
    fingerprint: str


def accept(db: Database, device: str, org_unit: str) -> tuple[Outcome, ...]:
    """Let a device speak for an office; what waited for this is judged again at once."""
    return _grant(db, device, org_unit, accepted=True)


def revoke(db: Database, device: str, org_unit: str) -> tuple[Outcome, ...]:
    """A device is lost or replaced: nothing it signs is believed any more. It cannot be undone."""
    return _grant(db, device, org_unit, accepted=False)


def list_quarantine(db: Database) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            kept.digest,
            trust.WORDS[trust.Doubt(kept.reason)],
            kept.org_unit,
            kept.device,
            fingerprint_of(kept.device) if kept.device else "",
        )
        for kept in batches.quarantined(db)
    )


def find_waiting(db: Database, fingerprint: str) -> Waiting:
    """The waiting computer with this fingerprint. Raises `NoSuchDevice`."""
    for waiting in list_quarantine(db):
        if waiting.device and waiting.fingerprint == fingerprint:
            return waiting
    raise NoSuchDevice(fingerprint=fingerprint)


def find_accepted(db: Database, fingerprint: str) -> KnownDevice:
    """The accepted computer with this fingerprint. Raises `NoSuchDevice`."""
    for known in list_accepted(db):
        if fingerprint_of(known.device) == fingerprint:
            return known
    raise NoSuchDevice(fingerprint=fingerprint)


def list_accepted(db: Database) -> tuple[KnownDevice, ...]:
    """Every computer that may speak for an office now."""
    return tuple(known for there in devices.by_office(db).values() for known in there)


def _grant(db: Database, device: str, org_unit: str, *, accepted: bool) -> tuple[Outcome, ...]:
    now = stamp.now()
    with writing(db):
        must_be_secretariat_of(db, org_unit)
        before = trust.judge(db)
        parts: list[tuple[str, ...]] = [()] if accepted else _standing(db, device, org_unit)
        said = [
            exchange.author(db, Grant(device, org_unit, accepted, stands), now, stamp.salt())
            for stands in parts
        ]
        after = trust.judge(db)
        if not after.believed.grants.issuperset(said):
            raise OnlyFirstComputer
        counting.recount(db, before, after)
    return merge.retry(db, identity.box_identities(db), now)


def _standing(db: Database, device: str, org_unit: str) -> list[tuple[str, ...]]:
    """The names of what counts of a device now, in as many parts as records are needed to hold them."""
    out = uncounted.every(db)
    names = records.names(db, [n for n in records.numbers_by(db, device, org_unit) if n not in out])
    starts = range(0, len(names), NAMES_IN_A_RECORD) or (0,)
    return [names[start : start + NAMES_IN_A_RECORD] for start in starts]
