"""How far the plan is: its parts and their measures with bars, and one measure over time and place."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from desktop.domain.achievement import Branch, pace
from desktop.domain.figures import Figure
from desktop.domain.progress_table import Line
from desktop.domain.report import Cell, ReportKey
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.course_view import CourseView, said, share
from desktop.ui.over_others import OverOthers
from desktop.ui.pieces import Label, breakable, place
from desktop.ui.screen import Desk
from desktop.ui.share_bar import SHARE, ShareBar, WideName
from desktop.ui.tree import PROTECTED, CopyTree

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.overview import Course, Tree
    from desktop.domain.org_unit import OrgUnit
    from desktop.domain.period import ReportingPeriod

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
        self.side = CourseView(frame.office.unit.id)
        self.side.places.entered.connect(self._go_down)
        self.side.places.opened.connect(self._open)
        self.halves = QSplitter()
        self.halves.addWidget(self.tree)
        self.halves.addWidget(self.side)
        self.halves.setStretchFactor(0, 1)
        self._narrow: bool | None = None
        place(self.body, self.under, self.halves)
        self.body.setStretch(1, 1)
        self.setFocusProxy(self.tree)
        self.tab_through(self.tree, *self.side.order)

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
        """Where there is no room, the quarter and the bar are enough."""
        narrow = bool(self._narrow)
        for column_, width in (WIDTHS | NARROW if narrow else WIDTHS).items():
            self.tree.setColumnHidden(column_, narrow and column_ not in NARROW)
            self.tree.header().resizeSection(column_, width)
        side = NARROW_SIDE if narrow else SIDE
        self.halves.setSizes([self.halves.width() - side, side])
        self.side.fit(narrow=narrow)

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
        item.setData(REACHED, Qt.ItemDataRole.AccessibleTextRole, share(branch.reached.share))
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
            words = "" if at == TARGET and figure.amount is None else said(figure, line.measure.kind)
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

    def _ask_course(self, *_items: object) -> None:
        key = self._key(self.tree.currentItem())
        if ":" in key:
            self.tasks.ask_once(_course, self.period, key, self._unit, then=self.side.show_course)

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


def _answered(figure: Figure) -> str:
    n, m = speech.number(figure.answered), speech.number(figure.asked)
    return _("{n} of {m} offices answered", n=n, m=m)


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
