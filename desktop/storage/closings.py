"""Closings: what stood in a report when its period was closed, and what came after, which is amendment."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from desktop.domain.period import ReportingPeriod
from desktop.domain.report import ReportKey
from desktop.storage.database import Database

_OF = "d.report = (SELECT n FROM report WHERE org_unit = ?1 AND period = ?2) AND d.verdict = 'closed'"


class Closing(NamedTuple):
    """Who closed a report's period, and when by that author's clock; for people only."""

    person: str
    made_at: str


def last(db: Database, report: ReportKey) -> Closing | None:
    """The closing that was heard of last; None while the period is open."""
    row = db.execute(
        f"""
        SELECT d.person, record.made_at FROM decision d JOIN record ON record.n = d.record
        WHERE {_OF} ORDER BY d.record DESC LIMIT 1""",  # noqa: S608 - the text stands above
        [report.org_unit, report.period],
    ).fetchone()
    return Closing(*row) if row else None


def amended(db: Database, report: ReportKey) -> tuple[str, ...]:
    """The cells whose answer no closing knew; none while the period is open.

    No clock takes part: what a closing names stood then, and everything else came after it.
    """
    rows = db.execute(
        f"""
        SELECT DISTINCT cell FROM live
        WHERE report = (SELECT n FROM report WHERE org_unit = ?1 AND period = ?2)
        AND EXISTS (SELECT 1 FROM decision d WHERE {_OF})
        AND record NOT IN (
            SELECT j.record FROM decision_judged j JOIN decision d ON d.record = j.decision WHERE {_OF})
        ORDER BY cell""",  # noqa: S608 - the text stands above
        [report.org_unit, report.period],
    )
    return tuple(cell for (cell,) in rows)


def amended_among(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]
) -> frozenset[ReportKey]:
    """The reports of these offices about these periods that hold an answer no closing knew."""
    rows = db.execute(
        """
        SELECT DISTINCT r.org_unit, r.period FROM report r
        JOIN decision c ON c.report = r.n AND c.verdict = 'closed'
        JOIN submission s ON s.report = r.n
        WHERE r.org_unit IN (SELECT value FROM json_each(?1))
        AND r.period IN (SELECT value FROM json_each(?2))
        AND s.record NOT IN (
            SELECT j.record FROM decision_judged j JOIN decision d ON d.record = j.decision
            WHERE d.report = r.n AND d.verdict = 'closed')
        AND EXISTS (SELECT 1 FROM live WHERE live.report = r.n AND live.record = s.record)""",
        [json.dumps(list(org_units)), json.dumps([period.code for period in periods])],
    )
    return frozenset(ReportKey(*row) for row in rows)


def open_reports(db: Database, org_units: tuple[str, ...], period: str) -> tuple[str, ...]:
    """The offices among these whose report about a period was never closed, or was amended since."""
    keys = [ReportKey(unit, period) for unit in org_units]
    return tuple(key.org_unit for key in keys if last(db, key) is None or amended(db, key))
