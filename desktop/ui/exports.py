"""Files for other programs: which format of which period, to be shared or for one receiver."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QFileDialog

from desktop.actions import exporting
from desktop.actions.exporting import ALL_PERIODS, Export, OpenFormat
from desktop.i18n.words import _, mark
from desktop.ui.files import save
from desktop.ui.grade_choice import GradeChoice
from desktop.ui.inner_page import InnerPage
from desktop.ui.left import Left
from desktop.ui.named import named
from desktop.ui.papers import OPEN_FORMATS
from desktop.ui.period_box import PeriodBox
from desktop.ui.pieces import Button, Card, Label, begin_at, place, row
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.home import Home
    from desktop.actions.office import Database
    from desktop.actions.releasing import Released
    from desktop.progress import Progress

EXPLAINED = {
    OpenFormat.CSV: mark(
        "A ZIP with one table for each thing: offices, periods, activities, values, and which reports have "
        "come. Every table and column is described in Khmer and English. Exact counts never leave like this."
    ),
    OpenFormat.DHIS2: mark(
        "A ZIP for the computer of DHIS2: first what is counted and by whom, then the values that belong "
        "to it."
    ),
    OpenFormat.ADX: mark(
        "The numbers as other programs of health and statistics read them, with the names that the file for "
        "DHIS2 has."
    ),
    OpenFormat.RECORDS: mark(
        "Everything that was signed and is kept here, with every signature, so that anybody can check it "
        "without this program. Records are always exact, so they are for one receiver."
    ),
}


class Exports(InnerPage):
    """One card: what, about when, for whom; and what became of it."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "print")
        self.format, self.period = QComboBox(), PeriodBox()
        for which in OPEN_FORMATS:
            self.format.addItem("", which)
        self.explained = Label(lambda: _(EXPLAINED[self.which]), "second")
        self.grade = GradeChoice(frame.tasks)
        self.make = Button(lambda: _("Save the file …"), self._choose, main=True, icon="file")
        self.left = Left()
        self._lay_out()
        self._say_names()
        self.format.activated.connect(self._fit)
        self._fit()
        begin_at(self, self.format)

    @property
    def which(self) -> OpenFormat:
        return OpenFormat(self.format.currentData())

    def refresh(self) -> None:
        from desktop.actions import home

        self.tasks.ask(home.show, self.frame.period, then=self._show)

    def choose(self, which: OpenFormat, period: str = "") -> None:
        """Take a format, and a period if one is named."""
        self.format.setCurrentIndex(self.format.findData(which.value))
        if period:
            self.period.choose(period)
        self._fit()

    def save(self, path: Path) -> None:
        """Make the file in the slow lane, register it, and write it."""
        self.make.setEnabled(False)
        ready = partial(self.make.setEnabled, True)
        self.tasks.labour(
            _words_of_making,
            _save,
            self._wanted(),
            path,
            then=partial(self._saved, path),
            otherwise=self._failed,
            stopped=ready,
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say_names()

    def _lay_out(self) -> None:
        card = Card(gap=12)
        card.add(Label(lambda: _("Files for other programs"), "heading"))
        card.add(named(lambda: _("File"), self.format), self.explained)
        card.add(named(lambda: _("Period"), self.period), self.grade, row(self.make, None), self.left)
        place(self.cards, card)

    def _say_names(self) -> None:
        self.format.setAccessibleName(_("File"))
        for place_ in range(self.format.count()):
            self.format.setItemText(place_, _(OPEN_FORMATS[self.format.itemData(place_)]))

    def _show(self, found: "Home") -> None:
        self.period.offer(tuple(found.choices), found.period)

    def _fit(self, *_args: object) -> None:
        """Offer only the grades that the format comes in; records are of all periods."""
        self.grade.offer(*self.which.grades)
        self.period.setEnabled(self.which is not OpenFormat.RECORDS)
        self.left.hide()
        self.explained.say(lambda: _(EXPLAINED[self.which]))

    def _wanted(self) -> Export:
        of_all = self.which is OpenFormat.RECORDS
        period = ALL_PERIODS if of_all else self.period.code
        return Export(self.which, period, self.grade.grade, self.grade.receiver)

    def _choose(self) -> None:
        if not self.grade.is_ready:
            self.grade.ask()
            return
        wanted, suffix = self._wanted(), self.which.suffix
        name = f"{self.frame.office.unit.code}-{self.which.value}-{wanted.period}.{suffix}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the file"), name, f"*.{suffix}")
        if path:
            self.save(Path(path))

    def _saved(self, path: Path, released: "Released") -> None:
        self.make.setEnabled(True)
        self.left.saved(path, released.number)

    def _failed(self, error: BaseException) -> None:
        self.make.setEnabled(True)
        self.tasks.failed.emit(error)


def _words_of_making() -> str:
    return _("The file is made:")


def _save(db: "Database", wanted: Export, path: Path, progress: "Progress") -> "Released":
    """In the slow lane."""
    progress(0)
    if wanted.format is OpenFormat.RECORDS:
        released = exporting.export_records(db, wanted.receiver)
    else:
        released = exporting.export(db, wanted)
    save(path, released.content)
    return released
