"""Values over time on paper: a line for each series, and under it every value in its column."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from desktop.domain.sheet import Align, Chart
from desktop.printing import lines
from desktop.printing.breaking import clean
from desktop.printing.charts import ChartStyle, greatest, length
from desktop.printing.flow import Block
from desktop.printing.pen import Colour, Pen
from desktop.printing.text import Style, draw_lines, in_lines
from desktop.printing.tones import INK, Tone, tone

_PLOT = 120.0
_HEADROOM = 10.0
_HEAD_MOST = 0.3  # of the width
_SAMPLE = 24.0  # points of line beside the name of a series
_GAP, _PAD = 5.0, 2.0
_MARK = 2.6
_THIN: Colour = (0.72, 0.75, 0.79)

Point = tuple[float, float]


class _Row(NamedTuple):
    """A series under the plot: its tone, its title, its values as they are written."""

    tone: Tone | None
    title: str
    cells: tuple[str, ...]


class LineChart(Block):
    """The plot and its values stay on one page. What is not known is a gap in the line."""

    before = 4.0
    after = 10.0

    def __init__(self, chart: Chart, style: ChartStyle) -> None:
        self._style = style.text
        self._lengths = [[length(cell) for cell in series.values] for series in chart.series]
        self._greatest = greatest(chart.series)
        self._rows = [
            _Row(None, "", chart.categories),
            *(
                _Row(tone(place), series.title, tuple(style.written(cell) for cell in series.values))
                for place, series in enumerate(chart.series)
            ),
        ]
        self._count = max(len(chart.categories), 1)

    def height(self, width: float) -> float:
        head = self._head(width)
        return _PLOT + sum(self._high(row, head, width) for row in self._rows)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.figure(self._spoken()):
            self._draw(pen, x, top, width)

    def _spoken(self) -> str:
        """The values in words, for who cannot see the lines."""
        categories, *every = self._rows
        said = (
            f"{row.title} {', '.join(map('{}: {}'.format, categories.cells, row.cells))}".strip()
            for row in every
        )
        return "; ".join(said)

    def _draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        head = self._head(width)
        foot = top - _PLOT
        wide = self._wide(head, width)
        middles = [x + head + (place + 0.5) * wide for place in range(self._count)]
        pen.rule(x + head, foot, x + width, foot, 0.6, INK)
        for middle in middles:
            pen.rule(middle, foot, middle, top, 0.25, _THIN)
        for place, values in enumerate(self._lengths):
            of = tone(place)
            for run in _runs(self._points(middles, foot, values)):
                pen.path(run, 1.3, INK, of.dash)
                for point in run:
                    _mark(pen, point, of)
        for row in self._rows:
            self._draw_row(pen, row, x, foot, head, width)
            foot -= self._high(row, head, width)
            pen.rule(x, foot, x + width, foot, 0.4, _THIN)

    def _points(self, middles: list[float], foot: float, values: list[float | None]) -> list[Point | None]:
        scale = (_PLOT - _HEADROOM) / self._greatest
        return [
            None if value is None else (middle, foot + value * scale)
            for middle, value in zip(middles, values, strict=True)
        ]

    def _draw_row(self, pen: Pen, row: _Row, x: float, top: float, head: float, width: float) -> None:
        if row.tone is not None:
            y = top - _PAD - self._style.leading / 2
            pen.path([(x, y), (x + _SAMPLE, y)], 1.3, INK, row.tone.dash)
            _mark(pen, (x + _SAMPLE / 2, y), row.tone)
            title = in_lines(row.title, self._style, _words(head))
            draw_lines(pen, x + _SAMPLE + _GAP, top - _PAD, head, title, self._style)
        wide = self._wide(head, width)
        for place, text in enumerate(row.cells):
            style = self._fitted(text, wide)
            left = x + head + place * wide
            centred = replace(style, align=Align.CENTRE)
            draw_lines(pen, left, top - _PAD, wide, in_lines(text, style, wide), centred)

    def _high(self, row: _Row, head: float, width: float) -> float:
        wide = self._wide(head, width)
        texts = [(row.title, _words(head)), *((text, wide) for text in row.cells)]
        most = max(len(in_lines(text, self._style, room)) for text, room in texts)
        return most * self._style.leading + 2 * _PAD

    def _fitted(self, text: str, wide: float) -> Style:
        """Smaller letters where a number is wider than its column: it is never broken."""
        parts = lines.units(clean(text), self._style.face)
        widest = max((lines.width(part, self._style.size) for part in parts), default=0.0)
        small = min(1.0, (wide - _PAD) / widest) if widest else 1.0
        return replace(self._style, size=self._style.size * small)

    def _head(self, width: float) -> float:
        """The width of the names of the series."""
        widest = max(
            (
                lines.width(part, self._style.size) + _SAMPLE + 2 * _GAP
                for row in self._rows
                for part in [_whole(row.title, self._style)]
            ),
            default=0.0,
        )
        return min(widest, width * _HEAD_MOST)

    def _wide(self, head: float, width: float) -> float:
        return (width - head) / self._count


def _words(head: float) -> float:
    return max(head - _SAMPLE - 2 * _GAP, 1.0)


def _whole(text: str, style: Style) -> lines.Unit:
    """A text as if it could not be broken, to ask how wide it is."""
    parts = lines.units(clean(text), style.face)
    runs = [run._replace(text=run.text + " " * part.spaces) for part in parts for run in part.runs]
    return lines.Unit(tuple(runs), 0, ends_line=False)


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """The points without a gap between them."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _mark(pen: Pen, point: Point, of: Tone) -> None:
    """The mark of a series at a point: full where its bars are full, else empty within."""
    for size, colour in ((_MARK + 0.6, INK), (_MARK - 0.4, of.colour)):
        pen.shape(*point, of.mark(size), colour)
