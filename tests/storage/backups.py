"""What tests of backups ask of a store and of the folder it lies in."""

import datetime as dt
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.actions import backup
from desktop.actions.office import Store, connection
from desktop.storage import settings
from desktop.storage.database import writing
from tests.sync.laptops import dump

ROOT = Path(__file__).parents[2]
PASSPHRASE = "three example words"
DAY = dt.date(2026, 9, 30)
SEED = int(os.environ.get("TUMPEANG_SEED", secrets.randbelow(10**6)))


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
