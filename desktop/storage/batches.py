"""The letter file: batches that left, digests of those that came, and the quarantine."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.org_unit import rank
from desktop.storage import settings
from desktop.storage.database import Database
from desktop.storage.records import Kept, kept, number


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A sealed batch kept for sending. `sequence` is for people: it stands in the file's name.

    `receiver` is an office above, by its org unit, or one computer of an office below, by its device.
    """

    digest: str
    sequence: int
    receiver: str
    sealed_at: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A batch that cannot be judged yet, whole, with the reason's name and who says to have sent it."""

    digest: str
    reason: str
    device: str
    org_unit: str
    arrived_at: str
    body: bytes


QUARANTINE_BYTES = 512_000_000
QUARANTINE_BYTES_OF_A_DEVICE = 64_000_000  # four of the largest batches

# What an office tells its secretariat: its own word, and that of the computers this one took the place of.
_MINE = """device = :device OR org_unit = :mine AND kind <> 'receipt'
    AND instr(:former, device) AND n NOT IN (SELECT record FROM uncounted)"""
# What was set aside is told to nobody: another computer of the secretariat would bring it back here.
_COUNTS = "n NOT IN (SELECT record FROM uncounted) AND n NOT IN (SELECT record FROM aside)"
_NOT_SAID_TO_HAVE = """n NOT IN (
    SELECT l.record FROM receipt_line l JOIN record x ON x.n = l.receipt WHERE x.device = :receiver)"""
# What a secretariat tells a computer of an office: its own word about that office, whichever of its
# computers said it, the books it may read (also the nation's), who its computers are, and
# what other computers of the same office made, so that two of them, or a new one, come to know the same;
# of offices whose reports it gets copies of (`routed`), all that makes these count. `under` is the office,
# or where it is a secretariat itself all below it too.
_ROUTED = "(SELECT value FROM json_each(:routed))"
_BOOKS = "(SELECT value FROM json_each(:books))"
# A comment on a report goes to its office with the grants that make it count.
_COMMENTS = f"""SELECT c.record FROM comment c JOIN report r ON r.n = c.report
    WHERE r.org_unit GLOB :under OR r.org_unit IN {_ROUTED}"""  # noqa: S608
_FOR_OFFICE = f"""{_COUNTS} AND (device = :device OR {_NOT_SAID_TO_HAVE}) AND (
    org_unit = :mine AND kind <> 'receipt' AND (
        kind = 'device' AND device <> :card OR kind IN {_BOOKS}
        OR n IN (SELECT record FROM granting WHERE org_unit IN (:unit, :mine) OR org_unit IN {_ROUTED}
                 OR org_unit IN (SELECT org_unit FROM record WHERE n IN ({_COMMENTS})))
        OR n IN (SELECT d.record FROM decision d JOIN report r ON r.n = d.report
                 WHERE r.org_unit GLOB :under OR r.org_unit IN {_ROUTED}))
    OR org_unit = :upper AND (
        kind IN {_BOOKS} OR n IN (SELECT record FROM granting WHERE org_unit = :upper))
    OR org_unit IN {_ROUTED} AND kind IN ('submission', 'device')
    OR n IN ({_COMMENTS})
    OR device = :device AND n IN (
        SELECT l.receipt FROM receipt_line l JOIN record x ON x.n = l.record WHERE x.org_unit GLOB :under)
    OR org_unit = :unit AND device NOT IN (:device, :receiver) AND kind <> 'receipt')"""  # noqa: S608
# What one computer of a secretariat tells another: all that counts, but receipts of others.
_FOR_COLLEAGUE = f"""{_COUNTS} AND device <> :receiver AND (device = :device OR kind <> 'receipt')
    AND {_NOT_SAID_TO_HAVE}"""

# What a secretariat hands up: all that counts here, unchanged, with the first signatures.
_FOR_UPPER = f"""{_COUNTS} AND org_unit <> :receiver AND (device = :device OR kind <> 'receipt')
    AND n NOT IN (
        SELECT l.record FROM receipt_line l JOIN record x ON x.n = l.receipt WHERE x.org_unit = :receiver)"""  # noqa: S608


def unsealed_for_secretariat(db: Database, device: str, receiver: str) -> tuple[int, ...]:
    """Numbers of the records this device made that no batch to the receiver holds, oldest first."""
    former, mine = " ".join(settings.former_devices(db)), settings.need(db, settings.ORG_UNIT)
    return _unsealed(db, _MINE, {"device": device, "receiver": receiver, "mine": mine, "former": former})


def unsealed_for_office(
    db: Database, device: str, receiver: str, unit: str, routed: Sequence[str] = ()
) -> tuple[int, ...]:
    """Numbers of the records that the receiver, a computer of the office `unit`, was not sent yet."""
    about = {
        "device": device,
        "receiver": receiver,
        "unit": unit,
        "under": f"{unit}*" if rank(unit) == 1 else unit,  # what stands under a province has its id first
        "routed": json.dumps([*routed]),
        "books": json.dumps(_books(unit)),
        "mine": settings.need(db, settings.ORG_UNIT),
        "card": settings.need(db, settings.SECRETARIAT_DEVICE),
        "upper": settings.get(db, settings.UPPER_UNIT) or "",
    }
    return _unsealed(db, _FOR_OFFICE, about)


def _books(unit: str) -> list[str]:
    """The register and the plan are for every office; ratings and survey values only for who evaluates."""
    return ["registry", "plan", *(["rating"] if rank(unit) <= 1 else [])]


def unsealed_for_upper(db: Database, device: str, receiver: str) -> tuple[int, ...]:
    """Numbers of the records that the office above this secretariat was not sent yet."""
    return _unsealed(db, _FOR_UPPER, {"device": device, "receiver": receiver})


def unsealed_for_colleague(db: Database, device: str, receiver: str) -> tuple[int, ...]:
    """Numbers of the records that the receiver, another computer of this secretariat, has not yet."""
    return _unsealed(db, _FOR_COLLEAGUE, {"device": device, "receiver": receiver})


def _unsealed(db: Database, condition: str, values: dict[str, str]) -> tuple[int, ...]:
    rows = db.execute(
        f"""SELECT n FROM record WHERE ({condition})
            AND n NOT IN (SELECT b.record FROM batch_record b JOIN outgoing_batch o USING (digest)
                          WHERE o.receiver = :receiver)
            ORDER BY n""",  # noqa: S608 - the conditions stand above
        values,
    )
    waiting = [n for (n,) in rows]
    # Nobody says that a receipt came, so one that may be lost goes along with whatever goes next.
    return tuple(sorted([*waiting, *_receipts_in_doubt(db, values["receiver"])])) if waiting else ()


def _receipts_in_doubt(db: Database, receiver: str) -> list[int]:
    """Receipts sealed to a receiver in no batch of which anything else was heard to have come."""
    rows = db.execute(
        """
        SELECT DISTINCT b.record FROM batch_record b JOIN outgoing_batch o USING (digest)
        JOIN record r ON r.n = b.record WHERE o.receiver = :receiver AND r.kind = 'receipt'
        AND b.record NOT IN (
            SELECT beside.record FROM batch_record beside JOIN batch_record heard USING (digest)
            JOIN outgoing_batch USING (digest) JOIN receipt_line l ON l.record = heard.record
            JOIN record by ON by.n = l.receipt
            WHERE receiver = :receiver AND :receiver IN (by.org_unit, by.device))""",
        {"receiver": receiver},
    )
    return [n for (n,) in rows]


def contents(db: Database, numbers: Iterable[int]) -> tuple[Kept, ...]:
    return kept(db, numbers)


def measured(db: Database, numbers: Iterable[int]) -> list[tuple[int, str, int]]:
    """Number, kind and bytes of each of these records."""
    sql = "SELECT n, kind, length(content) FROM record WHERE n = ?"
    return [db.execute(sql, [n]).fetchone() for n in numbers]


def next_sequence(db: Database) -> int:
    row = db.execute("SELECT coalesce(max(sequence), 0) + 1 FROM outgoing_batch").fetchone()
    return int(row[0])


def file_outgoing(db: Database, batch: Outgoing, records: Iterable[int]) -> None:
    row = (batch.digest, batch.sequence, batch.receiver, batch.sealed_at, batch.body)
    db.conn.execute("INSERT INTO outgoing_batch VALUES (?, ?, ?, ?, ?)", row)
    pairs = [(batch.digest, n) for n in records]
    db.conn.executemany("INSERT INTO batch_record VALUES (?, ?)", pairs)


def to_send(db: Database) -> tuple[Outgoing, ...]:
    """Batches to give to a carrier, oldest first: again until the receiver's receipt names every record.

    A receipt needs no receipt, so a batch with nothing else in it goes along while it is the last.
    """
    rows = db.execute("""
        SELECT digest, sequence, receiver, sealed_at, body FROM outgoing_batch o
        WHERE sequence = (SELECT max(sequence) FROM outgoing_batch WHERE receiver = o.receiver)
        OR EXISTS (
            SELECT 1 FROM batch_record b JOIN record r ON r.n = b.record
            WHERE b.digest = o.digest AND r.kind <> 'receipt' AND NOT EXISTS (
                SELECT 1 FROM receipt_line l JOIN record by ON by.n = l.receipt
                WHERE l.record = b.record AND o.receiver IN (by.org_unit, by.device)))
        ORDER BY sequence""")
    return tuple(Outgoing(*row) for row in rows)


def arrived(db: Database, digest: str) -> bool:
    """Whether this very batch was taken in, or made, here before."""
    sql = " UNION ".join(
        f"SELECT 1 FROM {table} WHERE digest = ?1"  # noqa: S608 - the names stand here
        for table in ("arrival", "outgoing_batch", "outgoing_piece")
    )
    return db.execute(sql, [digest]).fetchone() is not None


def note_arrival(db: Database, digest: str, now: str) -> None:
    db.conn.execute("INSERT OR IGNORE INTO arrival VALUES (?, ?)", [digest, now])
    db.conn.execute("DELETE FROM quarantine WHERE digest = ?", [digest])


def quarantine(db: Database, batch: Quarantined) -> None:
    """Keep a batch whole until it can be judged; a later reason replaces the earlier one."""
    row = (batch.digest, batch.reason, batch.device, batch.org_unit, batch.arrived_at, batch.body)
    db.conn.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?)", row)


def has_room(db: Database, batch: Quarantined) -> bool:
    """Whether a batch may still wait: so much for each device, so much for all together."""
    sizes = "SELECT coalesce(sum(length(body)), 0) FROM quarantine WHERE digest <> ?1"
    everything = db.execute(sizes, [batch.digest]).fetchone()[0] + len(batch.body)
    of_device = db.execute(f"{sizes} AND device = ?2", [batch.digest, batch.device]).fetchone()[0]
    return bool(
        everything <= QUARANTINE_BYTES and of_device + len(batch.body) <= QUARANTINE_BYTES_OF_A_DEVICE
    )


def throw_away(db: Database, device: str) -> int:
    """Forget what waits from a device; how many batches that were. None of it was ever a record here."""
    return int(db.conn.execute("DELETE FROM quarantine WHERE device = ?", (device,)).rowcount)


def quarantined(db: Database) -> tuple[Quarantined, ...]:
    columns = "digest, reason, device, org_unit, arrived_at, body"
    sql = f"SELECT {columns} FROM quarantine ORDER BY arrived_at, digest"  # noqa: S608
    return tuple(Quarantined(*row) for row in db.execute(sql))


def without_my_receipt(db: Database, mine: str) -> dict[str, tuple[str, ...]]:
    """Names of records of others that this device has written no receipt for yet, by office."""
    rows = db.execute(
        "SELECT record.org_unit, lower(hex(name.name)) FROM record"
        " JOIN record_name name ON name.n = record.n"
        " WHERE record.device <> ?1 AND record.kind <> 'receipt'"
        " AND record.n NOT IN (SELECT record FROM uncounted)"
        " AND record.n NOT IN (SELECT record FROM aside) AND record.n NOT IN"
        " (SELECT l.record FROM receipt_line l JOIN record r ON r.n = l.receipt WHERE r.device = ?1)"
        " ORDER BY record.n",
        [mine],
    )
    found: dict[str, list[str]] = {}
    for unit, name in rows:
        found.setdefault(unit, []).append(name)
    return {unit: tuple(names) for unit, names in found.items()}


def cursor(db: Database, hub: str) -> str:
    """How far a hub's letters were read; only the hub knows what it means."""
    row = db.execute("SELECT cursor FROM hub_cursor WHERE hub = ?", [hub]).fetchone()
    return str(row[0]) if row else ""


def set_cursor(db: Database, hub: str, cursor: str) -> None:
    db.conn.execute("INSERT OR REPLACE INTO hub_cursor VALUES (?, ?)", [hub, cursor])


def has_receipt(db: Database, record: str, receiver: str) -> bool:
    """Whether the receiver's receipt for this record came back."""
    sql = (
        "SELECT 1 FROM receipt_line l JOIN record by ON by.n = l.receipt"
        " WHERE l.record = ? AND by.org_unit = ?"
    )
    return db.execute(sql, [number(db, record), receiver]).fetchone() is not None


def note_given(db: Database, hub: str, given: Iterable[tuple[str, bytes]]) -> None:
    """Keep a hub's receipts: (digest of the batch, the receipt's bytes)."""
    rows = [(digest, hub, receipt) for digest, receipt in given]
    db.conn.executemany("INSERT OR IGNORE INTO hub_receipt VALUES (?, ?, ?)", rows)


def note_lost(db: Database, hub: str, digests: Iterable[str]) -> None:
    """Forget a hub's receipts for what it has no more: it was put back to a backup."""
    rows = [(digest, hub) for digest in digests]
    db.conn.executemany("DELETE FROM hub_receipt WHERE digest = ? AND hub = ?", rows)


def is_sealed(db: Database, record: str, receiver: str, up_to: int) -> bool:
    """Whether the record lies in one of this computer's batches to this receiver up to a sequence number."""
    sql = (
        "SELECT 1 FROM batch_record b JOIN outgoing_batch o ON o.digest = b.digest"
        " WHERE b.record = ? AND o.receiver = ? AND o.sequence <= ?"
    )
    return db.execute(sql, [number(db, record), receiver, up_to]).fetchone() is not None


def at_a_hub(db: Database, record: str, receiver: str) -> bool:
    """Whether a hub signed for a batch to this receiver that holds the record."""
    sql = (
        "SELECT 1 FROM batch_record b JOIN outgoing_batch o ON o.digest = b.digest"
        " JOIN hub_receipt h ON h.digest = b.digest WHERE b.record = ? AND o.receiver = ?"
    )
    return db.execute(sql, [number(db, record), receiver]).fetchone() is not None
