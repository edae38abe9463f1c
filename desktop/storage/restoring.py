"""Putting a backup back: all of it, or nothing; and what stood there before is put aside, never deleted.

Everything is prepared and checked in a folder of its own. Then one small file says that the backup is to
take the store's place; from that moment the change is carried through, after a power cut at the next start.
"""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.words import chosen, mark
from desktop.storage import backup, keys, org_units, settings
from desktop.storage.backup import NotABackup
from desktop.storage.database import (
    Database,
    Store,
    StoreCannotBeOpened,
    StoreIsDamaged,
    TooNew,
    connection,
    prepare,
    writing,
)
from desktop.storage.engine import DatabaseError, OperationalError, connect
from desktop.storage.migrations import SCHEMA_VERSION, STEPS
from desktop.storage.replacing import move_over, replace_bytes

MARKER = "restoring.json"
_LOG = ("store.db-wal", "store.db-shm")
_OLD = ("store.db", *_LOG, *keys.NAMES)
_NEW = (*keys.NAMES, "store.db")  # the store last: a log may go only while it belongs to the old store
_ALL = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"


class RestoreFailed(UserError):
    message = mark(
        "The backup could not be put back into “{folder}”. Nothing was changed. "
        "Check that there is room on the disk, close other windows of this program, and try again."
    )


class RestoreUnfinished(UserError):
    message = mark(
        "The backup is checked, but the old store is held by another program. Nothing is lost. "
        "Close all windows of this program and start it again: it will finish by itself."
    )


class StoreInUse(UserError):
    message = mark(
        "The store in “{folder}” is open in another window. Nothing was changed. Close it and try again."
    )


class AnotherStore(UserError):
    message = mark(
        "This is a backup of {office}, but the store in “{folder}” is another one. Nothing was changed. "
        "Name an empty folder, or say that the store there is to be put aside."
    )


def restore(
    file: Path, folder: Path, opens: Callable[[Path], bytes], now: str, *, over_another: bool = False
) -> bytes:
    """Put a backup into a folder; the store's key. `opens` finds the key in the vault that lies in a folder.

    `file` is a backup made for a stick, or a copy that the program keeps in `backups/`. Where `folder` holds
    the same store, its vault stays: an officer removed since does not come back, and passphrases are those
    of today. The store that was there moves into `replaced-...` within the folder. A backup of an older
    program is brought up to date. `now` is noted in the store: work done since the backup may be missing,
    and the person must be told.

    What was done since is not lost where it had travelled: records are a union, so whoever has them gives
    them back and nothing that is here already takes their place (`bring_back` in `actions/backup.py`).
    What is written from now on replaces only what stands in the restored store; beside a lost write it is
    a conflict that a person sees and settles, never a silent choice (STORAGE.md, section 6.4).

    Raises `NotABackup`, `TooNew`, `AnotherStore` (unless `over_another`), `StoreInUse`, `RestoreFailed`,
    or whatever `opens` raises; then nothing was changed. `RestoreUnfinished`: see `finish`.
    """
    if not file.is_file():
        raise NotABackup(file=file)
    finish(folder)
    try:
        with backup.workplace(folder, "restoring", until=folder / MARKER) as place:
            _lay_out(file, folder, place)
            new = Store(place, opens(place))
            _judge(new, file)
            _make_ready(new, now)
            another = _is_another(folder, new)
            if another and not over_another:
                raise AnotherStore(office=_office(new), folder=folder)
            _must_be_closed(Store(folder, new.key))
            _decide(folder, place, now[:10], another=another)
            finish(folder)
    except (OSError, DatabaseError, StoreCannotBeOpened) as cause:
        raise RestoreFailed(folder=folder) from cause
    return new.key


def finish(folder: Path) -> None:
    """Carry a decided restore through; usually there is none. May be repeated, and broken off, at any point.

    Raises `RestoreUnfinished` while something else holds the old store.
    """
    try:
        decided = json.loads((folder / MARKER).read_bytes())
    except FileNotFoundError:
        return
    try:
        _carry_through(folder, folder / decided["prepared"], folder / decided["aside"], decided["another"])
    except OSError as cause:
        raise RestoreUnfinished from cause


def _carry_through(folder: Path, place: Path, aside: Path, another: bool) -> None:
    if another and not (aside / backup.FOLDER).exists():
        with contextlib.suppress(FileNotFoundError):  # the other store's copies go with it
            (folder / backup.FOLDER).rename(aside / backup.FOLDER)
    for name in _NEW:
        if (place / name).exists():
            if name == "store.db":
                for log in _LOG:
                    (folder / log).unlink(missing_ok=True)
            move_over(place / name, folder / name)
    (folder / MARKER).unlink()
    shutil.rmtree(place, ignore_errors=True)


def _lay_out(file: Path, folder: Path, place: Path) -> None:
    """The backup's store and a vault, in the folder where both are judged."""
    if file.suffix == ".db":
        if file.stat().st_size > backup.MAX_STORE_BYTES:
            raise NotABackup(file=file)
        shutil.copyfile(file, place / "store.db")
        vault = keys.content(folder)
    else:
        backup.unpack(file, place)
        same = keys.recovery_recipients(folder) & keys.recovery_recipients(place)
        vault = keys.content(folder if same else place)
    keys.write_content(place, vault)


def _judge(new: Store, file: Path) -> None:
    """Whether this is a store of this program, whole, and no newer than the program."""
    try:
        with connection(new) as db:
            if not backup.check(db):
                raise NotABackup(file=file)
            version = int(db.conn.execute("PRAGMA user_version").fetchone()[0])
            if version > SCHEMA_VERSION:
                raise TooNew
            if db.conn.execute(_ALL).fetchall() != _tables(version) or not settings.get(db, "org_unit"):
                raise NotABackup(file=file)
    except (StoreIsDamaged, DatabaseError) as cause:
        raise NotABackup(file=file) from cause


def _tables(version: int) -> list[object]:
    """What a store of this version consists of: a foreign table, view or trigger is none of it."""
    with contextlib.closing(connect(":memory:", isolation_level=None)) as conn:
        db = Database(conn, execute_plugins=False)
        for step in STEPS[:version]:
            step(db)
        return list(conn.execute(_ALL).fetchall())


def _make_ready(new: Store, now: str) -> None:
    """Bring the tables up to date, note the restore, and leave one flushed file with no log beside it."""
    prepare(new)
    with connection(new) as db:
        with writing(db):
            settings.put(db, restored=now)
        db.conn.execute("PRAGMA journal_mode = DELETE")
    with new.path.open("r+b") as file:
        os.fsync(file.fileno())


def _is_another(folder: Path, new: Store) -> bool:
    """Whether the folder holds a store that this is no backup of, or one that nobody can tell any more."""
    if not (folder / "store.db").exists():
        return False
    if keys.recovery_recipients(folder) & keys.recovery_recipients(new.folder):
        return False
    try:
        with connection(Store(folder, new.key)):
            return False
    except StoreIsDamaged:
        return True


def _office(new: Store) -> str:
    with connection(new) as db:
        unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    return f"{unit.code} {unit.name(chosen())}" if unit else "–"


def _must_be_closed(old: Store) -> None:
    """Leaving the log behind needs the store alone; one that this key does not open cannot be asked."""
    if not old.path.exists():
        return
    try:
        with connection(old) as db:
            db.conn.execute("PRAGMA journal_mode = DELETE")
    except (OperationalError, StoreCannotBeOpened) as cause:
        raise StoreInUse(folder=old.folder) from cause
    except (DatabaseError, StoreIsDamaged):
        return  # a damaged store is what a backup is for


def _decide(folder: Path, place: Path, day: str, *, another: bool) -> None:
    """Put the old files aside under a second name, then say durably that the backup takes their place."""
    aside = folder / f"replaced-{day}-{secrets.token_hex(2)}"
    decided = {"prepared": place.name, "aside": aside.name, "another": another}
    try:
        for name in _OLD:
            if (folder / name).exists():
                aside.mkdir(exist_ok=True)
                _second_name(folder / name, aside / name)
        replace_bytes(folder / MARKER, json.dumps(decided).encode())
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _second_name(path: Path, second: Path) -> None:
    try:
        second.hardlink_to(path)
    except OSError:  # a disk without such names
        shutil.copyfile(path, second)
