"""The one query for many offices says the same as asking for each report by itself, and quickly."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Reason, ReportKey
from desktop.storage import figures, reports
from desktop.storage.database import Database, Store, connection, prepare, writing
from desktop.storage.values import Stored

QUARTERS = tuple(ReportingPeriod(f"2026Q{n}") for n in range(1, 5))
SAID: tuple[Stored, ...] = (0, 1, 7, "=7", "=words", f"~{Reason.NOT_PLANNED.value}", None)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = Store(tmp_path / "ការិយាល័យ", b"k" * 32)
    store.folder.mkdir()
    prepare(store)
    with connection(store) as found:
        yield found


def lay_out(db: Database, offices: int, cells: int, chance: random.Random) -> None:
    """Writes by up to three records in each cell, some of them replaced by another."""
    with writing(db):
        db.conn.executemany(
            "INSERT INTO record_name VALUES (?, ?)", [(n, bytes([n]) * 32) for n in range(1, 4)]
        )
        for number in range(offices * len(QUARTERS)):
            office, quarter = divmod(number, len(QUARTERS))
            key = [number + 1, f"kh.{office}", QUARTERS[quarter].code]
            db.conn.execute("INSERT INTO report VALUES (?, ?, ?)", key)
            for cell in range(cells):
                writers = chance.sample(range(1, 4), chance.choice([1, 1, 2, 3]))
                rows = [(number + 1, f"1.1.{cell}:m", n, chance.choice(SAID)) for n in writers]
                db.conn.executemany("INSERT INTO cell_write VALUES (?, ?, ?, ?)", rows)
                replaced = [(number + 1, f"1.1.{cell}:m", n) for n in writers[: chance.randrange(2)]]
                db.conn.executemany("INSERT INTO replacement VALUES (?, ?, ?)", replaced)


def test_the_query_says_what_each_report_says_by_itself(db: Database) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201
    lay_out(db, offices=4, cells=40, chance=random.Random(seed))
    found = figures.answers(db, [f"kh.{n}" for n in range(4)], QUARTERS)
    conflicts = 0
    for key in [ReportKey(f"kh.{n}", quarter.code) for n in range(4) for quarter in QUARTERS]:
        live = reports.live(db, key)
        agreed = {cell: one.answer for cell, one in live.items() if not one.conflict}
        disputed = {cell for cell, one in live.items() if one.conflict}
        assert found.given.get(key, {}) == agreed, f"seed {seed}"
        assert found.disputed.get(key, frozenset()) == disputed, f"seed {seed}"
        conflicts += len(disputed)
    assert found.disputes({f"kh.{n}" for n in range(4)}, QUARTERS) == conflicts > 0, f"seed {seed}"


def test_only_the_offices_and_periods_asked_for_are_read(db: Database) -> None:
    lay_out(db, offices=2, cells=3, chance=random.Random(1))
    found = figures.answers(db, ["kh.1", "kh.unknown"], QUARTERS[:1])
    assert {*found.given, *found.disputed} == {ReportKey("kh.1", "2026Q1")}


def test_a_hundred_offices_in_four_quarters_are_read_at_once(db: Database) -> None:
    lay_out(db, offices=100, cells=200, chance=random.Random(1))
    begin = time.perf_counter()
    found = figures.answers(db, [f"kh.{n}" for n in range(100)], QUARTERS)
    took = time.perf_counter() - begin
    total = sum(len(cells) for cells in (*found.given.values(), *found.disputed.values()))
    assert total > 50_000
    # 0.4 s where this was written; the bound only catches a query for each report or cell.
    assert took < 4, f"{took:.2f} s for {total} cells"
