"""Backups of the store: one file to keep on a stick, and copies that the program makes by itself.

The file for a stick is a ZIP with two stored members, the encrypted store and its vault: whoever finds
it learns no more than from the laptop. The program's own copies lie in `backups/` beside the store and
are the encrypted store alone, so that no passphrase opens them which the vault beside them has forgotten.
Every backup is a consistent copy (`VACUUM INTO`), and is opened and checked before it counts.
"""

import contextlib
import datetime as dt
import hashlib
import logging
import os
import re
import secrets
import shutil
import struct
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.domain.org_unit import NATIONAL_ID
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import keys, org_units, settings
from desktop.storage.database import Database, Store, StoreCannotBeOpened, StoreIsDamaged, connection
from desktop.storage.engine import DatabaseError, OperationalError
from desktop.storage.replacing import move_over, replace_with

log = logging.getLogger("desktop.storage")

MEMBERS = ("store.db", "vault.json")
FOLDER = "backups"
KEPT = 7  # the program's own copies; those made before a migration are kept besides
MAX_STORE_BYTES = 1_900_000_000  # as much as a ZIP holds without its 64-bit extension
SPARE_BYTES = 200_000_000  # left free on the disk for the work itself
PIECE = 1 << 20
STEPS = 4  # copying, checking the copy, writing it, reading it again
_CLOCK_RUNS = 2025  # a date before the plan began is that of a clock without a battery
_OURS = re.compile(r"auto-(\d{6,})-(\d{4}-\d\d-\d\d)-([0-9a-f]{12})\.db")
_LOCAL_HEADER, _END = 30, struct.Struct("<4s4H2IH")
_STALE = 86_400  # seconds


class BackupFailed(UserError):
    message = mark(
        "The backup could not be written to “{folder}”. Your work is safe here. "
        "Check that there is room and that the stick is in, or choose another folder."
    )


class NotABackup(UserError):
    message = mark(
        "“{file}” is not a backup of this program, or it was damaged. "
        "Nothing was changed. Try another backup."
    )


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the program's own copies. `number` gives their order, because a clock may be wrong."""

    path: Path
    number: int
    day: str
    state: str


def make(store: Store, folder: Path, day: dt.date, progress: Progress = UNWATCHED) -> Path:
    """Write a backup of the store into a folder, as one file named by the office's code and the date.

    The file is written beside its place, flushed, compared byte by byte with a copy that was opened and
    checked, and only then gets its name; nothing is ever written over. Raises `BackupFailed`, or
    `StoreIsDamaged` when the store itself is; then there is no file. Nor is there one where it was stopped.
    """
    progress(0, STEPS)
    try:
        with connection(store) as db:
            code = _code(db)
        folder.mkdir(parents=True, exist_ok=True)
        path = _free(folder, f"tumpeang-backup-{code}-{day.isoformat()}")
        with _checked_copy(store, progress) as copy:
            replace_with(path, lambda file: _pack(file, copy, keys.content(store.folder), progress))
    except (OSError, OperationalError, StoreCannotBeOpened) as cause:
        raise BackupFailed(folder=folder) from cause
    except DatabaseError as cause:
        raise StoreIsDamaged from cause
    return path


def make_automatic(store: Store, day: dt.date) -> Path | None:
    """Keep a copy in `backups/`: at most one a day, when something changed, and the last seven of them.

    None when none was needed or none could be made: a missing copy must not keep anybody from working.
    It takes about as long as reading the store four times.
    """
    try:
        return _make_automatic(store, day)
    except (OSError, DatabaseError, StoreIsDamaged, StoreCannotBeOpened) as cause:
        log.warning("no automatic backup: %s", type(cause).__name__)
        return None


def list_automatic(folder: Path) -> tuple[Copy, ...]:
    """The program's own copies of the store in `folder`, oldest first."""
    found = ((_OURS.fullmatch(path.name), path) for path in (folder / FOLDER).glob("auto-*.db"))
    copies = [Copy(path, int(match[1]), match[2], match[3]) for match, path in found if match]
    return tuple(sorted(copies, key=lambda copy: copy.number))


def unpack(file: Path, folder: Path) -> None:
    """Take the two members of a backup out into a folder, each no larger than the file itself.

    Raises `NotABackup` for anything that `make` would not have written.
    """
    with file.open("rb") as opened:
        if not _is_bounded(opened):
            raise NotABackup(file=file)
        try:
            with zipfile.ZipFile(opened) as archive:
                _must_be_ours(archive)
                for name in MEMBERS:
                    with archive.open(name) as member, (folder / name).open("wb") as target:
                        shutil.copyfileobj(member, target, PIECE)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as cause:
            raise NotABackup(file=file) from cause


def check(db: Database) -> bool:
    """Whether every page is as it was written with this key and hangs together; no other question first."""
    db.conn.execute("PRAGMA trusted_schema = OFF")
    db.conn.execute("PRAGMA cell_size_check = ON")
    try:
        if db.conn.execute("PRAGMA cipher_integrity_check").fetchall():
            return False
        return bool(db.conn.execute("PRAGMA quick_check").fetchall() == [("ok",)])
    except DatabaseError:
        return False


@contextlib.contextmanager
def workplace(folder: Path, what: str, until: Path | None = None) -> Iterator[Path]:
    """A folder to prepare something in, gone afterwards unless the file `until` says it is needed yet."""
    is_new = not folder.exists()
    place = folder / f"{what}-{secrets.token_hex(4)}.part"
    place.mkdir(parents=True)
    _clear(place, what)
    try:
        yield place
    finally:
        if until is None or not until.exists():
            shutil.rmtree(place, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()  # only where nothing came of it


def _clear(place: Path, what: str) -> None:
    """Remove what a power cut left of earlier work; no other window works for a day."""
    for old in place.parent.glob(f"{what}-*.part"):
        if old != place and abs(time.time() - old.stat().st_mtime) > _STALE:
            shutil.rmtree(old, ignore_errors=True)


def _make_automatic(store: Store, day: dt.date) -> Path | None:
    before = list_automatic(store.folder)
    last = before[-1] if before else Copy(Path(), 0, "", "")
    if last.day == day.isoformat() and day.year >= _CLOCK_RUNS:
        return None
    state = _state(store.folder)
    if last.state == state or not _has_room(store):
        return None
    path = store.folder / FOLDER / f"auto-{last.number + 1:06d}-{day.isoformat()}-{state}.db"
    with _checked_copy(store) as copy:
        with copy.open("r+b") as file:
            os.fsync(file.fileno())
        move_over(copy, path)
    for old in before[: -KEPT + 1]:
        old.path.unlink(missing_ok=True)
    return path


def _has_room(store: Store) -> bool:
    return shutil.disk_usage(store.folder).free > 2 * store.path.stat().st_size + SPARE_BYTES


def _state(folder: Path) -> str:
    """A name for what the store's files hold; it may change without the content, never the other way."""
    digest = hashlib.sha256()
    for name in ("store.db", "store.db-wal"):
        with contextlib.suppress(FileNotFoundError), (folder / name).open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        digest.update(b"\0")
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def _checked_copy(store: Store, progress: Progress = UNWATCHED) -> Iterator[Path]:
    """A consistent copy of the store whatever else is going on, opened and checked; it goes afterwards."""
    with workplace(store.folder / FOLDER, "making") as place:
        copy = Store(place, store.key)
        with connection(store) as db:
            _copy_into(db, copy.path)
        progress(1, STEPS)
        with connection(copy) as db:
            if not check(db):
                raise StoreIsDamaged
            db.conn.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
        yield copy.path


def _copy_into(db: Database, path: Path) -> None:
    try:
        db.conn.execute("VACUUM INTO ?", [str(path)])
    except OperationalError:
        raise  # no room, for example: the store is as it was
    except DatabaseError as cause:
        raise StoreIsDamaged from cause


def _pack(file: BinaryIO, copy: Path, vault: bytes, progress: Progress) -> None:
    """Write the two members and read them back. Raises `OSError` where the carrier kept something else."""
    size = copy.stat().st_size
    if size > MAX_STORE_BYTES:
        raise OSError("larger than a backup can be")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive, copy.open("rb") as source:
        member = zipfile.ZipInfo(MEMBERS[0])  # the members tell no time
        member.file_size = size
        with archive.open(member, "w") as target:
            while piece := source.read(PIECE):
                progress(2, STEPS)
                target.write(piece)
        archive.writestr(zipfile.ZipInfo(MEMBERS[1]), vault)
    file.flush()
    os.fsync(file.fileno())
    progress(3, STEPS)
    if not _is_kept(file, copy, vault):
        raise OSError("the carrier did not keep what was written")


def _is_kept(file: BinaryIO, copy: Path, vault: bytes) -> bool:
    try:
        with zipfile.ZipFile(file) as archive, copy.open("rb") as source, archive.open(MEMBERS[0]) as kept:
            same = all(piece == kept.read(len(piece)) for piece in iter(lambda: source.read(PIECE), b""))
            return same and not kept.read(1) and archive.read(MEMBERS[1]) == vault
    except zipfile.BadZipFile:
        return False


def _is_bounded(file: BinaryIO) -> bool:
    """Whether the file ends as ours do: two members and a small directory. Asked before it is read."""
    size = file.seek(0, os.SEEK_END)
    if not _END.size < size <= MAX_STORE_BYTES + keys.MAX_VAULT_BYTES + 1000:
        return False
    file.seek(size - _END.size)
    magic, _disk, _start, here, count, length, at, comment = _END.unpack(file.read(_END.size))
    exact = at + length + _END.size == size and length < 1000
    return bool(magic == b"PK\5\6" and here == count == len(MEMBERS) and comment == 0 and exact)


def _must_be_ours(archive: zipfile.ZipFile) -> None:
    """Two stored members one after the other, nothing between, before or over them."""
    at = 0
    members = archive.infolist()
    for member, name in zip(members, MEMBERS, strict=True):
        stored = member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size
        if member.filename != name or not stored or member.flag_bits or member.header_offset != at:
            raise ValueError(name)
        at += _LOCAL_HEADER + len(name) + member.file_size
    if at != archive.start_dir or members[1].file_size > keys.MAX_VAULT_BYTES:
        raise ValueError("layout")


def _code(db: Database) -> str:
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    return re.sub(r"[^A-Za-z0-9-]", "", unit.code if unit else "") or NATIONAL_ID


def _free(folder: Path, stem: str) -> Path:
    """The first name nothing has: an earlier backup of the same day stays."""
    path, n = folder / f"{stem}.zip", 1
    while path.exists():
        n += 1
        path = folder / f"{stem}-{n}.zip"
    return path
