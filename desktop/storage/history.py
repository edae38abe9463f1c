"""The records about one report as they are kept, and the receipts that name them."""

from typing import NamedTuple

from desktop.domain.report import ReportKey
from desktop.storage.database import Database

_ABOUT = """
    SELECT record FROM submission WHERE report = (SELECT n FROM report WHERE org_unit = ?1 AND period = ?2)
    UNION ALL
    SELECT record FROM decision WHERE report = (SELECT n FROM report WHERE org_unit = ?1 AND period = ?2)
    UNION ALL
    SELECT record FROM comment WHERE report = (SELECT n FROM report WHERE org_unit = ?1 AND period = ?2)"""


class Lain(NamedTuple):
    """A record's bytes, when they arrived, and the how-manieth record this store heard of it is."""

    place: int
    arrived_at: str
    content: bytes


class ReceiptRow(NamedTuple):
    """One record named by one receipt: of which office and device, and when by both clocks."""

    record: str
    org_unit: str
    device: str
    made_at: str
    arrived_at: str


def about(db: Database, report: ReportKey) -> tuple[Lain, ...]:
    """The submissions, decisions and comments about a report."""
    sql = f"SELECT n, arrived_at, content FROM record WHERE n IN ({_ABOUT}) ORDER BY n"  # noqa: S608
    return tuple(Lain(*row) for row in db.execute(sql, [report.org_unit, report.period]))


def receipts(db: Database, report: ReportKey) -> tuple[ReceiptRow, ...]:
    """The receipts for what `about` finds, as this store heard of them."""
    sql = f"""
        SELECT lower(hex(name.name)), by.org_unit, by.device, by.made_at, by.arrived_at
        FROM receipt_line l JOIN record by ON by.n = l.receipt JOIN record_name name ON name.n = l.record
        WHERE l.record IN ({_ABOUT}) ORDER BY l.receipt, l.record"""  # noqa: S608 - the text stands above
    return tuple(ReceiptRow(*row) for row in db.execute(sql, [report.org_unit, report.period]))
