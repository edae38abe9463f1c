"""What the screens of an office above others share: the way between them, and the quarter they look at."""

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.changed import Changed
from desktop.domain.period import ReportingPeriod
from desktop.i18n.words import _, mark
from desktop.ui import speech
from desktop.ui.pieces import Button, Label, Words, column, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.domain.report import ReportKey

# the screens beside each other: their names in the frame, and what they are called here
VIEWS = (
    ("overview", mark("Reports")),
    ("progress", mark("Progress")),
    ("budget", mark("Budget")),
    ("outliers", mark("To look at")),
    ("ratings", mark("Ratings")),
)
MARGIN = 20


class OverOthers(Screen):
    """A heading, the ways to the other views, the quarter; `body` takes what the screen shows."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk, name: str, title: Words) -> None:
        super().__init__(frame)
        self.name = name  # of this screen in the frame
        self.title = Label(title, "heading", wrap=False)
        self.quarter = QComboBox()
        self.quarter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.quarter.activated.connect(lambda at: self.look_at(self.quarter.itemData(at)))
        ways = row(gap=4)
        self._ways: list[QWidget] = [self.quarter]
        self._order: list[QWidget] = []
        for other, word in VIEWS:
            way = Button(partial(_, word), partial(self.frame.go, other))
            way.setCheckable(True)
            way.setChecked(other == name)
            # pressing the one that is shown leaves it pressed
            way.toggled.connect(partial(_keep_pressed, way, other == name))
            place(ways, way)
            self._ways.append(way)
        self.body: QVBoxLayout = column(gap=10)
        page = column(self, gap=10)
        page.setContentsMargins(MARGIN, 14, MARGIN, 12)
        place(page, row(self.title, None, self.quarter, gap=16), row(ways, None), self.body)
        page.setStretch(1, 1)

    @property
    def period(self) -> ReportingPeriod:
        """The quarter looked at: the one that was chosen, or the last that has ended."""
        from desktop.actions.overview import quarter_of

        return quarter_of(self.frame.quarter)

    def look_at(self, code: str) -> None:
        """Look at another quarter, here and in the views beside."""
        self.frame.quarter = code
        self.refresh()

    def refresh(self) -> None:
        from desktop.actions.overview import quarters

        self.quarter.clear()
        for period in reversed(quarters()):
            self.quarter.addItem(speech.period(period.code), period.code)
        self.quarter.setCurrentIndex(self.quarter.findData(self.period.code))
        self.quarter.setAccessibleName(_("Reporting period"))
        self.read()

    def read(self) -> None:
        """Ask the store for what is shown."""

    def tab_through(self, *things: QWidget) -> None:
        """Let Tab go through these, then the heads of the screen.

        The first is the one that the screen hands its focus to; Qt passes over what stands before it.
        """
        self._order = [*things, *self._ways]

    def showEvent(self, event: QShowEvent) -> None:
        """The order holds only for what stands in the window already."""
        super().showEvent(event)
        for one, other in pairwise(self._order):
            QWidget.setTabOrder(one, other)

    def open_report(self, key: "ReportKey", cell: str = "") -> None:
        """Look one report over, at a cell of it where one is named."""
        from desktop.ui.review_report import ReviewReport

        screen = self.frame.go("review")
        assert isinstance(screen, ReviewReport)
        screen.show_report(key, cell, back=self.name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.say_again()

    def say_again(self) -> None:
        """Say in the language on screen what is no label or button."""


def _keep_pressed(way: Button, pressed: bool, _now: bool) -> None:
    if way.isChecked() is not pressed:
        way.setChecked(pressed)
