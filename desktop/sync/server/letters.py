"""The letters of a hub: keeping them, listing them for a reader, handing them out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from desktop.sync.batch import Envelope
from desktop.sync.server.schema import BODY, LETTER, PART

PAGE = 200  # letters in one answer


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter's place and day at the hub; `new` when it was not there before."""

    digest: str
    number: int
    at: str
    new: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A letter in a list."""

    number: int
    digest: str
    size: int


class CursorUnknown(Exception):
    """The cursor is not this hub's, or older than what it keeps: the reader begins anew."""


def keep(db: Connection, digest: str, envelope: Envelope, body: bytes, now: str) -> Kept:
    """Keep a letter; the same letter again changes nothing."""
    if there := find(db, digest):
        return there
    row = {
        "digest": digest,
        "device": envelope.device,
        "org_unit": envelope.org_unit,
        "receiver": envelope.receiver,
        "size": len(body),
        "arrived_at": now,
    }
    number: int = db.execute(insert(LETTER).values(row).returning(LETTER.c.n)).scalar_one()
    db.execute(insert(BODY).values(n=number, body=body))
    if envelope.part:
        db.execute(insert(PART).values(n=number))
    return Kept(digest, number, now, new=True)


def find(db: Connection, digest: str) -> Kept | None:
    row = db.execute(select(LETTER.c.n, LETTER.c.arrived_at).where(LETTER.c.digest == digest)).first()
    return None if row is None else Kept(digest, row.n, row.arrived_at, new=False)


def after(
    db: Connection, receivers: Collection[str], cursor: str, *, parts: bool = False
) -> tuple[Sequence[Line], str]:
    """The next page of letters for these receivers, and the cursor after it. Raises `CursorUnknown`.

    Letters with parts are listed by themselves, so that figures need not wait for photos.
    """
    a_part = select(PART.c.n).where(PART.c.n == LETTER.c.n).exists()
    wanted = (LETTER.c.receiver.in_(receivers)) & (LETTER.c.n > _number(db, cursor))
    wanted &= a_part if parts else ~a_part
    columns = (LETTER.c.n, LETTER.c.digest, LETTER.c.size)
    rows = db.execute(select(*columns).where(wanted).order_by(LETTER.c.n).limit(PAGE))
    page = [Line(*row) for row in rows]
    return page, _cursor(page[-1]) if page else cursor


def body(db: Connection, digest: str, receivers: Collection[str]) -> bytes | None:
    """A letter's bytes, if it is for one of these receivers."""
    wanted = (LETTER.c.digest == digest) & LETTER.c.receiver.in_(receivers)
    found: bytes | None = db.scalar(select(BODY.c.body).join(LETTER, LETTER.c.n == BODY.c.n).where(wanted))
    return found


def given(db: Connection, digests: Collection[str], org_unit: str) -> list[Kept]:
    """Which of these an office's computers gave and the hub has."""
    wanted = LETTER.c.digest.in_(digests) & (LETTER.c.org_unit == org_unit)
    rows = db.execute(select(LETTER.c.digest, LETTER.c.n, LETTER.c.arrived_at).where(wanted))
    return [Kept(*row, new=False) for row in rows]


def kept_bytes(db: Connection, *, org_unit: str = "", device: str = "") -> int:
    """What the letters of an office, or of one computer, take up at the hub."""
    whose = LETTER.c.device == device if device else LETTER.c.org_unit == org_unit
    return int(db.scalar(select(func.coalesce(func.sum(LETTER.c.size), 0)).where(whose)) or 0)


def count(db: Connection) -> int:
    return int(db.scalar(select(func.count()).select_from(LETTER)) or 0)


def forget(db: Connection, before: str) -> int:
    """Take away the letters that came before this moment; how many."""
    old = select(LETTER.c.n).where(LETTER.c.arrived_at < before)
    for table in (BODY, PART):
        db.execute(delete(table).where(table.c.n.in_(old)))
    return db.execute(delete(LETTER).where(LETTER.c.arrived_at < before)).rowcount


def _cursor(line: Line) -> str:
    return f"{line.number}.{line.digest[:16]}"


def _number(db: Connection, cursor: str) -> int:
    """The number in a cursor. It names its letter too: a hub put back to a backup counts on from less."""
    if not cursor:
        return 0
    number, _, digest = cursor.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise CursorUnknown
    found = db.scalar(select(LETTER.c.digest).where(LETTER.c.n == int(number)))
    if found is None or found[:16] != digest:
        raise CursorUnknown
    return int(number)
