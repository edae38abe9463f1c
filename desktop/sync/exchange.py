"""Exchange: seal what is new, give it to a hub, take what came. No transaction spans the carrier."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from desktop.domain.record import Body, Receipt
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import batches, devices, org_units, pieces, records, settings
from desktop.storage.batches import Outgoing
from desktop.storage.database import Database, writing
from desktop.sync import batch, identity, merge, parts, record
from desktop.sync.batch import PART_SUFFIX, SUFFIX, SealedToSomeoneElse, Sender
from desktop.sync.hub import CursorUnknown, Given, Hub
from desktop.sync.letter import Letter, Read
from desktop.sync.merge import Fate, Outcome
from desktop.sync.receivers import Above, Below, Beside, Upper, receivers

# Of records in one batch, squeezed to a quarter: few rounds on a good line. On a bad one only the rest of a
# letter is given again (docs/hub.md).
BATCH_BYTES = 300_000


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


def seal_what_is_new(db: Database, now: str, progress: Progress = UNWATCHED) -> None:
    """Put this computer's records that are in no batch yet into batches for each receiver: all, or none."""
    mine = identity.device(db)
    with writing(db):
        waiting = receivers(db)
        for done, receiver in enumerate(waiting):
            progress(done, len(waiting))
            for portion in _portions(batches.measured(db, receiver.waiting(db, mine))):
                _seal(db, receiver, portion, now)


def letters(db: Database) -> tuple[Letter, ...]:
    """The batches to send, named for people: office code, sequence and day, nothing of the content."""
    return tuple(_letter(db, kept) for kept in batches.to_send(db))


def part_letters(db: Database, now: str) -> Iterator[Letter]:
    """The pieces of attachments to send, the smallest part first; sealed now where they are not yet."""
    parts.let_go(db, now)
    parts.seal(db, now)
    for digest in pieces.to_give(db):
        yield _piece(db, digest)


def exchange(db: Database, hub: Hub, now: str, salt: Callable[[], str]) -> tuple[Outcome, ...]:
    """Give, take, and give receipts for what was taken. Safe to repeat, and to break off, at any point.

    Attachments go and come after everything else: figures never wait for photos.
    """
    _give(db, hub, now)
    outcomes = tuple(_take(db, hub, now))
    if write_receipts(db, now, salt):
        _give(db, hub, now)
    if pieces.missing(db):
        outcomes += tuple(one for one in _take(db, hub, now, parts=True) if one.fate is not Fate.TAKEN_IN)
        if write_receipts(db, now, salt):
            _give(db, hub, now)
    _give_parts(db, hub, now)
    return outcomes


def write_receipts(db: Database, now: str, salt: Callable[[], str]) -> int:
    """Sign a receipt for every office whose records came; how many were written."""
    mine = identity.device(db)
    if devices.is_revoked(db, mine):
        return 0
    with writing(db):
        arrived = _together(batches.without_my_receipt(db, mine), pieces.without_my_receipt(db, mine))
        for names in arrived.values():
            author(db, Receipt(names), now, salt())
    return len(arrived)


def _give(db: Database, hub: Hub, now: str) -> None:
    """Give what the hub lacks. It is asked every time: it may have been put back to a backup."""
    seal_what_is_new(db, now)
    waiting = {kept.digest: kept for kept in batches.to_send(db)}
    missing, given = hub.lacks({digest: kept.receiver for digest, kept in waiting.items()})
    _note(db, hub, given, missing)
    hub.expect(sum(len(waiting[digest].body) for digest in missing))
    unsigned = 0
    for digest in missing:
        receipt = hub.put(_letter(db, waiting[digest]))
        _note(db, hub, [receipt] if receipt else ())
        unsigned = max(unsigned, 0 if receipt else waiting[digest].sequence)
    note_written(db, unsigned)


def note_written(db: Database, up_to: int) -> None:
    """Remember that all batches up to this one lie where nobody signs for them: on a stick, in a folder."""
    if up_to > int(settings.get(db, settings.WRITTEN_UP_TO) or 0):
        with writing(db):
            settings.put(db, written_up_to=str(up_to))


def _give_parts(db: Database, hub: Hub, now: str) -> None:
    """Give the pieces that the hub lacks: what came through stays there, however often the line breaks."""
    parts.let_go(db, now)
    parts.seal(db, now)
    missing, given = hub.lacks(pieces.to_give(db))
    _note(db, hub, given, missing)
    hub.expect(pieces.bytes_of(db, missing))
    for digest in missing:
        receipt = hub.put(_piece(db, digest))
        _note(db, hub, [receipt] if receipt else ())


def _note(db: Database, hub: Hub, given: Sequence[Given], lost: Sequence[str] = ()) -> None:
    """Remember what a hub has signed for; nothing is said to be there that it now says it lacks."""
    if given or lost:
        with writing(db):
            batches.note_lost(db, hub.name, lost)
            batches.note_given(db, hub.name, [(each.digest, each.receipt) for each in given])


def _take(db: Database, hub: Hub, now: str, *, parts: bool = False) -> Iterator[Outcome]:
    cursor = batches.cursor(db, _kept_under(hub, parts))
    try:
        yield from _take_after(db, hub, cursor, now, parts)
    except CursorUnknown:  # the hub was put back to a backup: what came before is known by its digest
        yield from _take_after(db, hub, "", now, parts)


def _kept_under(hub: Hub, parts: bool) -> str:
    """The name of a cursor: letters with parts are listed by themselves."""
    return f"{hub.name} parts" if parts else hub.name


def _take_after(db: Database, hub: Hub, cursor: str, now: str, parts: bool) -> Iterator[Outcome]:
    """Take page by page: what came is kept and the cursor moved before the next page is asked for."""
    identities = identity.box_identities(db)
    for page in hub.get(cursor, partial(batches.arrived, db), parts=parts):
        read = [merge.read(letter, identities) for letter in page.letters]
        ours = [found for found in read if not _for_others(found)]
        yield from merge.take_in(db, ours, now, source=hub.place) if ours else ()
        with writing(db):
            batches.set_cursor(db, _kept_under(hub, parts), page.cursor)


def _for_others(found: Read) -> bool:
    """In a shared letter box most letters are for somebody else; that is no fault to speak of."""
    return isinstance(found.found, SealedToSomeoneElse)


def _seal(db: Database, receiver: Above | Upper | Below | Beside, waiting: tuple[int, ...], now: str) -> None:
    sequence = batches.next_sequence(db)
    sender = Sender(identity.signing_key(db), settings.need(db, settings.ORG_UNIT), sequence, receiver.name)
    contents = [(kept.content, kept.signature) for kept in batches.contents(db, waiting)]
    body = batch.seal(sender, contents, receiver.boxes)
    outgoing = Outgoing(batch.digest(body), sequence, receiver.name, now, body)
    batches.file_outgoing(db, outgoing, waiting)


def _portions(waiting: Sequence[tuple[int, str, int]]) -> Iterator[tuple[int, ...]]:
    """Records (number, kind, bytes) as batches of a bounded size, in order, the receipts last.

    A batch of nothing but receipts is sent only while it is the last, so receipts begin none after another.
    """
    some: list[int] = []
    size = 0
    for n, kind, length in sorted(waiting, key=lambda one: one[1] == "receipt"):
        if some and size + length > BATCH_BYTES and kind != "receipt":
            yield tuple(some)
            some, size = [], 0
        some.append(n)
        size += length
    if some:
        yield tuple(some)


def _together(*every: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Names by office out of several; each once."""
    found: dict[str, dict[str, None]] = {}
    for names in every:
        for unit, some in names.items():
            found.setdefault(unit, {}).update(dict.fromkeys(some))
    return {unit: tuple(names) for unit, names in found.items()}


def _letter(db: Database, kept: Outgoing) -> Letter:
    return Letter(f"{_file_name(db, kept)}{SUFFIX}", kept.body)


def _piece(db: Database, digest: str) -> Letter:
    kept = pieces.outgoing(db, digest)
    return Letter(f"{_file_name(db, kept)}{PART_SUFFIX}", kept.body)


def _file_name(db: Database, kept: Outgoing) -> str:
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    code = re.sub(r"[^A-Za-z0-9]", "", unit.code) if unit else ""
    return f"{code or 'national'}-{kept.sequence:04d}-{kept.sealed_at[:10]}-{kept.digest[:8]}"
