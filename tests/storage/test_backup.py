"""Backups: each opens again, a damaged or foreign one changes nothing, no power cut leaves half of one."""

import datetime as dt
import os
import random
import secrets
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import backup, office, officers, stamp
from desktop.actions.office import NewOffice, Store, connection
from desktop.errors import UserError
from desktop.progress import Progress, Stopped
from desktop.storage import backup as making
from desktop.storage import keys, migrations, restoring, settings
from desktop.storage.backup import NotABackup
from desktop.storage.database import TooNew, prepare, writing
from desktop.storage.keys import WrongPassphrase, WrongRecoveryKey
from tests.sync.laptops import dump

ROOT = Path(__file__).parents[2]
PASSPHRASE = "three example words"
DAY = dt.date(2026, 9, 30)
SEED = int(os.environ.get("TUMPEANG_SEED", secrets.randbelow(10**6)))


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a vault costs is tested elsewhere."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)


@pytest.fixture
def made(tmp_path: Path) -> office.SetUp:
    return office.set_up(tmp_path / "ឃ្លាំង ទី១", NewOffice("040101", "Example officer", PASSPHRASE))


@pytest.fixture
def store(made: office.SetUp) -> Store:
    return made.store


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    return making.make(store, tmp_path / "ឈើ stick", DAY)


def write(store: Store, text: str) -> None:
    with connection(store) as db, writing(db):
        db.conn.execute(
            "INSERT OR REPLACE INTO draft_value VALUES ('kh.040101', '2026Q3', 'a:b', ?, '', '')", [text]
        )


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that the store holds but for the note that it was restored."""
    with connection(store) as db:
        found = dump(db)
    return {**found, "setting": [row for row in found["setting"] if row[0] != settings.RESTORED]}


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for the engine's empty log and its index."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "store.db-shm")
    found = (path for path in found if path.name != "store.db-wal" or path.stat().st_size)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def restore(file: Path, folder: Path, **more: Any) -> Store:
    return backup.restore(file, folder, **({"passphrase": PASSPHRASE} | more))


@contextmanager
def nothing_changes(folder: Path) -> Iterator[None]:
    before = files(folder)
    yield
    assert files(folder) == before
    assert folder.exists() == bool(before)


# making one


def test_a_backup_is_one_file_named_for_people_and_not_readable(store: Store, tmp_path: Path) -> None:
    canary = "ទឹកជំនន់ " + secrets.token_hex(8)
    write(store, canary)
    file = making.make(store, tmp_path / "ឈើ stick", DAY)
    assert list((tmp_path / "ឈើ stick").iterdir()) == [file]
    assert file.name == "tumpeang-backup-040101-2026-09-30.zip"
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["store.db", "vault.json"]
        assert archive.testzip() is None
    for secret in (canary, "Example officer", "kh.040101", "SQLite format 3", store.key.hex()):
        assert secret.encode() not in file.read_bytes()
    assert not list(store.folder.rglob("*.part"))


@pytest.mark.parametrize("at", range(making.STEPS - 1))
def test_a_backup_that_is_stopped_at_any_step_leaves_nothing(store: Store, tmp_path: Path, at: int) -> None:
    def stop(done: int, _total: int) -> None:
        if done == at:
            progress.stop()

    progress = Progress(stop)
    folder = tmp_path / "ឈើ stick"
    folder.mkdir()
    with pytest.raises(Stopped):
        making.make(store, folder, DAY, progress)
    assert list(folder.iterdir()) == []
    assert list((store.folder / making.FOLDER).glob("making-*")) == []


def test_another_backup_of_the_same_day_leaves_the_first(store: Store, file: Path) -> None:
    first = file.read_bytes()
    second = making.make(store, file.parent, DAY)
    assert second.name == "tumpeang-backup-040101-2026-09-30-2.zip"
    assert file.read_bytes() == first


def test_a_stick_that_does_not_keep_what_is_written_is_found_out(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def forgets(handle: int) -> None:
        flush(handle)
        if os.fstat(handle).st_size > 100_000 and os.readlink(f"/proc/self/fd/{handle}").endswith(
            ".zip.part"
        ):
            os.pwrite(handle, b"\0" * 64, 50_000)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    monkeypatch.setattr(os, "fsync", forgets)
    with pytest.raises(backup.BackupFailed, match="Your work is safe"):
        making.make(store, tmp_path / "stick", DAY)
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_damaged_store_is_not_passed_off_as_a_backup(store: Store, tmp_path: Path) -> None:
    raw = bytearray(store.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    store.path.write_bytes(raw)
    with pytest.raises(UserError, match="damaged"):
        making.make(store, tmp_path / "stick", DAY)
    assert list((tmp_path / "stick").glob("*")) == []


# the program's own copies


def test_a_copy_is_kept_at_unlock_when_something_changed_and_at_most_one_a_day(store: Store) -> None:
    def unlock(day: int) -> int:
        with stamp.held(dt.datetime(2026, 9, day, 8, tzinfo=dt.UTC)):
            office.unlock(store.folder, PASSPHRASE)
        return len(backup.list_copies(store.folder))

    assert [unlock(1), unlock(1), unlock(2)] == [1, 1, 1]
    write(store, "more")
    assert [unlock(1), unlock(3)] == [1, 2]
    write(store, "and more")
    assert [unlock(3), unlock(4), unlock(5)] == [2, 3, 3]


def test_the_last_seven_copies_stay_and_those_before_a_migration(store: Store) -> None:
    early = store.folder / "backups" / "before-schema-6.db"
    early.parent.mkdir(exist_ok=True)
    early.write_bytes(b"kept")
    for day in range(1, 11):
        write(store, f"day {day}")
        assert making.make_automatic(store, dt.date(2026, 9, day))
    copies = backup.list_copies(store.folder)
    assert [copy.day for copy in copies] == [f"2026-09-{day:02}" for day in range(4, 11)]
    assert early.exists()


def test_a_clock_that_stands_still_or_goes_back_stops_no_copy(store: Store) -> None:
    for year in (2026, 2001, 2001, 2001):
        write(store, secrets.token_hex(4))
        assert making.make_automatic(store, dt.date(year, 1, 1))
    assert [copy.day[:4] for copy in backup.list_copies(store.folder)] == ["2026", "2001", "2001", "2001"]


def test_no_room_for_a_copy_keeps_nobody_from_working(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SPARE_BYTES", 10**18)
    assert office.unlock(store.folder, PASSPHRASE) == store
    monkeypatch.undo()
    (store.folder / "backups").write_bytes(b"a file where the folder should be")
    assert office.unlock(store.folder, PASSPHRASE) == store


def test_a_large_store_is_opened_first_and_copied_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "COPIED_AT_ONCE", 1000)
    office.unlock(store.folder, PASSPHRASE)
    assert backup.list_copies(store.folder) == ()
    assert backup.make_automatic(store)
    assert backup.make_automatic(store) is None


def test_what_a_power_cut_left_is_cleared_away(store: Store) -> None:
    left = store.folder / "backups" / "making-0badcafe.part"
    left.mkdir(parents=True)
    (left / "store.db").write_bytes(b"half")
    os.utime(left, (0, 0))
    assert making.make_automatic(store, DAY)
    assert not left.exists()


# putting one back


def test_a_backup_opens_in_an_empty_folder_by_passphrase_and_by_recovery_key(
    made: office.SetUp, file: Path, tmp_path: Path
) -> None:
    before = content(made.store)
    first = restore(file, tmp_path / "ថ្មី ១")
    second = restore(file, tmp_path / "ថ្មី ២", passphrase="", recovery_key=made.recovery_key)
    for restored in (first, second):
        assert content(restored) == before
        assert restored.person == "Example officer"
        assert set(files(restored.folder)) == {"store.db", "vault.json", "vault-copy.json"}
        assert office.unlock(restored.folder, PASSPHRASE) == restored


def test_the_store_that_was_there_is_put_aside_whole(store: Store, file: Path) -> None:
    before = content(store)
    write(store, "written since")
    since = content(store)
    restore(file, store.folder)
    assert content(store) == before
    (aside,) = store.folder.glob("replaced-*")
    assert content(office.unlock(aside, PASSPHRASE)) == since


def test_a_restored_store_says_so_until_the_person_was_told(store: Store, file: Path) -> None:
    with connection(store) as db:
        assert backup.restored_at(db) == ""
    with stamp.held(dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)):
        restored = restore(file, store.folder)
    with connection(restored) as db:
        assert backup.restored_at(db) == "2026-10-01T08:00:00Z"
        backup.note_told(db)
        assert backup.restored_at(db) == ""


def test_a_copy_of_the_program_goes_back_by_the_vault_of_today(store: Store) -> None:
    before = content(store)
    copy = making.make_automatic(store, DAY)
    assert copy
    officers.add_officer(store, "Example new", "", "four other example words")
    officers.remove_officer(store, "Example officer")
    write(store, "written since")
    with nothing_changes(store.folder), pytest.raises(WrongPassphrase):
        restore(copy, store.folder)
    restored = restore(copy, store.folder, passphrase="four other example words")
    assert restored.person == "Example new"
    assert content(restored) == before


def test_an_officer_who_left_does_not_come_back_with_an_old_backup(store: Store, file: Path) -> None:
    officers.add_officer(store, "Example new", "", "four other example words")
    officers.remove_officer(store, "Example officer")
    with nothing_changes(store.folder), pytest.raises(WrongPassphrase):
        restore(file, store.folder)
    restored = restore(file, store.folder, passphrase="four other example words")
    assert [officer.name for officer in officers.list_officers(restored)] == ["Example new"]


def test_a_store_whose_files_were_damaged_is_put_back(store: Store, file: Path) -> None:
    before = content(store)
    store.path.write_bytes(b"\xff" * 5000)
    assert content(restore(file, store.folder)) == before


def test_a_store_whose_vault_was_lost_is_put_back(store: Store, file: Path) -> None:
    for name in keys.NAMES:
        (store.folder / name).unlink()
    restore(file, store.folder)
    assert office.unlock(store.folder, PASSPHRASE) == store


def test_a_wrong_passphrase_or_recovery_key_changes_nothing(store: Store, file: Path, tmp_path: Path) -> None:
    other = office.set_up(tmp_path / "other", NewOffice("040102", "Example", PASSPHRASE))
    for folder in (store.folder, tmp_path / "new"):
        with nothing_changes(folder):
            with pytest.raises(WrongPassphrase):
                restore(file, folder, passphrase="not the passphrase")
            for key in (other.recovery_key, "AGE-SECRET-KEY-1"):
                with pytest.raises(WrongRecoveryKey):
                    restore(file, folder, passphrase="", recovery_key=key)


def test_a_backup_of_another_office_is_refused_unless_the_store_there_is_to_go_aside(
    store: Store, file: Path, tmp_path: Path
) -> None:
    other = office.set_up(tmp_path / "other", NewOffice("040102", "Example", PASSPHRASE)).store
    making.make_automatic(other, DAY)
    before = content(other)
    with nothing_changes(other.folder), pytest.raises(backup.AnotherStore, match="040101"):
        restore(file, other.folder)
    restored = restore(file, other.folder, over_another=True)
    assert content(restored) == content(store)
    (aside,) = other.folder.glob("replaced-*")
    assert content(office.unlock(aside, PASSPHRASE)) == before
    assert backup.list_copies(other.folder) == ()
    assert len(backup.list_copies(aside)) == 1


def test_a_store_that_is_open_in_another_window_is_left_alone(store: Store, file: Path) -> None:
    write(store, "written since")
    before = content(store)
    with connection(store) as window:
        window.execute("SELECT 1").fetchone()
        with pytest.raises(backup.StoreInUse, match="another window"):
            restore(file, store.folder)
        write(store, "and more")
    assert content(store) != before
    assert not list(store.folder.glob("re*-*"))


def test_a_backup_of_an_older_program_is_brought_up_to_date(store: Store, tmp_path: Path) -> None:
    with connection(store) as db:
        old = [row for row in dump(db)["setting"]]
    early = Store(tmp_path / "early", store.key)
    early.folder.mkdir()
    with connection(early) as db, writing(db):
        for step in migrations.STEPS[:4]:
            step(db)
        db.conn.execute("PRAGMA user_version = 4")
        db.conn.executemany("INSERT INTO setting VALUES (?, ?)", old)
    file = tmp_path / "before-schema-5.db"
    with connection(early) as db:
        db.conn.execute("VACUUM INTO ?", [str(file)])
    restored = restore(file, store.folder)
    assert content(restored)["setting"] == old
    with connection(restored) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION,)


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


# power cuts and full disks


def run(what: str, file: Path, folder: Path, die_at: int = 0, limit: int = 0) -> tuple[int, str]:
    arguments = [what, str(file), str(folder), str(die_at), str(limit)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.cut_off", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode in (0, 3, 9), done.stderr.decode(errors="replace")
    return done.returncode, done.stdout.decode()


def test_a_restore_cut_off_anywhere_leaves_the_old_store_or_the_new_one(store: Store, tmp_path: Path) -> None:
    write(store, "then")
    then = content(store)
    file = making.make(store, tmp_path / "stick", DAY)
    write(store, "now")
    now = content(store)
    shutil.copytree(store.folder, tmp_path / "rehearsal" / "store")
    code, said = run("restore", file, tmp_path / "rehearsal" / "store")
    steps, decided = map(int, said.split())
    assert code == 0
    assert 0 < decided < steps
    dice = random.Random(SEED)
    sys.stdout.write(f"seed {SEED}\n")
    early = dice.sample(range(1, decided - 3), 3)
    for at in sorted({*early, *range(decided - 2, steps + 1)}):
        folder = tmp_path / f"cut at {at}" / "store"
        shutil.copytree(store.folder, folder)
        assert run("restore", file, folder, at)[0] == 9
        assert office.is_set_up(folder)
        found = content(office.unlock(folder, PASSPHRASE))
        assert found == (then if at > decided else now), at
        assert not (folder / restoring.MARKER).exists()
        if at > decided:
            (aside,) = folder.glob("replaced-*")
            assert content(office.unlock(aside, PASSPHRASE)) == now
        assert content(restore(file, folder)) == then


def test_making_cut_off_anywhere_leaves_no_backup_or_a_whole_one(store: Store, tmp_path: Path) -> None:
    write(store, "work")
    office.unlock(store.folder, PASSPHRASE)
    before = content(store)
    shutil.copytree(store.folder, tmp_path / "rehearsal" / "store")
    code, said = run("make", tmp_path / "rehearsal" / "stick", tmp_path / "rehearsal" / "store")
    assert code == 0
    steps = int(said.split()[0])
    dice = random.Random(SEED)
    sys.stdout.write(f"seed {SEED}\n")
    for at in sorted(dice.sample(range(1, steps + 1), min(10, steps))):
        folder, stick = tmp_path / f"cut at {at}" / "store", tmp_path / f"cut at {at}" / "stick"
        shutil.copytree(store.folder, folder)
        assert run("make", stick, folder, at)[0] == 9
        assert content(office.unlock(folder, PASSPHRASE)) == before
        for found in stick.glob("*.zip"):
            assert content(restore(found, tmp_path / f"cut at {at}" / "again")) == before


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are set otherwise on Windows")
def test_a_full_disk_is_said_and_leaves_everything_as_it_was(
    store: Store, file: Path, tmp_path: Path
) -> None:
    office.unlock(store.folder, PASSPHRASE)
    size = file.stat().st_size
    for limit in (1000, 8192, size // 2, size - 8192):
        with nothing_changes(store.folder):
            assert run("make", tmp_path / "full", store.folder, limit=limit) == (3, "BackupFailed")
            assert run("restore", file, store.folder, limit=limit) == (3, "RestoreFailed")
        with nothing_changes(tmp_path / "new"):
            assert run("restore", file, tmp_path / "new", limit=limit) == (3, "RestoreFailed")
        assert list((tmp_path / "full").glob("*")) == []


def test_what_a_store_consists_of_is_what_its_steps_make(store: Store) -> None:
    prepare(store)
    with connection(store) as db:
        assert db.conn.execute(restoring._ALL).fetchall() == restoring._tables(migrations.SCHEMA_VERSION)
