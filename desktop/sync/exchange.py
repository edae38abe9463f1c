"""Exchange: seal what is new, give it to a hub, take what came. No transaction spans the carrier."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.record import Body, Receipt
from desktop.storage import batches, devices, org_units, records, settings
from desktop.storage.batches import Outgoing
from desktop.storage.database import Database, writing
from desktop.sync import batch, identity, merge, record
from desktop.sync.batch import SUFFIX, SealedToSomeoneElse, Sender
from desktop.sync.hub import Hub
from desktop.sync.merge import Letter, Outcome, Read


def author(db: Database, body: Body, now: str, salt: str) -> str:
    """Sign a body as this computer's record and keep it; the record's name. In the caller's transaction."""
    unit = settings.need(db, settings.ORG_UNIT)
    signed = record.sign(identity.signing_key(db), body, unit, now, salt)
    records.keep(db, signed, now)
    return signed.record.name


def seal_what_is_new(db: Database, now: str) -> None:
    """Put this computer's records that are in no batch yet into one batch for each receiver."""
    mine = identity.device(db)
    with writing(db):
        for receiver in _receivers(db):
            if waiting := receiver.waiting(db, mine):
                _seal(db, receiver, waiting, now)


def letters(db: Database) -> tuple[Letter, ...]:
    """The batches to send, named for people: office code, sequence and day, nothing of the content."""
    return tuple(Letter(_file_name(db, kept), kept.body) for kept in batches.to_send(db))


def exchange(db: Database, hub: Hub, now: str, salt: Callable[[], str]) -> tuple[Outcome, ...]:
    """Give, take, and give receipts for what was taken. Safe to repeat, and to break off, at any point."""
    _give(db, hub, now)
    incoming = hub.get(batches.cursor(db, hub.name))
    strange = [letter for letter in incoming.letters if not batches.arrived(db, batch.digest(letter.body))]
    read = [merge.read(letter, identity.box_identities(db)) for letter in strange]
    outcomes = merge.take_in(db, [found for found in read if not _for_others(found)], now)
    with writing(db):
        batches.set_cursor(db, hub.name, incoming.cursor)
    if write_receipts(db, now, salt):
        _give(db, hub, now)
    return outcomes


def write_receipts(db: Database, now: str, salt: Callable[[], str]) -> int:
    """Sign a receipt for every office whose records came; how many were written."""
    with writing(db):
        arrived = batches.without_my_receipt(db, identity.device(db))
        for names in arrived.values():
            author(db, Receipt(names), now, salt())
    return len(arrived)


@dataclass(frozen=True, slots=True)
class _Above:
    """The secretariat of this office, and the age keys its batches are sealed to."""

    name: str
    boxes: tuple[str, ...]

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_secretariat(db, mine, self.name)


@dataclass(frozen=True, slots=True)
class _Below:
    """One computer of an office below: each is told all, whenever it was accepted."""

    name: str
    boxes: tuple[str, ...]
    org_unit: str

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_office(db, mine, self.name, self.org_unit)


def _receivers(db: Database) -> Sequence[_Above | _Below]:
    """An office writes to its secretariat, a secretariat to every computer it accepted.

    What an office sends is sealed to itself too: put back to a backup, it reads its own letters.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    own = settings.need(db, settings.RECOVERY_RECIPIENT)
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    if above != mine:
        box = settings.need(db, settings.SECRETARIAT_BOX)
        return [_Above(above, (box, identity.box_recipient(db), own))]
    return [
        _Below(known.device, (known.box, own), unit)
        for unit, there in devices.by_office(db).items()
        for known in there
    ]


def _give(db: Database, hub: Hub, now: str) -> None:
    seal_what_is_new(db, now)
    for letter in letters(db):
        hub.put(letter)


def _for_others(found: Read) -> bool:
    """In a shared letter box most letters are for somebody else; that is no fault to speak of."""
    return isinstance(found.found, SealedToSomeoneElse)


def _seal(db: Database, receiver: _Above | _Below, waiting: tuple[int, ...], now: str) -> None:
    sequence = batches.next_sequence(db)
    sender = Sender(identity.signing_key(db), settings.need(db, settings.ORG_UNIT), sequence, receiver.name)
    contents = [(kept.content, kept.signature) for kept in batches.contents(db, waiting)]
    body = batch.seal(sender, contents, receiver.boxes)
    outgoing = Outgoing(batch.digest(body), sequence, receiver.name, now, body)
    batches.file_outgoing(db, outgoing, waiting)


def _file_name(db: Database, kept: Outgoing) -> str:
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    code = re.sub(r"[^A-Za-z0-9]", "", unit.code) if unit else ""
    return f"{code or 'national'}-{kept.sequence:04d}-{kept.sealed_at[:10]}-{kept.digest[:8]}{SUFFIX}"
