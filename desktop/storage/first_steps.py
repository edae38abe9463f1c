"""The schema's first steps: offices, drafts, records and what they say, batches, imports. Never edited."""

from desktop.storage.engine import Database


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
