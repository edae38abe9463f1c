"""Where a report stands, as a word with a sign; never by colour alone."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.stage import Stage
from desktop.i18n.words import _, mark
from desktop.ui import icons
from desktop.ui.pieces import Label, row

# icon, colour, word
SIGNS = {
    Stage.DRAFT: ("empty", "second", mark("Draft")),
    Stage.KEPT: ("waiting", "blue", mark("Kept here, to be sent")),
    Stage.ON_ITS_WAY: ("send", "blue", mark("On its way")),
    Stage.AT_HUB: ("send", "blue", mark("At the hub")),
    Stage.TAKEN_IN: ("received", "green", mark("Received")),
    Stage.RETURNED: ("returned", "amber", mark("Returned")),
    Stage.APPROVED: ("answered", "green", mark("Approved")),
}


class StageSign(QWidget):
    """The sign of a stage and its word beside each other."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._sign = QLabel()
        self._word = Label(str, wrap=False)
        box = row(self._sign, self._word, None, gap=6)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.say(stage)

    def say(self, stage: Stage) -> None:
        """Show another stage."""
        icon, tint, word = SIGNS[stage]
        self._sign.setPixmap(icons.icon(icon, tint).pixmap(18, 18))
        self._word.setProperty("look", f"ink-{tint}")
        self._word.style().polish(self._word)
        self._word.say(lambda: _(word))
