"""The frame: where one can go on the left, whose office and which period on top, the truth below."""

import importlib
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QWidget

from desktop.changed import Changed
from desktop.domain.overview import looks_over_others
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language, mark
from desktop.ui import speech
from desktop.ui.edges import JUMP_KEY, POST_KEY, Navigation, Status, Top
from desktop.ui.message import Message
from desktop.ui.pieces import column, place, row
from desktop.ui.post import Post
from desktop.ui.remembered import Remembered
from desktop.ui.screen import Screen
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Database, Office, Store
    from desktop.ui.jump import Jump

NARROW = 1180  # pixels

# name of the screen, its icon, its word, where it is: module and class
PLACES: Final = (
    ("home", "home", mark("Home"), "home", "Home"),
    ("report", "report", mark("Report"), "report_form", "ReportForm"),
    ("plan", "plan", mark("Plan"), "plan_browser", "PlanBrowser"),
    ("send", "send", mark("Send and receive"), "send", "Send"),
    ("print", "print", mark("Printouts"), "printouts", "Printouts"),
    ("settings", "settings", mark("Settings"), "settings", "Settings"),
)

# Screens that one reaches from another; the place in the navigation that stays marked, module and class.
INNER: Final = {
    "glossary": ("plan", "glossary", "Glossary"),
    "hotlines": ("plan", "hotlines", "HotlinesPage"),
    "exports": ("print", "exports", "Exports"),
    "releases": ("print", "releases", "Releases"),
    "bench": ("send", "bench", "Bench"),
    "disputes": ("send", "conflict_bench", "ConflictBench"),
    "history": ("home", "history", "HistoryPage"),
    "excel_form": ("home", "excel_form", "ExcelFormPage"),
    "officers": ("settings", "officers", "OfficersPage"),
    "backup": ("settings", "backup", "BackupPage"),
    "devices": ("settings", "devices", "DevicesPage"),
    "registry": ("settings", "registry", "RegistryPage"),
    "replacement": ("settings", "replacement", "ReplacementPage"),
    "about": ("settings", "about", "AboutPage"),
}

# What an office has that others stand under: a place, and the screens that one reaches from it.
OVERVIEW: Final = ("overview", "overview", mark("Overview"), "overview", "Overview")
BEHIND_OVERVIEW: Final = {
    "progress": ("overview", "progress_view", "ProgressView"),
    "budget": ("overview", "budget_view", "BudgetView"),
    "outliers": ("overview", "outlier_list", "OutlierList"),
    "ratings": ("overview", "ratings", "RatingsPage"),
    "review": ("overview", "review_report", "ReviewReport"),
}
_INNER: Final = {**INNER, **BEHIND_OVERVIEW}


def places(office: "Office") -> tuple[tuple[str, str, str, str, str], ...]:
    """Where an office can go, in the order of the navigation."""
    if not looks_over_others(office.unit):
        return PLACES
    *others, settings = PLACES
    return (*others, OVERVIEW, settings)


class Frame(QWidget):
    """Everything an unlocked office sees. Screens are made when they are first gone to."""

    lock = Signal()
    quarter = ""  # that the overview looks at; empty: the one that ended last

    def __init__(
        self,
        tasks: Tasks,
        office: "Office",
        store: "Store",
        message: Message,
        remembered: Remembered,
        at: tuple[str, str] = ("home", ""),
    ) -> None:
        """`at`: the screen and the period to begin with; home chooses the period where there is none."""
        super().__init__()
        self.store, self.places = store, places(office)
        self.tasks, self.office, self.message, self.remembered = tasks, office, message, remembered
        self.all_kept = True  # nothing that was typed waits to be tried again
        first, self.period = at  # the period in hand
        self._screens: dict[str, Screen] = {}
        self._name = "home"  # of the screen that is shown
        self._jump: Jump | None = None  # made when it is first opened
        self._peeking = False
        self.stack = QStackedWidget()
        self.navigation = Navigation(self.places, self.go)
        self.top = Top(office, lambda: self.period, self.open_jump, self._switch, self.lock.emit)
        self.status = Status(tasks)
        page = column(self, gap=0)
        middle = row(self.navigation, self.stack, gap=0)
        middle.setStretch(1, 1)
        place(page, self.top, middle)
        page.setStretch(1, 1)
        page.addWidget(self.status)
        self.post = Post(tasks)
        self.post.setParent(self)
        self._listen()
        self.top.say()
        self.go(first)
        tasks.ask(_restored_at, then=self._say_restored)
        if looks_over_others(office.unit):
            from desktop.actions import overview

            tasks.ask(overview.read_ahead, then=_heard_nothing, lane=tasks.slow)
        self.post.begin()

    def _listen(self) -> None:
        """What this frame hears, and the keys that work on every screen."""
        self.post.moved.connect(lambda: self.status.post(self.post.state))
        self.tasks.changed.connect(self._heard)
        self.tasks.started.connect(self.status.keeping)
        self.tasks.not_kept.connect(self._missed)
        QShortcut(QKeySequence("Ctrl+S"), self, self._save)
        QShortcut(QKeySequence("F1"), self, self._explain)
        QShortcut(QKeySequence(POST_KEY), self, self._send)
        QShortcut(QKeySequence(JUMP_KEY), self, self.open_jump)  # at once; a button's own key takes 100 ms
        for place_, (name, *_rest) in enumerate(self.places, start=1):
            QShortcut(QKeySequence(f"Ctrl+{place_}"), self, partial(self.go, name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the places are icons only, and the top line names the office alone."""
        narrow = event.size().width() < NARROW
        self.navigation.fold(narrow=narrow)
        self.top.fold(narrow=narrow)
        super().resizeEvent(event)
        if self._jump is not None:
            self._jump.fit()

    @property
    def shown(self) -> Screen | None:
        found = self.stack.currentWidget()
        return found if isinstance(found, Screen) else None

    def go(self, name: str) -> Screen:
        """Show a screen, and keep what was typed in the one that is left."""
        if self._jump is not None:
            self._jump.hide()
        if self.shown is not None:
            self.shown.keep()
        if name not in self._screens:
            self._screens[name] = self._make(name)
            self.stack.addWidget(self._screens[name])
        found, self._name = self._screens[name], name
        self.stack.setCurrentWidget(found)
        self.navigation.mark(_INNER[name][0] if name in _INNER else name)
        self.message.hide()
        found.refresh()
        found.setFocus()
        return found

    def open_jump(self) -> None:
        """Ctrl+K: type where to go."""
        from desktop.ui.jump import Jump

        if self._jump is None:
            self._jump = Jump(self, self, {name: word for name, _icon, word, *_rest in self.places})
        self._jump.open()

    def work_on(self, period: str) -> None:
        """Take a period in hand; the top line and the screens follow."""
        self.period = period
        self.top.say()

    def keep(self) -> None:
        if self.shown is not None:
            self.shown.keep()

    def _save(self) -> None:
        """Nobody needs to save; who does it all the same gets an answer."""
        self.keep()
        if self.tasks.idle:
            self.status.kept()

    def _send(self) -> None:
        """F5: give and take now. An office without a hub is led to its stick."""
        self.keep()
        if self.post.has_hub:
            self.post.exchange(_heard_nothing)
        else:
            self.go("send")

    def peek(self) -> None:
        """F2: the screen in the other language, and back."""
        from desktop.ui.pieces import respeak

        if self.shown is None:
            return
        self._peeking = not self._peeking
        (speech.peek if self._peeking else respeak)(self.shown)

    @property
    def place(self) -> str:
        """The name of the screen that is shown."""
        return self._name

    def _explain(self) -> None:
        """F1: what the screen says of its words, else the glossary at those that are marked."""
        if self.shown is not None and self.shown.explain():
            return
        from desktop.ui.glossary import Glossary

        here, came_from = self.focusWidget(), self._name
        marked = here.selectedText() if isinstance(here, QLineEdit | QLabel) else ""
        found = self.go("glossary")
        assert isinstance(found, Glossary)
        found.look_up(marked, "plan" if came_from == "glossary" else came_from)

    def change_speech(self, language: Language, digits: Digits) -> None:
        """Language and digits at once, on screen and for the next start."""
        from desktop.actions import office

        self._peeking = False
        speech.speak(language, digits)
        self.remembered.speech(language, digits)
        self.tasks.ask(office.set_language, language, digits, then=_heard_nothing)
        if self.shown is not None:
            self.shown.refresh()

    def _make(self, name: str) -> Screen:
        every = {place_: (module, made) for place_, _icon, _word, module, made in self.places}
        module, made = every[name] if name in every else _INNER[name][1:]
        found = getattr(importlib.import_module(f"desktop.ui.{module}"), made)(self)
        assert isinstance(found, Screen)
        return found

    def _switch(self) -> None:
        self.change_speech(speech.other(), speech.digits())

    def _say_restored(self, when: str) -> None:
        if when:
            from desktop.ui.restore import missing

            self.message.say(missing)

    def _missed(self) -> None:
        self.all_kept = False
        self.status.not_kept()

    def _heard(self, changed: Changed) -> None:
        self.all_kept = True
        if self.tasks.all_kept:
            self.status.kept()
        if self.shown is not None and changed & self.shown.shows:
            self.shown.refresh()


def _restored_at(db: "Database") -> str:
    from desktop.actions import backup

    return backup.restored_at(db)


def _heard_nothing(_answer: object) -> None:
    """Nothing more depends on it: whoever shows what changed reads it again."""
