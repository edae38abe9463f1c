"""Disputes over all reports: the cells for which more than one different answer is live."""

from desktop.domain.report import ReportKey
from desktop.storage.database import Database


def every(db: Database) -> dict[ReportKey, tuple[str, ...]]:
    """The cells in dispute, by report, in the order of offices and periods."""
    rows = db.execute("""
        SELECT org_unit, period, cell FROM live JOIN report ON report.n = live.report
        WHERE live.report IN (SELECT report FROM submission GROUP BY report HAVING count(*) > 1)
        GROUP BY live.report, cell HAVING count(DISTINCT typeof(value) || coalesce(value, '')) > 1
        ORDER BY org_unit, period, cell""")
    found: dict[ReportKey, list[str]] = {}
    for unit, period, cell in rows:
        found.setdefault(ReportKey(unit, period), []).append(cell)
    return {report: tuple(cells) for report, cells in found.items()}
