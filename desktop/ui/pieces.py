"""Small widgets that know their words in both languages and say them again when the language changes.

What the first window needs does without `PySide6.QtCore.Qt`: its hundred enumerations take 15 to 30 ms to
load.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Words = Callable[[], str]

SHORTEST = 80  # pixels that a line which gives way keeps

_breaking = False


def begin_breaking() -> None:
    """From now on Khmer lines may break inside; before, the word list would slow the first window."""
    global _breaking
    _breaking = True


def breakable(text: str) -> str:
    """The text with places where a Khmer line may break; for labels only, never for fields."""
    if not _breaking:
        return text
    from desktop.i18n.khmer import has_khmer, soft

    return soft(text) if has_khmer(text) else text


def respeak(widget: QWidget) -> None:
    """Let a widget and all in it say their words again."""
    from PySide6.QtWidgets import QApplication

    QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


class Label(QLabel):
    """A text. `look` is how the style sheet draws it: heading, title, second, sign ..."""

    def __init__(self, words: Words, look: str = "body", *, wrap: bool = True) -> None:
        super().__init__()
        self._words, self._wrap = words, wrap
        self.setProperty("look", look)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say(words)

    def say(self, words: Words) -> None:
        """Say something else from now on."""
        self._words = words
        text = words()
        if "<" in text:  # what others wrote is never taken for formatting
            from PySide6.QtCore import Qt

            self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(breakable(text) if self._wrap else text)
        self.setAccessibleName(text)

    def let_copy(self) -> None:
        """Let the text be marked and copied, with the mouse or with the keys."""
        from PySide6.QtCore import Qt

        by = Qt.TextInteractionFlag
        self.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.say(self._words)
        super().changeEvent(event)


class Short(Label):
    """One line that gives way: without room it ends in dots, and the pointer over it says the whole."""

    def __init__(self, words: Words, look: str = "body") -> None:
        super().__init__(words, look, wrap=False)
        self.setMinimumWidth(SHORTEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtCore import Qt

        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self.style().drawItemText(painter, room, align, self.palette(), True, shown, self.foregroundRole())
        painter.end()


class Button(QPushButton):
    """A button with a word, and a sign before it where it has one. `main` is the one to press next."""

    def __init__(
        self,
        words: Words,
        pressed: Callable[[], object],
        *,
        main: bool = False,
        icon: str = "",
        key: str = "",
        look: str = "",
    ) -> None:
        super().__init__()
        self._words, self._key, self._icon = words, key, icon
        self.setProperty("look", look or ("main" if main else "plain"))
        self._tint = "on_green" if main else ("green" if look in ("link", "plain", "") else "ink")
        if icon:
            from desktop.ui import icons  # the first window has none

            self.setIcon(icons.icon(icon, self._tint))
            self.setIconSize(QSize(18, 18))
        self.clicked.connect(lambda: pressed())
        if key:  # not the button's own shortcut: that waits 100 ms, and what is typed then goes astray
            QShortcut(QKeySequence(key), self, self.click)
        self.say(words)

    def be_main(self, *, main: bool) -> None:
        """Become the one to press next, or no longer be it."""
        self.setProperty("look", "main" if main else "plain")
        self._tint = "on_green" if main else "green"
        if self._icon:
            from desktop.ui import icons

            self.setIcon(icons.icon(self._icon, self._tint))
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as the space bar does."""
        if event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            self.click()
        else:
            super().keyPressEvent(event)

    def say(self, words: Words) -> None:
        self._words = words
        text = words()
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        if self._key:
            self.setToolTip(QKeySequence(self._key).toString(QKeySequence.SequenceFormat.NativeText))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.say(self._words)
        super().changeEvent(event)


class _Lead(QObject):
    """Hands the focus on to where a page begins."""

    def __init__(self, page: QWidget, first: QWidget) -> None:
        super().__init__(page)
        self._first = first
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._first.setFocus()
        return super().eventFilter(watched, event)


class _Name(QObject):
    """Says a widget's name for a screen reader again when the language changes."""

    def __init__(self, widget: QWidget, words: Words) -> None:
        super().__init__(widget)
        self._words = words
        widget.setAccessibleName(words())
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange and isinstance(watched, QWidget):
            watched.setAccessibleName(self._words())
        return super().eventFilter(watched, event)


def call(widget: QWidget, words: Words) -> None:
    """Name a widget that shows no word of its own, for a screen reader."""
    _Name(widget, words)


def begin_at(page: QWidget, first: QWidget) -> None:
    """Where a page gives the focus to when it gets it.

    Qt's own focus proxy would let Tab pass over all that stands before `first` on the page.
    """
    _Lead(page, first)


class Field(QLineEdit):
    """A line to type in; `words` name it for a screen reader, `example` stands in it while it is empty."""

    def __init__(self, words: Words, example: Words | None = None) -> None:
        super().__init__()
        self._words, self._example = words, example
        self.say()

    def say(self) -> None:
        """Ask for its words again: they may be others now."""
        self.setAccessibleName(self._words())
        if self._example is not None:
            self.setPlaceholderText(self._example())
            self.setToolTip(self._example())  # where the field is too short for it

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.say()
        super().changeEvent(event)


class Card(QFrame):
    """A paper on the desk: things that belong together."""

    def __init__(self, look: str = "card", *, gap: int = 8) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 16, 20, 16)
        self.box.setSpacing(gap)

    def add(self, *things: QWidget | QLayout) -> None:
        place(self.box, *things)


def place(box: QBoxLayout, *things: QWidget | QLayout) -> None:
    for thing in things:
        if isinstance(thing, QWidget):
            box.addWidget(thing)
        else:
            box.addLayout(thing)


def row(*things: QWidget | QLayout | None, gap: int = 8) -> QHBoxLayout:
    """Things beside each other; None is the space that grows."""
    box = QHBoxLayout()
    box.setSpacing(gap)
    for thing in things:
        if thing is None:
            box.addStretch(1)
        else:
            place(box, thing)
    return box


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = 8) -> QVBoxLayout:
    box = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    box.setContentsMargins(margin, margin, margin, margin)
    box.setSpacing(gap)
    return box


def in_scroll(inside: QWidget) -> QScrollArea:
    """What may be higher than the window; on a wide window what is narrower stands in the middle."""
    from PySide6.QtCore import Qt

    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    scroll.setWidget(inside)
    return scroll


def empty(box: QLayout) -> None:
    """Take everything out of a layout, with the layouts in it."""
    while (item := box.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
