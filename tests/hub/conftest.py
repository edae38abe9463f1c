"""A hub that really listens, over SQLite and over PostgreSQL, and computers of offices that talk to it."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import NullPool, create_engine, text

from desktop.sync.server import running, web
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import PostOffice, open_office
from tests.hub.computers import Listening

START_SECONDS = 20


def _program(name: str) -> Path | None:
    """A program of PostgreSQL; Debian keeps them off the path."""
    if found := shutil.which(name):
        return Path(found)
    return next(iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, listening on a socket file only."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None or sys.platform == "win32":
        warnings.warn("NOT TESTED: there is no PostgreSQL here to start", stacklevel=1)
        pytest.skip("there is no PostgreSQL here to start")
    with tempfile.TemporaryDirectory(prefix="postgresql-") as made:
        # Not under pytest's own folder, which is root's alone where root runs the tests.
        folder = Path(made)
        user = _ordinary_user(folder)
        data = folder / "data"
        _run(user, initdb, "-D", data, "-A", "trust", "-U", "hub", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
        _run(user, control, "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://hub@/postgres?host={quote(made)}"
        finally:
            _run(user, control, "-D", data, "-m", "immediate", "stop")


def _ordinary_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it, who is given the folder."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres", "postgres")
    return "postgres"


def _run(user: str | None, *command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], user=user, capture_output=True, cwd="/")
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    return new_database(request, request.param, tmp_path)


def new_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """The address of an empty database of this kind."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'ប្រអប់ សំបុត្រ.db'}"
    server: str = request.getfixturevalue("postgresql")
    name = f"hub_{uuid4().hex}"
    with create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def listen(database: str) -> Iterator[Callable[..., Listening]]:
    """Start a hub on the database, as often as wanted; all are stopped at the end."""
    with stopping() as stops:

        def start(limits: Limits | None = None) -> Listening:
            found, stop = listening(open_office(connect(database), limits or Limits()))
            stops.append(stop)
            return found

        yield start


@pytest.fixture
def hub(listen: Callable[..., Listening]) -> Listening:
    return listen()


@contextmanager
def stopping() -> Iterator[list[Callable[[], None]]]:
    stops: list[Callable[[], None]] = []
    try:
        yield stops
    finally:
        for stop in reversed(stops):
            stop()


def listening(
    office: PostOffice, certificate: Path | None = None, key: Path | None = None
) -> tuple[Listening, Callable[[], None]]:
    """A hub in a thread of this process, on a free port; under TLS where it has a certificate."""
    settings = running.Settings("127.0.0.1", 0, "", certificate, key)
    server = running.server(web.application(office), settings)
    thread = threading.Thread(target=server.run, name="hub")
    thread.start()
    until = time.monotonic() + START_SECONDS
    while not server.started:
        assert time.monotonic() < until, "the hub did not start"
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]

    def stop() -> None:
        server.should_exit = True
        thread.join(START_SECONDS)

    return Listening(f"{'https' if certificate else 'http'}://127.0.0.1:{port}", office), stop
