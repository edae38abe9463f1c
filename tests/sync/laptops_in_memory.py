"""Laptops whose stores lie in memory: the program's own tables and statements, without disk and cipher.

A history of a few steps takes a tenth of the time it takes over encrypted files, so that thousands can be
tried. The files themselves are asked by `test_merge_law.py` and by everything in `tests/storage`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.storage.database import Store
from desktop.storage.engine import Database, connect
from tests.sync.laptops import Laptop

NOWHERE = Store(Path("nowhere"), b"")


@dataclass
class InMemory(Laptop):
    """A laptop with one connection that stays open. Its copies share nothing with it."""

    db: Database = field(default_factory=lambda: _opened(), repr=False)

    @contextmanager
    def open(self) -> Iterator[Database]:
        yield self.db

    def copy(self) -> "InMemory":
        found = InMemory(self.name, NOWHERE, self.recovery_key, self.device)
        self.db.conn.backup(found.db.conn)
        return found

    def become(self, other: "InMemory") -> None:
        """Take the place of what is in the store: as a backup does that is put back."""
        other.db.conn.backup(self.db.conn)

    def close(self) -> None:
        self.db.conn.close()


def in_memory(laptop: Laptop, plain: Path) -> InMemory:
    """A copy of a laptop in memory; on the way its store lies in the clear in the file `plain`."""
    with laptop.open() as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.conn.execute("ATTACH ? AS plain KEY ''", (str(plain),))
        db.conn.execute("SELECT sqlcipher_export('plain')")
        db.conn.execute(f"PRAGMA plain.user_version = {version}")
        db.conn.execute("DETACH plain")
    source = connect(str(plain), isolation_level=None)
    found = InMemory(laptop.name, NOWHERE, laptop.recovery_key, laptop.device)
    source.backup(found.db.conn)
    source.close()
    plain.unlink()
    return found


def keep_only(laptop: Laptop, units: tuple[str, ...]) -> None:
    """Let a laptop's register hold these offices alone: asking who stands above whom is most of the time."""
    with laptop.open() as db:
        marks = ", ".join("?" * len(units))
        db.conn.execute(f"DELETE FROM org_unit WHERE id NOT IN ({marks})", units)  # noqa: S608


def _opened() -> Database:
    conn = connect(":memory:", isolation_level=None, check_same_thread=False)
    conn.execute("PRAGMA foreign_keys = ON")
    return Database(conn, execute_plugins=False)
