"""Two calm strips above a report: where it stands, and what was just done with a key to take it back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.history import Decided
from desktop.domain.report import Status
from desktop.i18n.words import _
from desktop.ui import authors, remarks
from desktop.ui.answers import Answers
from desktop.ui.pieces import Button, Card, Label, Words, row

if TYPE_CHECKING:
    from desktop.domain.history import Event


class Banner(Card):
    """Above a report that is not simply being written: who submitted, approved or returned it, and when."""

    def __init__(self, correct: Callable[[], object]) -> None:
        super().__init__("information")
        self.box.setContentsMargins(24, 6, 16, 6)
        self.words = Label(lambda: "", "information")
        self.correct = Button(lambda: _("Correct"), correct, icon="started")
        line = row(self.words, self.correct)
        line.setStretch(0, 1)
        self.add(line)
        self.hide()

    def about(self, answers: Answers, *, correcting: bool = False) -> None:
        self.correct.setVisible(answers.frozen and not correcting)
        self.words.say(partial(_standing, answers, correcting))
        self.setVisible(bool(self.words.text()))


class Notice(Card):
    """What was just done, with a button to take it back."""

    def __init__(self, take_back: Callable[[], object]) -> None:
        super().__init__("information")
        self.box.setContentsMargins(24, 6, 16, 6)
        self.words = Label(lambda: "", "information")
        self._take_back = take_back
        back = Button(lambda: _("Take it back (Ctrl+Z)"), self.take_back, look="link")
        line = row(self.words, back, Button(lambda: _("Close"), self.hide, look="link"))
        line.setStretch(0, 1)
        self.add(line)
        self.hide()

    def say(self, words: Words) -> None:
        self.words.say(words)
        self.show()

    def take_back(self) -> None:
        self.hide()
        self._take_back()


def _standing(answers: Answers, correcting: bool) -> str:
    """Where the report stands, in a sentence or two; nothing while it is simply being written."""
    said = (_report_stands(answers, correcting), _closed(answers, correcting))
    stands = "  ".join(words for words in said if words)
    return "\n".join(line for line in (stands, *remarks.on_the_whole(answers.remarks)) if line)


def _closed(answers: Answers, correcting: bool) -> str:
    """That the period is closed, and what that makes of what comes now, or came since."""
    found = answers.history.amendments if answers.history else None
    if found is None:
        return ""
    if correcting or not answers.frozen:
        return _("This period is closed. What you submit now is an amendment, and shown as one.")
    if found.cells:
        return _("It was amended after the period was closed.")
    return _("This period is closed.")


def _report_stands(answers: Answers, correcting: bool) -> str:
    status = answers.opened.view.status
    if status is Status.DRAFT:
        return ""
    if answers.disputed():
        return _("Two computers of this office gave different answers. Choose in each place which is right.")
    if status is Status.RETURNED:
        return _with_event(_("Returned to you: {reason}", reason=answers.reason or "–"), answers)
    if correcting or not answers.frozen:
        return _("You are correcting a submitted report. Submit it again when you are done.")
    if status is Status.APPROVED:
        return _with_event(_("Approved by the secretariat."), answers)
    return _with_event(_("Submitted, and kept as it was submitted."), answers)


def _with_event(words: str, answers: Answers) -> str:
    """The words with who and when, once the history is read."""
    history = answers.history
    event: Event | None = history.last() if history else None
    if history is None or event is None:
        return words
    if isinstance(event, Decided) and not event.stands:
        event = history.last_submission() or event
    return f"{words}  {history.who(event)} · {authors.when(event.clocks)}"
