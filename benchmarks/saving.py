"""Save: one field typed and durable, beside the same durable commit on bare SQLCipher."""

import contextlib
import itertools
import secrets
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.__main__ import Asked
from benchmarks.example_offices import secretariat_store
from benchmarks.lines import Line, compare
from benchmarks.rounds import in_turn
from desktop.actions import report
from desktop.domain.org_unit import NATIONAL_ID
from desktop.domain.report import Cell, ReportKey, ReportView
from desktop.storage.database import Database, Store, connection

SAVES = 1_000
CELLS = [Cell("2.3.1", f"example_{n}").key for n in range(100)]
_TABLE = """
    CREATE TABLE draft_value (org_unit TEXT NOT NULL, period TEXT NOT NULL, cell TEXT NOT NULL, value ANY,
        seen TEXT NOT NULL, changed_at TEXT NOT NULL, PRIMARY KEY (org_unit, period, cell))
    STRICT, WITHOUT ROWID"""
_PRAGMAS = ("cipher_log_level = NONE", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def measure(asked: Asked) -> list[Line]:
    """Each rival has its own file on the same disk, with one connection kept open all the time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, _ = secretariat_store(folder / "ours", [])
        bare = _Bare(folder / "bare.db")
        with connection(store) as db, contextlib.closing(bare.connect()) as conn:
            rivals = {
                "ours, open": _each(partial(_save, db)),
                "bare, open": _each(partial(bare.save, conn)),
                "ours, per job": _each(partial(_open_and_save, store)),
                "bare, per job": _each(bare.open_and_save),
            }
            found = in_turn(rivals, SAVES * asked.repeat)
    return [
        compare(f"save a field, {what}", found[f"ours, {how}"], "SQLCipher", found[f"bare, {how}"], most=1.5)
        for how, what in (("open", "connection open"), ("per job", "a connection each"))
    ]


def _each(save: Callable[[str, int], None]) -> Callable[[], float]:
    """Saves a new number into the next cell each time it is called; how long that took.

    New, because SQLite writes nothing where a row is replaced by one that is just the same.
    """
    numbers = itertools.count()

    def once() -> float:
        number = next(numbers)
        begin = time.perf_counter()
        save(CELLS[number % len(CELLS)], number)
        return time.perf_counter() - begin

    return once


def _save(db: Database, cell: str, number: int) -> None:
    report.save_value(db, ReportView(ReportKey(NATIONAL_ID, "2026Q3")), cell, number)


def _open_and_save(store: Store, cell: str, number: int) -> None:
    with connection(store) as db:
        _save(db, cell, number)


class _Bare:
    """The same table under the same pragmas, without any of our code."""

    def __init__(self, path: Path) -> None:
        self._path, self._key = str(path), secrets.token_bytes(32).hex()
        with contextlib.closing(self.connect()) as conn:
            conn.execute(_TABLE)

    def connect(self) -> sqlcipher.Connection:
        conn = sqlcipher.connect(self._path, isolation_level=None)
        conn.execute(f"PRAGMA key = \"x'{self._key}'\"")
        for pragma in _PRAGMAS:
            conn.execute(f"PRAGMA {pragma}")
        return conn

    def save(self, conn: sqlcipher.Connection, cell: str, number: int) -> None:
        row = (NATIONAL_ID, "2026Q3", cell, number, "", "2026-10-05T01:02:03Z")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT OR REPLACE INTO draft_value VALUES (?, ?, ?, ?, ?, ?)", row)
        conn.execute("COMMIT")

    def open_and_save(self, cell: str, number: int) -> None:
        with contextlib.closing(self.connect()) as conn:
            self.save(conn, cell, number)
