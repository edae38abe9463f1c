"""What stands on screen for the blink before the page that sets an office up is there."""

from PySide6.QtWidgets import QWidget

from desktop.i18n.words import _
from desktop.ui.pieces import Label, column, row


class Welcome(QWidget):
    """The program's name, at once."""

    def __init__(self) -> None:
        super().__init__()
        page = column(self)
        page.addStretch(2)
        page.addLayout(row(None, Label(lambda: _("Tumpeang"), "title", wrap=False), None))
        page.addStretch(3)
