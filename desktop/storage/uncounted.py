"""Records that are kept and do not count now, with the name of the reason."""

from desktop.storage.database import Database


def add(db: Database, record: int, reason: str) -> None:
    """A later reason takes the place of the earlier one."""
    db.conn.execute("INSERT OR REPLACE INTO uncounted VALUES (?, ?)", (record, reason))


def remove(db: Database, record: int) -> None:
    db.conn.execute("DELETE FROM uncounted WHERE record = ?", (record,))


def forget(db: Database) -> None:
    db.conn.execute("DELETE FROM uncounted")


def every(db: Database) -> dict[int, str]:
    """The numbers of the records that do not count, each with its reason."""
    return dict(db.execute("SELECT record, reason FROM uncounted").fetchall())


def by_author(db: Database) -> dict[tuple[str, str], int]:
    """How many records of each device and office do not count."""
    rows = db.execute(
        "SELECT device, org_unit, count(*) FROM uncounted JOIN record ON record.n = uncounted.record"
        " GROUP BY device, org_unit"
    )
    return {(device, unit): count for device, unit, count in rows}
