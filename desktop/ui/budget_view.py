"""Money: planned and spent by source as bars and as a table, and place by place."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.budget_table import PLANNED, SOURCE, SPENT_TO_DATE, TOTAL
from desktop.domain.figures import Against
from desktop.domain.money import Money, whole
from desktop.domain.report import ReportKey
from desktop.i18n import numbers
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.over_others import OverOthers
from desktop.ui.pieces import Label, column, place
from desktop.ui.places_table import PlacesTable
from desktop.ui.screen import Desk
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.overview import Purse
    from desktop.domain.org_unit import OrgUnit
    from desktop.domain.period import ReportingPeriod
    from desktop.ui.charts import Picture

ROOM = 1000  # pixels
SPENT_CELL = "budget:spent:state"
_SUMS = (
    Column("planned", lambda: _("Planned"), number=True),
    Column("to date", lambda: _("Since January"), number=True),
    Column("share", lambda: "%", number=True),
)


class BudgetView(OverOthers):
    """Left the sources of money, right the places; everything in riel."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "budget", lambda: _("Budget"))
        self.found: Purse | None = None
        self._unit = ""  # an office one went down to; empty: this one
        self.under = Label(
            lambda: _("In riel, planned and spent. The percentage compares only offices that planned money."),
            "second",
        )
        spent = Column("spent", lambda: _("This quarter"), number=True)
        self.sources = Table(
            (Column("source", partial(_, SOURCE), stretch=True), _SUMS[0], spent, *_SUMS[1:]),
            lambda: _("Money by source"),
            name="money by source",
        )
        self.places = PlacesTable(
            (Column("place", lambda: _("Place"), stretch=True), *_SUMS),
            lambda: _("Money place by place"),
            "money by place",
        )
        self.places.entered.connect(self._go_down)
        self.places.opened.connect(self._open)
        self.halves = QSplitter()
        self.halves.addWidget(self._left())
        self.halves.addWidget(self.places)
        self.halves.setSizes([640, 496])
        place(self.body, self.under, self.halves)
        self.body.setStretch(1, 1)
        self.setFocusProxy(self.sources)
        self.tab_through(self.sources, self.chart.turn, self.places.table)

    def read(self) -> None:
        self.tasks.ask_once(_purse, self.period, self._unit, then=self._show)

    def say_again(self) -> None:
        if self.found is not None:
            self._show(self.found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for names beside numbers the tables stand below each other."""
        super().resizeEvent(event)
        narrow = self.width() < ROOM
        self.chart.setVisible(not narrow)
        self.halves.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _left(self) -> QWidget:
        from desktop.ui.charts import Pictured

        self.chart = Pictured(lambda: _("Planned for the year and spent since January"))
        left = QWidget()
        box = column(left, gap=8)
        box.setContentsMargins(0, 0, 8, 0)
        place(box, self.chart, self.sources)
        box.setStretch(0, 1)
        box.setStretch(1, 1)
        return left

    def _show(self, found: "Purse") -> None:
        self.found = found
        self.chart.show_picture(_picture(found.money))
        self.sources.show_rows(lambda: [*map(_source, found.money), _total(found.money)])
        mine = self.frame.office.unit.id
        self.places.show_places(
            found.ground.line, mine, lambda: [_place(found, unit, money) for unit, money in found.parts]
        )

    def _go_down(self, unit: "OrgUnit") -> None:
        self._unit = "" if unit.id == self.frame.office.unit.id else unit.id
        self.read()

    def _open(self, unit: "OrgUnit") -> None:
        self.open_report(ReportKey(unit.id, self.period.code), SPENT_CELL)


def _picture(money: Sequence[Money]) -> "Picture":
    from desktop.ui.charts import Picture, Series

    known = [one for one in money if one.planned.amount or one.to_date.amount]
    names = tuple(partial(_source_name, one) for one in known)
    planned = Series(partial(_, PLANNED), tuple(one.planned.amount for one in known), "edge")
    spent = Series(partial(_, SPENT_TO_DATE), tuple(one.to_date.amount for one in known), "green")
    return Picture(partial(_, SOURCE), names, (planned, spent))


def _source_name(money: Money) -> str:
    return money.source.label.say(chosen())


def _source(money: Money) -> TableRow:
    sums = (money.planned.amount, money.spent.amount, money.to_date.amount)
    return TableRow(
        money.source.code, (TableCell(_source_name(money)), *map(_riel, sums), _share(money.against))
    )


def _total(money: Sequence[Money]) -> TableRow:
    of = whole(money)
    sums = (of.planned, of.spent, of.to_date)
    return TableRow("total", (TableCell(_(TOTAL)), *map(_riel, sums), _share(of.against)))


def _place(purse: "Purse", unit: "OrgUnit", money: Sequence[Money]) -> TableRow:
    of, name = whole(money), speech.voice().office(unit)
    own = unit.id == purse.ground.unit.id and len(purse.parts) > 1
    words = _("{office}, its own report", office=name) if own else name
    return TableRow(unit, (TableCell(words), _riel(of.planned), _riel(of.to_date), _share(of.against)))


def _riel(amount: int | None) -> TableCell:
    return TableCell(speech.number(amount) if amount is not None else "–", number=amount)


def _share(of: Against) -> TableCell:
    share = of.achieved
    words = numbers.percent(share, chosen(), speech.digits())
    return TableCell(words, number=float(share * 100) if share is not None else None)


def _purse(db: "Database", period: "ReportingPeriod", unit: str) -> "Purse":
    from desktop.actions import overview

    return overview.purse(db, period, unit)
