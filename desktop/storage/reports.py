"""Reports as they stand: drafts, what is live, decisions and what they judged."""

from collections.abc import Iterable, Mapping

from desktop.domain.live import Replacement, Write, live_cell
from desktop.domain.report import Answer, Draft, LiveCell, ReportKey, ReportView, Status
from desktop.storage import records
from desktop.storage.database import Database
from desktop.storage.values import answer, stored

# Of a decision `d`: no other on the same report saw it. Closing is no decision on what a report says.
STANDS = """d.verdict <> 'closed' AND NOT EXISTS (
        SELECT 1 FROM decision_replacement x JOIN decision by ON by.record = x.decision
        WHERE x.replaced = d.record AND by.report = d.report AND by.verdict <> 'closed')"""
_STANDING = f"""FROM decision d JOIN report r ON r.n = d.report
    WHERE r.org_unit = ? AND r.period = ? AND {STANDS}"""
_STATUS = {"approved": Status.APPROVED, "returned": Status.RETURNED}


def view(db: Database, report: ReportKey) -> ReportView:
    """What is live, over it what was typed since, and where the report stands."""
    return ReportView(report, live(db, report), drafts(db, report), status(db, report))


def save_draft(
    db: Database, report: ReportKey, cell: str, value: Answer, seen: Iterable[str], now: str
) -> None:
    """Keep one answer as typed, with the records its author had on screen."""
    db.conn.execute(
        "INSERT OR REPLACE INTO draft_value VALUES (?, ?, ?, ?, ?, ?)",
        [report.org_unit, report.period, cell, stored(value), " ".join(seen), now],
    )


def drafts(db: Database, report: ReportKey) -> dict[str, Draft]:
    rows = db.execute(
        "SELECT cell, value, seen FROM draft_value WHERE org_unit = ? AND period = ?",
        [report.org_unit, report.period],
    )
    return {cell: Draft(answer(value), tuple(seen.split())) for cell, value, seen in rows}


def drop_drafts(db: Database, report: ReportKey, cells: Iterable[str] | None = None) -> None:
    """Drop drafts: those of the given cells, or all of the report."""
    sql = "DELETE FROM draft_value WHERE org_unit = ? AND period = ?"
    if cells is None:
        db.conn.execute(sql, [report.org_unit, report.period])
        return
    rows = [(report.org_unit, report.period, cell) for cell in cells]
    db.conn.executemany(f"{sql} AND cell = ?", rows)


def live(db: Database, report: ReportKey) -> dict[str, LiveCell]:
    """The live cells of one report, with the names of the records that wrote them."""
    rows = db.execute(
        "SELECT live.cell, lower(hex(name.name)), live.value FROM live"
        " JOIN record_name name ON name.n = live.record"
        " WHERE report = (SELECT n FROM report WHERE org_unit = ? AND period = ?)",
        [report.org_unit, report.period],
    )
    found: dict[str, list[tuple[str, Answer]]] = {}
    for cell, record, value in rows:
        found.setdefault(cell, []).append((record, answer(value)))
    return {cell: live_cell(pairs) for cell, pairs in found.items()}


def written(db: Database, report: ReportKey) -> tuple[set[Write], set[Replacement]]:
    """The two sets that what is live in a report is asked of (domain/live.py)."""
    of = "report = (SELECT n FROM report WHERE org_unit = ? AND period = ?)"
    named = "lower(hex(name.name)) FROM {table} t JOIN record_name name ON name.n = t.record WHERE " + of
    key = [report.org_unit, report.period]
    writes = db.execute(f"SELECT cell, value, {named.format(table='cell_write')}", key).fetchall()
    gone = db.execute(f"SELECT cell, {named.format(table='replacement')}", key).fetchall()
    return (
        {Write((report, cell), record, answer(value)) for cell, value, record in writes},
        {Replacement((report, cell), record) for cell, record in gone},
    )


def all_live(db: Database) -> Mapping[tuple[ReportKey, str], LiveCell]:
    """Everything that is live in the store: for tests and for comparing two stores."""
    keys = [ReportKey(*row) for row in db.execute("SELECT org_unit, period FROM report").fetchall()]
    return {(key, cell): found for key in keys for cell, found in live(db, key).items()}


def live_records(db: Database, report: ReportKey) -> tuple[str, ...]:
    """The names of the records that something live in a report comes from: what a decision judges."""
    rows = db.execute(
        "SELECT DISTINCT lower(hex(name.name)) FROM live JOIN record_name name ON name.n = live.record"
        " WHERE report = (SELECT n FROM report WHERE org_unit = ? AND period = ?) ORDER BY 1",
        [report.org_unit, report.period],
    )
    return tuple(name for (name,) in rows)


def status(db: Database, report: ReportKey) -> Status:
    """Where a report stands: a decision holds only while what it judged is what is live.

    A decision that saw another takes its place. Where decisions that did not see each other differ,
    "returned" stands: somebody still sees a fault.
    """
    judged = set(live_records(db, report))
    if not judged:
        return Status.DRAFT
    verdicts = {verdict for verdict, records in _decisions(db, report) if records == judged}
    if "returned" in verdicts:
        return Status.RETURNED
    return Status.APPROVED if "approved" in verdicts else Status.SUBMITTED


def reasons_of_return(db: Database, report: ReportKey) -> tuple[str, dict[str, str]]:
    """Why a report was returned: a word on the whole, and one for each cell."""
    judged = set(live_records(db, report))
    whole: list[str] = []
    cells: dict[str, str] = {}
    for n, reason in db.execute(
        f"SELECT d.record, d.reason {_STANDING} AND d.verdict = 'returned' ORDER BY d.record",
        [report.org_unit, report.period],
    ).fetchall():
        if _judged(db, n) == judged:
            whole.append(reason)
            cells.update(db.execute("SELECT cell, reason FROM decision_reason WHERE decision = ?", [n]))
    return "\n".join(whole), cells


def standing_decisions(db: Database, report: ReportKey) -> tuple[str, ...]:
    """The names of the decisions on a report that stand: what a later decision has seen, and replaces."""
    rows = db.execute(f"SELECT d.record {_STANDING}", [report.org_unit, report.period])
    return tuple(sorted(records.names(db, [n for (n,) in rows.fetchall()])))


def periods(db: Database, org_unit: str) -> tuple[str, ...]:
    """The periods an office has anything in, the latest first."""
    rows = db.execute(
        "SELECT period FROM report WHERE org_unit = ?1 UNION"
        " SELECT period FROM draft_value WHERE org_unit = ?1 ORDER BY 1 DESC",
        [org_unit],
    )
    return tuple(period for (period,) in rows)


def _decisions(db: Database, report: ReportKey) -> list[tuple[str, set[str]]]:
    rows = db.execute(
        f"SELECT d.record, d.verdict {_STANDING}",
        [report.org_unit, report.period],
    ).fetchall()
    return [(verdict, _judged(db, n)) for n, verdict in rows]


def _judged(db: Database, decision: int) -> set[str]:
    rows = db.execute(
        "SELECT lower(hex(name.name)) FROM decision_judged j JOIN record_name name ON name.n = j.record"
        " WHERE j.decision = ?",
        [decision],
    )
    return {name for (name,) in rows}
