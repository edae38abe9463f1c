"""How far the plan is: its parts and their measures with bars, and one measure over time and place."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from desktop.domain.achievement import Branch, pace
from desktop.domain.figures import Figure
from desktop.domain.progress_table import Line, many_offices
from desktop.domain.report import Cell, ReportKey
from desktop.domain.sheet import Riel
from desktop.i18n import numbers
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.over_others import OverOthers
from desktop.ui.pieces import Button, Label, breakable, column, place, row
from desktop.ui.places_table import PlacesTable
from desktop.ui.screen import Desk
from desktop.ui.share_bar import SHARE, ShareBar, WideName
from desktop.ui.table import Column, TableCell, TableRow
from desktop.ui.tree import PROTECTED, CopyTree

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.overview import Course, Part, Tree
    from desktop.domain.org_unit import OrgUnit
    from desktop.domain.period import ReportingPeriod
    from desktop.ui.charts import Picture

NAME, NOW, TO_DATE, TARGET, REACHED = range(5)
WIDTHS = {NOW: 108, TO_DATE: 116, TARGET: 96, REACHED: 130}  # pixels
NARROW = {NOW: 96, REACHED: 104}
_KEY = Qt.ItemDataRole.UserRole
SIDE, NARROW_SIDE, ROOM, INDENTATION = 430, 310, 1000, 14  # pixels


class ProgressView(OverOthers):
    """Left the plan with bars; right the marked measure over the quarters, and place by place."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "progress", lambda: _("Progress"))
        self.found: Tree | None = None
        self.course: Course | None = None
        self._unit = ""  # an office one went down to; empty: this one
        self.tree = CopyTree()
        self.tree.setColumnCount(5)
        self.tree.setItemDelegateForColumn(NAME, WideName(self.tree))
        self.tree.setItemDelegateForColumn(REACHED, ShareBar(self.tree))
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(INDENTATION)
        self.tree.currentItemChanged.connect(self._ask_course)
        self._columns()
        self.under = Label(self._under, "second")
        self.places = PlacesTable(_COLUMNS, lambda: _("Place by place"), "progress places")
        self.places.entered.connect(self._go_down)
        self.places.opened.connect(self._open)
        self.side = self._make_side()
        self.halves = QSplitter()
        self.halves.addWidget(self.tree)
        self.halves.addWidget(self.side)
        self.halves.setStretchFactor(0, 1)
        self._narrow: bool | None = None
        place(self.body, self.under, self.halves)
        self.body.setStretch(1, 1)
        self.setFocusProxy(self.tree)
        self.tab_through(self.tree, self.trend.turn, self.other, self.places.table)

    def read(self) -> None:
        self.tasks.ask_once(_tree, self.period, self._unit, then=self._show)

    def say_again(self) -> None:
        if self.found is not None:
            self._show(self.found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow is not (self.width() < ROOM):
            self._narrow = self.width() < ROOM
            self._fit()

    def _fit(self) -> None:
        """Where there is no room, the quarter and the bar are enough, and one thing at a time beside them."""
        narrow = bool(self._narrow)
        for column_, width in (WIDTHS | NARROW if narrow else WIDTHS).items():
            self.tree.setColumnHidden(column_, narrow and column_ not in NARROW)
            self.tree.header().resizeSection(column_, width)
        self.places.table.setColumnHidden(OFFICES, narrow)
        side = NARROW_SIDE if narrow else SIDE
        self.halves.setSizes([self.halves.width() - side, side])
        self._turn_side(by_place=True)

    def _turn_side(self, *, by_place: bool) -> None:
        self._by_place = by_place
        over_time = not (self._narrow and by_place)
        self.trend.show_sides(shown=over_time)
        self._beside.setStretch(0, int(over_time))
        self.places.setVisible(not self._narrow or by_place)
        self.other.setVisible(bool(self._narrow))
        self.other.say(self._other_side)

    def _other_side(self) -> str:
        return _("Over time") if self._by_place else _("Place by place")

    def _make_side(self) -> QWidget:
        from desktop.ui.charts import Pictured

        self.trend = Pictured(self._measure)
        self._by_place = True
        self.other = Button(
            self._other_side, lambda: self._turn_side(by_place=not self._by_place), look="link"
        )
        side = QWidget()
        box = column(side, gap=8)
        box.setContentsMargins(8, 0, 0, 0)
        place(box, self.trend, row(self.other, None), self.places)
        box.setStretch(2, 1)
        self._beside = box
        return side

    def _columns(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def _show(self, found: "Tree") -> None:
        self.found = found
        heads = (_("Plan"), _("This quarter"), _("Since January"), _("Target"), _("Reached"))
        self.tree.setHeaderLabels(heads)
        self.tree.setAccessibleName(_("Progress by strategy, cluster and activity"))
        self.under.say(self._under)
        at, open_ = self._key(self.tree.currentItem()), self._open_codes()
        with QSignalBlocker(self.tree):
            self.tree.clear()
            passed = pace(found.period)
            self.tree.addTopLevelItems([self._item(branch, passed) for branch in found.strategies])
            for item in _every(self.tree):
                item.setExpanded(item.data(NAME, _KEY) in open_)
                if item.data(NAME, _KEY) == at:
                    self.tree.setCurrentItem(item)
        if self.tree.currentItem() is None and self.tree.topLevelItemCount():
            self._go_to_first_measure()
        else:
            self._ask_course()

    def _item(self, branch: Branch, passed: Decimal) -> QTreeWidgetItem:
        """A part of the plan with all under it; `passed` is the part of its year."""
        item = QTreeWidgetItem()
        item.setData(REACHED, SHARE, (branch.reached.share, passed))
        item.setData(REACHED, Qt.ItemDataRole.AccessibleTextRole, _share(branch.reached.share))
        if isinstance(branch.of, Line):
            self._fill(item, branch.of)
        else:
            words = f"{speech.voice().write(branch.code)}  {branch.of.title.say(chosen())}".split("\n")[0]
            item.setText(NAME, words)
            item.setToolTip(NAME, breakable(words))
            item.setData(NAME, _KEY, branch.code)
        for under in branch.under:
            item.addChild(self._item(under, passed))
        return item

    def _fill(self, item: QTreeWidgetItem, line: Line) -> None:
        of = line.progress
        item.setText(NAME, line.measure.label.say(chosen()))
        item.setToolTip(NAME, item.text(NAME))
        item.setData(NAME, _KEY, Cell(line.activity.code, line.measure.code).key)
        for at, figure in ((NOW, of.now), (TO_DATE, of.to_date), (TARGET, of.target)):
            words = "" if at == TARGET and figure.amount is None else said(figure, line)
            item.setText(at, words.replace("\n", ", "))
            item.setData(at, PROTECTED, line.measure.protected)
            item.setToolTip(at, f"{words}\n{_answered(figure)}" if at != TARGET else words)
            item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _under(self) -> str:
        if self.found is None:
            return ""
        told = [_("For a part of the plan: the average of how much of its targets is reached.")]
        if self.found.disputed:
            n = speech.number(self.found.disputed)
            told.append(_("Cells left out because two answers stand there: {n}.", n=n))
        return " ".join(told)

    def _measure(self) -> str:
        if self.course is None:
            return ""
        code = speech.voice().write(self.course.activity.code)
        return f"{code}  {self.course.measure.label.say(chosen())}"

    def _ask_course(self, *_items: object) -> None:
        key = self._key(self.tree.currentItem())
        if ":" in key:
            self.tasks.ask_once(_course, self.period, key, self._unit, then=self._show_course)

    def _show_course(self, found: "Course") -> None:
        self.course = found
        self.trend.title.say(self._measure)
        self.trend.show_picture(_picture(found))
        mine = self.frame.office.unit.id
        self.places.show_places(found.ground.line, mine, lambda: [_row(found, part) for part in found.parts])

    def _go_down(self, unit: "OrgUnit") -> None:
        self._unit = "" if unit.id == self.frame.office.unit.id else unit.id
        self.read()

    def _open(self, unit: "OrgUnit") -> None:
        """The report in which an office typed the figure, at its cell."""
        self.open_report(ReportKey(unit.id, self.period.code), self._key(self.tree.currentItem()))

    def _open_codes(self) -> set[str]:
        return {self._key(item) for item in _every(self.tree) if item.isExpanded()}

    def _go_to_first_measure(self) -> None:
        for item in _every(self.tree):
            if not item.childCount():
                self.tree.setCurrentItem(item)
                return

    @staticmethod
    def _key(item: QTreeWidgetItem | None) -> str:
        return str(item.data(NAME, _KEY)) if item is not None else ""


_COLUMNS = (
    Column("place", lambda: _("Place"), stretch=True),
    Column("now", lambda: _("This quarter"), number=True),
    Column("reached", lambda: "%", number=True),
    Column("offices", lambda: _("Offices"), number=True),
)


OFFICES = len(_COLUMNS) - 1


def said(figure: Figure, line: "Line | Course") -> str:
    """A figure of many offices in words, as on paper."""
    found = many_offices(figure, line.measure.kind, speech.voice())
    if isinstance(found, Riel):
        return speech.number(found.amount)
    return speech.number(found) if isinstance(found, int) else str(found)


def _row(course: "Course", part: "Part") -> TableRow:
    own = part.offices == 1 and part.head.id == course.ground.unit.id and len(course.parts) > 1
    name = speech.voice().office(part.head)
    of, protected = part.progress, course.measure.protected
    return TableRow(
        part.head,
        (
            TableCell(_("{office}, its own report", office=name) if own else name),
            TableCell(said(of.now, course), number=of.now.amount, protected=protected),
            TableCell(
                _share(of.achieved),
                number=float(of.achieved * 100) if of.achieved else None,
                protected=protected,
            ),
            TableCell(_n_of_m(of.now), order=of.now.answered, protected=protected),
        ),
    )


def _picture(course: "Course") -> "Picture":
    from desktop.ui.charts import Picture, Series

    names = tuple(partial(_short_name, period) for period, _figure in course.trend)
    figures = tuple(figure.amount for _period, figure in course.trend)
    series = Series(lambda: course.measure.label.say(chosen()), figures, "green")
    along = partial(_, "Reporting period")
    return Picture(along, names, (series,), as_line=True, protected=course.measure.protected)


def _short_name(period: "ReportingPeriod") -> str:
    """The year for its first quarter, else "Q3": short enough to stand under each point."""
    name = str(period.year) if period.number == 1 else _("Q{number}", number=period.number)
    return speech.voice().write(name)


def _share(share: Decimal | None) -> str:
    return numbers.percent(share, chosen(), speech.digits()) if share is not None else ""


def _answered(figure: Figure) -> str:
    n, m = speech.number(figure.answered), speech.number(figure.asked)
    return _("{n} of {m} offices answered", n=n, m=m)


def _n_of_m(figure: Figure) -> str:
    return _("{n} of {m}", n=speech.number(figure.answered), m=speech.number(figure.asked))


def _every(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    """Every item of a tree, each before those under it."""
    at = QTreeWidgetItemIterator(tree)
    while (item := at.value()) is not None:
        yield item
        at += 1


def _tree(db: "Database", period: "ReportingPeriod", unit: str) -> "Tree":
    from desktop.actions import overview

    return overview.tree(db, period, unit)


def _course(db: "Database", period: "ReportingPeriod", cell: str, unit: str) -> "Course":
    from desktop.actions import overview

    return overview.course(db, period, Cell.of(cell), unit)
