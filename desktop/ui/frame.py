"""The frame: where one can go on the left, whose office and which period on top, the truth below."""

import datetime as dt
import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from desktop.changed import Changed
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language, _, chosen, mark
from desktop.ui import icons, speech
from desktop.ui.message import Message
from desktop.ui.pieces import Button, Label, column, place, row
from desktop.ui.remembered import Remembered
from desktop.ui.screen import Screen
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Office

NARROW, PLACES_WIDTH, FOLDED_WIDTH = 1180, 188, 60  # pixels

WAITING: Final = mark("Reports waiting to be sent: {n}")

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
    "history": ("home", "history", "HistoryPage"),
}


class Frame(QWidget):
    """Everything an unlocked office sees. Screens are made when they are first gone to."""

    def __init__(self, tasks: Tasks, office: "Office", message: Message, remembered: Remembered) -> None:
        super().__init__()
        self.tasks, self.office, self.message, self.remembered = tasks, office, message, remembered
        self.period = ""  # the period in hand; home chooses the first
        self._screens: dict[str, Screen] = {}
        self._name = "home"  # of the screen that is shown
        self._peeking = False
        self.stack = QStackedWidget()
        self.navigation = _Navigation(self.go)
        self.top = _Top(self)
        self.status = _Status()
        page = column(self, gap=0)
        middle = row(self.navigation, self.stack, gap=0)
        middle.setStretch(1, 1)
        place(page, self.top, middle)
        page.setStretch(1, 1)
        page.addWidget(self.status)
        tasks.changed.connect(self._heard)
        tasks.started.connect(self.status.keeping)
        tasks.not_kept.connect(self.status.not_kept)
        QShortcut(QKeySequence("Ctrl+S"), self, self._save)
        QShortcut(QKeySequence("F1"), self, self._explain)
        for place_, (name, *_rest) in enumerate(PLACES, start=1):
            QShortcut(QKeySequence(f"Ctrl+{place_}"), self, partial(self.go, name))
        self.go("home")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the places are icons only, and the top line names the office alone."""
        narrow = event.size().width() < NARROW
        self.navigation.fold(narrow=narrow)
        self.top.fold(narrow=narrow)
        super().resizeEvent(event)

    @property
    def shown(self) -> Screen | None:
        found = self.stack.currentWidget()
        return found if isinstance(found, Screen) else None

    def go(self, name: str) -> Screen:
        """Show a screen, and keep what was typed in the one that is left."""
        if self.shown is not None:
            self.shown.keep()
        if name not in self._screens:
            self._screens[name] = self._make(name)
            self.stack.addWidget(self._screens[name])
        found, self._name = self._screens[name], name
        self.stack.setCurrentWidget(found)
        self.navigation.mark(INNER[name][0] if name in INNER else name)
        self.message.hide()
        found.refresh()
        found.setFocus()
        return found

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

    def peek(self) -> None:
        """F2: the screen in the other language, and back."""
        from desktop.ui.pieces import respeak

        if self.shown is None:
            return
        self._peeking = not self._peeking
        (speech.peek if self._peeking else respeak)(self.shown)

    def _explain(self) -> None:
        """F1: the glossary, at the words that are marked."""
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
        every = {place_: (module, made) for place_, _icon, _word, module, made in PLACES}
        module, made = every[name] if name in every else INNER[name][1:]
        found = getattr(importlib.import_module(f"desktop.ui.{module}"), made)(self)
        assert isinstance(found, Screen)
        return found

    def _heard(self, changed: Changed) -> None:
        self.status.kept()
        if self.shown is not None and changed & self.shown.shows:
            self.shown.refresh()


def _heard_nothing(_answer: None) -> None:
    """A setting was kept; nothing else on screen depends on it."""


class _Navigation(QFrame):
    """At most eight places, each an icon and a word."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Place] = {}
        box = column(self, margin=10, gap=4)
        for name, icon, word, _module, _made in PLACES:
            button = _Place(word, icon)
            button.clicked.connect(lambda _checked, name=name: go(name))
            self._group.addButton(button)
            self._buttons[name] = button
            box.addWidget(button)
        box.addStretch(1)

    def fold(self, *, narrow: bool) -> None:
        self.setFixedWidth(FOLDED_WIDTH if narrow else PLACES_WIDTH)
        for button in self._buttons.values():
            button.fold(narrow=narrow)

    def mark(self, name: str) -> None:
        for place_, button in self._buttons.items():
            button.setChecked(place_ == name)


class _Place(QPushButton):
    """One entry of the navigation."""

    def __init__(self, word: str, icon: str) -> None:
        super().__init__()
        self._word, self._narrow = word, False
        self.setProperty("look", "place")
        self.setCheckable(True)
        self.setIcon(icons.icon(icon, "second", checked="green"))
        self.setIconSize(QSize(20, 20))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def fold(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._say()

    def _say(self) -> None:
        self.setText("" if self._narrow else _(self._word))
        self.setToolTip(_(self._word) if self._narrow else "")
        self.setAccessibleName(_(self._word))


class _Top(QFrame):
    """The program's name, the office, the period in hand, and the other language."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setProperty("look", "top")
        self._frame = frame
        self._narrow = False
        self._period = Label(self._in_hand, "period", wrap=False)
        self._office = Label(self._whose, "office", wrap=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 4, 16, 4)
        box.setSpacing(16)
        place(box, Label(lambda: _("Tumpeang"), "name", wrap=False))
        place(box, self._office)
        if frame.office.example:
            badge = Label(lambda: _("Example figures"), "badge", wrap=False)
            box.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addStretch(1)
        place(box, self._period)
        place(box, Button(lambda: "English" if chosen() == "km" else "ខ្មែរ", self._switch, look="link"))

    def say(self) -> None:
        self._period.say(self._in_hand)

    def fold(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._office.say(self._whose)

    def _in_hand(self) -> str:
        return speech.period(self._frame.period) if self._frame.period else ""

    def _whose(self) -> str:
        line = self._frame.office.line
        return speech.line(line[-1:] if self._narrow else line)

    def _switch(self) -> None:
        self._frame.change_speech(speech.other(), speech.digits())


class _Status(QFrame):
    """One line that always tells the truth about what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "status")
        self.kept_words = Label(lambda: _("All work is kept on this computer."), "small", wrap=False)
        self.waiting = Label(lambda: "", "small", wrap=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 3, 20, 3)
        place(box, self.kept_words)
        box.addStretch(1)
        place(box, self.waiting)

    def keeping(self) -> None:
        self.kept_words.say(lambda: _("Being kept …"))

    def wait(self, n: int) -> None:
        """How many reports wait to be sent."""
        self.waiting.say(lambda: _(WAITING, n=speech.number(n)) if n else "")

    def not_kept(self) -> None:
        self.kept_words.say(lambda: _("Not kept yet. It is tried again by itself."))

    def kept(self) -> None:
        at = dt.datetime.now().astimezone()
        self.kept_words.say(lambda: _("Kept on this computer {time}", time=speech.clock(at)))
