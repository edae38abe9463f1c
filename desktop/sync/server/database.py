"""The hub's database: one SQLite file by default, or PostgreSQL by its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync.server import schema

_ONE_WRITER: Final = 0x74756D70  # the advisory lock of PostgreSQL that all processes of a hub agree on
# Connections of one process: they stay open. Of more than these PostgreSQL would begin a process for each
# request that finds none free, and end it again, at a cost above that of the request.
POOL = 8


class NoDatabase(UserError):
    message = mark(
        "The hub cannot open {place}: {problem}. Nothing was changed. Check the address, and that it runs."
    )


def connect(url: str) -> Engine:
    """Open the database and bring its tables up to date. Raises `NoDatabase`, and `NewerSchema`."""
    try:
        return _open(url)
    except ArgumentError as cause:  # no address at all: it may hold a password
        raise NoDatabase(place="", problem=type(cause).__name__) from cause
    except OperationalError as cause:
        shown = make_url(url).render_as_string(hide_password=True)
        raise NoDatabase(place=shown, problem=str(cause.orig).strip().splitlines()[-1]) from cause


def _open(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        patient = {"timeout": 30, "check_same_thread": False}
        engine = create_engine(url, pool_size=POOL, max_overflow=0, connect_args=patient)
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(url, pool_size=POOL, max_overflow=0, pool_pre_ping=True)
    with writing(engine) as db:
        schema.migrate(db)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A durable transaction that waits for every other writer, in this process or another.

    Letters are numbered here; were two numbered at once, the later number could become visible first and a
    reader would step over the earlier one.
    """
    with engine.connect() as db:
        db = db.execution_options(writing=True)
        with db.begin():
            if db.dialect.name == "postgresql":
                db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_WRITER})
            yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as db, db.begin():
        yield db


def _durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(db: Connection) -> None:
    how = "IMMEDIATE" if db.get_execution_options().get("writing") else "DEFERRED"
    db.exec_driver_sql(f"BEGIN {how}")
