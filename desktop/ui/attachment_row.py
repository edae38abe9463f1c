"""One attachment in the list of a report: a small picture, its caption, what it is, and what one may do."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from desktop.domain import attachment_words
from desktop.domain.attachment import MAX_CAPTION, PLACES, Attachment, attachment, place_for
from desktop.domain.report import Answer
from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.answer_field import TextField
from desktop.ui.answers import Answers
from desktop.ui.conflict import Choice
from desktop.ui.pictures import Picture, read
from desktop.ui.pieces import Button, Card, Label, Words, column, place, row
from desktop.ui.text_watch import TextWatch

SMALL = QSize(120, 90)  # pixels


class Row(Card):
    """`looked`: open it. `removed`: take it out of the report."""

    looked = Signal(object)
    removed = Signal()

    def __init__(self, answers: Answers, cell: str) -> None:
        super().__init__(gap=6)
        self._answers, self.cell = answers, cell
        self._found, self._rivals = self._now(), answers.rivals(cell)
        self._has_come = True
        self.picture = QLabel()
        self.picture.setFixedSize(SMALL)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption = Caption(lambda: attachment_words.name(cell, speech.voice()), self._without_caption)
        self.what = Label(self._what, "hint")
        self.note = Label(lambda: "", "note")
        self.watch = TextWatch(answers.tasks, self.caption)
        self.open = Button(lambda: _("Open"), self._open, look="link")
        self.remove = Button(lambda: _("Remove"), self.removed.emit, look="link")
        self.choice: Choice | None = None
        words = column(gap=4)
        place(words, self.caption, self.what, self.note, self.watch)
        words.addStretch(1)
        buttons = column(gap=4)
        place(buttons, self.open, self.remove)
        buttons.addStretch(1)
        line = row(self.picture, words, buttons, gap=14)
        line.setStretch(1, 1)
        self.add(line)
        if self._rivals:
            self._offer_choice()
        self.caption.answered.connect(self._typed)
        self.caption.left.connect(answers.leave)
        self.show_answer()
        self._read()

    def is_still(self) -> bool:
        """Whether this row is of what the report holds here now; a new caption changes nothing."""
        now = self._now()
        same = (now.digest if now else "") == (self._found.digest if self._found else "")
        return same and self._answers.rivals(self.cell) == self._rivals

    def show_answer(self) -> None:
        """Show the caption as it is kept, and why the attachment came back."""
        self._found = self._now()
        caption = self._found.caption if self._found else ""
        if self.caption.written() != caption:
            self.caption.show_answer(caption)
        reason = self._answers.cell_reasons.get(self.cell, "")
        self.note.say(lambda: _("Returned: {reason}", reason=reason) if reason else "")
        self.note.setHidden(not reason)
        self.what.say(self._what)
        self.open.setEnabled(self._found is not None and self._has_come)

    def freeze(self, frozen: bool) -> None:
        self.caption.setReadOnly(frozen or self._found is None)
        self.remove.setHidden(frozen)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name_buttons()

    def _now(self) -> Attachment | None:
        return attachment(self.cell, self._answers.answer(self.cell))

    def _typed(self, text: Answer) -> None:
        if self._found is not None:
            self._found = self._found.called(text if isinstance(text, str) else "")
            self._answers.type(self.cell, self._found.answer)
            self._name_buttons()

    def _open(self) -> None:
        if self._found is not None:
            self.looked.emit(self._found)

    def _read(self) -> None:
        self._name_buttons()
        if self._found is not None:
            box = SMALL * self.devicePixelRatioF()
            then, missed = self._seen, self._missed
            self._answers.tasks.ask(read, self._found, box, then=then, otherwise=missed)

    def _seen(self, found: Picture) -> None:
        if isValid(self):
            sheet = QPixmap.fromImage(found.image)
            sheet.setDevicePixelRatio(self.devicePixelRatioF())
            self.picture.setPixmap(sheet)

    def _missed(self, _error: BaseException) -> None:
        if isValid(self):
            self._has_come = False
            self.show_answer()

    def _offer_choice(self) -> None:
        self.choice = _Choice(self._answers, self.cell)
        both = Button(lambda: _("Keep both"), self._keep_both)
        self.add(self.choice, row(both, None))

    def _keep_both(self) -> None:
        """The first stays here, the others get a place of their own."""
        answers = self._answers
        kept: dict[str, Answer] = {self.cell: self._rivals[0]}
        others = [attachment(self.cell, rival) for rival in self._rivals[1:]]
        try:
            for other in filter(None, others):
                kept[place_for(_held(answers) | kept, other)] = other.answer
        except UserError as problem:
            answers.tasks.failed.emit(problem)
            return
        answers.take(kept)

    def _what(self) -> str:
        if self._found is None:
            return "" if self._rivals else _("This was attached with a newer version of the program.")
        said = attachment_words.what(self._found, speech.voice())
        return said if self._has_come else said + " · " + _("It has not arrived on this computer yet.")

    def _without_caption(self) -> str:
        if self._found is None:
            return attachment_words.name(self.cell, speech.voice())
        return attachment_words.called(self.cell, self._found.called(""), speech.voice())

    def _name_buttons(self) -> None:
        """A reader of the screen hears which attachment a button is about."""
        named = self._found
        name = attachment_words.called(self.cell, named, speech.voice()) if named else ""
        self.open.setAccessibleName(_("Open") + f": {name}")
        self.remove.setAccessibleName(_("Remove") + f": {name}")
        self.picture.setAccessibleName(name)


class Caption(TextField):
    """One line; pictures that are pasted go past it to the page, and nothing is dropped into it."""

    def __init__(self, words: Words, example: Words) -> None:
        super().__init__(words, lines=1)
        self._example = example
        self.setAcceptDrops(False)
        self.setPlaceholderText(example())

    def written(self) -> str:
        return " ".join(self.toPlainText().split())[:MAX_CAPTION].strip()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            held = QGuiApplication.clipboard().mimeData()
            if event.matches(QKeySequence.StandardKey.Paste) and (held.hasImage() or held.hasUrls()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setPlaceholderText(self._example())


class _Choice(Choice):
    """Two different attachments in one place."""

    def __init__(self, answers: Answers, cell: str) -> None:
        super().__init__(answers, cell, None)

    def _answer_words(self, answer: Answer) -> str:
        said = attachment_words.said(self._cell, answer, speech.voice())
        return said or super()._answer_words(answer)


def _held(answers: Answers) -> dict[str, Answer]:
    return {cell: answers.answer(cell) for cell in PLACES}
