"""The office that is rated: a secretariat's own, or one directly under it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from desktop.i18n.words import _, mark
from desktop.ui import speech

if TYPE_CHECKING:
    from desktop.actions.rating_board import Board

WIDEST = 420  # pixels
_UNSIGNED = mark("{office} – not signed yet")


class RatedOffice(QComboBox):
    """One office of a list; each about which something waits to be signed says so."""

    def __init__(self, chosen: Callable[[], object]) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(WIDEST)
        self.activated.connect(lambda _at: chosen())

    @property
    def code(self) -> str:
        """The official code of the office; empty while none is known, which is the own one."""
        return self.currentData() or ""

    def choose(self, code: str) -> None:
        """Choose as a person does."""
        at = self.findData(code)
        self.setCurrentIndex(at)
        self.activated.emit(at)

    def show_board(self, board: "Board") -> None:
        """Offer what can be rated, with the office of the board in hand."""
        self.clear()
        for unit in board.offices:
            name = speech.voice().office(unit)
            waits = unit.id in board.unsigned
            self.addItem(_(_UNSIGNED, office=name) if waits else name, unit.code)
        self.setCurrentIndex(self.findData(board.opened.unit.code))
        self.setAccessibleName(_("Office that is rated"))
        self.setVisible(len(board.offices) > 1)
