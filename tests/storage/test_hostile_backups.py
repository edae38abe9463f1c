"""Files that are no backup, or were changed: each is refused, and nothing changes."""

import random
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions.office import Store, connection
from desktop.storage import backup as making
from desktop.storage import keys
from desktop.storage.backup import NotABackup
from desktop.storage.database import TooNew
from desktop.storage.keys import WrongPassphrase
from tests.storage.backups import DAY, SEED, content, nothing_changes, restore

pytestmark = pytest.mark.usefixtures("cheap")


def changed(store: Store, folder: Path, *statements: str) -> Path:
    """A backup of a copy of the store in which something was changed by somebody who has the key."""
    shutil.copytree(store.folder, folder)
    copy = Store(folder, store.key)
    with connection(copy) as db:
        for statement in statements:
            db.conn.execute(statement)
    return making.make(copy, folder / "stick", DAY)


def test_a_backup_of_a_newer_program_is_refused(store: Store, tmp_path: Path) -> None:
    newer = changed(store, tmp_path / "newer", "PRAGMA user_version = 99")
    for folder in (store.folder, tmp_path / "new"):
        with nothing_changes(folder), pytest.raises(TooNew, match="newer version"):
            restore(newer, folder)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER INSERT ON draft_value BEGIN DELETE FROM setting; END",
        "CREATE VIEW sly AS SELECT 1",
        "CREATE TABLE sly (x)",
        "DROP TRIGGER record_never_delete",
        "DROP VIEW live",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "PRAGMA user_version = 3",
        "DELETE FROM setting",
    ],
)
def test_a_store_with_foreign_parts_is_no_backup(store: Store, tmp_path: Path, statement: str) -> None:
    if statement == "DELETE FROM setting":  # such a store cannot even be named
        shutil.copytree(store.folder, tmp_path / "sly")
        file = tmp_path / "sly.db"
        with connection(Store(tmp_path / "sly", store.key)) as db:
            db.conn.execute(statement)
            db.conn.execute("VACUUM INTO ?", [str(file)])
    else:
        file = changed(store, tmp_path / "sly", statement)
    with nothing_changes(store.folder), pytest.raises(NotABackup):
        restore(file, store.folder)


def rewritten(file: Path, compression: int = zipfile.ZIP_STORED, **members: bytes) -> bytes:
    with zipfile.ZipFile(file) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    found |= {name.replace("__", "."): body for name, body in members.items()}
    out = file.with_name("rewritten.zip")
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, body in found.items():
            archive.writestr(zipfile.ZipInfo(name), body, compression)
    return out.read_bytes()


HOSTILE: dict[str, Callable[[Path, random.Random], bytes]] = {
    "is empty": lambda file, dice: b"",
    "is zeros": lambda file, dice: bytes(100_000),
    "is text": lambda file, dice: "សួស្តី".encode() * 1000,
    "is a store": lambda file, dice: zipfile.ZipFile(file).read("store.db"),
    "has something before": lambda file, dice: b"x" + file.read_bytes(),
    "has something after": lambda file, dice: file.read_bytes() + b"x",
    "is there twice": lambda file, dice: file.read_bytes() * 2,
    "is compressed": lambda file, dice: rewritten(file, zipfile.ZIP_DEFLATED),
    "has one more member": lambda file, dice: rewritten(file, **{"evil__exe": b"MZ"}),
    "reaches out of the folder": lambda file, dice: rewritten(file).replace(b"vault.json", b"../lt.json"),
    "holds a member twice": lambda file, dice: rewritten(file).replace(b"vault.json", b"store.db\0\0"),
    "has a huge vault": lambda file, dice: rewritten(file, vault__json=b" " * 200_000),
    "has no vault": lambda file, dice: rewritten(file, vault__json=b"{}"),
    "has a plain store": lambda file, dice: rewritten(file, store__db=b"SQLite format 3\0" + bytes(8000)),
    "promises a huge directory": lambda file, dice: file.read_bytes()[:-10] + b"\xff\xff\xff\x7f" + bytes(6),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_file_changes_nothing(store: Store, file: Path, tmp_path: Path, fault: str) -> None:
    hostile = tmp_path / "hostile.zip"
    hostile.write_bytes(HOSTILE[fault](file, random.Random(SEED)))
    for folder in (store.folder, tmp_path / "new"):
        with nothing_changes(folder), pytest.raises((NotABackup, keys.VaultIsDamaged)):
            restore(hostile, folder)
    if fault == "has no vault":
        return
    shutil.copy(hostile, tmp_path / "hostile.db")
    if fault != "is a store":
        with nothing_changes(store.folder), pytest.raises(NotABackup):
            restore(tmp_path / "hostile.db", store.folder)


def test_a_truncated_or_changed_backup_is_refused_or_gives_the_same(
    store: Store, file: Path, tmp_path: Path
) -> None:
    dice = random.Random(SEED)
    sys.stdout.write(f"seed {SEED}\n")
    whole, before, refused = file.read_bytes(), content(store), 0
    damaged = tmp_path / "damaged.zip"
    for turn in range(60):
        raw = bytearray(whole)
        if turn % 3 == 0:
            del raw[dice.randrange(len(raw)) :]
        elif turn % 3 == 1:
            raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        else:  # in the directory and the vault
            raw[-dice.randrange(1, 1500)] ^= 1 << dice.randrange(8)
        damaged.write_bytes(raw)
        folder = tmp_path / f"new {turn}"
        try:
            restored = restore(damaged, folder)
        except (NotABackup, keys.VaultIsDamaged, WrongPassphrase):
            refused += 1
            assert not folder.exists()
        else:
            assert content(restored) == before
    assert refused > 40
