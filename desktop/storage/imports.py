"""Imports: what came together. One that was set aside is kept whole, but what it brought does not count.

Setting aside deletes no record. A record is aside when every import that brought it is (view `aside`),
and then it is not laid out; one that was made here, or came before there were imports, never is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Import:
    """An import as people look back at it. `set_aside_at` is empty while what it brought counts.

    `files`, `records` and `offices` count what came with it, also what other imports brought as well.
    """

    n: int
    begun_at: str
    person: str
    source: str
    set_aside_at: str
    files: int
    records: int
    offices: int


def begin(db: Database, source: str, person: str, now: str) -> int:
    """The number of a new import. One that nothing is noted under is never shown."""
    row = db.conn.execute(
        "INSERT INTO import (begun_at, person, source) VALUES (?, ?, ?) RETURNING n", (now, person, source)
    )
    return int(row.fetchone()[0])


def note(
    db: Database, number: int, batch: tuple[str, str], fresh: Iterable[int], known: Iterable[int]
) -> None:
    """Note that an import brought a batch (digest, name) with these records, some of them known before.

    A record that was here without any import stays so: it would otherwise be set aside with this one.
    """
    db.conn.execute("INSERT OR IGNORE INTO import_batch VALUES (?, ?, ?)", (number, *batch))
    db.conn.executemany("INSERT OR IGNORE INTO import_record VALUES (?, ?)", [(n, number) for n in fresh])
    db.conn.executemany(
        "INSERT OR IGNORE INTO import_record SELECT ?1, ?2"
        " WHERE EXISTS (SELECT 1 FROM import_record WHERE record = ?1)",
        [(n, number) for n in known],
    )


def end_if_empty(db: Database, number: int) -> None:
    """Take back an import that brought nothing."""
    db.conn.execute(
        "DELETE FROM import WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM import_batch WHERE import = ?1)",
        (number,),
    )


def is_aside(db: Database, n: int) -> bool:
    """Whether a record does not count now."""
    return db.execute("SELECT 1 FROM aside WHERE record = ?", [n]).fetchone() is not None


def aside(db: Database) -> frozenset[int]:
    """The numbers of the records that do not count now."""
    return frozenset(n for (n,) in db.execute("SELECT record FROM aside"))


def came_aside(db: Database, digest: str) -> bool:
    """Whether this batch came, and every import it came with was set aside."""
    row = db.execute(
        "SELECT count(*) > 0 AND count(*) = count(set_aside_at)"
        " FROM import_batch JOIN import ON n = import WHERE digest = ?",
        [digest],
    ).fetchone()
    return bool(row[0])


def set_aside(db: Database, number: int, now: str) -> None:
    db.conn.execute("UPDATE import SET set_aside_at = ? WHERE n = ? AND set_aside_at IS NULL", (now, number))


def bring_back(db: Database, number: int) -> None:
    db.conn.execute("UPDATE import SET set_aside_at = NULL WHERE n = ?", (number,))


def every(db: Database) -> tuple[Import, ...]:
    """All imports that brought something, the latest first."""
    rows = db.execute(
        """
        SELECT n, begun_at, person, source, coalesce(set_aside_at, ''),
            (SELECT count(*) FROM import_batch b WHERE b.import = import.n) AS files,
            (SELECT count(*) FROM import_record r WHERE r.import = import.n),
            (SELECT count(DISTINCT org_unit) FROM import_record r JOIN record ON record.n = r.record
             WHERE r.import = import.n)
        FROM import WHERE files > 0 ORDER BY n DESC""",
    )
    return tuple(Import(*row) for row in rows)


def receipted(db: Database, number: int, device: str) -> int:
    """How many records of an import this device has told their authors to have taken in."""
    row = db.execute(
        "SELECT count(DISTINCT i.record) FROM import_record i JOIN receipt_line l ON l.record = i.record"
        " JOIN record by ON by.n = l.receipt WHERE i.import = ? AND by.device = ?",
        [number, device],
    ).fetchone()
    return int(row[0])
