"""Parts: the bytes of attachments, each kept once under the digest of its content, in the encrypted store.

A part never changes. It stays for ever once a record speaks of it, also where the report says something
else by now, because a record is for ever. A part that nothing speaks of any more was attached and taken
away again before the report was submitted: `drop_unused` lets it go.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator

from desktop.domain.attachment import ATTACHMENT, Attachment, attachment
from desktop.domain.report import Answer, ReportKey
from desktop.storage import reports
from desktop.storage.database import Database
from desktop.storage.values import answer

_FIRST, _AFTER = f"{ATTACHMENT}:", f"{ATTACHMENT};"  # the keys of attachments' cells lie between these
_SPOKEN_OF = """
    SELECT w.cell, w.value FROM report CROSS JOIN cell_write w
        ON w.report = report.n AND w.cell > ?1 AND w.cell < ?2
    UNION SELECT cell, value FROM draft_value WHERE cell > ?1 AND cell < ?2
    UNION SELECT cell, value FROM typed_beside WHERE cell > ?1 AND cell < ?2"""

_NAMED = """
    SELECT DISTINCT report.org_unit, report.period, w.cell, w.value FROM report CROSS JOIN live w
        ON w.report = report.n AND w.cell > ?1 AND w.cell < ?2"""
_OUT = """
    SELECT 1 FROM record WHERE n IN (SELECT record FROM aside UNION SELECT record FROM uncounted)
    AND instr(CAST(content AS TEXT), ?)"""


def keep_part(db: Database, content: bytes, now: str) -> str:
    """Keep the bytes of an attachment; their digest. In the caller's transaction."""
    digest = hashlib.sha256(content).hexdigest()
    row = (bytes.fromhex(digest), now, content)
    db.conn.execute(
        "INSERT INTO part (digest, kept_at, content) VALUES (?, ?, ?)"
        " ON CONFLICT (digest) DO UPDATE SET kept_at = excluded.kept_at",
        row,
    )
    return digest


def part(db: Database, digest: str) -> bytes | None:
    """The bytes of an attachment; None while they have not arrived."""
    row = db.execute("SELECT content FROM part WHERE digest = ?", [bytes.fromhex(digest)]).fetchone()
    return bytes(row[0]) if row else None


def submitted_parts(db: Database, report: ReportKey) -> frozenset[str]:
    """Digests of the parts that a report speaks of as it is live."""
    live = reports.live(db, report).items()
    found = (attachment(cell, each) for cell, answers in live for each in answers.answers)
    return frozenset(one.digest for one in found if one is not None)


def lacks(db: Database) -> Counter[ReportKey]:
    """How many parts of each report, as it is live, are not here; only reports that lack any."""
    here = {digest for (digest,) in db.execute("SELECT lower(hex(digest)) FROM part")}
    return Counter(key for key, one in named(db) if one.digest not in here)


def named(db: Database) -> Iterator[tuple[ReportKey, Attachment]]:
    """Every part that a live report speaks of."""
    for unit, period, cell, value in db.execute(_NAMED, [_FIRST, _AFTER]).fetchall():
        one = attachment(cell, answer(value))
        if one is not None:
            yield ReportKey(unit, period), one


def missing_parts(db: Database, report: ReportKey) -> tuple[str, ...]:
    """Digests of the parts that a report speaks of, live or typed, and that are not here."""
    drafts: list[tuple[str, Answer]] = [
        (cell, draft.answer) for cell, draft in reports.drafts(db, report).items()
    ]
    typed = (attachment(cell, each) for cell, each in drafts)
    spoken_of = submitted_parts(db, report) | {one.digest for one in typed if one is not None}
    return tuple(digest for digest in sorted(spoken_of) if not _is_here(db, digest))


def drop_unused(db: Database, lately: str, now: str) -> int:
    """Let the parts go that no record and no draft speaks of; how many went. In the caller's transaction.

    Those kept between `lately` and `now` stay: another window may just be about to write them into its
    report, or to take their removal back.
    """
    sql = "SELECT digest, lower(hex(digest)) FROM part WHERE kept_at NOT BETWEEN ? AND ?"
    old = db.execute(sql, [lately, now]).fetchall()
    used = sizes(db) if old else {}
    unused = [(name,) for name, digest in old if digest not in used and not _does_not_count_now(db, digest)]
    db.conn.executemany("DELETE FROM part WHERE digest = ?", unused)
    return len(unused)


def sizes(db: Database) -> dict[str, set[int]]:
    """The parts that reports here speak of, and of which sizes they say them to be."""
    said: dict[str, set[int]] = {}
    for cell, value in db.execute(_SPOKEN_OF, [_FIRST, _AFTER]):
        one = attachment(cell, answer(value))
        if one is not None:
            said.setdefault(one.digest, set()).add(one.size)
    return said


def _does_not_count_now(db: Database, digest: str) -> bool:
    """Whether a record speaks of it that is set aside or does not count: it may count again."""
    return db.execute(_OUT, [digest]).fetchone() is not None


def _is_here(db: Database, digest: str) -> bool:
    sql = "SELECT 1 FROM part WHERE digest = ?"
    return db.execute(sql, [bytes.fromhex(digest)]).fetchone() is not None
