"""Merge: the whole country's batches into one store, beside bare inserts of the very same rows."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.__main__ import Asked
from benchmarks.example_offices import MOMENT, communes, quarters, secretariat_store, write_batches
from benchmarks.lines import Line, compare, said
from benchmarks.rounds import in_turn, timed
from desktop.actions import exchange
from desktop.storage.database import Database, Store, connection, writing
from desktop.sync import identity, letter, merge
from desktop.sync.folder_hub import read_letter

QUARTERS, ALL_QUARTERS, ROUNDS = 4, 24, 2
MOST_MEGABYTES = 300
_TABLES = {  # as merging fills them; by which column the rows of a transaction are found again
    "record_name": "rowid",
    "record": "rowid",
    "report": "rowid",
    "submission": "record",
    "cell_write": "report",
    "arrival": "rowid",
}
_ROWS = "`executemany` of the same rows"
Rows = dict[str, Sequence[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class _Country:
    """The files of all offices, and a secretariat's store that knows the offices and has no report."""

    folder: Path
    key: bytes
    paths: list[Path]
    offices: int

    def store(self, name: str) -> Store:
        """A fresh copy of the store; what was in the one of this name before is gone."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "empty", self.folder / name)
        return self.existing(name)

    def existing(self, name: str) -> Store:
        return Store(self.folder / name, self.key)

    def one_quarter(self) -> "_Country":
        return replace(self, paths=self.paths[: self.offices])


def measure(asked: Asked) -> list[Line]:
    """1,652 communes, 4 quarters (24 with `--full`), quarter by quarter."""
    count = ALL_QUARTERS if asked.full else QUARTERS
    rounds = asked.repeat if asked.full else ROUNDS * asked.repeat
    with tempfile.TemporaryDirectory() as folder:
        country = _country(Path(folder), count)
        return [*_whole(country, rounds), *_in_parts(country.one_quarter(), rounds), *_memory(country)]


def _whole(country: _Country, rounds: int) -> list[Line]:
    rivals = {"ours": partial(_merge, country), "rows": partial(_insert, country, "merged")}
    found = in_turn(rivals, rounds)
    with connection(country.existing("merged")) as db:
        cells = _count(db, "cell_write")
    what = f"merge {len(country.paths):,} sealed batches, {cells:,} cells"
    return [
        compare(what, found["ours"], _ROWS, found["rows"], most=2),
        _rate("merge, batches a second", len(country.paths) / found["ours"].least, "696"),
        _rate("merge, cells a second", cells / found["ours"].least, "295,000"),
    ]


def _in_parts(country: _Country, rounds: int) -> list[Line]:
    """What one processor does, part by part: that is comparable also where others are at work."""
    opening: list[float] = []
    rivals = {"ours": partial(_take_in, country, opening), "rows": partial(_insert, country, "taken in")}
    found = in_turn(rivals, rounds)
    what = f"of that, take in {len(country.paths):,} batches already opened"
    return [
        compare(what, found["ours"], _ROWS, found["rows"]),
        _rate(
            "of that, open batches, in one thread, a second",
            len(country.paths) / min(opening),
            "1,790 to 1,885",
        ),
    ]


def _country(folder: Path, count: int) -> _Country:
    offices = communes()
    store, box = secretariat_store(folder / "empty", offices)
    paths = write_batches(folder / "batches", offices, quarters(count), box)
    return _Country(folder, store.key, paths, len(offices))


def _merge(country: _Country) -> float:
    """Files to durable rows; the processes that help are started within the time."""
    with connection(country.store("merged")) as db:
        return timed(lambda: exchange.merge_files(db, country.paths))


def _take_in(country: _Country, opening: list[float]) -> float:
    """Letters that were opened before, to durable rows; notes how long opening them took."""
    writing_took = opening_took = 0.0
    with connection(country.store("taken in")) as db:
        identities = identity.box_identities(db)
        for start in range(0, len(country.paths), exchange.CHUNK):
            letters = [read_letter(path) for path in country.paths[start : start + exchange.CHUNK]]
            begin = time.perf_counter()
            opened = [letter.read(each, identities) for each in letters]
            opening_took += time.perf_counter() - begin
            writing_took += timed(partial(merge.take_in, db, opened, MOMENT))
    opening.append(opening_took)
    return writing_took


def _insert(country: _Country, source: str) -> float:
    """The rows that stand in another store, in transactions of as many batches, without reading them."""
    took = 0.0
    with connection(country.existing(source)) as filled, connection(country.store("inserted")) as db:
        for rows in _chunks(filled, _counts(db)):
            took += timed(partial(_write, db, rows))
        _must_be_equal(db, filled)
    return took


def _write(db: Database, rows: Rows) -> None:
    with writing(db):
        for table, each in rows.items():
            marks = ", ".join("?" * len(each[0]))
            db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", each)  # noqa: S608


def _chunks(filled: Database, before: dict[str, int]) -> Iterator[Rows]:
    """The rows that each transaction wrote. Every batch here holds one record, the first of its report."""
    total = _count(filled, "report")
    for start in range(0, total, exchange.CHUNK):
        yield {
            table: _rows(filled, table, start + before[by if by in before else table])
            for table, by in _TABLES.items()
        }


def _rows(filled: Database, table: str, start: int) -> Sequence[tuple[object, ...]]:
    """The rows of one transaction in the order they were written in: each report's cells by their key."""
    by = _TABLES[table]
    order = f"{by}, cell" if table == "cell_write" else by
    sql = f"SELECT * FROM {table} WHERE {by} BETWEEN ? AND ? ORDER BY {order}"  # noqa: S608
    return filled.conn.execute(sql, (start + 1, start + exchange.CHUNK)).fetchall()


def _counts(db: Database) -> dict[str, int]:
    """How many rows stand in each table before anything is merged."""
    return {table: _count(db, table) for table in _TABLES}


def _must_be_equal(db: Database, filled: Database) -> None:
    """Otherwise the two did not do the same work, and comparing them would say nothing."""
    if (one := _counts(db)) != (other := _counts(filled)):
        raise AssertionError(f"{one} is not {other}")


def _count(db: Database, table: str) -> int:
    return int(db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _rate(what: str, ours: float, measured_before: str) -> Line:
    return Line(what, f"{ours:,.0f}", f"{measured_before} (design study)", "")


def _memory(country: _Country) -> list[Line]:
    """Of one quarter of the whole country, in a process of its own so that nothing else counts."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    store, files = country.store("measured"), country.one_quarter().paths
    listed = country.folder / "files"
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    line = [sys.executable, "-m", "benchmarks.memory", str(store.folder), store.key.hex(), str(listed)]
    most = int(subprocess.run(line, capture_output=True, text=True, check=True).stdout) / 1_000_000
    what = f"merge, most memory for {len(files):,} batches, workers included"
    met = said(most < MOST_MEGABYTES)
    return [Line(what, f"{most:.0f} MB", "", "", f"under {MOST_MEGABYTES} MB", met)]
