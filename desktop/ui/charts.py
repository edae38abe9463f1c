"""Pictures of figures, drawn once, each with a table of the same figures behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCharts import (
    QBarCategoryAxis,
    QBarSet,
    QCategoryAxis,
    QChart,
    QChartView,
    QHorizontalBarSeries,
    QLineSeries,
)
from PySide6.QtCore import QEvent, QMargins, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.look import colour
from desktop.ui.pieces import Button, Label, Words, column, place, row
from desktop.ui.table import Column, Table, TableCell, TableRow

OVER = 1.06  # times the highest number: a line at it is seen whole
STEPS = 4  # lines across a chart, more or less
UNSEEN = "\u2060"
SMALL = 9.0  # points of what stands at the axes
LEFT, BELOW = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True, slots=True)
class Series:
    """A row of figures, one for each name along the axis; None where nothing is known: no point, no bar."""

    words: Words
    figures: tuple[int | None, ...]
    ink: str  # a colour of the theme by its name


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart shows: a line, or bars lying below each other, beside names that may be long.

    `names` stand along the axis, `along` says of what they are names.
    """

    along: Words
    names: tuple[Words, ...]
    series: tuple[Series, ...]
    as_line: bool = False
    protected: bool = False  # a copy of the table hides the figures


class Pictured(QWidget):
    """A chart, and at the press of a button the table of its figures."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.picture: Picture | None = None
        self.table: Table | None = None
        self.title = Label(words, "subheading")
        self.turn = Button(self._other, self._turn, look="link")
        self.view = QChartView()
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table behind it is for the keyboard
        self.view.setStyleSheet("background: transparent; border: none;")
        self.sides = QStackedWidget()
        self.sides.addWidget(self.view)
        head = row(self.title, self.turn)
        head.setStretch(0, 1)
        place(column(self, gap=4), head, self.sides)

    def show_picture(self, picture: Picture) -> None:
        """Show these figures from now on, on the side one looks at."""
        self.picture = picture
        behind = self.table is not None and self.sides.currentWidget() is self.table
        if self.table is not None:
            self.sides.removeWidget(self.table)
            self.table.deleteLater()
        self.table = _table(picture, self._words)
        self.sides.addWidget(self.table)
        self.sides.setCurrentWidget(self.table if behind else self.view)
        self._draw()

    def show_sides(self, *, shown: bool) -> None:
        """Show picture or table under the title, or the title alone."""
        self.sides.setVisible(shown)
        self.turn.setVisible(shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._draw()

    def _draw(self) -> None:
        if self.picture is None:
            return
        old = self.view.chart()
        self.view.setChart(chart(self.picture))
        old.deleteLater()
        self.view.setAccessibleName(self._words())
        self.view.setAccessibleDescription(_("The same figures stand in the table behind it."))

    def _turn(self) -> None:
        behind = self.sides.currentWidget() is self.table
        if self.table is not None:
            self.sides.setCurrentWidget(self.view if behind else self.table)
        self.turn.say(self._other)

    def _other(self) -> str:
        behind = self.table is not None and self.sides.currentWidget() is self.table
        return _("As a picture") if behind else _("As a table")


def chart(picture: Picture) -> QChart:
    """The chart of a picture, in the language, digits and theme of the moment. Nothing moves."""
    found = QChart()
    found.setAnimationOptions(QChart.AnimationOption.NoAnimation)
    found.setBackgroundVisible(False)
    end = 12 if picture.as_line else 48  # room for half a number at the end of an axis
    found.setMargins(QMargins(0, 10, end, 0))
    found.layout().setContentsMargins(0, 0, 0, 0)
    top = _top(picture)
    up = _axis(top)
    if picture.as_line:
        up.setRange(0, top[0] * OVER)
    across = _names(picture)
    found.addAxis(across, BELOW if picture.as_line else LEFT)
    found.addAxis(up, LEFT if picture.as_line else BELOW)
    for series in _lines(picture) if picture.as_line else [_bars(picture)]:
        found.addSeries(series)
        series.attachAxis(across)
        series.attachAxis(up)
    legend = found.legend()
    legend.setVisible(len(picture.series) > 1)
    legend.setAlignment(Qt.AlignmentFlag.AlignTop)
    legend.setFont(_font())
    legend.setLabelColor(QColor(colour("ink")))
    return found


def round_top(most: int) -> tuple[int, int]:
    """Where an axis ends and how far its lines are apart: 1, 2 or 5 with noughts, at least 1."""
    step = 1
    while step * STEPS < most:
        step = step * 2 if str(step)[0] in "15" else step * 5 // 2
    return max(-(-most // step), 1) * step, step


def _top(picture: Picture) -> tuple[int, int]:
    known = [figure for series in picture.series for figure in series.figures if figure is not None]
    return round_top(max(known, default=0))


def _axis(top: tuple[int, int]) -> QCategoryAxis:
    """Numbers up the side, in the digits on screen; Qt's own axis knows Latin digits only."""
    most, step = top
    axis = QCategoryAxis()
    axis.setRange(0, most)
    axis.setStartValue(0)
    axis.setLabelsPosition(QCategoryAxis.AxisLabelsPosition.AxisLabelsPositionOnValue)
    for number in range(0, most + 1, step):
        axis.append(_short(number), number)
    _style(axis)
    axis.setGridLineColor(QColor(colour("line")))
    return axis


def _names(picture: Picture) -> QBarCategoryAxis:
    axis = QBarCategoryAxis()
    # Qt leaves out a name that is there already: quarters of different years are told apart unseen.
    names = [name() + UNSEEN * at for at, name in enumerate(picture.names)]
    axis.append(names if picture.as_line else names[::-1])  # bars are laid from the bottom up
    _style(axis)
    axis.setGridLineVisible(False)
    return axis


def _style(axis: QCategoryAxis | QBarCategoryAxis) -> None:
    axis.setLabelsFont(_font())
    axis.setLabelsColor(QColor(colour("second")))
    axis.setLinePenColor(QColor(colour("edge")))
    axis.setTruncateLabels(False)


def _lines(picture: Picture) -> list[QLineSeries]:
    """A line is broken where a figure is not known: nothing is drawn as if it were a figure."""
    found = []
    for series in picture.series:
        for part in _unbroken(series.figures):
            line = QLineSeries()
            line.setName(series.words())
            line.setPen(QPen(QColor(colour(series.ink)), 2))
            line.setPointsVisible(True)
            line.append([QPointF(at, figure) for at, figure in part])
            found.append(line)
    return found or [QLineSeries()]


def _unbroken(figures: Sequence[int | None]) -> list[list[tuple[int, int]]]:
    parts: list[list[tuple[int, int]]] = [[]]
    for at, figure in enumerate(figures):
        if figure is None:
            parts.append([])
        else:
            parts[-1].append((at, figure))
    return [part for part in parts if part]


def _bars(picture: Picture) -> QHorizontalBarSeries:
    bars = QHorizontalBarSeries()
    for series in reversed(picture.series):
        bar = QBarSet(series.words())
        bar.append([figure or 0 for figure in reversed(series.figures)])
        bar.setBrush(QBrush(QColor(colour(series.ink))))
        bar.setPen(QPen(Qt.PenStyle.NoPen))
        bars.append(bar)
    return bars


def _short(number: int) -> str:
    """A number at an axis: large ones in millions."""
    if number >= 1_000_000 and number % 100_000 == 0:
        whole, rest = divmod(number // 100_000, 10)
        said = speech.number(whole) + (speech.voice().write(f".{rest}") if rest else "")
        return _("{n} million", n=said)
    return speech.number(number)


def _font() -> QFont:
    font = QFont(QApplication.font())
    font.setPointSizeF(SMALL)
    return font


def _table(picture: Picture, words: Words) -> Table:
    columns = [Column("along", picture.along, stretch=True)]
    columns += [Column(f"series{n}", one.words, number=True) for n, one in enumerate(picture.series)]
    table = Table(tuple(columns), words)
    table.show_rows(lambda: [_row(picture, at, name) for at, name in enumerate(picture.names)])
    return table


def _row(picture: Picture, at: int, name: Words) -> TableRow:
    figures = (
        TableCell(speech.number(n) if n is not None else "–", number=n, protected=picture.protected)
        for n in (series.figures[at] for series in picture.series)
    )
    return TableRow(at, (TableCell(name(), order=at), *figures))
