"""The way on from a page of a report: below it, in sight however long the page is."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from desktop.i18n.words import _
from desktop.ui.pieces import Button, row

MARGIN, ABOVE = 24, 8  # pixels


class NextBar(QFrame):
    """Its button leads on, and so does Ctrl+Enter."""

    def __init__(self, done: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.next = Button(lambda: _("Next"), done, main=True, icon="next", key="Ctrl+Return")
        box = row(None, self.next)
        box.setContentsMargins(MARGIN, ABOVE, MARGIN, ABOVE)
        self.setLayout(box)
