"""The fields of a report: a number, a choice, a text; and an answer in words."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QWidget

from desktop.domain.measure import Kind, Measure
from desktop.domain.progress_table import STATUS, YES_NO
from desktop.domain.report import Answer, Reason
from desktop.domain.sheet_words import REASONS
from desktop.i18n.khmer import normalise
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.number_field import REASON_KEYS, NumberField, WhyButton, is_step
from desktop.ui.pieces import Button, Label, Words

__all__ = ["AnswerField", "ChoiceField", "NumberField", "TextField", "WhyButton", "field_for", "in_words"]


def in_words(answer: Answer, measure: Measure | None = None) -> str:
    """An answer as it stands beside a field; empty where there was none."""
    if isinstance(answer, Reason):
        return _(REASONS[answer])
    if isinstance(answer, int) and measure is not None and measure.kind is Kind.YES_NO:
        return _choice(YES_NO[min(answer, 1)])
    if isinstance(answer, int) and measure is not None and measure.kind is Kind.STATUS:
        return _choice(STATUS[min(answer, 2)])
    return speech.number(answer) if isinstance(answer, int) else answer or ""


def _choice(word: str) -> str:
    """A choice as it stands on a button; sheets write it small."""
    return _(word).capitalize()


class ChoiceField(QWidget):
    """A few buttons of which one holds: yes or no, or how far a milestone is."""

    answered = Signal(object)
    left = Signal()

    def __init__(self, words: Words, choices: tuple[tuple[str, int], ...]) -> None:
        super().__init__()
        self._words = words
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for word, amount in choices:
            button = Button(self._sayer(word), self._presser(amount))
            button.setCheckable(True)
            button.setToolTip(str(len(self._group.buttons()) + 1))  # its key
            self._group.addButton(button, amount)
            box.addWidget(button)
        self.reason = Label(lambda: "", "second", wrap=False)
        box.addWidget(self.reason)
        box.addStretch(1)
        self.setFocusProxy(self._group.buttons()[0])

    def show_answer(self, answer: Answer) -> None:
        self.reason.say(lambda: _(REASONS[answer]) if isinstance(answer, Reason) else "")
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == answer and isinstance(answer, int))

    def take(self, answer: Answer) -> None:
        self.show_answer(answer)
        self.answered.emit(answer)
        self.left.emit()

    def setReadOnly(self, frozen: bool) -> None:
        for button in self._group.buttons():
            button.setEnabled(not frozen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = self._group.buttons()
        if event.text() in REASON_KEYS and buttons[0].isEnabled():
            self.take(REASON_KEYS[event.text()])
        elif (n := place_of(event.text())) in range(1, len(buttons) + 1) and buttons[0].isEnabled():
            self.take(self._group.id(buttons[n - 1]))
            buttons[-1].setFocus()  # what follows it is the next field
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _sayer(self, word: str) -> Words:
        return lambda: _choice(word)

    def _presser(self, amount: int) -> Callable[[], None]:
        return lambda: self.take(amount)


def place_of(key: str) -> int:
    """Which of the choices a key names: 1 is the first, in either digits; 0 for any other key."""
    return int(key) if key.isdecimal() and len(key) == 1 else 0


class TextField(QPlainTextEdit):
    """A short text in whole sentences, kept in the one spelling for what looks the same."""

    answered = Signal(object)
    left = Signal()

    def __init__(self, words: Words, *, lines: int = 2) -> None:
        super().__init__()
        self._words = words
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)
        self.setAccessibleName(words())
        self._showing = False
        self.textChanged.connect(self._typed)

    def show_answer(self, answer: Answer) -> None:
        self._showing = True
        self.setPlainText(answer if isinstance(answer, str) else "")
        self._showing = False

    def take(self, answer: Answer) -> None:
        self.show_answer(answer)
        self.answered.emit(answer)

    @property
    def caret(self) -> int | None:
        """Where one types."""
        return self.textCursor().position()

    def setCursorPosition(self, place: int) -> None:
        """As a line of text has it: where one types from now on, at most at the end."""
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def rewrite(self, text: str) -> None:
        """Put another text in the place of this one, as if it were typed; a key takes it back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def event(self, event: QEvent) -> bool:
        """While one writes, steps are words of this text; when it has none left they are the form's."""
        if is_step(event) and not self._has_step(event):
            event.ignore()
            return True
        return super().event(event)

    def _has_step(self, event: QEvent) -> bool:
        back = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        return self.document().isUndoAvailable() if back else self.document().isRedoAvailable()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.document().clearUndoRedoStacks()  # from now on the whole text is one step of the form
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(self._words())

    def _typed(self) -> None:
        if not self._showing:
            self.answered.emit(normalise(self.toPlainText()).strip() or None)


AnswerField = NumberField | ChoiceField | TextField


def field_for(measure: Measure, words: Words, *, lines: int = 2) -> AnswerField:
    """The field that suits what is counted."""
    match measure.kind:
        case Kind.YES_NO:
            return ChoiceField(words, tuple((YES_NO[n], n) for n in (1, 0)))
        case Kind.STATUS:
            return ChoiceField(words, tuple((STATUS[n], n) for n in (0, 1, 2)))
        case Kind.TEXT:
            return TextField(words, lines=lines)
    return NumberField(words)
