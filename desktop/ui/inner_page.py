"""A page that one reaches from another: a way back, then cards, which scroll where they do not fit."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.words import _
from desktop.ui.pieces import Button, column, in_scroll, place, row
from desktop.ui.screen import Desk, Screen

WIDTH = 860


class InnerPage(Screen):
    """`cards` takes what the page shows; `back` leads to where it is reached from."""

    def __init__(self, frame: Desk, above: str) -> None:
        super().__init__(frame)
        self.back = Button(lambda: _("Back"), lambda: self.frame.go(above), look="link", icon="back")
        self.cards = scrolling(self)
        place(self.cards, row(self.back, None))


def scrolling(screen: QWidget) -> QVBoxLayout:
    """Fill a screen with a column that scrolls; what is put into it stays at the top."""
    inside = QWidget()
    inside.setMaximumWidth(WIDTH)
    whole = column(inside)
    whole.setContentsMargins(28, 16, 28, 24)
    cards = column(gap=14)
    whole.addLayout(cards)
    whole.addStretch(1)
    column(screen).addWidget(in_scroll(inside))
    return cards
