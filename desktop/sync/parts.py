"""The parts of reports on their way: sealed in pieces where they leave, put together where they arrive.

Nothing is believed of a part but its digest, which a signed record names.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Container

from desktop.domain.attachment import MAX_PDF_BYTES, PLACES
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import attachments, batches, pieces, settings
from desktop.storage.batches import Outgoing
from desktop.storage.database import Database, writing
from desktop.storage.pieces import Arrived, Heap, Owed
from desktop.sync import batch, identity
from desktop.sync.batch import Opened, Sender
from desktop.sync.piece import cut
from desktop.sync.receivers import receivers

# Of one office, and not named by any report yet: as much as five of the largest attachments.
WAITING_BYTES = len(PLACES) * MAX_PDF_BYTES
WAITING_DAYS = 400  # as long as a hub keeps a letter


class NotThePart(UserError):
    message = mark(
        "“{name}” is not the attachment that its report names. It was not kept, and nothing else was changed."
    )


def seal(db: Database, now: str) -> None:
    """Seal the parts that receivers were told of and do not have; one part in one transaction."""
    boxes = {receiver.name: receiver.boxes for receiver in receivers(db)}
    for one in pieces.owed(db):
        if one.receiver in boxes and not pieces.is_sealed(db, one):
            with writing(db):
                _seal(db, one, boxes[one.receiver], now)


def let_go(db: Database, now: str) -> None:
    """Forget what was sealed and has come where it was to go."""
    with writing(db):
        pieces.let_go(db, now)


def take_in(db: Database, opened: Opened, now: str) -> None:
    """Keep a letter's piece. In the caller's transaction, which ends with `settle`."""
    piece = opened.piece
    assert piece is not None
    pieces.keep(
        db,
        Arrived(
            piece.part,
            opened.device,
            opened.org_unit,
            piece.at,
            piece.size,
            opened.digest,
            now,
            piece.content,
        ),
    )
    batches.note_arrival(db, opened.digest, now)


def settle(db: Database, now: str) -> frozenset[str]:
    """Make parts of the pieces that are whole and that a report names; the letters that were refused.

    Pieces that no report names wait, within bounds. In the caller's transaction.
    """
    refused: frozenset[str] = frozenset()
    waiting = pieces.heaps(db)
    sizes = attachments.sizes(db) if waiting else {}
    for heap in waiting:
        if heap.part in sizes and not _settle(db, heap, sizes[heap.part], now):
            refused |= pieces.letters_of(db, heap)
            pieces.drop(db, heap)
    _make_room(db, sizes, now)
    return refused


def _settle(db: Database, heap: Heap, sizes: Collection[int], now: str) -> bool:
    """Whether this heap is, or may become, the part that a report names."""
    if attachments.part(db, heap.part) is not None:
        pieces.drop(db, heap)
        return True
    if heap.size not in sizes:
        return False
    if heap.held < heap.size:
        return True
    content = pieces.put_together(db, heap)
    if hashlib.sha256(content).hexdigest() != heap.part:
        return False
    attachments.keep_part(db, content, now)
    pieces.drop(db, heap)
    return True


def _make_room(db: Database, named: Container[str], now: str) -> None:
    """Forget what no report names: the oldest of an office that has too much waiting, and what is too old."""
    waits: Counter[str] = Counter()
    for heap in reversed(pieces.heaps(db)):
        if heap.part in named:
            continue
        waits[heap.org_unit] += heap.held
        if waits[heap.org_unit] > WAITING_BYTES or heap.arrived_at < _long_ago(now):
            pieces.forget(db, heap)


def _long_ago(now: str) -> str:
    try:
        then = dt.datetime.fromisoformat(now) - dt.timedelta(days=WAITING_DAYS)
    except (ValueError, OverflowError):
        return ""
    return f"{then:%Y-%m-%dT%H:%M:%SZ}"


def _seal(db: Database, one: Owed, boxes: tuple[str, ...], now: str) -> None:
    content = attachments.part(db, one.part)
    assert content is not None
    unit, key = settings.need(db, settings.ORG_UNIT), identity.signing_key(db)
    sequence = pieces.next_sequence(db)
    for number, piece in enumerate(cut(content), start=sequence):
        body = batch.seal(Sender(key, unit, number, one.receiver), [], boxes, piece)
        sealed = Outgoing(batch.digest(body), number, one.receiver, now, body)
        pieces.file_outgoing(db, sealed, one.part, piece.at)
