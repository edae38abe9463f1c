"""What every screen has: tasks to give work to, and moments when it reads again what it shows."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.changed import Changed
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.ui.frame import Frame


class Screen(QWidget):
    """One job a person does. `shows` are the kinds of change after which it reads again."""

    shows = Changed.REPORT | Changed.RECORDS | Changed.BATCHES | Changed.TRUST

    def __init__(self, frame: "Frame") -> None:
        super().__init__()
        self.frame = frame
        self.tasks: Tasks = frame.tasks

    def refresh(self) -> None:
        """Read again what is shown."""

    def keep(self) -> None:
        """Give everything typed to be kept; called when the screen is left or the window closes."""
