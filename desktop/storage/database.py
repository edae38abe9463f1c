"""Opening the store: the only place that sets pragmas, migrates or backs up before migrating."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage.engine import Database, DatabaseError, OperationalError, connect
from desktop.storage.remembered import Remembered

__all__ = ["Database", "Store", "connection", "prepare", "version_seen", "writing"]

BUSY_MILLISECONDS = 5_000
_PRAGMAS = (
    "cipher_log_level = NONE",
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL lost acknowledged entries in 7 of 10 simulated power cuts
    "foreign_keys = ON",
    f"busy_timeout = {BUSY_MILLISECONDS}",
)


class TooNew(UserError):
    message = mark(
        "This store was written by a newer version of the program. Nothing was changed. "
        "Please install the newer version on this computer."
    )


class NoStore(UserError):
    message = mark(
        "There is no store in “{folder}”. Nothing was changed. "
        "Set the office up first, or name another folder."
    )


class StoreIsDamaged(UserError):
    message = mark(
        "The store cannot be read with this key: it is damaged or belongs to another office. "
        "Nothing was changed. Restore the last backup."
    )


class StoreCannotBeOpened(UserError):
    message = mark(
        "The store cannot be opened now: the disk is full, or another program holds it. "
        "Nothing was changed. Make room, close other programs and try again."
    )


@dataclass(frozen=True, slots=True)
class Store:
    """Where an office's store lies, the key that opens it, who opened it, and what was read of it so far.

    Neither key nor person is ever shown in a log, nor what was read. Two windows on one store have a
    `Store` each, so that each writes the name of the officer who unlocked it.
    """

    folder: Path
    key: bytes = field(repr=False)
    person: str = field(default="", repr=False, compare=False)
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    @property
    def path(self) -> Path:
        return self.folder / "store.db"


@contextlib.contextmanager
def connection(store: Store) -> Iterator[Database]:
    """One connection for one job; the raw key makes opening it cheap, so nobody shares one."""
    db = _open(store)
    try:
        yield db
    finally:
        db.conn.close()


@contextlib.contextmanager
def writing(db: Database) -> Iterator[None]:
    """All or nothing, durable when it ends. Takes the write lock first, so two lanes cannot deadlock."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.conn.in_transaction:  # on a full disk SQLite has rolled back by itself
            db.conn.execute("ROLLBACK")
        raise
    db.conn.execute("COMMIT")


def version_seen(db: Database) -> int:
    """Another number whenever another connection, of any program, has written since this was last asked.

    Only for comparing what one and the same connection said; what it writes itself does not count.
    """
    return int(db.conn.execute("PRAGMA data_version").fetchall()[0][0])


def prepare(store: Store) -> None:
    """Make or update the tables. Called once, at start, before anything else uses the store.

    Raises `TooNew` for a store of a newer program and `StoreIsDamaged` for one that the key
    does not open. A backup lies in `backups/` before an existing store is changed.
    """
    from desktop.storage.migrations import SCHEMA_VERSION, migrate

    with connection(store) as db:
        found = _version(db)
        if found > SCHEMA_VERSION:
            raise TooNew
        if found < SCHEMA_VERSION:
            if found:
                _back_up(db, store.folder / "backups" / f"before-schema-{SCHEMA_VERSION}.db")
            with writing(db):
                migrate(db, found)


def _open(store: Store) -> Database:
    conn = connect(str(store.path), isolation_level=None)
    conn.execute(f"PRAGMA key = \"x'{store.key.hex()}'\"")
    try:
        for pragma in _PRAGMAS:
            conn.execute(f"PRAGMA {pragma}")
    except DatabaseError as cause:
        conn.close()
        if isinstance(cause, OperationalError):  # the disk, not what stands on it
            raise StoreCannotBeOpened from cause
        raise StoreIsDamaged from cause
    db = Database(conn, execute_plugins=False)  # nothing foreign on a connection that holds the key
    db.person, db.remembered = store.person, store.remembered
    return db


def _version(db: Database) -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


def _back_up(db: Database, path: Path) -> None:
    """`VACUUM INTO` keeps the key and is consistent whatever else is going on."""
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    db.conn.execute("VACUUM INTO ?", [str(path)])
