"""Printouts: the office's report for signature, or the summary of all offices, saved as PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog

from desktop.changed import Changed
from desktop.errors import UserError
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.files import save
from desktop.ui.message import in_words
from desktop.ui.pieces import Button, Card, Label, column, row
from desktop.ui.preview import Preview
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.home import Home
    from desktop.actions.office import Database
    from desktop.domain.sheet import Sheet
    from desktop.progress import Progress

CARD_WIDTH = 420
OFFICE, SUMMARY = "office", "summary"


class Printouts(Screen):
    """Period, language and digits are chosen here; the paper itself is made in the slow lane."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.period = QComboBox()
        self.period.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.period.setAccessibleName(_("Reporting period"))
        self._language = _Choice((("km", "ខ្មែរ"), ("en", "English")), chosen())
        self._digits = _Choice((("khmer", "១២៣"), ("latin", "123")), speech.digits())
        report, summary = (lambda: _("Office report …")), (lambda: _("Summary of all offices …"))
        self.report = Button(report, lambda: self._choose(OFFICE), main=True, icon="print")
        self.summary = Button(summary, lambda: self._choose(SUMMARY), icon="print")
        self.done = Label(lambda: "", "good")
        self.open = Button(lambda: _("Open the paper"), self._open, look="link")
        self._asked: tuple[str, ...] = ()
        self._made: Path | None = None
        self.preview = Preview()
        self.shown = SUMMARY if frame.office.is_secretariat else OFFICE  # in the preview
        for choice in (self._language, self._digits):
            choice.changed = self.look
        self.period.activated.connect(self.look)
        self._lay_out()
        self.setFocusProxy(self.period)

    def refresh(self) -> None:
        from desktop.actions import home

        self.tasks.ask(home.show, self.frame.period, then=self._show)

    def save(self, which: str, path: Path) -> None:
        """Make a paper and save it."""
        self._working(busy=True)
        asked = (which, self.period.currentData(), self._language.value, self._digits.value, path)
        self.tasks.labour(
            _pages, _save, *asked, then=self._saved, otherwise=self._failed, stopped=self._stopped
        )

    def look(self, *_: object) -> None:
        """Show the paper as it would be; the slow lane makes it, and only the last one asked is shown."""
        asked = (self.shown, self.period.currentData(), self._language.value, self._digits.value)
        self._asked = asked
        if asked[1]:
            self.tasks.ask(
                _sheet, *asked, then=self._seen, otherwise=self._not_seen, lane=self.tasks.slow
            )

    def show_paper(self, which: str) -> None:
        """Look at the office's report, or at the summary."""
        self.shown = which
        self.look()

    def _seen(self, found: "tuple[tuple[str, ...], Sheet]") -> None:
        asked, sheet = found
        if asked == self._asked:
            self.preview.show_sheet(sheet)

    def _not_seen(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.preview.say(in_words(error))
        else:
            self.tasks.failed.emit(error)

    def _lay_out(self) -> None:
        card = Card(gap=12)
        card.setFixedWidth(CARD_WIDTH)
        card.add(Label(lambda: _("Printouts"), "heading"))
        card.add(Label(lambda: _("A paper for signature, with the place for the stamp."), "second"))
        card.add(row(_name(lambda: _("Period")), self.period, None))
        card.add(row(_name(lambda: _("Language")), *self._language.buttons, None))
        card.add(row(_name(lambda: _("Digits")), *self._digits.buttons, None))
        papers = [Button(_see_report, lambda: self.show_paper(OFFICE), look="link")]
        papers += [Button(_see_summary, lambda: self.show_paper(SUMMARY), look="link")]
        papers[1].setHidden(self._is_commune())
        card.add(row(*papers, None), row(self.report, None), row(self.summary, None))
        card.add(self.done, row(self.open, None))
        card.add(Label(_one_paper, "hint"))
        self.summary.setHidden(self._is_commune())
        self.done.hide()
        self.open.hide()
        card.box.addStretch(1)
        page = column(self, margin=24)
        both = row(card, self.preview, gap=16)
        both.setStretch(1, 1)
        page.addLayout(both)

    def _is_commune(self) -> bool:
        """A commune has no offices under it to sum up."""
        return len(self.frame.office.unit.code) == 6

    def _show(self, found: "Home") -> None:
        wanted = self.period.currentData() or found.period
        self.period.clear()
        for code in found.choices:
            self.period.addItem(speech.period(code), code)
        self.period.setCurrentIndex(max(self.period.findData(wanted), 0))
        self.look()

    def _choose(self, which: str) -> None:
        name = f"{self.frame.office.unit.code}-{which}-{self.period.currentData()}.pdf"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the paper"), name, "PDF (*.pdf)")
        if path:
            self.save(which, Path(path))

    def _saved(self, path: Path) -> None:
        self._working(busy=False)
        self._made = path
        self.done.say(lambda: _("Saved: {file}", file=path))
        self.done.show()
        self.open.show()

    def _failed(self, error: BaseException) -> None:
        self._working(busy=False)
        self.tasks.failed.emit(error)

    def _stopped(self) -> None:
        self._working(busy=False)

    def _working(self, *, busy: bool) -> None:
        for button in (self.report, self.summary):
            button.setEnabled(not busy)

    def _open(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))


class _Choice:
    """A few buttons of which one holds."""

    def __init__(self, choices: tuple[tuple[str, str], ...], first: str) -> None:
        self._group = QButtonGroup()
        self.value = first
        self.changed: Callable[[], object] = _nothing
        self.buttons: list[Button] = []
        for value, word in choices:
            button = Button(_always(word), self._take(value), look="choice")
            button.setCheckable(True)
            button.setChecked(value == first)
            self._group.addButton(button)
            self.buttons.append(button)

    def _take(self, value: str) -> Callable[[], None]:
        def take() -> None:
            self.value = value
            self.changed()

        return take


def _always(word: str) -> Callable[[], str]:
    """A language's own name, and digits as they look, are the same in every language."""
    return lambda: word


def _name(words: Callable[[], str]) -> Label:
    label = Label(words, wrap=False)
    label.setMinimumWidth(120)
    return label


def _nothing() -> None:
    pass


def _see_report() -> str:
    return _("See the report")


def _see_summary() -> str:
    return _("See the summary")


def _one_paper() -> str:
    return _("Beside are the words and figures. Lines and pages are as on paper in the PDF: print that.")


def _sheet(
    db: "Database", which: str, period: str, language: str, digits: str
) -> "tuple[tuple[str, ...], Sheet]":
    """In the slow lane: the paper, with what was asked."""
    from desktop.actions import printout

    make = printout.office_report_sheet if which == OFFICE else printout.province_summary_sheet
    return (which, period, language, digits), make(db, period, language, digits)


def _pages() -> str:
    return _("Pages are made:")


def _save(
    db: "Database", which: str, period: str, language: str, digits: str, path: Path, progress: "Progress"
) -> Path:
    """In the slow lane: make the PDF and write it whole."""
    from desktop.actions import printout

    make = printout.office_report if which == OFFICE else printout.province_summary
    return save(path, make(db, period, language, digits, progress=progress))
