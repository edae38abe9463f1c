"""A number on a form: in either digits, or by one key the reason why there is none."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain.report import Answer, Reason
from desktop.domain.sheet_words import REASONS
from desktop.i18n.digits import NotANumber, parse_whole
from desktop.i18n.words import _
from desktop.ui import icons, speech
from desktop.ui.pieces import Field, Words

# One key for each reason, on the English and on the Khmer keyboard alike.
REASON_KEYS: Final = {
    "n": Reason.NOT_PLANNED,
    "N": Reason.NOT_PLANNED,
    "ន": Reason.NOT_PLANNED,
    "u": Reason.NOT_KNOWN,
    "U": Reason.NOT_KNOWN,
    "ុ": Reason.NOT_KNOWN,
    "-": Reason.NOTHING,
}
_SHOWN_KEYS: Final = {Reason.NOT_PLANNED: "N", Reason.NOT_KNOWN: "U", Reason.NOTHING: "-"}


class NumberField(Field):
    """A whole number in Khmer or Latin digits, or a reason by one key. Never red while one types."""

    answered = Signal(object)
    left = Signal()
    wrong = Signal(str)  # why what stands here is no number; empty when it is one again

    def __init__(self, words: Words, *, reasons: bool = True) -> None:
        super().__init__(words)
        self._reasons = reasons
        self._reason: Reason | None = None
        self.neighbour: Callable[[int], NumberField | None] = lambda _key: None  # by an arrow key, in a grid
        self.after: Callable[[], QWidget | None] = lambda: None  # where Enter leads; else to the next field
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(24)
        self.textEdited.connect(self._typed)

    @property
    def caret(self) -> int | None:
        """Where one types; None where all of it is marked, or nothing stands here."""
        return None if self.hasSelectedText() or not self.text() else self.cursorPosition()

    def show_answer(self, answer: Answer) -> None:
        """Show an answer that was kept."""
        self._reason = answer if isinstance(answer, Reason) else None
        self.setText(self._in_field(answer))
        if self.hasFocus():
            self.selectAll()  # else what is typed over last period's answer would be added to it
        self._mark()

    def take(self, answer: Answer) -> None:
        """Show an answer and count it as typed."""
        self.show_answer(answer)
        self.wrong.emit("")
        self.answered.emit(answer)

    def event(self, event: QEvent) -> bool:
        """Taking a step back is the form's business, across its fields."""
        if is_step(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._reasons and not self.isReadOnly() and event.text() in REASON_KEYS:
            self.take(REASON_KEYS[event.text()])
        elif (there := self.neighbour(event.key())) is not None and self._is_at_edge(event.key()):
            there.setFocus(Qt.FocusReason.TabFocusReason)
        elif is_enter(event) and (after := self.after()) is not None:
            after.setFocus(Qt.FocusReason.TabFocusReason)
        elif is_enter(event) or (event.key() == Qt.Key.Key_Down and not event.modifiers()):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            self._make_room(event)
            super().keyPressEvent(event)

    def _is_at_edge(self, key: int) -> bool:
        """Whether an arrow key has nothing left to do in this field."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) or self.hasSelectedText() or not self.text():
            return True
        return self.cursorPosition() == (0 if key == Qt.Key.Key_Left else len(self.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._say_if_wrong()
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say_again()

    def _say_again(self) -> None:
        """The same in another language or other digits; a half-typed text stays as it is."""
        if self._reason is not None:
            self.setText(_(REASONS[self._reason]))
        elif (number := _number(self.text())) is not None and self.text() != speech.typed(number):
            self.setText(speech.typed(number))

    def _make_room(self, event: QKeyEvent) -> None:
        """Whatever is typed over a reason replaces it whole."""
        if self._reason is not None and (event.text().isprintable() and event.text() or _erases(event)):
            self._reason = None
            self.clear()
            self._mark()
            if _erases(event):
                self._typed("")

    def _typed(self, text: str) -> None:
        self._reason = None
        number = _number(text)
        if number is not None or not text.strip():
            self.wrong.emit("")
            self.answered.emit(number)

    def _say_if_wrong(self) -> None:
        if self._reason is None and self.text().strip():
            try:
                self.setText(speech.typed(parse_whole(self.text())))
            except NotANumber as problem:
                self.wrong.emit(_(problem.message, **problem.facts))

    def _mark(self) -> None:
        if not self._reasons:
            return
        self.setProperty("look", "reason" if self._reason is not None else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def _in_field(self, answer: Answer) -> str:
        if isinstance(answer, Reason):
            return _(REASONS[answer])
        return speech.typed(answer) if isinstance(answer, int) else ""


class WhyButton(QToolButton):
    """The mouse's way to a reason; the keyboard has one key for each."""

    def __init__(self, take: Callable[[Reason], object]) -> None:
        super().__init__()
        self._take = take
        self.setIcon(icons.icon("why", "second"))
        self.setProperty("look", "why")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.setAccessibleName(_("Why there is no number"))
        self.setToolTip(_("Why there is no number"))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for reason, words in REASONS.items():
            action = menu.addAction(f"{_(words)}\t{_SHOWN_KEYS[reason]}")
            action.triggered.connect(lambda _checked=False, reason=reason: self._take(reason))


def _number(text: str) -> int | None:
    try:
        return parse_whole(text)
    except NotANumber:
        return None


def is_step(event: QEvent) -> bool:
    """Whether a field is asked if it wants the keys of taking back or doing again for itself."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))


def is_enter(event: QKeyEvent) -> bool:
    """Enter of either keyboard, on the numbers' side too, with nothing held."""
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _erases(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
