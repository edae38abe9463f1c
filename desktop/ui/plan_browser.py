"""The plan: 135 activities as a tree, both languages, what is printed beside the reading, and search."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.changed import Changed
from desktop.domain.plan import Activity, Cluster, Plan, PlanText, Strategy, Text
from desktop.i18n.khmer import search_key
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pieces import Card, Field, Label, Words, column, empty, place
from desktop.ui.screen import Desk, Screen

_THING = Qt.ItemDataRole.UserRole
Thing = Strategy | Cluster | Activity


class PlanBrowser(Screen):
    """Left the tree, right what the plan says about what is chosen."""

    shows = Changed.NOTHING

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self._plan: Plan | None = None
        self._keys: list[tuple[QTreeWidgetItem, str]] = []
        self.search = Field(lambda: _("Search the plan"), lambda: _("Search: a code or words"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Strategies, clusters and activities"))
        self.tree.currentItemChanged.connect(self._show)
        self.found = Label(lambda: "", "second", wrap=False)
        left = QWidget()
        place(column(left, margin=16, gap=8), self.search, self.tree, self.found)
        inside = QWidget()
        self._page = column(inside, margin=24, gap=12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        halves = QSplitter()
        halves.addWidget(left)
        halves.addWidget(scroll)
        halves.setSizes([480, 700])
        halves.setChildrenCollapsible(False)
        column(self).addWidget(halves)
        self.setFocusProxy(self.search)

    def refresh(self) -> None:
        if self._plan is None:
            from desktop.actions import reading

            self.tasks.call(reading.the_plan, then=self._fill)
        else:
            self._say()
            self._show(self.tree.currentItem())

    def show_code(self, code: str) -> None:
        """Choose an activity by its code."""
        for item, _key in self._keys:
            thing = item.data(0, _THING)
            if isinstance(thing, Activity) and thing.code == code:
                self.tree.setCurrentItem(item)

    def _fill(self, plan: Plan) -> None:
        self._plan = plan
        for strategy in plan.strategies:
            top = self._item(self.tree.invisibleRootItem(), strategy)
            for cluster in strategy.clusters:
                below = self._item(top, cluster)
                for activity in cluster.activities:
                    self._item(below, activity)
            top.setExpanded(True)
        self._say()
        self.tree.setCurrentItem(self._keys[0][0])

    def _item(self, above: QTreeWidgetItem, thing: Thing) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above)
        item.setData(0, _THING, thing)
        title = thing.title.text
        self._keys.append((item, search_key(f"{_code(thing)} {title.en} {title.km}")))
        return item

    def _say(self) -> None:
        for item, _key in self._keys:
            thing: Thing = item.data(0, _THING)
            title = thing.title.say(chosen()).partition("\n")[0]
            item.setText(0, f"{speech.voice().write(_code(thing))}  {title}")
        self._find(self.search.text())

    def _find(self, text: str) -> None:
        """Show what holds every word typed, and where it stands."""
        words = search_key(text).split()
        activities = 0
        for item, key in reversed(self._keys):  # what is below comes before what is above it
            below = any(not child.isHidden() for child in _children(item))
            fits = all(word in key for word in words)
            item.setHidden(not fits and not below)
            if words and below:
                item.setExpanded(True)
            activities += fits and isinstance(item.data(0, _THING), Activity)
        self.found.say(lambda: _("Activities: {n}", n=speech.number(activities)))

    def _show(self, item: QTreeWidgetItem | None) -> None:
        if item is None or self._plan is None:
            return
        empty(self._page)
        thing: Thing = item.data(0, _THING)
        place(self._page, Label(lambda: _heading(thing), "second", wrap=False))
        place(self._page, self._both(thing.title))
        if isinstance(thing, Activity):
            place(self._page, self._about(thing))
        elif isinstance(thing, Strategy):
            place(self._page, _named(lambda: _("Objective"), self._both(thing.objective)))
            place(self._page, _named(lambda: _("Outcome"), self._both(thing.outcome)))
        if thing.title.differs:
            place(self._page, _printed(thing.title))
        self._page.addStretch(1)

    def _both(self, text: PlanText) -> QWidget:
        """A text in the language on screen, and under it in the other."""
        whole = QWidget()
        place(column(whole, gap=6), Label(_here(text), "subheading"), Label(_other(text), "second"))
        return whole

    def _about(self, activity: Activity) -> Card:
        assert self._plan is not None
        full = {institution.name: institution.full for institution in self._plan.institutions}
        card = Card(gap=8)
        rows: tuple[tuple[Words, Words], ...] = (
            (lambda: _("Responsible"), lambda: _joined(activity, full)),
            (lambda: _("Years"), lambda: speech.years(activity.years)),
            (lambda: _("Source of resources"), lambda: activity.source_of_resources.say(chosen())),
            (lambda: _("What is counted"), lambda: activity.quantity.say(chosen())),
        )
        for name, words in rows:
            card.add(_named(name, Label(words)))
        return card


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for n in range(item.childCount()) if (child := item.child(n)) is not None]


def _printed(text: PlanText) -> Card:
    """What the document prints, and why the reading differs."""
    assert text.reason is not None
    reason = text.reason
    card = Card("finding-card", gap=6)
    card.add(Label(lambda: _("Printed in the plan"), "subheading"), Label(lambda: text.printed))
    card.add(Label(lambda: reason.say(chosen()), "finding"))
    return card


def _named(name: Words, what: QWidget) -> QWidget:
    whole = QWidget()
    place(column(whole, gap=0), Label(name, "head"), what)
    return whole


def _here(text: PlanText) -> Words:
    return lambda: text.say(chosen())


def _other(text: PlanText) -> Words:
    return lambda: text.say(speech.other())


def _joined(activity: Activity, full: dict[str, Text]) -> str:
    return ", ".join(full[name].say(chosen()) for name in activity.responsible)


def _code(thing: Thing) -> str:
    return str(thing.number) if isinstance(thing, Strategy) else thing.code


def _heading(thing: Thing) -> str:
    code = speech.voice().write(_code(thing))
    if isinstance(thing, Strategy):
        return _("Strategy {code}", code=code)
    return _("Cluster {code}", code=code) if isinstance(thing, Cluster) else _("Activity {code}", code=code)
