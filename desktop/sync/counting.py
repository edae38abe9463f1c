"""Kept is not counted: records whose author may not say them stay, and are taken out of the view.

What counts is a function of all that is kept (`trust.Judge`), so a revocation that comes late has the
same effect as one that came first. Nothing is deleted: what does not count waits with its reason.
"""

from collections.abc import Iterable

from desktop.domain.record import Comment, Decision, Notice, Record, Submission
from desktop.domain.report import ReportKey
from desktop.storage import imports, records, uncounted
from desktop.storage.database import Database
from desktop.sync import record
from desktop.sync.trust import Doubt, Judge


def recount(db: Database, before: Judge, after: Judge) -> None:
    """Bring the layout from what counted before to what counts now. Inside the caller's transaction.

    Only authors whose mandate changed are looked at, and all grants, since these depend on each other;
    comments where it changed who gets copies.
    """
    old, new = before.believed.mandates, after.believed.mandates
    changed = sorted(author for author in old.keys() | new.keys() if old.get(author) != new.get(author))
    theirs = {n for author in changed for n in records.numbers_by(db, *author)}
    comments = records.that_comment(db) if before.routes != after.routes else ()
    _look_again(db, after, sorted({*theirs, *comments, *(n for n, _ in records.that_grant(db))}))


def lay_out_all(db: Database, judge: Judge) -> None:
    """Empty everything derived and read it out of all records again."""
    records.forget_layout(db)
    uncounted.forget(db)
    aside = imports.aside(db)
    for n, kept in records.all_kept(db):
        found = read_again(kept.content)
        if found is None:
            continue
        if doubt := judge.doubt(found):
            uncounted.add(db, n, doubt.value)
        elif n not in aside:
            records.lay_out(db, n, found)


def lay_out_reports(db: Database, reports: Iterable[ReportKey]) -> None:
    """Lay some reports out again from those of their records that count and are not set aside."""
    lay_out(db, [n for report in reports for n in records.forget_report(db, report)])


def lay_out(db: Database, numbers: Iterable[int]) -> None:
    """Lay out those of these records that count and are not set aside."""
    out = imports.aside(db) | uncounted.every(db).keys()
    for n in numbers:
        found = read_again(records.content(db, n)) if n not in out else None
        if found is not None:
            records.lay_out(db, n, found)


def read_again(content: bytes) -> Record | None:
    try:
        return record.trusted(content)
    except record.RecordIsWrong:  # its header was checked when it came; of its kind nothing was known
        return None


def _look_again(db: Database, judge: Judge, numbers: Iterable[int]) -> None:
    doubted = uncounted.every(db)
    touched: set[ReportKey] = set()
    for n in numbers:
        found = read_again(records.content(db, n))
        if found is None:
            continue
        doubt = judge.doubt(found)
        if (doubt.value if doubt else None) == doubted.get(n):
            continue
        _note(db, n, doubt)
        if doubt is None or n not in doubted:  # it began or ceased to count, not only changed its reason
            touched |= _move(db, n, found, counts=doubt is None)
    lay_out_reports(db, touched)


def _note(db: Database, n: int, doubt: Doubt | None) -> None:
    if doubt is None:
        uncounted.remove(db, n)
    else:
        uncounted.add(db, n, doubt.value)


def _move(db: Database, n: int, found: Record, *, counts: bool) -> set[ReportKey]:
    """Lay one record out, or take it out; the report that must be laid out again for it, if any.

    Several submissions may replace the same entry, so what one of them replaced stays as long as another
    did: a report is laid out again as a whole.
    """
    if counts:
        if not imports.is_aside(db, n):
            records.lay_out(db, n, found)
    elif isinstance(found.body, Submission | Decision | Comment):
        return {found.body.report}
    elif isinstance(found.body, Notice):
        return {found.body.book.key}
    else:
        records.take_out(db, n)
    return set()
