"""Accepting the computers of offices, and taking that back when one is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.actions import stamp
from desktop.actions.review import must_be_secretariat_of
from desktop.domain.record import Grant
from desktop.errors import UserError
from desktop.i18n.digits import latin_digits
from desktop.i18n.words import mark
from desktop.storage import batches, devices, records, uncounted
from desktop.storage.database import Database, writing
from desktop.storage.devices import KnownDevice
from desktop.sync import counting, exchange, identity, merge, trust
from desktop.sync.batch import Opened
from desktop.sync.merge import Letter, Outcome
from desktop.sync.record import fingerprint as fingerprint_of

NAMES_IN_A_RECORD = 5_000  # half of what a record may hold


class NoSuchDevice(UserError):
    message = mark("No computer with the fingerprint “{fingerprint}” is known here. Compare every digit.")


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer of an office. `first`: the card of the secretariat names it. `entries` do not count."""

    device: str
    org_unit: str
    fingerprint: str
    person: str
    first: bool
    taken_back: bool
    entries: int


class OnlyFirstComputer(UserError):
    message = mark(
        "Only the first computer of the secretariat, which its office card names, can take back another "
        "one of the secretariat, and nobody can take back the first. Nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch in quarantine: why (a msgid), the fingerprint to compare by telephone, its size in bytes."""

    digest: str
    reason: str
    org_unit: str
    device: str
    fingerprint: str
    size: int


def accept(db: Database, device: str, org_unit: str) -> tuple[Outcome, ...]:
    """Let a device speak for an office; what waited for this is judged again at once."""
    return _grant(db, device, org_unit)


def revoke(db: Database, device: str, org_unit: str) -> tuple[Outcome, ...]:
    """A device is lost or replaced: nothing it signs is believed any more. It cannot be undone."""
    out = uncounted.every(db)
    counting_now = [n for n in records.numbers_by(db, device, org_unit) if n not in out]
    return _grant(db, device, org_unit, _parts(records.names(db, counting_now)))


def list_quarantine(db: Database) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(
            kept.digest,
            trust.WORDS[trust.Doubt(kept.reason)],
            kept.org_unit,
            kept.device,
            fingerprint_of(kept.device) if kept.device else "",
            len(kept.body),
        )
        for kept in batches.quarantined(db)
    )


def list_computers(db: Database) -> tuple[Computer, ...]:
    """Every computer that may speak for an office, or once might, by office; the first before others."""
    judge = trust.judge(db)
    people = {known.device: known.person for known in devices.introduced(db)}
    out = uncounted.by_author(db)
    found = [
        Computer(
            device,
            unit,
            fingerprint_of(device),
            people.get(device, ""),
            first=(device, unit) in judge.roots,
            taken_back=mandate.stands is not None,
            entries=out.get((device, unit), 0),
        )
        for (device, unit), mandate in judge.believed.mandates.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.org_unit, not one.first, one.fingerprint)))


def let_stand(db: Database, device: str, org_unit: str) -> tuple[Outcome, ...]:
    """Name all that is here of a computer that was taken back, so that it counts: its office was asked."""
    identities = identity.box_identities(db)
    waiting = [merge.read(Letter(kept.digest, kept.body), identities) for kept in batches.quarantined(db)]
    said = [
        signed.record
        for found in waiting
        if isinstance(found.found, Opened)
        for signed in found.found.records
    ]
    more = [each.name for each in said if (each.device, each.org_unit) == (device, org_unit)]
    names = records.names(db, records.numbers_by(db, device, org_unit))
    return _grant(db, device, org_unit, _parts((*names, *more)))


def throw_away(db: Database, device: str) -> int:
    """Forget the batches that wait from a computer; how many. What is kept as a record always stays."""
    with writing(db):
        return batches.throw_away(db, device)


def find_waiting(db: Database, fingerprint: str) -> Waiting:
    """The waiting computer with this fingerprint. Raises `NoSuchDevice`."""
    for waiting in list_quarantine(db):
        if waiting.device and waiting.fingerprint == latin_digits(fingerprint).strip():
            return waiting
    raise NoSuchDevice(fingerprint=fingerprint)


def find_accepted(db: Database, fingerprint: str) -> KnownDevice:
    """The accepted computer with this fingerprint. Raises `NoSuchDevice`."""
    for known in list_accepted(db):
        if fingerprint_of(known.device) == latin_digits(fingerprint).strip():
            return known
    raise NoSuchDevice(fingerprint=fingerprint)


def list_accepted(db: Database) -> tuple[KnownDevice, ...]:
    """Every computer that may speak for an office now."""
    return tuple(known for there in devices.by_office(db).values() for known in there)


def _grant(
    db: Database, device: str, org_unit: str, stands: Sequence[tuple[str, ...]] = ()
) -> tuple[Outcome, ...]:
    """Accept a device, or take it back in as many records as are needed to name what stands."""
    now = stamp.now()
    bodies = [Grant(device, org_unit, False, part) for part in stands] or [Grant(device, org_unit, True)]
    with writing(db):
        must_be_secretariat_of(db, org_unit)
        before = trust.judge(db)
        said = [exchange.author(db, body, now, stamp.salt()) for body in bodies]
        after = trust.judge(db)
        if not after.believed.grants.issuperset(said):
            raise OnlyFirstComputer
        counting.recount(db, before, after)
    return merge.retry(db, identity.box_identities(db), now)


def _parts(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """At least one part, each with as many names as a record may well hold."""
    starts = range(0, len(names), NAMES_IN_A_RECORD) or (0,)
    return [names[start : start + NAMES_IN_A_RECORD] for start in starts]
