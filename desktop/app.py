"""Putting the parts together: the window, or a command without it. The only module that sees both."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from desktop.config import log_file
from desktop.errors import note


def run(arguments: Sequence[str]) -> int:
    """Open the window, or run the command that the arguments name; the exit code."""
    sys.excepthook = _note_bug
    window = _Window()
    if not arguments:
        return window.open(None)
    from desktop.cli.main import run as run_command

    return run_command(arguments, window)


class _Window:
    """The window as commands know it. Qt is loaded only when one of these is called."""

    def open(self, store: Path | None) -> int:
        from desktop.ui.start import open_window

        return open_window(store)

    def take_pictures(self, folder: Path) -> list[Path]:
        from desktop.ui.screenshots import take

        return take(folder)


def _note_bug(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """A bug: its traceback goes to the log, and the person is told where that is."""
    path = log_file()
    note(error, path)
    sys.stderr.write(f"Unexpected problem. Your saved work is safe. Details are in {path}\n")
