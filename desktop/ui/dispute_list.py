"""The list of different answers, whose lines are not copied: they name what was answered."""

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget


class DisputeList(QListWidget):
    """A line may name one kind of case, and a copy may be passed on (docs/small-numbers.md, rule 21)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt would put the words of the line on the clipboard."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
        else:
            super().keyPressEvent(event)
