"""Ctrl+K: type where to go, in Khmer, in Latin or by code; arrows choose, Enter goes there, Esc closes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.goal_line import SHOWN, GoalLine, Shown
from desktop.ui.pieces import Card, Field, Label, call, column, row
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.jump import Goal, Goals
    from desktop.actions.office import Database

WIDTH, TOP, ROWS_IN_SIGHT = 680, 56, 8  # pixels; rows
AROUND = 170  # pixels above and under the list
MOST = 80  # results shown; who wants another types another letter
VEIL: Final = QColor(0, 0, 0, 70)

# What the screens that are reached from others are called; those on the left have their word there.
INNER_NAMES: Final = {
    "glossary": mark("Glossary"),
    "hotlines": mark("Hotlines and referral"),
    "excel_form": mark("Excel form"),
    "exports": mark("Files for other programs"),
    "releases": mark("Copies that left this office"),
    "history": mark("History"),
    "officers": mark("Officers and passphrases"),
    "backup": mark("Backup"),
    "about": mark("About the program, support"),
    "replacement": mark("This computer takes the place of a lost one"),
}
# Those of a secretariat, and of an office that looks over others.
SECRETARIAT_NAMES: Final = {
    "bench": mark("Receive"),
    "disputes": mark("Different answers"),
    "devices": mark("Computers and office cards"),
    "registry": mark("Register of offices"),
}
OVERVIEW_NAMES: Final = {
    "progress": mark("Progress"),
    "budget": mark("Budget"),
    "outliers": mark("To look at"),
    "ratings": mark("Ratings and survey values"),
}
# Of each kind of goal, in their order: its icon and what it is.
KINDS: Final = (
    ("next", mark("Screen")),
    ("file", mark("Report")),
    ("report", mark("In the report in hand")),
    ("plan", mark("In the plan")),
    ("report", mark("Add to the report in hand")),
)
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: ROWS_IN_SIGHT,
    Qt.Key.Key_PageUp: -ROWS_IN_SIGHT,
}


class Jump(QWidget):
    """Lies over the frame while it is open; what had the focus gets it back."""

    def __init__(self, over: QWidget, desk: Desk, places: Mapping[str, str]) -> None:
        """`places`: the word of each screen on the left, by its name."""
        super().__init__(over)
        self._over, self._desk = over, desk
        self._names = {
            **places,
            **(OVERVIEW_NAMES if "overview" in places else {}),
            **INNER_NAMES,
            **(SECRETARIAT_NAMES if desk.office.is_secretariat else {}),
        }
        self._before: QWidget | None = None
        self._goals: Goals | None = None
        self.found: tuple[Goal, ...] = ()
        self.field = Field(lambda: _("Go to"), lambda: _("Where to? Type a word or a code"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        call(self.list, lambda: _("What was found"))
        self._line = GoalLine(self.list)
        self.list.setItemDelegate(self._line)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows work from the field
        self.list.itemClicked.connect(self.go)
        self.nothing = Label(lambda: _("Nothing is called so. Try another word, or a code."), "second")
        self._lay_out()
        self.hide()

    def open(self) -> None:
        """Show it over the frame; the reports follow as soon as they are read. Once more closes it."""
        if not self.isHidden():
            self.leave()
            return
        self._before = self._over.focusWidget()
        self.fit()
        self.field.clear()
        self._offer(())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._desk.tasks.ask(_reports, self._desk.period, then=self._offer)

    def fit(self) -> None:
        """Be as large as the frame is."""
        self.setGeometry(self._over.rect())
        self.card.setFixedWidth(min(WIDTH, self.width() - 24))
        self.list.setFixedHeight(min(ROWS_IN_SIGHT * self._line.height + 4, self.height() - TOP - AROUND))

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:  # the screen was read again meanwhile
            self._over.focusNextChild()
        self._before = None

    def go(self, *_: object) -> None:
        """Go to what is chosen."""
        if not self.found:
            return
        goal = self.found[self.list.currentRow()]
        self.leave()
        _WAYS[goal.kind](self._desk, goal.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        elif key in _STEPS:
            self._move(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab chooses as the arrows do; nothing under the veil gets the focus."""
        self._move(1 if forward else -1)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A screen that is read again under the veil may take the focus; it comes back."""
        if event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._hold)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the card: never mind."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), VEIL)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self._goals is not None:
            self._find()

    def _hold(self) -> None:
        if self.isVisible() and self.isActiveWindow():
            self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        keys = Label(lambda: _("Arrows choose, Enter goes there, Esc closes."), "hint")
        self.card = Card(gap=8)
        self.card.add(self.field, self.list, self.nothing, keys)
        page = column(self)
        page.setContentsMargins(12, TOP, 12, 12)
        page.addLayout(row(None, self.card, None))
        page.addStretch(1)

    def _offer(self, reports: "tuple[Goal, ...]") -> None:
        from desktop.actions import jump

        self._goals = jump.Goals((*_screens(self._names), *reports, *jump.plan()))
        self._find()

    def _find(self) -> None:
        """List what fits; what was chosen stays so where it still fits."""
        if self._goals is None:
            return
        self.found = self._goals.find(self.field.text())[:MOST]
        self.list.clear()
        for goal in self.found:
            shown = _shown(goal)
            item = QListWidgetItem(f"{shown.title}\n{shown.under}")
            item.setData(SHOWN, shown)
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.list.setVisible(bool(self.found))
        self.nothing.setVisible(not self.found)
        self._choose(0)

    def _move(self, by: int) -> None:
        if self.found:
            self._choose(max(0, min(len(self.found) - 1, self.list.currentRow() + by)))

    def _choose(self, row_: int) -> None:
        """The field says what is chosen, because it has the focus that a screen reader follows."""
        self.list.setCurrentRow(row_ if self.found else -1)
        chosen_ = self.list.currentItem()
        self.field.setAccessibleDescription(chosen_.text() if chosen_ is not None else "")


def _shown(goal: "Goal") -> Shown:
    icon, word = KINDS[goal.kind]
    other = goal.title.say(speech.other()).partition("\n")[0]
    title = goal.title.say(chosen()).partition("\n")[0]
    code = f"{speech.voice().write(goal.code)}  " if goal.code else ""
    return Shown(icon, f"{code}{title}", f"{_(word)} · {other}")


def _screens(names: Mapping[str, str]) -> "tuple[Goal, ...]":
    from desktop.actions.jump import Goal, GoalKind, both

    return tuple(Goal(GoalKind.SCREEN, name, both(word), also=(name,)) for name, word in names.items())


def _reports(db: "Database", period: str) -> "tuple[Goal, ...]":
    from desktop.actions import jump

    return jump.reports(db, period)


def _to_screen(desk: Desk, name: str) -> None:
    desk.go(name)


def _to_report(desk: Desk, period: str) -> None:
    desk.work_on(period)
    desk.go("report")


def _to_item(desk: Desk, item: str) -> None:
    from desktop.ui.report_form import ReportForm

    form = desk.go("report")
    assert isinstance(form, ReportForm)
    form.show_item(item)


def _to_plan(desk: Desk, code: str) -> None:
    from desktop.ui.plan_browser import PlanBrowser

    plan = desk.go("plan")
    assert isinstance(plan, PlanBrowser)
    plan.show_code(code)


def _add(desk: Desk, code: str) -> None:
    from desktop.ui.report_form import ReportForm

    form = desk.go("report")
    assert isinstance(form, ReportForm)
    form.add(code)


_WAYS: Final = (_to_screen, _to_report, _to_item, _to_plan, _add)  # in the order of the kinds
