"""Answers typed beside what another window had written into the same cell: here until a person chooses."""

from collections.abc import Collection, Mapping

from desktop.domain.report import Answer, ReportKey
from desktop.storage.database import Database
from desktop.storage.values import answer, stored


def keep(db: Database, report: ReportKey, answers: Mapping[str, Answer], now: str) -> None:
    """Keep these beside what stands there; the last one of a cell. In the caller's transaction."""
    rows = [(report.org_unit, report.period, cell, stored(said), now) for cell, said in answers.items()]
    db.conn.executemany("INSERT OR REPLACE INTO typed_beside VALUES (?, ?, ?, ?, ?)", rows)


def left(db: Database, report: ReportKey) -> dict[str, Answer]:
    """What was typed and nobody has chosen or refused."""
    rows = db.execute(
        "SELECT cell, value FROM typed_beside WHERE org_unit = ? AND period = ?",
        [report.org_unit, report.period],
    )
    return {cell: answer(value) for cell, value in rows}


def drop(db: Database, report: ReportKey, cells: Collection[str]) -> None:
    """A person has chosen. In the caller's transaction."""
    rows = [(report.org_unit, report.period, cell) for cell in cells]
    db.conn.executemany("DELETE FROM typed_beside WHERE org_unit = ? AND period = ? AND cell = ?", rows)
