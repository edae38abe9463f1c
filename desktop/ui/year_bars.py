"""The year so far in a few bars: how far the office is on the way it set itself, in words and drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.i18n.words import _, mark
from desktop.ui import speech
from desktop.ui.look import colour
from desktop.ui.pieces import Label, Words

if TYPE_CHECKING:
    from desktop.actions.targets import Targets
    from desktop.domain.report import Answer

HEIGHT, LEAST_WIDTH = 10, 160  # pixels
COUNTED = (
    (mark("Sessions held"), ("sessions",)),
    (mark("People reached, in each activity"), ("participants", "people")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """How far something is. `goal` is None where no target was set; then `done` is all that was done."""

    words: str
    done: int
    goal: int | None
    money: bool = False

    @property
    def share(self) -> Decimal:
        """From 0 to 1, and 1 for more."""
        if not self.goal:
            return Decimal(0)
        return min(Decimal(self.done) / self.goal, Decimal(1))


class YearBars(QWidget):
    """One line for each way: its name, a bar, and the numbers."""

    def __init__(self, ways: Iterable[Way]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for line, way in enumerate(ways):
            grid.addWidget(Label(partial(_, way.words), wrap=False), line, 0)
            numbers = Label(_numbers(way), "second", wrap=False)
            if way.goal is None:  # an empty bar would say that nothing was done
                grid.addWidget(numbers, line, 1, 1, 2)
                continue
            grid.addWidget(Bar(way.share), line, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(numbers, line, 2)


class Bar(QWidget):
    """A share of a way, drawn; the words beside it say the same."""

    def __init__(self, share: Decimal) -> None:
        super().__init__()
        self._share = float(share)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        self._draw(painter, whole, "line")
        if self._share > 0:
            self._draw(painter, whole.adjusted(0, 0, whole.width() * (self._share - 1), 0), "green")
        painter.end()

    def _draw(self, painter: QPainter, place: QRectF, ink: str) -> None:
        painter.setBrush(QColor(colour(ink)))
        painter.drawRoundedRect(place, HEIGHT / 2, HEIGHT / 2)


def ways(found: "Targets") -> Iterator[Way]:
    """What a year is told by; nothing for what was neither done nor set."""
    for words, measures in COUNTED:
        rows = [(row.actual, row.target) for row in found.rows if row.measure.code in measures]
        yield from _way(words, rows, money=False)
    yield from _way(mark("Budget spent"), [(one.spent, one.planned) for one in found.money], money=True)


def _way(words: str, rows: "list[tuple[Answer, Answer]]", *, money: bool) -> Iterator[Way]:
    """Where there are targets only what has one counts: anything else would make the bar too long."""
    aimed = [(actual, goal) for actual, goal in rows if _number(goal)]
    counted = aimed or rows
    given = [actual for actual, _goal in counted if _number(actual)]
    if given or aimed:
        goal = sum(_amount(goal) for _actual, goal in aimed) if aimed else None
        yield Way(words, sum(map(_amount, given)), goal, money)


def _number(answer: "Answer") -> bool:
    return isinstance(answer, int)


def _amount(answer: "Answer") -> int:
    return answer if isinstance(answer, int) else 0


def _numbers(way: Way) -> Words:
    def words() -> str:
        say = speech.riel if way.money else speech.number
        if way.goal is None:
            return _("{done}, no target set", done=say(way.done))
        return _("{done} of {goal}", done=say(way.done), goal=say(way.goal))

    return words
