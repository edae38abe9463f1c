"""The attachments of a report: adding by a button, by dropping or by pasting; captions; looking; removing."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QWidget
from shiboken6 import isValid

from desktop.changed import Changed
from desktop.domain import attachment_words
from desktop.domain.attachment import (
    MAX_REPORT_BYTES,
    PLACES,
    Attachment,
    TooMany,
    attachment,
    attachments,
    place_for,
    size_of,
)
from desktop.domain.report import Answer
from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui import dropped, speech
from desktop.ui.activity_page import Page
from desktop.ui.answers import Answers
from desktop.ui.attachment_row import Row
from desktop.ui.attachment_viewer import Viewer
from desktop.ui.pictures import png
from desktop.ui.pieces import Button, Label, Words, column, place, row

FILES = "*.jpg *.jpeg *.png *.webp *.gif *.bmp *.pdf"


class AttachmentsPage(Page):
    """`tell` says above the form what was just done, with a button to take it back."""

    def __init__(self, answers: Answers, tell: Callable[[Words], object]) -> None:
        super().__init__(answers, lambda: _("Attachments"), _under_title, ())
        self._tell = tell
        self.setAcceptDrops(True)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste, context=within)

    def foot(self) -> QBoxLayout:
        self.rows: dict[str, Row] = {}
        self._frozen, self._coming, self._looked_at = False, 0, ""
        self.add = Button(lambda: _("Add a photo or a PDF"), self.choose_files, icon="file", key="Ctrl+O")
        self.room = Label(lambda: "", "second")
        self.none = Label(lambda: _("Nothing is attached to this report."), "second")
        self._drop = _drop_place(self.add)
        self._list = column(gap=10)
        self._all = QWidget()
        place(column(self._all, gap=12), self._drop, self.room, self.none, self._list, super().foot())
        self.viewer = Viewer(self.answers.tasks)
        self.viewer.closed.connect(self._back)
        self.viewer.hide()
        where = column()
        place(where, self._all, self.viewer)
        return where

    def freeze(self, frozen: bool) -> None:
        self._frozen = frozen
        self._drop.setHidden(frozen)
        for one in self.rows.values():
            one.freeze(frozen)
        self.show_findings()

    def first_field(self) -> QWidget | None:
        return next((one.caption for one in self.rows.values()), None) or self.add

    def go_to(self, cell: str, caret: int | None = None) -> None:
        if cell in self.rows:
            self.rows[cell].caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, n: int) -> None:
        disputed = [one.choice for one in self.rows.values() if one.choice is not None]
        if disputed:
            next((one for one in disputed if one.is_open), disputed[0]).choose(n)

    def show_findings(self) -> None:
        """The rows as the report has them now; one that is the same stays, with the focus in it."""
        for cell in PLACES:
            self._show(cell)
        self.none.setVisible(not self.rows)
        self.room.say(self._room_words)
        self.room.setHidden(self._frozen)

    def choose_files(self) -> None:
        kinds = _("Photos and PDF") + f" ({FILES})"
        files, _filter = QFileDialog.getOpenFileNames(self, _("Choose files"), "", kinds)
        self.take([Path(file) for file in files])

    def paste(self) -> None:
        """Attach what the clipboard holds: files, or a picture."""
        held = QGuiApplication.clipboard().mimeData()
        if held.hasUrls():
            self.take(dropped.paths(held))
        elif held.hasImage():
            self.take([png(QImage(QGuiApplication.clipboard().image()))])

    def take(self, sources: Sequence[Path | bytes]) -> None:
        """Clean and keep photos and PDFs in the slow lane, each on its own: one that fails stops no other."""
        from desktop.actions import attachments as taking

        if self._frozen:
            return
        free = sum(self._answers()[cell] is None for cell in PLACES) - self._coming
        if len(sources) > free:
            self.answers.tasks.failed.emit(TooMany(most=len(PLACES)))
        for source in sources[: max(free, 0)]:
            name = "" if isinstance(source, Path) else _("The picture")
            self._count(1)
            self.answers.tasks.labour(
                lambda: _("Making the attachment small"),
                taking.take,
                source,
                name,
                then=self._took,
                otherwise=self._failed,
                stopped=partial(self._count, -1),
                needed=True,
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._frozen:
            dropped.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._frozen:
            self.take(dropped.take(event))

    def _took(self, found: Attachment) -> None:
        """It is kept; now the report speaks of it. The person may look at another page by now."""
        try:
            cell = place_for(self._answers(), found)
        except UserError as problem:
            self._failed(problem)
            return
        self._count(-1)
        self.answers.take({cell: found.answer})
        if not isValid(self):  # the report may have been read again meanwhile, and does not know of it
            self.answers.tasks.changed.emit(Changed.RECORDS)
        elif self.isVisible():
            self.go_to(cell)

    def _failed(self, error: BaseException) -> None:
        self._count(-1)
        self.answers.tasks.failed.emit(error)

    def _count(self, change: int) -> None:
        self._coming += change
        if isValid(self):
            self.room.say(self._room_words)

    def _remove(self, cell: str) -> None:
        found = attachment(cell, self.answers.answer(cell))
        name = attachment_words.called(cell, found, speech.voice()) if found else ""
        self.answers.take({cell: None})
        self._tell(lambda: _("Removed from the report: {name}", name=name))
        (self.first_field() or self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, cell: str, found: Attachment) -> None:
        self._all.hide()
        self.viewer.show()
        self.viewer.open(cell, found)
        self._looked_at = cell

    def _back(self) -> None:
        self.viewer.hide()
        self._all.show()
        if self._looked_at in self.rows:
            self.rows[self._looked_at].open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, cell: str) -> None:
        old = self.rows.get(cell)
        holds = self.answers.answer(cell) is not None or bool(self.answers.rivals(cell))
        if old is not None and (not holds or not old.is_still()):
            self._list.removeWidget(self.rows.pop(cell))
            old.hide()
            old.deleteLater()
            old = None
        if old is not None:
            old.show_answer()
        elif holds:
            self._add_row(cell)

    def _add_row(self, cell: str) -> None:
        new = Row(self.answers, cell)
        new.freeze(self._frozen)
        new.removed.connect(partial(self._remove, cell))
        new.looked.connect(partial(self._look, cell))
        before = sum(other in self.rows for other in PLACES[: PLACES.index(cell)])
        self._list.insertWidget(before, new)
        self.rows[cell] = new
        self.rows = {place_: self.rows[place_] for place_ in PLACES if place_ in self.rows}

    def _show_again(self, cells: object) -> None:
        self.show_findings()

    def _answers(self) -> dict[str, Answer]:
        return {cell: self.answers.answer(cell) for cell in PLACES}

    def _room_words(self) -> str:
        every = attachments(self._answers())
        facts = {
            "n": speech.number(sum(answer is not None for answer in self._answers().values())),
            "most": speech.number(len(PLACES)),
            "size": speech.number(-(-size_of(every.values()) // 1000)),
            "room": speech.number(MAX_REPORT_BYTES // 1000),
        }
        said = _("{n} of {most} attachments, {size} of {room} kB", **facts)
        return said + " · " + _("Making it small …") if self._coming > 0 else said


def _drop_place(add: Button) -> QFrame:
    drop = QFrame()
    drop.setProperty("look", "drop")
    words = Label(lambda: _("Drop photos or PDF files here, or paste a picture with Ctrl+V."), "second")
    box = row(words, add)
    box.setStretch(0, 1)
    box.setContentsMargins(16, 14, 16, 14)
    drop.setLayout(box)
    return drop


def _under_title() -> str:
    return _(
        "Photos and PDF pages that show what was done. They are made small, and place, time, camera and "
        "author are taken out. Show no child that can be recognised, and no names."
    )
