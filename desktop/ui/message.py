"""The one calm place where the window says what went wrong, that the work is safe, and what to do."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.domain.period import ReportingPeriod
from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui.pieces import Button, Label, Words
from desktop.ui.speech import number, voice


class Message(QFrame):
    """A strip above the status line; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "finding")
        self.text = Label(lambda: "", "finding")
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 12, 8)
        box.addWidget(self.text, 1)
        box.addWidget(Button(lambda: _("Close"), self.hide, look="link"))
        self.hide()

    def say(self, words: Words, look: str = "finding") -> None:
        """Show words; `look` is finding (to look at), information, or broken."""
        for widget in (self, self.text):
            widget.setProperty("look", look)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.text.say(words)
        self.show()

    def problem(self, error: BaseException) -> None:
        """Say an error: in its own words where the person can act on it, else as an unexpected problem."""
        if isinstance(error, UserError):
            self.say(lambda: in_words(error))
        else:
            self.say(
                lambda: _(
                    "Something unexpected happened. Your saved work is safe. "
                    "If it happens again, tell the secretariat what you were doing."
                ),
                "broken",
            )


def in_words(error: UserError) -> str:
    """A person's error in the language on screen, its numbers and periods as they are said there."""
    return _(error.message, **{name: _said(fact) for name, fact in error.facts.items()})


def _said(fact: object) -> object:
    if isinstance(fact, ReportingPeriod):
        return voice().period(fact)
    return number(fact) if isinstance(fact, int) else fact
