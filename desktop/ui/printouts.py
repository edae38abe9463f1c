"""Printouts: choose a paper, see its pages, print them or save them as PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog

from desktop.changed import Changed
from desktop.errors import UserError
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.files import save
from desktop.ui.message import in_words
from desktop.ui.pieces import Button, Card, Label, begin_at, column, in_scroll, row
from desktop.ui.preview import Preview
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.home import Home
    from desktop.actions.office import Database
    from desktop.domain.report import ReportKey
    from desktop.progress import Progress

CARD_WIDTH, SCROLL_BAR = 400, 14
NAME_WIDTH = 100
OFFICE, SUMMARY, HISTORY, RECEIPT = "office", "summary", "history", "receipt"
HOTLINES, REFERRAL, GLOSSARY = "hotlines", "referral", "glossary"
PAPERS = {
    OFFICE: mark("Report of the office"),
    SUMMARY: mark("Summary of all offices"),
    HISTORY: mark("History of the report"),
    RECEIPT: mark("Receipt for the report"),
    HOTLINES: mark("Poster of the hotlines"),
    REFERRAL: mark("Who receives a report"),
    GLOSSARY: mark("Words of the plan, a booklet"),
}
OF_A_PERIOD = (OFFICE, SUMMARY, HISTORY, RECEIPT)

Asked = tuple[str, str, str, str, str]  # which paper, period, language, digits, whose history


class Printouts(Screen):
    """The paper is made once, in the slow lane; what is seen is what is printed and saved."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.paper, self.period = _box(), _box()
        self._language = _Choice((("km", "ខ្មែរ"), ("en", "English")), chosen())
        self._digits = _Choice((("khmer", "១២៣"), ("latin", "123")), speech.digits())
        self.print = Button(lambda: _("Print …"), self._print, main=True, icon="print")
        self.keep_as = Button(lambda: _("Save as PDF …"), self._choose, icon="file")
        self.hint, self.done = Label(_signature, "second"), Label(lambda: "", "good")
        self.open = Button(lambda: _("Open the paper"), self._open, look="link")
        self.preview = Preview()
        self._asked: Asked | None = None  # what the preview shows, or will show
        self._unit = ""  # whose history; this office's own where it is empty
        self._saved_as: Path | None = None
        self._offer()
        self.paper.activated.connect(self._other_paper)
        for changed in (self.period.activated, self._language.changed, self._digits.changed):
            changed.connect(self.look)
        self._lay_out()
        begin_at(self, self.paper)

    def refresh(self) -> None:
        from desktop.actions import home

        self.tasks.ask(home.show, self.frame.period, then=self._show)

    def show_paper(self, which: str, report: "ReportKey | None" = None) -> None:
        """Go to a paper; to the history of any report."""
        self.paper.setCurrentIndex(max(self.paper.findData(which), 0))
        self._unit = report.org_unit if report is not None else ""
        if report is not None:
            self._choose_period(report.period)
        self.look()

    def look(self, *_args: object) -> None:
        """Make the paper and show it; only the last one asked for is shown."""
        which = str(self.paper.currentData())
        self.period.setEnabled(which in OF_A_PERIOD)
        self._digits.set_enabled(enabled=which in OF_A_PERIOD)
        period = self.period.currentData()
        if not period:
            return
        asked = self._asked = (which, period, self._language.value, self._digits.value, self._unit)
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

    def save(self, path: Path) -> None:
        """Save the paper that is seen."""
        if self.preview.paper is not None:
            self._working(busy=True)
            work: Callable[[Path, bytes], Path] = save
            args = (path, self.preview.paper.pdf)
            self.tasks.call(work, *args, then=self._saved, otherwise=self._failed, lane=self.tasks.slow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say_names()
            self._language.follow(chosen())
            self._digits.follow(speech.digits())

    def _lay_out(self) -> None:
        card = Card(gap=12)
        card.setFixedWidth(CARD_WIDTH)
        card.add(Label(lambda: _("Printouts"), "heading"), self.hint)
        for words, box in ((lambda: _("Paper"), self.paper), (lambda: _("Period"), self.period)):
            line = row(_name(words), box)
            line.setStretch(1, 1)
            card.add(line)
        card.add(row(_name(lambda: _("Language")), *self._language.buttons, None))
        card.add(row(_name(lambda: _("Digits")), *self._digits.buttons, None))
        card.add(row(self.print, self.keep_as, None), self.done, row(self.open, None))
        self.done.hide()
        self.open.hide()
        card.box.addStretch(1)
        beside = in_scroll(card)
        beside.setFixedWidth(CARD_WIDTH + SCROLL_BAR)
        both = row(beside, self.preview, gap=16)
        both.setStretch(1, 1)
        column(self, margin=24).addLayout(both)

    def _offer(self) -> None:
        """The papers of this office; a commune has no offices under it to sum up."""
        alone = len(self.frame.office.unit.code) == 6
        for which in PAPERS:
            if which != SUMMARY or not alone:
                self.paper.addItem("", which)
        first = SUMMARY if self.frame.office.is_secretariat else OFFICE
        self.paper.setCurrentIndex(self.paper.findData(first))
        self._say_names()

    def _say_names(self) -> None:
        self.paper.setAccessibleName(_("Paper"))
        self.period.setAccessibleName(_("Reporting period"))
        for place in range(self.paper.count()):
            self.paper.setItemText(place, _(PAPERS[self.paper.itemData(place)]))
        for place in range(self.period.count()):
            self.period.setItemText(place, speech.period(self.period.itemData(place)))

    def _show(self, found: "Home") -> None:
        wanted = self.period.currentData() or found.period
        self.period.clear()
        for code in found.choices:
            self.period.addItem(speech.period(code), code)
        self._choose_period(wanted)
        self.look()

    def _choose_period(self, code: str) -> None:
        if self.period.findData(code) < 0:
            self.period.addItem(speech.period(code), code)
        self.period.setCurrentIndex(self.period.findData(code))

    def _other_paper(self) -> None:
        self._unit = ""
        self.look()

    def _seen(self, asked: Asked, pdf: bytes) -> None:
        if asked == self._asked:
            self.preview.show_pdf(pdf)
            self._working(busy=False)

    def _not_seen(self, asked: Asked, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._say(asked, partial(in_words, error))
        else:
            self.tasks.failed.emit(error)

    def _say(self, asked: Asked, words: Callable[[], str]) -> None:
        if asked == self._asked:
            self.preview.say(words)

    def _print(self) -> None:
        from desktop.ui import printer

        paper = self.preview.paper
        if paper is None:
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
            printer.give(self.tasks, chosen_one, paper.pdf, self._printed, ready)

    def _printed(self, pages: int) -> None:
        self._done(lambda: _("Pages given to the printer: {n}", n=speech.number(pages)))

    def _choose(self) -> None:
        name = f"{self._file_name()}.pdf"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the paper"), name, "PDF (*.pdf)")
        if path:
            self.save(Path(path))

    def _saved(self, path: Path) -> None:
        self._saved_as = path
        self._done(lambda: _("Saved: {file}", file=path))
        self.open.show()

    def _done(self, words: Callable[[], str]) -> None:
        self._working(busy=False)
        for gives_way in (self.open, self.hint):
            gives_way.hide()
        self.done.say(words)
        self.done.show()

    def _failed(self, error: BaseException) -> None:
        self._working(busy=False)
        self.tasks.failed.emit(error)

    def _working(self, *, busy: bool) -> None:
        """Print and save only what is seen, and one after the other."""
        for button in (self.print, self.keep_as):
            button.setEnabled(not busy)

    def _file_name(self) -> str:
        which, period, language, *_rest = self._asked or ("", "", "", "", "")
        office = self.frame.office.unit.code
        return f"{office}-{which}-{period}" if which in OF_A_PERIOD else f"{which}-{language}"

    def _open(self) -> None:
        if self._saved_as is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_as)))


class _Choice:
    """A few buttons of which one holds."""

    def __init__(self, choices: tuple[tuple[str, str], ...], first: str) -> None:
        self._group = QButtonGroup()
        self.value, self._by_hand = first, False
        self.changed = self._group.idClicked
        self.buttons: list[Button] = []
        for value, word in choices:
            button = Button(_always(word), self._take(value), look="choice")
            button.setCheckable(True)
            button.setChecked(value == first)
            button.setProperty("value", value)
            self._group.addButton(button)
            self.buttons.append(button)

    def follow(self, value: str) -> None:
        """Take another value, as the window now speaks so; what a person chose stays."""
        if self._by_hand:
            return
        self.value = value
        for button in self.buttons:
            button.setChecked(button.property("value") == value)

    def set_enabled(self, *, enabled: bool) -> None:
        for button in self.buttons:
            button.setEnabled(enabled)

    def _take(self, value: str) -> Callable[[], None]:
        def take() -> None:
            self.value, self._by_hand = value, True

        return take


def _box() -> QComboBox:
    found = QComboBox()
    found.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return found


def _always(word: str) -> Callable[[], str]:
    """A language's own name, and digits as they look, are the same in every language."""
    return lambda: word


def _name(words: Callable[[], str]) -> Label:
    label = Label(words, wrap=False)
    label.setMinimumWidth(NAME_WIDTH)
    return label


def _signature() -> str:
    return _("What you see is what is printed and saved, with the place for signature and stamp.")


def _pages() -> str:
    return _("Pages are made:")


def _not_made() -> str:
    return _("The paper was not made. Choose it again to see it.")


def _make(db: "Database", asked: Asked, progress: "Progress") -> bytes:
    """In the slow lane: the paper as PDF, in memory only."""
    from desktop.actions import printout
    from desktop.domain.report import ReportKey

    which, period, language, digits, unit = asked
    report = ReportKey(unit, period) if unit else None
    order = printout.Order(printout.Paper(which), period, language, digits, report)  # type: ignore[arg-type]
    return printout.printed(db, order, progress)
