"""Merge: the whole country's batches into one store, beside bare inserts of the very same rows."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.__main__ import Asked
from benchmarks.example_offices import communes, quarters, secretariat_store, write_batches
from benchmarks.lines import Line, compare, said
from benchmarks.rounds import in_turn, timed
from desktop.actions import exchange
from desktop.storage.database import Database, Store, connection, writing
from desktop.sync import identity, letter
from desktop.sync.folder_hub import read_letter

QUARTERS, ALL_QUARTERS, ROUNDS = 4, 24, 2
SAMPLE = 500  # letters opened in one thread, to say what a batch costs before it is merged
MOST_MEGABYTES = 300
_TABLES = {  # as merging fills them; by which column the rows of a transaction are found again
    "record_name": "rowid",
    "record": "rowid",
    "report": "rowid",
    "submission": "record",
    "cell_write": "report",
    "arrival": "rowid",
}
Rows = dict[str, Sequence[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class _Country:
    """The files of all offices, and a secretariat's store that knows the offices and has no report."""

    folder: Path
    key: bytes
    paths: list[Path]

    def store(self, name: str) -> Store:
        """A fresh copy of the store; what was in the one of this name before is gone."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "empty", self.folder / name)
        return Store(self.folder / name, self.key)


def measure(asked: Asked) -> list[Line]:
    """1,652 communes, 4 quarters (24 with `--full`), quarter by quarter."""
    count = ALL_QUARTERS if asked.full else QUARTERS
    with tempfile.TemporaryDirectory() as folder:
        country = _country(Path(folder), count)
        rivals = {"ours": partial(_merge, country), "rows": partial(_insert, country)}
        found = in_turn(rivals, asked.repeat if asked.full else ROUNDS * asked.repeat)
        cells = _cells(country)
        what = f"merge {len(country.paths):,} sealed batches, {cells:,} cells"
        return [
            compare(what, found["ours"], "`executemany` of the same rows", found["rows"], most=2),
            _rate("merge, batches a second", len(country.paths) / found["ours"].least, "696"),
            _rate("merge, cells a second", cells / found["ours"].least, "295,000"),
            _rate("open only, one thread, batches a second", _opened_per_second(country), "1,790 to 1,885"),
            *_memory(country),
        ]


def _country(folder: Path, count: int) -> _Country:
    offices = communes()
    store, box = secretariat_store(folder / "empty", offices)
    return _Country(folder, store.key, write_batches(folder / "batches", offices, quarters(count), box))


def _merge(country: _Country) -> float:
    """Files to durable rows; the processes that help are started within the time."""
    with connection(country.store("merged")) as db:
        return timed(lambda: exchange.merge_files(db, country.paths))


def _insert(country: _Country) -> float:
    """The rows that `_merge` wrote, in transactions of as many batches, without reading them."""
    took = 0.0
    filled = Store(country.folder / "merged", country.key)
    with connection(filled) as merged, connection(country.store("inserted")) as db:
        for rows in _chunks(merged, _counts(db)):
            took += timed(partial(_write, db, rows))
        _must_be_equal(db, merged)
    return took


def _write(db: Database, rows: Rows) -> None:
    with writing(db):
        for table, each in rows.items():
            marks = ", ".join("?" * len(each[0]))
            db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", each)  # noqa: S608


def _chunks(merged: Database, before: dict[str, int]) -> Iterator[Rows]:
    """The rows that each transaction wrote. Every batch here holds one record, the first of its report."""
    total = _count(merged, "report")
    for start in range(0, total, exchange.CHUNK):
        yield {
            table: _rows(merged, table, start + before[by if by in before else table])
            for table, by in _TABLES.items()
        }


def _rows(merged: Database, table: str, start: int) -> Sequence[tuple[object, ...]]:
    """The rows of one transaction in the order they were written in: each report's cells by their key."""
    by = _TABLES[table]
    order = f"{by}, cell" if table == "cell_write" else by
    sql = f"SELECT * FROM {table} WHERE {by} BETWEEN ? AND ? ORDER BY {order}"  # noqa: S608
    return merged.conn.execute(sql, (start + 1, start + exchange.CHUNK)).fetchall()


def _counts(db: Database) -> dict[str, int]:
    """How many rows stand in each table before anything is merged."""
    return {table: _count(db, table) for table in _TABLES}


def _must_be_equal(db: Database, merged: Database) -> None:
    """Otherwise the two did not do the same work, and comparing them would say nothing."""
    if (one := _counts(db)) != (other := _counts(merged)):
        raise AssertionError(f"{one} is not {other}")


def _count(db: Database, table: str) -> int:
    return int(db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _cells(country: _Country) -> int:
    with connection(Store(country.folder / "merged", country.key)) as db:
        return _count(db, "cell_write")


def _opened_per_second(country: _Country) -> float:
    with connection(Store(country.folder / "merged", country.key)) as db:
        identities = identity.box_identities(db)
    letters = [read_letter(path) for path in country.paths[:SAMPLE]]
    begin = time.perf_counter()
    for each in letters:
        letter.read(each, identities)
    return len(letters) / (time.perf_counter() - begin)


def _rate(what: str, ours: float, measured_before: str) -> Line:
    return Line(what, f"{ours:,.0f}", f"{measured_before} (design study)", "")


def _memory(country: _Country) -> list[Line]:
    """Of one quarter of the whole country, in a process of its own so that nothing else counts."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    store, files = country.store("measured"), country.paths[: len(communes())]
    listed = country.folder / "files"
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    line = [sys.executable, "-m", "benchmarks.memory", str(store.folder), store.key.hex(), str(listed)]
    most = int(subprocess.run(line, capture_output=True, text=True, check=True).stdout) / 1_000_000
    what = f"merge, most memory for {len(files):,} batches, workers included"
    met = said(most < MOST_MEGABYTES)
    return [Line(what, f"{most:.0f} MB", "", "", f"under {MOST_MEGABYTES} MB", met)]
