"""Beside a text: what should not stand in a report, in words; and text of a Limon font offered in Khmer."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget
from shiboken6 import isValid

from desktop.i18n.words import _
from desktop.ui.answer_field import TextField
from desktop.ui.look import colour
from desktop.ui.pieces import Button, Card, Label, Words, column, place, row
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from desktop.actions.text import Looks, Suspicion

LOOK_AFTER_MILLISECONDS = 600  # after the last key
SHOWN = 3  # suspicions at a time


class TextWatch(QWidget):
    """Stands under a text, hidden while there is nothing to say. It never keeps anybody from writing on."""

    def __init__(self, tasks: Tasks, field: TextField) -> None:
        super().__init__()
        self._tasks, self._field = tasks, field
        self._looks: Looks | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self.words = Label(lambda: "", "note")
        self.offer = Label(lambda: "", "information")
        self.convert = Button(lambda: _("Convert to Khmer"), self._convert)
        self._offered = Card("information")
        self._offered.box.setContentsMargins(12, 8, 12, 8)
        line = row(self.offer, self.convert)
        line.setStretch(0, 1)
        self._offered.add(line)
        place(column(self, gap=4), self.words, self._offered)
        self.hide()
        field.textChanged.connect(self._timer.start)
        field.left.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look the text over in a lane; what was typed meanwhile is looked over by and by."""
        from desktop.actions import text

        self._timer.stop()
        written = self._field.toPlainText()
        known = self._looks is not None and self._looks.text == written
        if not known and not self._tasks.finished:  # a closing window takes the focus from its fields
            self._tasks.call(text.look_over, written, then=self._seen)

    def _seen(self, looks: "Looks") -> None:
        if not isValid(self._field) or looks.text != self._field.toPlainText():
            return  # the page is left, or something else stands there by now
        self._looks = looks
        self._underline(looks.suspicions)
        self.words.say(partial(_sentences, looks))
        self.words.setHidden(not looks.suspicions)
        self.offer.say(_offer(looks))
        self._offered.setHidden(looks.in_khmer is None or self._field.isReadOnly())
        self.setHidden(not looks.suspicions and self._offered.isHidden())

    def _convert(self) -> None:
        """Put the Khmer reading in the place of the text, as a person would by typing it."""
        if self._looks is not None and self._looks.in_khmer is not None:
            self._field.rewrite(self._looks.in_khmer)
            self._field.setFocus()

    def _underline(self, suspicions: "tuple[Suspicion, ...]") -> None:
        self._field.setExtraSelections([self._line(one.start, one.end) for one in suspicions])

    def _line(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        """A dotted line under a part of the text; places are counted as Qt counts them."""
        written = self._field.toPlainText()
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(_as_qt_counts(written, start))
        cursor.setPosition(_as_qt_counts(written, end), QTextCursor.MoveMode.KeepAnchor)
        style = QTextCharFormat()
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        style.setUnderlineColor(_ink())
        found.cursor, found.format = cursor, style
        return found


def _sentences(looks: "Looks") -> str:
    """A sentence for each kind of thing that was seen, with the words it is about."""
    seen: dict[str, list[str]] = {}
    for one in looks.suspicions[:SHOWN]:
        seen.setdefault(one.message, []).append(_("“{reason}”", reason=looks.text[one.start : one.end]))
    return "\n".join(f"{', '.join(found)}: {_(message)}" for message, found in seen.items())


def _offer(looks: "Looks") -> Words:
    def words() -> str:
        if looks.in_khmer is None:
            return ""
        asked = _("This looks like text typed for a Limon font. Convert it? Ctrl+Z takes it back.")
        return f"{asked}\n{looks.in_khmer}"

    return words


def _as_qt_counts(text: str, place_: int) -> int:
    """Qt counts a letter outside the first plane of Unicode as two."""
    return len(text[:place_].encode("utf-16-le")) // 2


def _ink() -> "QColor":
    from PySide6.QtGui import QColor

    return QColor(colour("amber"))
