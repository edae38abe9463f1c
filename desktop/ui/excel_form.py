"""The Excel form: made for an office without the program, and read back cell by cell into this report."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.changed import Changed
from desktop.domain.overview import looks_over_others
from desktop.i18n.words import _
from desktop.progress import Progress
from desktop.ui import speech
from desktop.ui.cell_names import CellNames
from desktop.ui.doubtful_cells import DoubtfulCells
from desktop.ui.files import read, save
from desktop.ui.form_answers import FormAnswers
from desktop.ui.inner_page import InnerPage
from desktop.ui.pieces import Button, Card, Field, Label, begin_at, place, row
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.excel_form import LookedAt
    from desktop.actions.office import Database

KIND = "Excel (*.xlsx)"
Made = tuple[str, bytes]  # a name for the file, and what stands in it


class ExcelFormPage(InnerPage):
    """Make a form; open one; look over what is doubtful and what changes; take all of it in."""

    shows = Changed.NOTHING

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "home")
        self.looked: LookedAt | None = None
        self.code = Field(lambda: _("Code of the office; empty for your own"))
        self.make = Button(lambda: _("Save the form …"), self._make, icon="file")
        self.make_all = Button(lambda: _("Save the forms of all offices …"), self._make_all, icon="folder")
        self.open = Button(lambda: _("Open a filled-in form …"), self._choose, main=True, icon="file")
        self.said, self.done = Label(lambda: "", "second"), Label(lambda: "", "good")
        self.written = Label(lambda: "", "good")
        self.written.hide()
        self.done.hide()
        self.doubtful = DoubtfulCells(frame.remembered, self.leave_out)
        self.answers = FormAnswers(frame.remembered)
        self.take = Button(self._take_words, self._take, main=True, icon="received")
        self.report = Button(lambda: _("Open the report"), self._open_report, icon="next")
        self.found = Card(gap=10)
        self.away = Button(lambda: _("Put the form away"), self.put_away, look="link")
        head = row(self.said, self.away, self.take)
        head.setStretch(0, 1)
        self.found.add(head, self.doubtful, self.answers)
        self.making = self._making()
        place(self.cards, self.making, self._reading(), self.found)
        self._offer()
        begin_at(self, self.open)

    def refresh(self) -> None:
        """What was looked over stays: taking in tells when the report is not what it was."""
        above_others = looks_over_others(self.frame.office.unit)
        self.code.setVisible(above_others)
        self.make_all.setVisible(above_others)

    def save_form(self, path: Path) -> None:
        """Make the form of the office whose code is given, or of this one, and save it."""
        self.written.hide()
        args = (path, self.frame.period, self.code.text().strip())
        self.tasks.ask(_save, *args, then=self._saved, lane=self.tasks.slow)

    def save_all(self, folder: Path) -> None:
        """Make the form of every office under this one, and save them into a folder."""
        self.written.hide()
        self.make_all.setEnabled(False)
        self.tasks.labour(
            lambda: _("Forms are being written"),
            _save_all,
            self.frame.period,
            folder,
            then=self._saved_all,
            otherwise=self._not_all,
            stopped=self._ready,
        )

    def _ready(self) -> None:
        self.make_all.setEnabled(True)

    def _not_all(self, error: BaseException) -> None:
        self._ready()
        self.tasks.failed.emit(error)

    def _saved_all(self, written: tuple[Path, ...]) -> None:
        self._ready()
        n, folder = len(written), written[0].parent
        self.written.say(lambda: _("{n} forms are written to {folder}.", n=speech.number(n), folder=folder))
        self.written.show()

    def read_form(self, path: Path) -> None:
        """Read a filled-in form and show what stands in it; nothing is changed."""
        self.looked = None
        self.done.hide()
        self._offer()
        self.tasks.ask(_look, path, then=self._show, lane=self.tasks.slow)

    def put_away(self) -> None:
        """Look at the form no longer; nothing of it was taken in."""
        self.looked = None
        self._offer()
        self.open.setFocus()

    def leave_out(self, places: frozenset[str]) -> None:
        """Read the same form without the cells at these addresses."""
        from desktop.actions import excel_form

        if self.looked is not None:
            self._show(excel_form.leave_out(self.looked, places))

    def _making(self) -> Card:
        card = Card(gap=10)
        card.add(Label(lambda: _("Form for Excel"), "heading"), Label(_what_it_is, "second"))
        card.add(self.code, row(Label(self._which, "second"), None, self.make_all, self.make), self.written)
        return card

    def _reading(self) -> Card:
        card = Card(gap=10)
        card.add(Label(lambda: _("Read a filled-in form"), "heading"), Label(_how_it_is_read, "second"))
        card.add(row(self.open, None), self.done, row(self.report, None))
        return card

    def _which(self) -> str:
        return speech.period(self.frame.period)

    def _show(self, looked: "LookedAt") -> None:
        self.looked = looked
        names = CellNames(looked.opened.form.measures)
        self.doubtful.show_doubts(looked)
        self.answers.show_answers(looked, names)
        self._offer()
        (self.doubtful.table if looked.reading.must else self.take).setFocus()

    def _offer(self) -> None:
        """Taking in is offered when nothing is doubtful any more."""
        looked = self.looked
        self.found.setVisible(looked is not None)
        self.making.setVisible(looked is None)  # what was found stands where it is seen at once
        self.report.setVisible(not self.done.isHidden())
        self.said.say(lambda: _told(looked) if looked is not None else "")
        self.take.say(self._take_words)
        self.take.setEnabled(looked is not None and not looked.reading.must and bool(looked.reading.answers))

    def _take_words(self) -> str:
        n = len(self.looked.reading.answers) if self.looked is not None else 0
        return _("Take in: {n}", n=speech.number(n))

    def _take(self) -> None:
        from desktop.actions import excel_form

        if self.looked is not None:
            self.tasks.do(excel_form.take_in, self.looked, then=self._taken)

    def _taken(self) -> None:
        looked, self.looked = self.looked, None
        n = len(looked.reading.answers) if looked is not None else 0
        if looked is not None:
            self.frame.work_on(looked.key.period)
        self.done.say(lambda: _("{count} answers are kept on this computer.", count=speech.number(n)))
        self.done.show()
        self._offer()
        self.report.setFocus()

    def _saved(self, path: Path) -> None:
        self.written.say(lambda: _("Written: {file}.", file=path))
        self.written.show()

    def _open_report(self) -> None:
        self.frame.go("report")

    def _make(self) -> None:
        name = f"form-{self.code.text().strip() or self.frame.office.unit.code}-{self.frame.period}.xlsx"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the form"), name, KIND)
        if path:
            self.save_form(Path(path))

    def _make_all(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the forms"))
        if folder:
            self.save_all(Path(folder))

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Open a filled-in form"), "", KIND)
        if path:
            self.read_form(Path(path))


def _what_it_is() -> str:
    return _(
        "For an office without Tumpeang: it asks the same in both languages, and holds no figure. "
        "Whoever has Tumpeang for that office reads it in."
    )


def _how_it_is_read() -> str:
    return _(
        "You see every doubtful cell before anything is taken in. Then all comes in at once, "
        "as answers of your report that you can still change."
    )


def _told(looked: "LookedAt") -> str:
    reading = looked.reading
    said = [
        _(
            "{period}: {new} answers are new or changed, {kept} stand in the report already.",
            period=speech.period(looked.key.period),
            new=speech.number(len(reading.answers)),
            kept=speech.number(len(reading.kept)),
        )
    ]
    if looked.corrects:
        said.append(_("This report was submitted before: what comes in corrects it."))
    if looked.missing:
        missing = speech.number(looked.missing)
        said.append(_("The form is of an older plan: it has no place for {count} answers.", count=missing))
    said += [
        _("The worksheet “{name}” is not part of the form and is not read.", name=name)
        for name in looked.filled.unread
    ]
    return "\n".join(said)


def _save(db: "Database", path: Path, period: str, code: str) -> Path:
    from desktop.actions import excel_form

    return save(path, excel_form.make(db, period, code))


def _save_all(db: "Database", period: str, folder: Path, *, progress: Progress) -> tuple[Path, ...]:
    from desktop.actions import excel_form

    return excel_form.make_all(db, period, folder, progress)


def _look(db: "Database", path: Path) -> "LookedAt":
    from desktop.actions import excel_form

    return excel_form.look(db, read(path, excel_form.MOST_BYTES))
