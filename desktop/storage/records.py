"""Records: keeping them for ever, and laying out side by side what they say."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from desktop.domain.record import (
    Body,
    Book,
    Comment,
    Decision,
    Device,
    Grant,
    Notice,
    Receipt,
    Record,
    Signed,
    Submission,
)
from desktop.domain.report import ReportKey
from desktop.storage import registers
from desktop.storage.database import Database
from desktop.storage.values import stored

_ROWS_AT_ONCE = 40

_LAID_OUT = (
    "cell_write",
    "replacement",
    "submission",
    "decision_judged",
    "decision_reason",
    "decision_replacement",
    "decision",
    "comment",
    "device",
    "granting",
    "receipt_line",
    "report",
)
_ITS_DECISIONS = "decision IN (SELECT record FROM decision WHERE report = ?1)"
_OF_A_REPORT = {
    "cell_write": "report = ?1",
    "replacement": "report = ?1",
    "submission": "report = ?1",
    "decision_judged": _ITS_DECISIONS,
    "decision_reason": _ITS_DECISIONS,
    "decision_replacement": _ITS_DECISIONS,
    "decision": "report = ?1",
    "comment": "report = ?1",
    "report": "n = ?1",
}
_ABOUT_REPORT = (
    "SELECT record FROM submission WHERE report = ?1 UNION SELECT record FROM decision WHERE report = ?1"
    " UNION SELECT record FROM comment WHERE report = ?1"
    " UNION SELECT record FROM cell_write WHERE report = ?1"
)


class Kept(NamedTuple):
    """A record's bytes as they are kept."""

    content: bytes
    signature: bytes


def keep(db: Database, signed: Signed, arrived_at: str) -> bool:
    """Keep a record and lay it out; False when it was here already. Inside the caller's transaction."""
    record = signed.record
    n = number(db, record.name)
    row = (n, record.kind, record.device, record.org_unit, record.made_at, arrived_at)
    fresh = db.conn.execute(
        "INSERT OR IGNORE INTO record (n, kind, device, org_unit, made_at, arrived_at, content, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, signed.content, signed.signature),
    )
    if fresh.rowcount != 1:
        return False
    lay_out(db, n, record)
    return True


def number(db: Database, name: str) -> int:
    """The number that stands for a record's name in this store, whether it has arrived or not."""
    return _interned(db, "SELECT n FROM record_name WHERE name = ?", _NAME, (bytes.fromhex(name),))


def lay_out(db: Database, n: int, record: Record) -> None:
    """Write what a record says into the tables that questions are asked of. Repeating changes nothing."""
    if record.body is not None:  # else a kind of a newer program: kept and passed on, not understood here
        _LAYING[type(record.body)](db, n, record, record.body)


def forget_layout(db: Database) -> None:
    """Empty everything that can be read out of the records again."""
    registers.take_off(db)
    for table in _LAID_OUT:
        db.conn.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above


def forget_report(db: Database, report: ReportKey) -> tuple[int, ...]:
    """Empty what is laid out about one report; the numbers of the records that it came from."""
    n = report_number(db, report.org_unit, report.period)
    about = [record for (record,) in db.execute(_ABOUT_REPORT, [n]).fetchall()]
    if report == Book.REGISTER.key:
        registers.take_off(db)
    for table, condition in _OF_A_REPORT.items():
        db.conn.execute(f"DELETE FROM {table} WHERE {condition}", (n,))  # noqa: S608 - both stand above
    return tuple(about)


def all_kept(db: Database) -> Iterator[tuple[int, Kept]]:
    """Every record kept, in the order of arrival."""
    for n, content, signature in db.execute("SELECT n, content, signature FROM record ORDER BY n"):
        yield n, Kept(content, signature)


def kept(db: Database, numbers: Iterable[int]) -> tuple[Kept, ...]:
    sql = "SELECT content, signature FROM record WHERE n = ?"
    return tuple(Kept(*db.execute(sql, [n]).fetchone()) for n in numbers)


def content(db: Database, n: int) -> bytes:
    """The bytes of one record."""
    return bytes(db.execute("SELECT content FROM record WHERE n = ?", [n]).fetchone()[0])


def is_kept(db: Database, name: str) -> bool:
    """Whether the record of this name is here; its name alone may be."""
    sql = "SELECT 1 FROM record JOIN record_name USING (n) WHERE name = ?"
    return db.execute(sql, [bytes.fromhex(name)]).fetchone() is not None


def that_grant(db: Database) -> list[tuple[int, bytes]]:
    """Number and bytes of every grant kept here, whether it counts or not."""
    return list(db.execute("SELECT n, content FROM record WHERE kind = 'grant'").fetchall())


def that_lay_down_routes(db: Database) -> list[bytes]:
    """The bytes of every entry in the register that says who gets copies of whose reports."""
    sql = "SELECT content FROM record WHERE kind = 'registry' AND instr(content, ?)"
    return [bytes(found) for (found,) in db.execute(sql, [b":copies_to"])]


def that_comment(db: Database) -> list[int]:
    """The numbers of every comment kept here, whether it counts or not."""
    return [n for (n,) in db.execute("SELECT n FROM record WHERE kind = 'comment'")]


def that_vouch(db: Database, device: str) -> list[bytes]:
    """The bytes of a device's entries in the register that name the first computer of an office above."""
    sql = "SELECT content FROM record WHERE device = ? AND kind = 'registry' AND instr(content, ?)"
    return [bytes(found) for (found,) in db.execute(sql, [device, b":root:"])]


def numbers_by(db: Database, device: str, org_unit: str) -> tuple[int, ...]:
    """The numbers of the records that a device wrote for an office."""
    sql = "SELECT n FROM record WHERE device = ? AND org_unit = ? ORDER BY n"
    return tuple(n for (n,) in db.execute(sql, [device, org_unit]))


def take_out(db: Database, n: int) -> None:
    """Empty what one record laid out by itself: an introduction, a grant or a receipt."""
    for table, column in (("device", "record"), ("granting", "record"), ("receipt_line", "receipt")):
        db.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (n,))  # noqa: S608 - the names stand above


def names(db: Database, numbers: Iterable[int]) -> tuple[str, ...]:
    sql = "SELECT hex(name) FROM record_name WHERE n = ?"
    return tuple(str(db.execute(sql, [n]).fetchone()[0]).lower() for n in numbers)


def _lay_out_submission(db: Database, n: int, _record: Record, submission: Submission) -> None:
    report = report_number(db, submission.report.org_unit, submission.report.period)
    db.conn.execute("INSERT OR IGNORE INTO submission VALUES (?, ?, ?)", (n, report, submission.person))
    _write_cells(db, n, report, submission)


def _lay_out_notice(db: Database, n: int, _record: Record, notice: Notice) -> None:
    _write_cells(db, n, report_number(db, notice.book.key.org_unit, notice.book.key.period), notice)
    if notice.book is Book.REGISTER:
        registers.lay_over(db, notice.cells)


def _write_cells(db: Database, n: int, report: int, said: Submission | Notice) -> None:
    cells = iter(said.cells.items())
    while some := list(islice(cells, _ROWS_AT_ONCE)):
        values = (
            each
            for cell, answer in some
            for each in (report, cell, n, answer if type(answer) is int else stored(answer))
        )
        db.conn.execute(_insert_cells(len(some)), tuple(values))
    replaced = [(report, cell, number(db, name)) for cell, names in said.replaces.items() for name in names]
    if replaced:
        db.conn.executemany("INSERT OR IGNORE INTO replacement VALUES (?, ?, ?)", replaced)


@cache
def _insert_cells(count: int) -> str:
    """One statement for many rows: a third faster than as many runs of a statement for one."""
    return f"INSERT OR IGNORE INTO cell_write VALUES {', '.join(['(?, ?, ?, ?)'] * count)}"  # noqa: S608


def _lay_out_decision(db: Database, n: int, _record: Record, decision: Decision) -> None:
    report = report_number(db, decision.report.org_unit, decision.report.period)
    row = (n, report, decision.verdict.value, decision.person, decision.reason)
    db.conn.execute("INSERT OR IGNORE INTO decision VALUES (?, ?, ?, ?, ?)", row)
    judged = [(n, number(db, name)) for name in decision.judged]
    db.conn.executemany("INSERT OR IGNORE INTO decision_judged VALUES (?, ?)", judged)
    replaced = [(n, number(db, name)) for name in decision.replaces]
    db.conn.executemany("INSERT OR IGNORE INTO decision_replacement VALUES (?, ?)", replaced)
    reasons = [(n, cell, reason) for cell, reason in decision.cell_reasons.items()]
    db.conn.executemany("INSERT OR IGNORE INTO decision_reason VALUES (?, ?, ?)", reasons)


def _lay_out_device(db: Database, n: int, record: Record, said: Device) -> None:
    row = (n, record.device, record.org_unit, said.box, said.recovery, said.person)
    db.conn.execute("INSERT OR IGNORE INTO device VALUES (?, ?, ?, ?, ?, ?)", row)


def _lay_out_grant(db: Database, n: int, _record: Record, grant: Grant) -> None:
    row = (n, grant.device, grant.org_unit, int(grant.accepted))
    db.conn.execute("INSERT OR IGNORE INTO granting VALUES (?, ?, ?, ?)", row)


def _lay_out_receipt(db: Database, n: int, _record: Record, receipt: Receipt) -> None:
    pairs = [(n, number(db, name)) for name in receipt.records]
    db.conn.executemany("INSERT OR IGNORE INTO receipt_line VALUES (?, ?)", pairs)


def _lay_out_comment(db: Database, n: int, _record: Record, comment: Comment) -> None:
    pair = (n, report_number(db, comment.report.org_unit, comment.report.period))
    db.conn.execute("INSERT OR IGNORE INTO comment VALUES (?, ?)", pair)


_LAYING: dict[type[Body], Callable[[Database, int, Record, Any], None]] = {
    Submission: _lay_out_submission,
    Decision: _lay_out_decision,
    Comment: _lay_out_comment,
    Device: _lay_out_device,
    Grant: _lay_out_grant,
    Receipt: _lay_out_receipt,
    Notice: _lay_out_notice,
}
_NAME = "INSERT INTO record_name (name) VALUES (?)"


def report_number(db: Database, org_unit: str, period: str) -> int:
    found = "SELECT n FROM report WHERE org_unit = ? AND period = ?"
    return _interned(db, found, "INSERT INTO report (org_unit, period) VALUES (?, ?)", (org_unit, period))


def _interned(db: Database, found: str, insert: str, values: tuple[str | bytes, ...]) -> int:
    row = db.conn.execute(found, values).fetchone()
    if row:
        return int(row[0])
    return int(db.conn.execute(f"{insert} RETURNING n", values).fetchone()[0])
