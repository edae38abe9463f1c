"""Exchange: seal what is new, give it to a hub, take what came. No transaction spans the carrier."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from desktop.domain.record import Body, Receipt
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import batches, devices, org_units, records, settings
from desktop.storage.batches import Outgoing
from desktop.storage.database import Database, writing
from desktop.sync import batch, identity, merge, record
from desktop.sync.batch import SUFFIX, SealedToSomeoneElse, Sender
from desktop.sync.hub import CursorUnknown, Given, Hub
from desktop.sync.letter import Letter, Read
from desktop.sync.merge import Outcome
from desktop.sync.receivers import Above, Below, Beside, receivers


class TakenBack(UserError):
    message = mark(
        "This computer was reported as lost or replaced, so nothing it signs counts any more. What was typed "
        "is kept. Telephone the secretariat; this computer has to be set up anew."
    )


def author(db: Database, body: Body, now: str, salt: str) -> str:
    """Sign a body as this computer's record and keep it; the record's name. In the caller's transaction.

    Raises `TakenBack`.
    """
    unit = settings.need(db, settings.ORG_UNIT)
    if devices.is_revoked(db, identity.device(db)):
        raise TakenBack
    signed = record.sign(identity.signing_key(db), body, unit, now, salt)
    records.keep(db, signed, now)
    return signed.record.name


def seal_what_is_new(db: Database, now: str) -> None:
    """Put this computer's records that are in no batch yet into one batch for each receiver."""
    mine = identity.device(db)
    with writing(db):
        for receiver in receivers(db):
            if waiting := receiver.waiting(db, mine):
                _seal(db, receiver, waiting, now)


def letters(db: Database) -> tuple[Letter, ...]:
    """The batches to send, named for people: office code, sequence and day, nothing of the content."""
    return tuple(_letter(db, kept) for kept in batches.to_send(db))


def exchange(db: Database, hub: Hub, now: str, salt: Callable[[], str]) -> tuple[Outcome, ...]:
    """Give, take, and give receipts for what was taken. Safe to repeat, and to break off, at any point."""
    _give(db, hub, now)
    outcomes = tuple(_take(db, hub, now))
    if write_receipts(db, now, salt):
        _give(db, hub, now)
    return outcomes


def write_receipts(db: Database, now: str, salt: Callable[[], str]) -> int:
    """Sign a receipt for every office whose records came; how many were written."""
    mine = identity.device(db)
    if devices.is_revoked(db, mine):
        return 0
    with writing(db):
        arrived = batches.without_my_receipt(db, mine)
        for names in arrived.values():
            author(db, Receipt(names), now, salt())
    return len(arrived)


def _give(db: Database, hub: Hub, now: str) -> None:
    """Give what the hub lacks. It is asked every time: it may have been put back to a backup."""
    seal_what_is_new(db, now)
    waiting = {kept.digest: kept for kept in batches.to_send(db)}
    missing, given = hub.lacks({digest: kept.receiver for digest, kept in waiting.items()})
    _note(db, hub, given)
    for digest in missing:
        receipt = hub.put(_letter(db, waiting[digest]))
        _note(db, hub, [receipt] if receipt else ())


def _note(db: Database, hub: Hub, given: Sequence[Given]) -> None:
    if given:
        with writing(db):
            batches.note_given(db, hub.name, [(each.digest, each.receipt) for each in given])


def _take(db: Database, hub: Hub, now: str) -> Iterator[Outcome]:
    try:
        yield from _take_after(db, hub, batches.cursor(db, hub.name), now)
    except CursorUnknown:  # the hub was put back to a backup: what came before is known by its digest
        yield from _take_after(db, hub, "", now)


def _take_after(db: Database, hub: Hub, cursor: str, now: str) -> Iterator[Outcome]:
    """Take page by page: what came is kept and the cursor moved before the next page is asked for."""
    identities = identity.box_identities(db)
    for page in hub.get(cursor, partial(batches.arrived, db)):
        read = [merge.read(letter, identities) for letter in page.letters]
        ours = [found for found in read if not _for_others(found)]
        yield from merge.take_in(db, ours, now, source=hub.place) if ours else ()
        with writing(db):
            batches.set_cursor(db, hub.name, page.cursor)


def _for_others(found: Read) -> bool:
    """In a shared letter box most letters are for somebody else; that is no fault to speak of."""
    return isinstance(found.found, SealedToSomeoneElse)


def _seal(db: Database, receiver: Above | Below | Beside, waiting: tuple[int, ...], now: str) -> None:
    sequence = batches.next_sequence(db)
    sender = Sender(identity.signing_key(db), settings.need(db, settings.ORG_UNIT), sequence, receiver.name)
    contents = [(kept.content, kept.signature) for kept in batches.contents(db, waiting)]
    body = batch.seal(sender, contents, receiver.boxes)
    outgoing = Outgoing(batch.digest(body), sequence, receiver.name, now, body)
    batches.file_outgoing(db, outgoing, waiting)


def _letter(db: Database, kept: Outgoing) -> Letter:
    return Letter(_file_name(db, kept), kept.body)


def _file_name(db: Database, kept: Outgoing) -> str:
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    code = re.sub(r"[^A-Za-z0-9]", "", unit.code) if unit else ""
    return f"{code or 'national'}-{kept.sequence:04d}-{kept.sealed_at[:10]}-{kept.digest[:8]}{SUFFIX}"
