"""Printouts: choose a paper, see its pages, print or save them; each copy is made anew and registered."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.changed import Changed
from desktop.domain.sheet import Grade
from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.left import Left
from desktop.ui.message import in_words
from desktop.ui.order_form import Asked, OrderForm
from desktop.ui.papers import OF_A_PERIOD, TO_HANG_UP
from desktop.ui.pieces import Button, Card, Label, begin_at, column, in_scroll, place, row
from desktop.ui.preview import Preview
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.home import Home
    from desktop.actions.office import Database
    from desktop.actions.releasing import Released
    from desktop.domain.report import ReportKey
    from desktop.progress import Progress

CARD_WIDTH, SCROLL_BAR = 400, 14
PDF, EXCEL = "pdf", "xlsx"
KINDS = {PDF: "PDF (*.pdf)", EXCEL: "Excel (*.xlsx)"}


class Printouts(Screen):
    """The pages that are seen are made once, in the slow lane; what leaves bears its number beside them."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.order = OrderForm(frame)
        self.print = Button(lambda: _("Print …"), self._print, main=True, icon="print")
        self.keep_as = Button(lambda: _("Save as PDF …"), partial(self._choose, PDF), icon="file")
        self.as_excel = Button(lambda: _("Save as Excel …"), partial(self._choose, EXCEL), icon="file")
        self.left = Left()
        self.preview = Preview()
        self._asked: Asked | None = None  # what the preview shows, or will show
        self._led = False  # here by a button for the signature: printing is what comes next
        self.order.changed.connect(self.look)
        self._lay_out()
        begin_at(self, self.order.paper)

    def refresh(self) -> None:
        from desktop.actions import home

        self.tasks.ask(home.show, self.frame.period, then=self._show)

    def show_paper(
        self, which: str, report: "ReportKey | None" = None, grade: Grade = Grade.SHAREABLE
    ) -> None:
        """Go to a paper; to that of any report."""
        self._led = grade is Grade.OFFICIAL
        self.order.choose(which, report, grade)
        self.look()

    def look(self) -> None:
        """Make the paper and show it; only the last one asked for is shown."""
        asked = self.order.asked()
        if asked is None:
            return
        self._asked = asked
        self.left.hide()
        self._working(busy=True)
        self.tasks.labour(
            _pages,
            _make,
            asked,
            then=partial(self._seen, asked),
            otherwise=partial(self._not_seen, asked),
            stopped=partial(self._say, asked, _not_made),
            once=True,
        )

    def save(self, path: Path, kind: str = PDF) -> None:
        """Make a copy of the paper that is seen, and save it."""
        if self._asked is None:
            return
        self._working(busy=True)
        self.tasks.labour(
            _pages,
            _save,
            self._asked,
            kind,
            path,
            then=partial(self._saved, path),
            otherwise=self._failed,
            stopped=partial(self._working, busy=False),
        )

    def _lay_out(self) -> None:
        """What is chosen scrolls where it must; the buttons are always in sight."""
        links = (
            Button(words, partial(self.frame.go, name), look="link", icon="next")
            for words, name in (
                (lambda: _("Files for other programs"), "exports"),
                (lambda: _("Copies that left this office"), "releases"),
            )
        )
        card = Card(gap=12)
        card.setFixedWidth(CARD_WIDTH)
        card.add(self.order)
        card.box.addStretch(1)
        beside = QWidget()
        beside.setFixedWidth(CARD_WIDTH + SCROLL_BAR)
        choosing = column(beside, gap=8)
        scroll = in_scroll(card)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        place(choosing, scroll, row(self.print, self.keep_as, None), row(self.as_excel, None), self.left)
        choosing.setStretch(0, 1)
        both = row(beside, self.preview, gap=16)
        both.setStretch(1, 1)
        page = column(self, gap=8)
        page.setContentsMargins(24, 12, 24, 16)
        place(page, row(Label(lambda: _("Printouts"), "heading"), None, *links), both)
        page.setStretch(1, 1)

    def _show(self, found: "Home") -> None:
        self.order.period.offer(tuple(found.choices), found.period)
        self.look()

    def _seen(self, asked: Asked, pdf: bytes) -> None:
        if asked == self._asked:
            self.preview.show_pdf(pdf)
            self._working(busy=False)
            if self._led:
                self.print.setFocus()
                self._led = False

    def _not_seen(self, asked: Asked, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._say(asked, partial(in_words, error))
        else:
            self.tasks.failed.emit(error)

    def _say(self, asked: Asked, words: Callable[[], str]) -> None:
        if asked == self._asked:
            self.preview.say(words)

    def _print(self) -> None:
        """Ask for the printer first: only what is really printed is registered."""
        from desktop.ui import printer

        paper, asked = self.preview.paper, self._asked
        if paper is None or asked is None or not self._has_receiver():
            return
        try:
            chosen_one = printer.choose(self, paper.pdf, self._file_name())
        except printer.NoPrinter as error:
            self.tasks.failed.emit(error)
            self.keep_as.setFocus()
            return
        if chosen_one is not None:
            self._working(busy=True)
            ready = partial(self._working, busy=False)

            def give(released: "Released") -> None:
                printer.give(
                    self.tasks, chosen_one, released.content, partial(self._printed, released), ready
                )

            self.tasks.labour(_pages, _release, asked, PDF, then=give, otherwise=self._failed, stopped=ready)

    def _has_receiver(self) -> bool:
        """Whether a copy can be made; else the field that waits has the focus."""
        if not self.order.is_ready:
            self.order.grade.ask()
        return self.order.is_ready

    def _printed(self, released: "Released", pages: int) -> None:
        self._working(busy=False)
        self.left.say(lambda: _("Pages given to the printer: {n}", n=speech.number(pages)), released.number)

    def _choose(self, kind: str) -> None:
        if not self._has_receiver():
            return
        name = f"{self._file_name()}.{kind}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the paper"), name, KINDS[kind])
        if path:
            self.save(Path(path), kind)

    def _saved(self, path: Path, released: "Released") -> None:
        self._working(busy=False)
        self.left.saved(path, released.number)

    def _failed(self, error: BaseException) -> None:
        self._working(busy=False)
        self.tasks.failed.emit(error)

    def _working(self, *, busy: bool) -> None:
        """Print and save only what is seen, and one after the other."""
        for button in (self.print, self.keep_as, self.as_excel):
            button.setEnabled(not busy)
        self.as_excel.setVisible(self.order.which not in TO_HANG_UP)

    def _file_name(self) -> str:
        asked = self._asked
        assert asked is not None
        office = (asked.unit or self.frame.office.unit.id).rpartition(".")[2]
        if asked.paper in OF_A_PERIOD:
            return f"{office}-{asked.paper}-{asked.period}"
        return f"{asked.paper}-{asked.language}"


def _pages() -> str:
    return _("Pages are made:")


def _not_made() -> str:
    return _("The paper was not made. Choose it again to see it.")


def _make(db: "Database", asked: Asked, progress: "Progress") -> bytes:
    """In the slow lane: the paper as PDF to be looked at, in memory only."""
    from desktop.actions import printout

    return printout.printed(db, asked.order(), progress)


def _release(db: "Database", asked: Asked, kind: str, progress: "Progress") -> "Released":
    """In the slow lane: a copy that leaves, with its number on it, registered."""
    from desktop.actions import releasing

    return releasing.release(db, asked.order(), releasing.FileFormat(kind), progress)


def _save(db: "Database", asked: Asked, kind: str, path: Path, progress: "Progress") -> "Released":
    from desktop.ui.files import save

    released = _release(db, asked, kind, progress)
    save(path, released.content)
    return released
