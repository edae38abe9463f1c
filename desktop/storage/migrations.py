"""The schema, one step at a time. Append only: a released step is never edited."""

from collections.abc import Callable

from desktop.storage.engine import Database
from desktop.storage.first_steps import (
    m001_settings,
    m002_org_units,
    m003_drafts,
    m004_records,
    m005_layout,
    m006_batches,
    m007_imports,
    m008_decision_replacement,
)

Step = Callable[[Database], None]


def m009_parts(db: Database) -> None:
    """The bytes of attachments, named by what they are, so that none is ever changed."""
    db.conn.execute("""
        CREATE TABLE part (
            digest BLOB PRIMARY KEY,            -- SHA-256 of the content
            kept_at TEXT NOT NULL,              -- or last asked to be kept, by this computer's clock
            content BLOB NOT NULL               -- last, so that the rest is read without it
        ) STRICT
    """)
    db.conn.execute("""
        CREATE TRIGGER part_never_update BEFORE UPDATE OF digest, content ON part
        BEGIN SELECT RAISE(ABORT, 'a part never changes'); END
    """)


def m010_uncounted(db: Database) -> None:
    """Records that are kept and do not count, with the reason's name; read out of the grants again."""
    db.conn.execute("CREATE TABLE uncounted (record INTEGER PRIMARY KEY, reason TEXT NOT NULL) STRICT")
    db.conn.execute("CREATE INDEX record_by_author ON record (device, org_unit)")
    db.conn.execute("CREATE INDEX record_that_grants ON record (n) WHERE kind = 'grant'")


def m011_hub_receipts(db: Database) -> None:
    """What a hub signed for: that a batch is durable there."""
    db.conn.execute("""
        CREATE TABLE hub_receipt (
            digest TEXT NOT NULL,
            hub TEXT NOT NULL,                  -- the key it signs with
            receipt BLOB NOT NULL,              -- in its own bytes
            PRIMARY KEY (digest, hub)
        ) STRICT, WITHOUT ROWID
    """)


def m012_register(db: Database) -> None:
    """How offices stood before the register said anything of them, so that it can be laid over again."""
    db.conn.execute("""
        CREATE TABLE org_unit_before (
            id TEXT PRIMARY KEY,
            row TEXT NOT NULL                   -- its values as JSON; empty: there was no such office
        ) STRICT
    """)


def m013_parts_travel(db: Database) -> None:
    """Sealed pieces of attachments that leave, and pieces that came and are no whole part yet."""
    db.conn.execute("""
        CREATE TABLE outgoing_piece (
            digest TEXT PRIMARY KEY,            -- SHA-256 of the sealed bytes
            sequence INTEGER NOT NULL,
            receiver TEXT NOT NULL,
            sealed_at TEXT NOT NULL,
            part BLOB NOT NULL,
            at INTEGER NOT NULL,                -- the byte of the part that it begins with
            body BLOB NOT NULL,                 -- let go when the receiver's receipt names the part
            UNIQUE (receiver, part, at)
        ) STRICT
    """)
    db.conn.execute("""
        CREATE TABLE piece (
            n INTEGER PRIMARY KEY,              -- in the order of arrival
            part BLOB NOT NULL,
            device TEXT NOT NULL,               -- nobody's pieces mix with those of another
            org_unit TEXT NOT NULL,
            at INTEGER NOT NULL,
            size INTEGER NOT NULL,              -- of the whole part
            letter TEXT NOT NULL,               -- the digest of what brought it
            arrived_at TEXT NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (part, device, at)
        ) STRICT
    """)
    db.conn.execute("CREATE INDEX receipt_line_by_record ON receipt_line (record)")


def m014_typed_beside(db: Database) -> None:
    """What was typed in one window over a cell that another had changed, until a person chooses."""
    db.conn.execute("""
        CREATE TABLE typed_beside (
            org_unit TEXT NOT NULL,
            period TEXT NOT NULL,
            cell TEXT NOT NULL,
            value ANY,                          -- as in cell_write
            changed_at TEXT NOT NULL,
            PRIMARY KEY (org_unit, period, cell)
        ) STRICT, WITHOUT ROWID
    """)


def m015_releases(db: Database) -> None:
    """The register of what left the office, and what each shareable copy said of protected cells.

    Whoever holds an earlier copy can reckon with it, so what was printed once is kept with what was true.
    """
    db.conn.execute("""
        CREATE TABLE release (
            number INTEGER PRIMARY KEY,         -- in the order of leaving
            grade TEXT NOT NULL CHECK (grade IN ('shareable', 'official')),
            paper TEXT NOT NULL,
            place TEXT NOT NULL,
            period TEXT NOT NULL,
            format TEXT NOT NULL,
            receiver TEXT NOT NULL,
            rules INTEGER NOT NULL,             -- the version of the rules it was made by
            data_cut INTEGER NOT NULL,          -- the last record that was here
            person TEXT NOT NULL,
            made_at TEXT NOT NULL,              -- this computer's clock
            digest BLOB NOT NULL                -- SHA-256 of the file
        ) STRICT
    """)
    db.conn.execute("""
        CREATE TABLE release_cell (
            release INTEGER NOT NULL REFERENCES release,
            item TEXT NOT NULL,
            measure TEXT NOT NULL,
            place TEXT NOT NULL,
            period TEXT NOT NULL,
            category TEXT NOT NULL,
            exact INTEGER NOT NULL,             -- never leaves: what later copies are held against
            printed ANY NOT NULL,
            PRIMARY KEY (item, place, measure, period, category, release)
        ) STRICT, WITHOUT ROWID
    """)
    for table in ("release", "release_cell"):
        for action, words in (("UPDATE", "changes"), ("DELETE", "is deleted")):
            db.conn.execute(f"""
                CREATE TRIGGER {table}_never_{action.lower()} BEFORE {action} ON {table}
                BEGIN SELECT RAISE(ABORT, 'a release never {words}'); END
            """)


def m016_comments(db: Database) -> None:
    """Which report a comment is about; what it says is read out of its record. Set aside like decisions."""
    db.conn.execute("CREATE TABLE comment (record INTEGER PRIMARY KEY, report INTEGER NOT NULL) STRICT")
    db.conn.execute("CREATE INDEX comment_by_report ON comment (report)")
    db.conn.execute("CREATE INDEX record_seldom ON record (kind, n) WHERE kind IN ('registry', 'comment')")
    db.conn.execute("DROP VIEW aside")
    db.conn.execute("""
        CREATE VIEW aside AS SELECT record FROM import_record
        JOIN import ON import.n = import_record.import JOIN record ON record.n = import_record.record
        WHERE kind IN ('submission', 'decision', 'comment')
        GROUP BY record HAVING count(*) = count(set_aside_at)
    """)


STEPS: tuple[Step, ...] = (
    m001_settings,
    m002_org_units,
    m003_drafts,
    m004_records,
    m005_layout,
    m006_batches,
    m007_imports,
    m008_decision_replacement,
    m009_parts,
    m010_uncounted,
    m011_hub_receipts,
    m012_register,
    m013_parts_travel,
    m014_typed_beside,
    m015_releases,
    m016_comments,
)
SCHEMA_VERSION = len(STEPS)


def migrate(db: Database, found: int) -> None:
    """Take the steps that a store of version `found` lacks, inside the caller's transaction."""
    for step in STEPS[found:]:
        step(db)
    db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
