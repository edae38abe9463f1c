"""Putting a backup back: whole, for who may open it, and never over another office unasked."""

import datetime as dt
from pathlib import Path

import pytest

from desktop.actions import backup, office, officers, stamp
from desktop.actions.office import NewOffice, Store, connection
from desktop.storage import backup as making
from desktop.storage import keys, migrations
from desktop.storage.database import writing
from desktop.storage.keys import WrongPassphrase, WrongRecoveryKey
from tests.storage.backups import DAY, PASSPHRASE, content, files, nothing_changes, restore, write
from tests.sync.laptops import dump

pytestmark = pytest.mark.usefixtures("cheap")


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
