"""Starting the window: application, fonts, theme, language, then what the office sees first."""

import sys
from pathlib import Path
from types import TracebackType
from typing import cast

from PySide6.QtWidgets import QApplication

from desktop.ui import look
from desktop.ui.window import Window


def open_window(store: Path | None) -> int:
    """Show the program's window on a store's folder (None: the usual one); the exit code when it closes."""
    app = application()
    if store is None:
        from desktop.config import default_store

        store = default_store()
    window = Window(store)
    _say_bugs(window)
    window.appear()
    return app.exec()


def application() -> QApplication:
    """The one QApplication, dressed in the program's fonts and theme."""
    found = QApplication.instance()
    if found is None:
        found = QApplication(sys.argv[:1])
        QApplication.setApplicationName("Tumpeang")
    app = cast(QApplication, found)
    look.dress(app)
    return app


def _say_bugs(window: Window) -> None:
    """A bug in a screen is logged as everywhere, and said in the window's one place."""
    note = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        note(kind, error, trace)
        window.message.problem(error)

    sys.excepthook = hook
