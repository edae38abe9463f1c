"""The one line between "tell the person" and "it is a bug"."""

import functools
import logging
from collections.abc import Callable
from pathlib import Path

_log = logging.getLogger("desktop")


class UserError(Exception):
    """Something the person can act on: what happened, that the work is safe, what to do.

    `message` is a msgid of the catalogue; `facts` fill its placeholders. Subclasses live
    beside the code that raises them and set `message` with `mark(...)` so that it is
    extracted for translation. Every other exception is a bug: it is logged with its
    traceback and shown as an unexpected problem.
    """

    message = "Something went wrong."

    def __init__(self, **facts: object) -> None:
        super().__init__(self.message.format(**facts))
        self.facts = facts

    def __reduce__(self) -> tuple[Callable[[], "UserError"], tuple[()]]:
        """Errors cross from one process to another with their facts."""
        return functools.partial(type(self), **self.facts), ()


def note(bug: BaseException, log: Path) -> None:
    """Write a bug's traceback to the log, also where the person is told something he can act on instead."""
    log.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(log, encoding="utf-8")
    _log.addHandler(handler)
    _log.error("unexpected problem", exc_info=bug)
    _log.removeHandler(handler)
    handler.close()
