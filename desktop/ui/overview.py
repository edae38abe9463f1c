"""Who has reported: a picture of all offices and periods, the counts, and whom to telephone."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.overview import Sign
from desktop.domain.report import ReportKey
from desktop.i18n.words import _
from desktop.ui import icons, speech
from desktop.ui.look import colour
from desktop.ui.office_grid import OfficeGrid
from desktop.ui.office_lines import SIGNS
from desktop.ui.over_others import OverOthers
from desktop.ui.pieces import Button, Label, begin_at, column, place, row
from desktop.ui.screen import Desk
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.actions.office import Database
    from desktop.domain.overview import Grid

LIST_WIDTH, ROOM_FOR_LIST = 330, 900  # pixels
SIGN = QSize(16, 16)


class Overview(OverOthers):
    """Left the grid, right the offices whose report about the quarter has not come."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "overview", lambda: _("Overview"))
        self.found: Grid | None = None
        self.counts = Label(self._counts, "subheading")
        self.grid = OfficeGrid()
        self.grid.opened.connect(self.open_report)
        self.here = Label(str, "second")
        self.grid.moved.connect(lambda words: self.here.say(partial(str, words)))
        self.every_office = Button(lambda: _("All offices"), self._turn_all)
        self.every_office.setCheckable(True)
        self.grid.turned.connect(self._all_or_not)
        self.missing = Table(
            (
                Column("office", lambda: _("Office"), stretch=True),
                Column("due", lambda: _("Was due")),
            ),
            lambda: _("Offices to ask for their report"),
            name="missing offices",
        )
        self.missing.opened.connect(self.open_report)
        self.ask = Label(self._asked, "subheading")
        self._list = QWidget()
        self._list.setFixedWidth(LIST_WIDTH)
        place(column(self._list, gap=6), self.ask, self.missing)
        self.show_missing = Button(lambda: _("Whom to ask"), self._turn)
        self.show_missing.setCheckable(True)
        left = column(gap=6)
        place(left, self.grid, self.here)
        halves = row(gap=16)
        halves.addLayout(left, 1)
        halves.addWidget(self._list)
        told = row(self.counts, self.every_office, self.show_missing)
        told.setStretch(0, 1)
        place(self.body, told, _legend(), halves)
        self.body.setStretch(2, 1)
        begin_at(self, self.grid)

    def read(self) -> None:
        self.tasks.ask_once(_grid, then=self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the list takes the place of the grid when it is asked for."""
        super().resizeEvent(event)
        self._fit()

    def say_again(self) -> None:
        self.grid.setAccessibleName(_("Reports by office and period"))
        self.grid.say_again()
        if self.found is not None:
            self.grid.show_column(self._at(self.found))

    def _show(self, found: "Grid") -> None:
        self.found = found
        self.grid.show_grid(found)
        self.grid.show_column(self._at(found))
        self.grid.setAccessibleName(_("Reports by office and period"))
        self._all_or_not()
        self.counts.say(self._counts)
        self.ask.say(self._asked)
        self.missing.show_rows(lambda: list(self._missing(found)))

    def _at(self, found: "Grid") -> int:
        """Where the quarter looked at stands."""
        codes = [period.code for period in found.periods]
        return codes.index(self.period.code) if self.period.code in codes else len(codes) - 1

    def _counts(self) -> str:
        if self.found is None:
            return ""
        if len(self.found.lines) == 1:
            return _("The secretariat says in the register whose reports come here. It has named none yet.")
        if not self.found.has_any:
            return _("The reports of your offices will stand here as they come in.")
        counts = self.found.standings[self._at(self.found)].counts
        said = {"received": counts.received, "expected": counts.expected, "on_time": counts.on_time}
        came = _(
            "{period}: {received} of {expected} reports have come, {on_time} of them on time.",
            period=speech.period(self.period.code),
            **{name: speech.number(n) for name, n in said.items()},
        )
        lacking = _("Attachments have not all come: {n}.", n=speech.number(counts.lacking))
        return f"{came} {lacking}" if counts.lacking else came

    def _asked(self) -> str:
        if self.found is None:
            return ""
        n = len(self.found.overdue(self._at(self.found)))
        return _("Not come yet: {n}", n=speech.number(n)) if n else _("No report is late.")

    def _missing(self, found: "Grid") -> "Iterator[TableRow]":
        units = {line.unit.id: line.unit for line in found.lines}
        for one in found.overdue(self._at(found)):
            above = units.get(one.unit.parent)
            under = f"{speech.voice().office(above)}" if above and above.id != found.office.id else ""
            name = speech.voice().office(one.unit)
            cells = (
                TableCell(f"{name}, {under}" if under else name),
                TableCell(speech.voice().date(one.arrival.due), order=one.arrival.due.isoformat()),
            )
            yield TableRow(ReportKey(one.unit.id, one.period.code), cells)

    def _turn(self) -> None:
        self._fit()
        if self._list.isVisible():
            self.missing.setFocus()

    def _turn_all(self) -> None:
        self.grid.open_all(self.every_office.isChecked())

    def _all_or_not(self) -> None:
        self.every_office.setVisible(self.grid.squares.has_groups)
        self.every_office.setChecked(self.grid.squares.all_open)

    def _fit(self) -> None:
        wide = self.width() >= ROOM_FOR_LIST
        self.show_missing.setVisible(not wide)
        self._list.setVisible(wide or self.show_missing.isChecked())


def _legend() -> QWidget:
    """What the five signs mean."""
    line = row(gap=14)
    line.setContentsMargins(0, 0, 0, 0)
    for of, (icon, ink, shade, words) in SIGNS.items():
        if of is Sign.NONE_THEN:
            continue
        sign = QLabel()
        sign.setFixedSize(26, 20)
        sign.setStyleSheet(
            f"background: {colour(shade)}; border: 1px solid {colour('line')}; border-radius: 5px;"
        )
        sign.setContentsMargins(4, 1, 4, 1)
        if icon:
            sign.setPixmap(icons.icon(icon, ink).pixmap(SIGN))
        place(line, row(sign, Label(partial(_, words), "small", wrap=False), gap=6))
    line.addStretch(1)
    found = QWidget()
    found.setLayout(line)
    return found


def _grid(db: "Database") -> "Grid":
    """In the lane, sums and all, so that the window need not wait for them."""
    from desktop.actions import overview

    return overview.grid(db).added_up()
