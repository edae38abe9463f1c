"""What every command shares: the store's folder, the passphrase, and how progress is shown."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from desktop.actions import backup, office
from desktop.actions.office import Database, Store
from desktop.errors import UserError
from desktop.i18n.words import _, mark
from desktop.progress import Progress

PASSPHRASE = "TUMPEANG_PASSPHRASE"
NEW_PASSPHRASE = "TUMPEANG_NEW_PASSPHRASE"
RECOVERY_KEY = "TUMPEANG_RECOVERY_KEY"


class PassphraseNeeded(UserError):
    message = mark("The store is locked. Type the passphrase at a terminal, or put it into {variable}.")


class SecretNeeded(UserError):
    message = mark("Nothing was changed. Type what is asked for at a terminal, or put it into {variable}.")


class Window(Protocol):
    """What commands may ask of the window, which they do not know."""

    def open(self, store: Path | None) -> int:
        """Open it and stay until it is closed; the exit code."""
        ...

    def take_pictures(self, folder: Path) -> list[Path]:
        """A picture of every screen in both languages; the files made."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """The store a command works in, and the window it may ask for."""

    folder: Path
    window: Window

    def passphrase(self, *, new: bool = False) -> str:
        """From the environment, or asked for; a new one is asked for twice."""
        given = os.environ.get(PASSPHRASE)
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise PassphraseNeeded(variable=PASSPHRASE)
        return str(click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=new, err=True))

    def new_passphrase(self) -> str:
        """For an officer: from the environment, or asked for twice."""
        return _secret(NEW_PASSPHRASE, _("New passphrase"), twice=True)

    def recovery_key(self) -> str:
        return "".join(_secret(RECOVERY_KEY, _("Recovery key")).split())

    def unlock(self) -> Store:
        store = office.unlock(self.folder, self.passphrase())
        backup.make_automatic(store)
        return store

    @contextlib.contextmanager
    def database(self) -> Iterator[Database]:
        """The opened store, for the length of a command."""
        with office.connection(self.unlock()) as db:
            yield db


def _secret(variable: str, asked: str, *, twice: bool = False) -> str:
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise SecretNeeded(variable=variable)
    return str(click.prompt(asked, hide_input=True, confirmation_prompt=twice, err=True))


@contextlib.contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error; what it gives is called with the number of steps taken."""
    with click.progressbar(range(length), length, label, file=sys.stderr) as bar:
        yield bar.update


@contextlib.contextmanager
def watched(length: int, label: str) -> Iterator[Progress]:
    """A progress bar for work that says how many of its steps are done."""
    with click.progressbar(range(length), length, label, file=sys.stderr) as bar:
        yield Progress(lambda done, _total: bar.update(done - bar.pos))


pass_session = click.make_pass_decorator(Session)
