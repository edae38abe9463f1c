"""One attachment, large, inside the window: a photo, or a PDF page by page."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from desktop.domain import attachment_words
from desktop.domain.attachment import Attachment
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.pictures import Picture, read
from desktop.ui.pieces import Button, Label, column, place, row
from desktop.ui.tasks import Tasks

LEAST_WIDTH, MOST_WIDTH, SCROLL_BAR = 400, 1000, 16  # pixels
LARGER = 2.0  # times


class Viewer(QWidget):
    """`closed`: the person goes back to the list. Nothing of what is shown is written to the disk."""

    closed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._shown: tuple[str, Attachment] | None = None
        self._page, self.pages, self._scale = 0, 1, 1.0
        self.back = Button(lambda: _("Back"), self.leave, look="link", icon="back")
        self.title = Label(lambda: "", "subheading")
        self.of_pages = Label(lambda: "", "second", wrap=False)
        self._before = Button(lambda: _("Previous page"), partial(self.turn, -1), key="PgUp")
        self._after = Button(lambda: _("Next page"), partial(self.turn, 1), key="PgDown")
        self._larger = Button(self._larger_words, self.resize_picture, key="Ctrl++")
        self.picture = QLabel()
        self.note = Label(lambda: "", "second")
        head = row(self.back, self.title, self.of_pages, self._before, self._after, self._larger)
        head.setStretch(1, 1)
        place(column(self, gap=10), head, self.note, self.picture)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Esc"), self, self.leave, context=within)

    def open(self, cell: str, found: Attachment) -> None:
        """Show an attachment from its first page."""
        self._shown, self._page, self._scale = (cell, found), 0, 1.0
        self.picture.clear()
        self._read()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, pages: int) -> None:
        """Show a page before or after this one, where there is one."""
        if 0 <= self._page + pages < self.pages:
            self._page += pages
            self._read()

    def resize_picture(self) -> None:
        """Show it larger, or as it was again."""
        self._scale = 1.0 if self._scale > 1 else LARGER
        self._read()

    def leave(self) -> None:
        """Back to the list; what was seen is let go."""
        self._shown = None
        self.picture.clear()
        self.closed.emit()

    def _read(self) -> None:
        if self._shown is None:
            return
        dots = self.devicePixelRatioF()
        width = min(max(self.width() - SCROLL_BAR, LEAST_WIDTH), MOST_WIDTH) * self._scale
        box = QSize(round(width * dots), round(2 * width * dots))
        asked = (self._shown, self._page)
        then, missed = partial(self._seen, asked, dots), partial(self._missed, asked)
        self._tasks.ask(read, self._shown[1], box, self._page, then=then, otherwise=missed)

    def _seen(self, asked: object, dots: float, found: Picture) -> None:
        if not isValid(self) or self._shown is None or asked != (self._shown, self._page):
            return  # something else is looked at by now
        self.pages = found.pages
        sheet = QPixmap.fromImage(found.image)
        sheet.setDevicePixelRatio(dots)
        self.picture.setPixmap(sheet)
        self.picture.setFixedSize(sheet.deviceIndependentSize().toSize())
        self._say(self._shown, can_be_shown=not found.image.isNull())

    def _missed(self, asked: object, _error: BaseException) -> None:
        if isValid(self) and self._shown is not None and asked == (self._shown, self._page):
            self._say(self._shown, can_be_shown=False)

    def _say(self, shown: tuple[str, Attachment], *, can_be_shown: bool) -> None:
        cell, found = shown
        self.title.say(lambda: attachment_words.called(cell, found, speech.voice()))
        self.picture.setAccessibleName(attachment_words.called(cell, found, speech.voice()))
        self.note.say(lambda: "" if can_be_shown else _("This attachment cannot be shown."))
        self.note.setHidden(can_be_shown)
        many = self.pages > 1
        numbers = (self._page + 1, self.pages)
        self.of_pages.say(lambda: _page_of(*numbers) if many else "")
        for button in (self._before, self._after):
            button.setVisible(many)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page + 1 < self.pages)
        self._larger.say(self._larger_words)

    def _larger_words(self) -> str:
        return _("Smaller") if self._scale > 1 else _("Larger")


def _page_of(page: int, pages: int) -> str:
    return _("Page {n} of {pages}", n=speech.number(page), pages=speech.number(pages))
