"""Pieces of parts: those that leave, sealed; and those that came, until they are a whole part.

A part goes wherever a record goes that names it and is live, until the receiver's receipt names the part.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop.domain.attachment import ATTACHMENT, attachment
from desktop.domain.report import ReportKey
from desktop.storage.attachments import named
from desktop.storage.batches import Outgoing
from desktop.storage.database import Database
from desktop.storage.values import answer

_FIRST, _AFTER = f"{ATTACHMENT}:", f"{ATTACHMENT};"  # the keys of attachments' cells lie between these
_LIVE = f"""FROM report CROSS JOIN live w
    ON w.report = report.n AND w.cell > '{_FIRST}' AND w.cell < '{_AFTER}'"""
_OWED = f"""SELECT DISTINCT o.receiver, w.cell, w.value {_LIVE}
    JOIN batch_record b ON b.record = w.record JOIN outgoing_batch o ON o.digest = b.digest"""
_OTHERS = f"""SELECT r.org_unit, lower(hex(name.name)), w.cell, w.value {_LIVE}
    JOIN record r ON r.n = w.record JOIN record_name name ON name.n = r.n WHERE r.device <> ?1"""
_HEARD = """SELECT 1 FROM record_name p JOIN receipt_line l ON l.record = p.n
    JOIN record by ON by.n = l.receipt WHERE p.name = ?1 AND ?2 IN (by.org_unit, by.device)"""


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """A part that a receiver was told of and has not said to have. In order: the smallest first."""

    size: int
    part: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A piece as it came: whose, by which letter, and where it stands in a part of `size` bytes."""

    part: str
    device: str
    org_unit: str
    at: int
    size: int
    letter: str
    arrived_at: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Heap:
    """The pieces of one part that came from one computer; `held` bytes of `size`."""

    part: str
    device: str
    org_unit: str
    size: int
    held: int
    arrived_at: str


def owed(db: Database) -> list[Owed]:
    """What is here and still to go to someone, the smallest first."""
    found = set()
    for receiver, cell, value in db.execute(_OWED).fetchall():
        one = attachment(cell, answer(value))
        if one is not None and _is_here(db, one.digest) and not _has_heard(db, one.digest, receiver):
            found.add(Owed(one.size, one.digest, receiver))
    return sorted(found)


def next_sequence(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(sequence), 0) + 1 FROM outgoing_piece").fetchone()[0])


def is_sealed(db: Database, one: Owed) -> bool:
    sql = "SELECT 1 FROM outgoing_piece WHERE receiver = ? AND part = ?"
    return db.execute(sql, [one.receiver, bytes.fromhex(one.part)]).fetchone() is not None


def file_outgoing(db: Database, sealed: Outgoing, part: str, at: int) -> None:
    """Keep a sealed piece for sending. In the caller's transaction."""
    row = (sealed.digest, sealed.sequence, sealed.receiver, sealed.sealed_at, bytes.fromhex(part), at)
    db.conn.execute("INSERT INTO outgoing_piece VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, sealed.body))


def to_give(db: Database) -> dict[str, str]:
    """Sealed pieces by digest, with their receivers: the smallest part first, each from its beginning."""
    sql = "SELECT digest FROM outgoing_piece WHERE receiver = ? AND part = ? ORDER BY at"
    return {
        digest: one.receiver
        for one in owed(db)
        for (digest,) in db.execute(sql, [one.receiver, bytes.fromhex(one.part)]).fetchall()
    }


def outgoing(db: Database, digest: str) -> Outgoing:
    """A sealed piece with its bytes. Raises `KeyError`."""
    sql = "SELECT digest, sequence, receiver, sealed_at, body FROM outgoing_piece WHERE digest = ?"
    row = db.execute(sql, [digest]).fetchone()
    if row is None:
        raise KeyError(digest)
    return Outgoing(*row)


def bytes_of(db: Database, digests: Iterable[str]) -> int:
    """How many bytes these sealed pieces have together."""
    sql = "SELECT length(body) FROM outgoing_piece WHERE digest = ?"
    return sum(size for digest in digests for (size,) in db.execute(sql, [digest]).fetchall())


def let_go(db: Database, now: str) -> None:
    """Forget sealed pieces that nobody is owed any more; their digests stay known."""
    still = to_give(db).keys()
    gone = [
        digest
        for (digest,) in db.execute("SELECT digest FROM outgoing_piece").fetchall()
        if digest not in still
    ]
    db.conn.executemany("INSERT OR IGNORE INTO arrival VALUES (?, ?)", [(digest, now) for digest in gone])
    db.conn.executemany("DELETE FROM outgoing_piece WHERE digest = ?", [(digest,) for digest in gone])


def without_my_receipt(db: Database, mine: str) -> dict[str, tuple[str, ...]]:
    """Parts here that records of others name and that this device wrote no receipt for, by office.

    Each stands after the name of the record, so that the receipt finds its way.
    """
    found: dict[str, dict[str, None]] = {}
    for unit, record, cell, value in db.execute(_OTHERS, [mine]).fetchall():
        one = attachment(cell, answer(value))
        if one is not None and _is_here(db, one.digest) and not _has_heard(db, one.digest, mine):
            found.setdefault(unit, {}).update({record: None, one.digest: None})
    return {unit: tuple(names) for unit, names in found.items()}


def missing(db: Database) -> bool:
    """Whether any report that is live speaks of a part that is not here."""
    rows = db.execute(f"SELECT w.cell, w.value {_LIVE}").fetchall()
    every = (attachment(cell, answer(value)) for cell, value in rows)
    return any(one is not None and not _is_here(db, one.digest) for one in every)


def keep(db: Database, one: Arrived) -> None:
    """Keep a piece that came; the same again changes nothing. In the caller's transaction."""
    row = (one.device, one.org_unit, one.at, one.size, one.letter, one.arrived_at, one.content)
    db.conn.execute(
        "INSERT OR IGNORE INTO piece (part, device, org_unit, at, size, letter, arrived_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (bytes.fromhex(one.part), *row),
    )


def heaps(db: Database) -> list[Heap]:
    """What came and is no whole part yet, the oldest first. Pieces that disagree on the size are apart."""
    rows = db.execute(
        "SELECT lower(hex(part)), device, org_unit, size, sum(length(content)), min(arrived_at)"
        " FROM piece GROUP BY part, device, size ORDER BY min(n)"
    )
    return [Heap(*row) for row in rows.fetchall()]


def put_together(db: Database, heap: Heap) -> bytes:
    """The bytes of a heap's pieces, in their order."""
    sql = "SELECT content FROM piece WHERE part = ? AND device = ? AND size = ? ORDER BY at"
    return b"".join(content for (content,) in db.execute(sql, _heap(heap)))


def letters_of(db: Database, heap: Heap) -> frozenset[str]:
    """The digests of the letters that brought a heap's pieces."""
    sql = "SELECT letter FROM piece WHERE part = ? AND device = ? AND size = ?"
    return frozenset(letter for (letter,) in db.execute(sql, _heap(heap)))


def drop(db: Database, heap: Heap) -> None:
    """Take away a heap: it is a whole part now, or will never be one."""
    db.conn.execute("DELETE FROM piece WHERE part = ? AND device = ? AND size = ?", _heap(heap))


def forget(db: Database, heap: Heap) -> None:
    """Take away a heap as if it had not come: its letters may come again."""
    db.conn.executemany(
        "DELETE FROM arrival WHERE digest = ?", [(letter,) for letter in letters_of(db, heap)]
    )
    drop(db, heap)


def heard_by(db: Database, parts: Collection[str], receiver: str) -> frozenset[str]:
    """Of these parts those that the receiver said to have."""
    return frozenset(part for part in parts if _has_heard(db, part, receiver))


def not_heard(db: Database, receiver: str) -> Counter[ReportKey]:
    """How many parts of each report, as it is live, the receiver has not said to have."""
    return Counter(key for key, one in named(db) if not _has_heard(db, one.digest, receiver))


def _heap(heap: Heap) -> tuple[bytes, str, int]:
    return bytes.fromhex(heap.part), heap.device, heap.size


def _is_here(db: Database, part: str) -> bool:
    return db.execute("SELECT 1 FROM part WHERE digest = ?", [bytes.fromhex(part)]).fetchone() is not None


def _has_heard(db: Database, part: str, receiver: str) -> bool:
    return db.execute(_HEARD, [bytes.fromhex(part), receiver]).fetchone() is not None
