"""The plan: 135 activities as a tree, filters, a search that forgives a slip, and the page of each."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTreeWidgetItem,
    QWidget,
)

from desktop.changed import Changed
from desktop.domain.plan import Activity, Indicator, Plan
from desktop.domain.plan_search import Kind, Rank
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pieces import Button, Field, Label, begin_at, call, column, place, row
from desktop.ui.plan_filters import Filters, line_of
from desktop.ui.plan_page import PlanPage, Thing, code_of
from desktop.ui.screen import Desk, Screen
from desktop.ui.table import TableCell
from desktop.ui.tree import CopyTree

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.plan_browser import Hit
    from desktop.actions.reading import Reading

_THING = Qt.ItemDataRole.UserRole


class PlanBrowser(Screen):
    """Left the tree, or what a search found, the best first; right what the plan says about it."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self._reading: Reading | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._wanted = "1"
        self.search = Field(lambda: _("Search the plan"), lambda: _("Search: a code or words"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.filters = Filters()
        self.filters.changed.connect(self._find)
        self.tree = CopyTree(_heads, _cells)
        self.tree.setHeaderHidden(True)
        call(self.tree, lambda: _("Strategies, clusters and activities"))
        self.tree.currentItemChanged.connect(self._chosen)
        self.hits = QListWidget()
        call(self.hits, lambda: _("What was found"))
        self.hits.currentItemChanged.connect(self._hit_chosen)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.hide()
        self.found = Label(lambda: "", "second")
        self.page = PlanPage(self.show_code)
        self._lay_out()
        begin_at(self, self.search)

    def refresh(self) -> None:
        if self._reading is not None:
            self._say()
            if not self.search.text().strip():  # else what is found is shown
                self._chosen(self.tree.currentItem())
        self.tasks.ask(_the_plan, then=self._fill)

    def show_code(self, code: str) -> None:
        """Choose an activity, a cluster or a strategy by its code."""
        self._wanted = code  # shown when the plan is read, where it is not yet
        if code in self._items:
            self.tree.setCurrentItem(self._items[code])
            self._chosen(self._items[code])

    def _lay_out(self) -> None:
        glossary = Button(lambda: _("Glossary"), lambda: self.frame.go("glossary"), look="link")
        whom = Button(lambda: _("Hotlines and referral"), lambda: self.frame.go("hotlines"), look="link")
        left = QWidget()
        page = column(left, margin=16, gap=8)
        place(page, self.search, self.filters, self.tree, self.hits, self.found, row(glossary, whom, None))
        page.setStretch(2, 1)
        page.setStretch(3, 1)
        halves = QSplitter()
        halves.addWidget(left)
        halves.addWidget(self.page)
        halves.setSizes([500, 680])
        halves.setChildrenCollapsible(False)
        column(self).addWidget(halves)

    def _fill(self, reading: "Reading") -> None:
        if reading == self._reading:
            return
        self._reading, plan = reading, reading.plan
        self.tree.clear()
        self._items.clear()
        self.filters.offer(plan)
        for strategy in plan.strategies:
            top = self._item(self.tree.invisibleRootItem(), strategy)
            for cluster in strategy.clusters:
                below = self._item(top, cluster)
                for activity in cluster.activities:
                    self._item(below, activity)
            top.setExpanded(True)
        self._say()
        self.show_code(self._wanted)

    def _item(self, above: QTreeWidgetItem, thing: Thing) -> QTreeWidgetItem:
        item = self._items[code_of(thing)] = QTreeWidgetItem(above)
        item.setData(0, _THING, thing)
        return item

    def _say(self) -> None:
        for item in self._items.values():
            item.setText(0, line_of(item.data(0, _THING)))
        self._find()

    def _find(self) -> None:
        """Narrow the tree, or list what was found; words nearly so only where nothing else is."""
        if self._reading is None:
            return
        from desktop.actions import plan_browser

        typed = self.search.text()
        hits = plan_browser.find(typed, self.filters.only)
        activities = [hit.code for hit in hits if hit.kind is Kind.ACTIVITY]
        near = bool(hits) and hits[0].rank is Rank.NEAR
        self.found.say(lambda: _counted(len(activities), near=near))
        self.tree.setVisible(not typed.strip())
        self.hits.setVisible(bool(typed.strip()))
        if typed.strip():
            self._list(hits)
        else:
            self._narrow(frozenset(activities))

    def _list(self, hits: "Sequence[Hit]") -> None:
        self.hits.clear()
        for hit in hits:
            thing = self._found(hit)
            item = QListWidgetItem(line_of(thing))
            item.setToolTip(thing.title.say(chosen()))
            item.setData(_THING, thing)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)

    def _found(self, hit: "Hit") -> Thing:
        assert self._reading is not None
        if hit.kind is Kind.ACTIVITY:
            return self._reading.plan.activity(hit.code)
        return next(found for found in _indicators(self._reading.plan) if found.code == hit.code)

    def _narrow(self, codes: frozenset[str]) -> None:
        for item in reversed(self._items.values()):  # what is below comes before what is above it
            thing = item.data(0, _THING)
            below = any(not child.isHidden() for child in _children(item))
            item.setHidden(code_of(thing) not in codes if isinstance(thing, Activity) else not below)
            if self.filters.narrows and below:
                item.setExpanded(True)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and self._reading is not None:
            self.page.show_thing(self._reading, item.data(0, _THING))

    def _hit_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and self._reading is not None:
            self.page.show_thing(self._reading, item.data(_THING))


def _the_plan(db: "Database") -> "Reading":
    """In the lane: the plan as it is published here, and what the first search would otherwise wait for."""
    from desktop.actions import plan_browser, reading

    plan_browser.find()
    plan_browser.glossary()
    return reading.reading_here(db)


def _heads() -> tuple[str, str]:
    return _("Code"), _("Text")


def _cells(item: QTreeWidgetItem) -> tuple[TableCell, TableCell]:
    thing: Thing = item.data(0, _THING)
    return TableCell(speech.voice().write(code_of(thing))), TableCell(thing.title.say(chosen()))


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for n in range(item.childCount()) if (child := item.child(n)) is not None]


def _indicators(plan: Plan) -> Iterator[Indicator]:
    yield from plan.impact_indicators
    for strategy in plan.strategies:
        yield from strategy.outcome_indicators
    for cluster in plan.clusters():
        yield from cluster.indicators


def _counted(n: int, *, near: bool) -> str:
    count = _("Activities: {n}", n=speech.number(n))
    slip = _("Spelt nearly so; nothing has just these words.")
    return f"{count} · {slip}" if near else count
