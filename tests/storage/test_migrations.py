"""The schema grows by steps: an old store becomes a new one wholly, with a backup, or stays as it was."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.storage import migrations, settings
from desktop.storage.database import Database, Store, TooNew, connection, prepare, writing
from desktop.storage.engine import OperationalError

KEY = bytes(range(32))

# SHA-256 over every statement a released step runs. A step that was released is never edited: a
# store out there has its tables already and would never see the change. Add a step, and its line here.
RELEASED = {
    "m001_settings": "6117fc33415bd33400e432643a9d84c9b6185d51b2ca03efa3c23913798efb9b",
    "m002_org_units": "b2db661190800bc39a0898a091dce3016ca6d859595d772d1983458234f52960",
    "m003_drafts": "b7e4ccd4426c92d41bdc8b55816e5302eafed96c1a73f1e2bfcae7d114e2caa3",
    "m004_records": "9facde2ba5d1f99686eecee6e5057e1c6012b8bc87158b90769cabef2c84ed8c",
    "m005_layout": "23ff134a63a481173aa654024c629e189d09d43b519c569391b3224ea4c9ddf2",
    "m006_batches": "442b8c9eac0013259fe3e0e8a609f24f372af044b634cbd84285cb4e1d2c5740",
    "m007_imports": "d4083d2fced44e52eb907b1589b4cc0ef22406efde62e914b59e804f4d1b911d",
    "m008_decision_replacement": "eaab73da83b5e6f22c0f5cae3419a28117fecb0f8e06a5a04675e053318a0d4c",
    "m009_parts": "9b728707439b3058564010d2ea2946b28b49418dcdda5145d386e9d0a1d0ece3",
    "m010_uncounted": "fe63705a47a872326dd5057b4280e2d3745a9f6cf7f3c7f5bc9a1e731e9b8348",
    "m011_hub_receipts": "d30fab5b507db50724eb2832d3dae8777cfdb1a4c8297071b852fc7c015e1746",
    "m012_register": "901c8c2123fb16dba84ff1cf17f22dc2cf132daa2f075f27e5845120b710661f",
    "m013_parts_travel": "b7832058d2c902a10cd483b29a4003090cc9d005b06e76776f2c3dc48d6a22df",
    "m014_typed_beside": "d78085ae77e0cc6ae1f53156362a4a772278b7627befb772e297272407eb0d0d",
    "m015_releases": "6b7ba737d2736c13bae9445951e84cf194bbef4bf43f89f00fa1b2510fbeda7a",
    "m016_comments": "574d379bc98947774ae18d1eaba2bbc5309b10f2e02c7524ec39e076538fa14f",
}


def store_of_version(
    folder: Path, version: int, steps: Sequence[migrations.Step] = migrations.STEPS
) -> Store:
    """A store as a program with only the first steps left it."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder, KEY)
    with connection(store) as db, writing(db):
        for step in steps[:version]:
            step(db)
        db.conn.execute(f"PRAGMA user_version = {version}")
        settings.put(db, person="Example officer")
    return store


def version(db: Database) -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


def schema(store: Store) -> list[tuple[str, ...]]:
    with connection(store) as db:
        return sorted(db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def statements(db: Database, step: migrations.Step) -> str:
    """What a step tells the engine, as text."""
    said: list[str] = []
    db.conn.set_trace_callback(said.append)
    step(db)
    db.conn.set_trace_callback(None)
    return "\n".join(said)


def test_no_released_step_was_edited(tmp_path: Path) -> None:
    with connection(Store(tmp_path, KEY)) as db:
        found = {
            step.__name__: hashlib.sha256(statements(db, step).encode()).hexdigest()
            for step in migrations.STEPS
        }
    assert found == RELEASED


def test_a_new_store_has_every_step_and_no_backup(tmp_path: Path) -> None:
    store = Store(tmp_path, KEY)
    prepare(store)
    with connection(store) as db:
        assert version(db) == migrations.SCHEMA_VERSION == len(RELEASED)
    assert files(tmp_path) == ["store.db"]


@pytest.mark.parametrize("old", range(1, migrations.SCHEMA_VERSION))
def test_an_older_store_becomes_like_a_new_one_and_keeps_what_it_holds(tmp_path: Path, old: int) -> None:
    store, new = store_of_version(tmp_path / "old", old), Store(tmp_path, KEY)
    prepare(store)
    prepare(new)
    assert schema(store) == schema(new)
    with connection(store) as db:
        assert version(db) == migrations.SCHEMA_VERSION
        assert settings.get(db, "person") == "Example officer"


@pytest.mark.parametrize("old", range(1, migrations.SCHEMA_VERSION))
def test_a_backup_that_opens_with_the_same_key_is_made_before_anything_changes(
    tmp_path: Path, old: int
) -> None:
    store = store_of_version(tmp_path / "ឃ្លាំង old", old)
    before = schema(store)
    prepare(store)
    (backup,) = (store.folder / "backups").iterdir()
    assert not backup.read_bytes().startswith(b"SQLite format 3")
    put_back = Store(tmp_path / "put back", KEY)
    put_back.folder.mkdir()
    shutil.copy(backup, put_back.path)
    assert schema(put_back) == before
    with connection(put_back) as db:
        assert version(db) == old
        assert settings.get(db, "person") == "Example officer"
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    prepare(put_back)


def test_half_a_backup_from_before_a_power_cut_is_replaced(tmp_path: Path) -> None:
    store = store_of_version(tmp_path, 3)
    (tmp_path / "backups").mkdir()
    half = tmp_path / "backups" / f"before-schema-{migrations.SCHEMA_VERSION}.db"
    half.write_bytes(b"half a backup")
    prepare(store)
    assert half.stat().st_size > 4096


def test_a_store_that_is_up_to_date_is_not_touched(tmp_path: Path) -> None:
    store = store_of_version(tmp_path, migrations.SCHEMA_VERSION)
    before = store.path.read_bytes()
    prepare(store)
    assert store.path.read_bytes() == before
    assert files(tmp_path) == ["store.db"]


def test_a_newer_store_is_refused_politely_and_not_touched(tmp_path: Path) -> None:
    store = store_of_version(tmp_path, migrations.SCHEMA_VERSION)
    with connection(store) as db:
        db.conn.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION + 1}")
    before = store.path.read_bytes()
    with pytest.raises(TooNew, match="newer version"):
        prepare(store)
    assert store.path.read_bytes() == before
    assert files(tmp_path) == ["store.db"]


def test_a_step_that_fails_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_a_step(db: Database) -> None:
        db.conn.execute("CREATE TABLE rating (n INTEGER PRIMARY KEY) STRICT")
        db.conn.execute("DELETE FROM setting")
        raise OperationalError("database or disk is full")

    store = store_of_version(tmp_path, 3)
    before = schema(store)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, half_a_step))
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", migrations.SCHEMA_VERSION + 1)
    with pytest.raises(OperationalError):
        prepare(store)
    assert schema(store) == before
    with connection(store) as db:
        assert version(db) == 3
        assert settings.get(db, "person") == "Example officer"
