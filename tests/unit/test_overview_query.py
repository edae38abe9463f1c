"""Where many reports stand is what each report says by itself, whatever was submitted and judged."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.period import ReportingPeriod
from desktop.domain.report import ReportKey, Status
from desktop.storage import closings, overview, reports
from desktop.storage.database import Database, Store, connection, prepare, writing

QUARTERS = (ReportingPeriod("2026Q1"), ReportingPeriod("2026Q2"))
OFFICES = [f"kh.{n}" for n in range(60)]
DECISION = "INSERT INTO decision VALUES (?, ?, ?, 'Example officer', '')"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = Store(tmp_path / "ការិយាល័យ", b"k" * 32)
    store.folder.mkdir()
    prepare(store)
    with connection(store) as found:
        yield found


def lay_out(db: Database, chance: random.Random) -> None:
    """Up to three submissions in each report, some replaced in part, and decisions on some of them."""
    keys = [(office, quarter.code) for office in OFFICES for quarter in QUARTERS]
    with writing(db):
        for report, (office, quarter) in enumerate(keys, start=1):
            names = [report * 10 + n for n in range(6)]
            rows = [(n, n.to_bytes(32, "big")) for n in names]
            db.conn.executemany("INSERT INTO record_name VALUES (?, ?)", rows)
            db.conn.execute("INSERT INTO report VALUES (?, ?, ?)", (report, office, quarter))
            written = names[: chance.randrange(4)]
            for n in written:
                db.conn.execute("INSERT INTO submission VALUES (?, ?, 'Example officer')", (n, report))
                cells = [(report, f"2.3.{cell}:sessions", n, 1) for cell in range(chance.randrange(3))]
                db.conn.executemany("INSERT INTO cell_write VALUES (?, ?, ?, ?)", cells)
            if len(written) > 1:
                replaced = [
                    (report, f"2.3.{cell}:sessions", written[0]) for cell in range(chance.randrange(3))
                ]
                db.conn.executemany("INSERT INTO replacement VALUES (?, ?, ?)", replaced)
            for decision in names[4 : 4 + chance.randrange(3)]:
                verdict = chance.choice(["approved", "returned", "closed"])
                db.conn.execute(DECISION, (decision, report, verdict))
                judged = [(decision, n) for n in written if chance.random() < 0.8]
                db.conn.executemany("INSERT INTO decision_judged VALUES (?, ?)", judged)


def test_one_question_for_all_says_what_each_report_says(db: Database) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201
    lay_out(db, random.Random(seed))
    found = overview.statuses(db, OFFICES, QUARTERS)
    every = [ReportKey(office, quarter.code) for office in OFFICES for quarter in QUARTERS]
    for key in every:
        assert found.get(key, Status.DRAFT) == reports.status(db, key), f"seed {seed}, {key}"
    assert set(found.values()) == {Status.SUBMITTED, Status.RETURNED, Status.APPROVED}


def test_other_offices_and_periods_are_left_out(db: Database) -> None:
    lay_out(db, random.Random(1))
    found = overview.statuses(db, OFFICES[:5], QUARTERS[:1])
    assert {key.org_unit for key in found} <= set(OFFICES[:5])
    assert {key.period for key in found} == {"2026Q1"}


def test_one_question_for_all_finds_each_report_that_was_amended(db: Database) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201
    lay_out(db, random.Random(seed))
    found = closings.amended_among(db, OFFICES, QUARTERS)
    every = [ReportKey(office, quarter.code) for office in OFFICES for quarter in QUARTERS]
    assert found == {key for key in every if closings.amended(db, key)}
    assert found
    assert closings.amended_among(db, OFFICES[:30], QUARTERS[:1]) == {
        key for key in found if key.org_unit in OFFICES[:30] and key.period == QUARTERS[0].code
    }
