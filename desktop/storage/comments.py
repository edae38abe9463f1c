"""Comments on reports: whether there are any. What they say is read out of their records."""

from desktop.domain.report import ReportKey
from desktop.storage.database import Database


def are_there(db: Database, report: ReportKey) -> bool:
    """Whether anybody commented on a report, as far as this computer knows."""
    sql = "SELECT 1 FROM comment JOIN report ON report.n = comment.report WHERE org_unit = ? AND period = ?"
    return db.execute(sql, [report.org_unit, report.period]).fetchone() is not None
