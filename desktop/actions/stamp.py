"""The clock and the dice, in one place so that a rehearsal or a test can hold the clock still."""

import contextlib
import datetime as dt
import secrets
from collections.abc import Iterator
from contextvars import ContextVar

_held: ContextVar[dt.datetime | None] = ContextVar("held", default=None)


def today() -> dt.date:
    return _moment().date()


def now() -> str:
    """This computer's clock in UTC, to the second; shown to people, never compared for order."""
    return _written(_moment())


def day_around() -> tuple[str, str]:
    """A day before now and a day after it, written as `now` is."""
    day = dt.timedelta(days=1)
    return _written(_moment() - day), _written(_moment() + day)


def salt() -> str:
    """32 hex digits of chance, so that no two records are alike."""
    return secrets.token_hex(16)


@contextlib.contextmanager
def held(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at a moment, for a rehearsal."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)


def _written(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment() -> dt.datetime:
    return _held.get() or dt.datetime.now(dt.UTC)
