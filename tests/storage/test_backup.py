"""Making backups: each is one file that opens again, and no failure leaves half of one."""

import datetime as dt
import os
import secrets
import zipfile
from pathlib import Path

import pytest

from desktop.actions import backup, office, stamp
from desktop.actions.office import Store, connection
from desktop.errors import UserError
from desktop.progress import Progress, Stopped
from desktop.storage import backup as making
from desktop.storage import migrations, restoring
from desktop.storage.database import prepare
from tests.storage.backups import DAY, PASSPHRASE, write

pytestmark = pytest.mark.usefixtures("cheap")


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


def test_what_a_store_consists_of_is_what_its_steps_make(store: Store) -> None:
    prepare(store)
    with connection(store) as db:
        assert db.conn.execute(restoring._ALL).fetchall() == restoring._tables(migrations.SCHEMA_VERSION)
