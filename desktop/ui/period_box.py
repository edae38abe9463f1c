"""A box of periods: those a report can be about, by their names in the language on screen."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox

from desktop.i18n.words import _
from desktop.ui import speech


class PeriodBox(QComboBox):
    """`code` is empty while the periods are not known yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._say()

    @property
    def code(self) -> str:
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Take a period, also one that was not offered."""
        if self.findData(code) < 0:
            self.addItem(speech.period(code), code)
        self.setCurrentIndex(self.findData(code))

    def offer(self, codes: tuple[str, ...], usual: str) -> None:
        """Offer these; the one that was chosen stays, else it is the usual one."""
        wanted = self.code or usual
        self.clear()
        for code in codes:
            self.addItem(speech.period(code), code)
        self.choose(wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.setAccessibleName(_("Reporting period"))
        for place in range(self.count()):
            self.setItemText(place, speech.period(self.itemData(place)))
