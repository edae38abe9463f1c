"""The schema, one step at a time. Append only: a released step is never edited."""

from collections.abc import Callable

from desktop.storage.engine import Database

Step = Callable[[Database], None]


def m001_settings(db: Database) -> None:
    """What this computer knows of itself: its office, device, keys, and how it shows things."""
    db.conn.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


def m002_org_units(db: Database) -> None:
    """The offices. `id` never changes; the code is an attribute and may (FACTS.md, section 1)."""
    db.conn.execute("""
        CREATE TABLE org_unit (
            id TEXT PRIMARY KEY,
            code TEXT NOT NULL,
            level TEXT NOT NULL CHECK (level IN ('national', 'province', 'district', 'commune')),
            kind TEXT NOT NULL CHECK (kind IN ('administration', 'ministry', 'department', 'ngo')),
            type TEXT NOT NULL,
            name_km TEXT NOT NULL,
            name_en TEXT NOT NULL,
            parent TEXT NOT NULL,
            valid_from TEXT,                    -- NULL: since before the plan
            valid_to TEXT                       -- NULL: still valid
        ) STRICT
    """)
    db.conn.execute("CREATE INDEX org_unit_by_parent ON org_unit (parent, code)")


def m003_drafts(db: Database) -> None:
    """What was typed and not submitted, with the records its author had on screen."""
    db.conn.execute("""
        CREATE TABLE draft_value (
            org_unit TEXT NOT NULL,
            period TEXT NOT NULL,
            cell TEXT NOT NULL,
            value ANY,                          -- as in cell_write
            seen TEXT NOT NULL,                 -- names of records, separated by spaces
            changed_at TEXT NOT NULL,
            PRIMARY KEY (org_unit, period, cell)
        ) STRICT, WITHOUT ROWID
    """)


def m004_records(db: Database) -> None:
    """Signed records, kept whole and for ever. All tables of m005 are read out of them.

    `record_name` also numbers records that others name and that have not arrived.
    """
    db.conn.execute("CREATE TABLE record_name (n INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE) STRICT")
    db.conn.execute("""
        CREATE TABLE record (
            n INTEGER PRIMARY KEY REFERENCES record_name,
            kind TEXT NOT NULL,
            device TEXT NOT NULL,
            org_unit TEXT NOT NULL,
            made_at TEXT NOT NULL,              -- the author's clock: shown, never compared
            arrived_at TEXT NOT NULL,           -- this computer's clock
            content BLOB NOT NULL,              -- the exact bytes that were signed
            signature BLOB NOT NULL
        ) STRICT
    """)
    for action, words in (("UPDATE", "changes"), ("DELETE", "is deleted")):
        db.conn.execute(f"""
            CREATE TRIGGER record_never_{action.lower()} BEFORE {action} ON record
            BEGIN SELECT RAISE(ABORT, 'a record never {words}'); END
        """)


def m005_layout(db: Database) -> None:
    """What the records say, laid side by side in any order: hence no foreign keys among them."""
    for statement in _LAYOUT:
        db.conn.execute(statement)


_LAYOUT = (
    "CREATE TABLE report (n INTEGER PRIMARY KEY, org_unit TEXT NOT NULL, period TEXT NOT NULL,"
    " UNIQUE (org_unit, period)) STRICT",
    # A number is an INTEGER; '=...' is a text; '~...' a reason; NULL a cell emptied again.
    "CREATE TABLE cell_write (report INTEGER NOT NULL, cell TEXT NOT NULL, record INTEGER NOT NULL,"
    " value ANY, PRIMARY KEY (report, cell, record)) STRICT, WITHOUT ROWID",
    "CREATE TABLE replacement (report INTEGER NOT NULL, cell TEXT NOT NULL, record INTEGER NOT NULL,"
    " PRIMARY KEY (report, cell, record)) STRICT, WITHOUT ROWID",
    "CREATE TABLE submission (record INTEGER PRIMARY KEY, report INTEGER NOT NULL, person TEXT NOT NULL)"
    " STRICT",
    "CREATE INDEX submission_by_report ON submission (report)",
    "CREATE TABLE decision (record INTEGER PRIMARY KEY, report INTEGER NOT NULL, verdict TEXT NOT NULL,"
    " person TEXT NOT NULL, reason TEXT NOT NULL) STRICT",
    "CREATE INDEX decision_by_report ON decision (report)",
    "CREATE TABLE decision_judged (decision INTEGER NOT NULL, record INTEGER NOT NULL,"
    " PRIMARY KEY (decision, record)) STRICT, WITHOUT ROWID",
    "CREATE TABLE decision_reason (decision INTEGER NOT NULL, cell TEXT NOT NULL, reason TEXT NOT NULL,"
    " PRIMARY KEY (decision, cell)) STRICT, WITHOUT ROWID",
    "CREATE TABLE device (record INTEGER PRIMARY KEY, device TEXT NOT NULL, org_unit TEXT NOT NULL,"
    " box TEXT NOT NULL, recovery TEXT NOT NULL, person TEXT NOT NULL) STRICT",
    "CREATE INDEX device_by_key ON device (device)",
    "CREATE TABLE granting (record INTEGER PRIMARY KEY, device TEXT NOT NULL, org_unit TEXT NOT NULL,"
    " accepted INTEGER NOT NULL) STRICT",
    "CREATE INDEX granting_by_device ON granting (device)",
    "CREATE TABLE receipt_line (receipt INTEGER NOT NULL, record INTEGER NOT NULL,"
    " PRIMARY KEY (receipt, record)) STRICT, WITHOUT ROWID",
    # The law of merging (domain/live.py): an entry leaves the view only if a later author saw it.
    "CREATE VIEW live AS SELECT w.report, w.cell, w.record, w.value FROM cell_write w WHERE NOT EXISTS"
    " (SELECT 1 FROM replacement r WHERE r.report = w.report AND r.cell = w.cell AND r.record = w.record)",
)


def m006_batches(db: Database) -> None:
    """Sealed batches that left, batches that came, and what could not be judged yet."""
    db.conn.execute("""
        CREATE TABLE outgoing_batch (
            digest TEXT PRIMARY KEY,            -- SHA-256 of the sealed bytes
            sequence INTEGER NOT NULL,
            receiver TEXT NOT NULL,             -- an org unit, or another device of the same one
            sealed_at TEXT NOT NULL,
            body BLOB NOT NULL                  -- re-sent byte for byte until a receipt names its records
        ) STRICT
    """)
    db.conn.execute("""
        CREATE TABLE batch_record (
            digest TEXT NOT NULL REFERENCES outgoing_batch,
            record INTEGER NOT NULL REFERENCES record,
            PRIMARY KEY (digest, record)
        ) STRICT, WITHOUT ROWID
    """)
    db.conn.execute("CREATE INDEX batch_record_by_record ON batch_record (record)")
    db.conn.execute("CREATE TABLE arrival (digest TEXT PRIMARY KEY, arrived_at TEXT NOT NULL) STRICT")
    db.conn.execute("""
        CREATE TABLE quarantine (
            digest TEXT PRIMARY KEY,
            reason TEXT NOT NULL,
            device TEXT NOT NULL,
            org_unit TEXT NOT NULL,
            arrived_at TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT
    """)
    db.conn.execute("CREATE TABLE hub_cursor (hub TEXT PRIMARY KEY, cursor TEXT NOT NULL) STRICT")


def m007_imports(db: Database) -> None:
    """What came together, so that it can be set aside together: kept, but not laid out."""
    db.conn.execute("""
        CREATE TABLE import (
            n INTEGER PRIMARY KEY,
            begun_at TEXT NOT NULL,             -- this computer's clock
            person TEXT NOT NULL,
            source TEXT NOT NULL,               -- as a person knows it: a stick, a folder, a file
            set_aside_at TEXT                   -- NULL: what it brought counts
        ) STRICT
    """)
    db.conn.execute("""
        CREATE TABLE import_batch (
            import INTEGER NOT NULL REFERENCES import,
            digest TEXT NOT NULL,
            name TEXT NOT NULL,                 -- of the file
            PRIMARY KEY (import, digest)
        ) STRICT, WITHOUT ROWID
    """)
    db.conn.execute("CREATE INDEX import_batch_by_digest ON import_batch (digest)")
    db.conn.execute("""
        CREATE TABLE import_record (
            record INTEGER NOT NULL REFERENCES record,
            import INTEGER NOT NULL REFERENCES import,
            PRIMARY KEY (record, import)
        ) STRICT, WITHOUT ROWID
    """)
    db.conn.execute("CREATE INDEX import_record_by_import ON import_record (import)")
    # A record that came several times is aside only if every import that brought it is. What says which
    # computers are trusted, and what was received, is never set aside.
    db.conn.execute("""
        CREATE VIEW aside AS SELECT record FROM import_record
        JOIN import ON import.n = import_record.import JOIN record ON record.n = import_record.record
        WHERE kind IN ('submission', 'decision')
        GROUP BY record HAVING count(*) = count(set_aside_at)
    """)


def m008_decision_replacement(db: Database) -> None:
    """Decisions that a later decision saw and replaced; laid out like m005."""
    db.conn.execute("""
        CREATE TABLE decision_replacement (
            decision INTEGER NOT NULL,
            replaced INTEGER NOT NULL,
            PRIMARY KEY (decision, replaced)
        ) STRICT, WITHOUT ROWID
    """)


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
)
SCHEMA_VERSION = len(STEPS)


def migrate(db: Database, found: int) -> None:
    """Take the steps that a store of version `found` lacks, inside the caller's transaction."""
    for step in STEPS[found:]:
        step(db)
    db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
