"""How much lies in the store, without anything of what it says."""

from desktop.storage.database import Database


def rows(db: Database) -> dict[str, int]:
    """The number of rows of every table."""
    tables = [
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    ]
    return {name: _one(db, f"SELECT count(*) FROM [{name}]") for name in tables}  # noqa: S608


def setting_names(db: Database) -> tuple[str, ...]:
    return tuple(str(name) for (name,) in db.execute("SELECT name FROM setting ORDER BY name"))


def quarantine_reasons(db: Database) -> dict[str, int]:
    """How many batches wait in quarantine, by the name of the reason."""
    found = db.execute("SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY reason")
    return {str(reason): int(count) for reason, count in found}


def engine(db: Database) -> dict[str, str | int]:
    """Versions of the engine, and the version of the tables."""
    sqlite, cipher = db.execute("SELECT sqlite_version()").fetchone(), db.execute("PRAGMA cipher_version")
    pages = {name: _one(db, f"PRAGMA {name}") for name in ("user_version", "page_count", "freelist_count")}
    return {"sqlite": str(sqlite[0]), "cipher": str(cipher.fetchone()[0]), **pages}


def _one(db: Database, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
