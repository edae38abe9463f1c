"""The hub's tables, the same in SQLite and PostgreSQL, and the steps that make them, append-only."""

from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from desktop.errors import UserError
from desktop.i18n.words import mark

# A number that counts up by itself: in SQLite only INTEGER does, in PostgreSQL it must not end at 2 billion.
_Counted = BigInteger().with_variant(Integer(), "sqlite")

_first = MetaData()

HUB = Table(
    "hub",
    _first,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# A computer that proved to hold a key, and its office. `above` is the office that vouches for it.
MEMBER = Table(
    "member",
    _first,
    Column("device", String, primary_key=True),
    Column("org_unit", String, nullable=False, index=True),
    Column("above", String, nullable=False),
    Column("token_sha256", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("enrolled_at", String, nullable=False),
)

# A code that lets computers of an office enrol; the code itself stands on the office card only.
INVITATION = Table(
    "invitation",
    _first,
    Column("code_sha256", String, primary_key=True),
    Column("org_unit", String, nullable=False),
    Column("above", String, nullable=False),
    Column("left", Integer, nullable=False),
    Column("first_state", String, nullable=False),
    Column("made_at", String, nullable=False),
)

# `n` is the order in which letters became visible, so a reader who has seen n has seen all before it.
LETTER = Table(
    "letter",
    _first,
    Column("n", _Counted, primary_key=True, autoincrement=True),
    Column("digest", String, nullable=False, unique=True),
    Column("device", String, nullable=False),
    Column("org_unit", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("arrived_at", String, nullable=False),
    Index("letter_by_receiver", "receiver", "n"),
    Index("letter_by_office", "org_unit", "size"),
    Index("letter_by_device", "device", "size"),
    sqlite_autoincrement=True,
)

# The bytes lie apart, so that lists are read without them.
BODY = Table(
    "body",
    _first,
    Column("n", _Counted, ForeignKey(LETTER.c.n, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

_second = MetaData()

# Letters that hold a piece of an attachment, as their envelopes say: given out after all others.
PART = Table(
    "part",
    _second,
    Column("n", _Counted, ForeignKey(LETTER.c.n, ondelete="CASCADE"), primary_key=True, autoincrement=False),
)


def s001_letter_box(db: Connection) -> None:
    """Members, invitations and letters."""
    _first.create_all(db)


def s002_parts(db: Connection) -> None:
    """Which letters hold pieces of attachments."""
    _second.create_all(db)


STEPS: tuple[Callable[[Connection], None], ...] = (s001_letter_box, s002_parts)
VERSION = "schema"


class NewerSchema(UserError):
    message = mark(
        "A newer version of the program kept these letters. Nothing was changed. Install that version."
    )


def migrate(db: Connection) -> None:
    """Take the steps that the database lacks, in the caller's transaction. Raises `NewerSchema`."""
    HUB.create(db, checkfirst=True)
    found = db.scalar(select(HUB.c.value).where(HUB.c.name == VERSION))
    if found is None:
        db.execute(insert(HUB).values(name=VERSION, value="0"))
    if int(found or 0) > len(STEPS):
        raise NewerSchema
    for step in STEPS[int(found or 0) :]:
        step(db)
    db.execute(update(HUB).where(HUB.c.name == VERSION).values(value=str(len(STEPS))))
