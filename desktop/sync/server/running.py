"""Running a hub: the web server around it, its certificates, and its patience with those who only connect."""

import asyncio
import ipaddress
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy.engine import make_url
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync.server import web
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office

PATIENCE_SECONDS = 30
MOST_HEADERS = 16_384  # bytes
_DATABASE, _AUTHORITY = "TUMPEANG_HUB_DATABASE", "TUMPEANG_HUB_AUTHORITY"


class OneProcessOnly(UserError):
    message = mark(
        "A hub on an SQLite file runs in one process. Leave out --processes, or give the address of a"
        " PostgreSQL."
    )


class PlainHttpOutside(UserError):
    message = mark(
        "A hub without certificates may only listen on this computer itself. Give --certificate and --key,"
        " or let it listen on 127.0.0.1 behind a proxy."
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a hub listens and what it keeps. `database` is an address as SQLAlchemy reads it."""

    host: str
    port: int
    database: str
    certificate: Path | None = None
    key: Path | None = None
    authority: Path | None = None
    processes: int = 1


def check(settings: Settings) -> None:
    """Raises `PlainHttpOutside` for a hub that would speak in the clear to others, and `OneProcessOnly`."""
    if settings.certificate is None and not _on_this_computer(settings.host):
        raise PlainHttpOutside
    if settings.processes > 1 and make_url(settings.database).get_backend_name() == "sqlite":
        raise OneProcessOnly


def serve(settings: Settings) -> None:
    """Listen until told to stop. Raises `PlainHttpOutside`, `OneProcessOnly` and `NoDatabase`."""
    check(settings)
    connect(settings.database).dispose()  # here, where it is said, and not in each process anew
    os.environ[_DATABASE] = settings.database  # each process opens its own connections
    os.environ[_AUTHORITY] = str(settings.authority or "")
    made = "desktop.sync.server.running:application"
    uvicorn.run(made, factory=True, workers=settings.processes, **_options(settings))


def server(app: Starlette, settings: Settings) -> uvicorn.Server:
    """A web server of one process around a hub that is already open."""
    return uvicorn.Server(uvicorn.Config(app, **_options(settings)))


def application() -> Starlette:
    """The web application of one process, on the database that `serve` was given."""
    _log_to_the_terminal()
    file = os.environ[_AUTHORITY]
    authority = Path(file).read_text(encoding="ascii") if file else ""
    return web.application(open_office(connect(os.environ[_DATABASE]), Limits(), authority))


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "http": Patient,
        "ws": "none",
        "lifespan": "on",
        "loop": "asyncio",
        "access_log": False,  # the hub writes its own, without content
        "log_config": None,
        "server_header": False,
        "timeout_keep_alive": PATIENCE_SECONDS,
        "timeout_graceful_shutdown": PATIENCE_SECONDS,
        "h11_max_incomplete_event_size": MOST_HEADERS,
        "backlog": 2048,
        "ssl_certfile": settings.certificate,
        "ssl_keyfile": str(settings.key) if settings.key else None,
    }


class Patient(H11Protocol):
    """Lets go of a connection that asks nothing: headers that trickle for ever would hold it for ever."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(PATIENCE_SECONDS, self._look)

    def _look(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def _on_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _log_to_the_terminal() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
