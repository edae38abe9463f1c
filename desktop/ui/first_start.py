"""First start: which office this is, who works here, and the passphrase."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Store


class FirstStart(QWidget):
    """Sets the office up. `opened` gets its store."""

    def __init__(self, tasks: Tasks, folder: Path, opened: "Callable[[Store], object]") -> None:
        super().__init__()
        self._tasks, self._folder, self._opened = tasks, folder, opened
