"""Charts on paper: what both kinds share, and the bars. Words and values are shaped text, never pictures."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from desktop.domain.sheet import Align, Chart, Decimals, Percent, Riel, Series, SheetCell
from desktop.printing.breaking import clean
from desktop.printing.figures import written
from desktop.printing.flow import Block
from desktop.printing.lines import Line
from desktop.printing.pen import Pen
from desktop.printing.text import Style, draw_lines, in_lines
from desktop.printing.tones import INK, bar, tone

DASH = "–"  # what stands for a value that is not known
_THICK, _BETWEEN_BARS, _BETWEEN = 9.0, 2.0, 6.0
_FEW = 12  # categories of a chart that is not parted
_NAMES_MOST = 0.42  # of the width
_GAP = 5.0
_KEY_SIDE, _KEY_GAP = 9.0, 18.0
_LEAST_BAR = 0.8  # points of a value above 0, however small


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """How the words of a chart are set, and how its values are written."""

    text: Style
    language: str
    digits: str

    def written(self, cell: SheetCell) -> str:
        return written(cell, self.language, self.digits) if cell is not None else DASH


def length(cell: SheetCell) -> float | None:
    """A value as a number that can be drawn; None for what is not known, hidden or said in words."""
    match cell:
        case Percent(share=share):
            return None if share is None else float(share)
        case Riel(amount=amount):
            return float(amount)
        case Decimals():
            return float(cell.number)
        case int():
            return float(cell)
    return None


def greatest(every: Sequence[Series]) -> float:
    """The value at the end of the scale: the greatest there is, and of percentages the whole at least."""
    cells = [cell for series in every for cell in series.values]
    drawn = [found for cell in cells if (found := length(cell)) is not None]
    whole = 1.0 if any(isinstance(cell, Percent) for cell in cells) else 0.0
    return max([*drawn, whole]) or 1.0


def on_one_line(text: str, style: Style) -> Line:
    return in_lines(" ".join(clean(text).split()), style, 1e6)[0]


@dataclass(frozen=True, slots=True)
class _Bar:
    length: float | None
    said: str  # with its series
    written: Line


@dataclass(frozen=True, slots=True)
class _Band:
    """One category: its name and the bars of every series."""

    name: str
    bars: tuple[_Bar, ...]

    @property
    def thick(self) -> float:
        return len(self.bars) * (_THICK + _BETWEEN_BARS) - _BETWEEN_BARS


def _bar(series: Series, place: int, style: ChartStyle) -> _Bar:
    words = style.written(series.values[place])
    said = f"{series.title} {words}".strip()
    return _Bar(length(series.values[place]), said, on_one_line(words, style.text))


class Bars(Block):
    """Lying bars, those of one category together; parted over pages between categories."""

    before = 4.0
    after = 10.0

    def __init__(self, chart: Chart, style: ChartStyle) -> None:
        self._style = style.text
        self._key = Key(chart, style)
        self._greatest = greatest(chart.series)
        self._bands = [
            _Band(name, tuple(_bar(series, place, style) for series in chart.series))
            for place, name in enumerate(chart.categories)
        ]

    def height(self, width: float) -> float:
        return self._key.height(width) + sum(self._high(band, width) for band in self._bands)

    def least(self, width: float) -> float:
        """The key and two categories, or all where they are few."""
        few = self._bands if len(self._bands) <= _FEW else self._bands[:2]
        return self._key.height(width) + sum(self._high(band, width) for band in few)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        if len(self._bands) <= _FEW:
            return None
        room, fit = height - self._key.height(width), 0
        for band in self._bands:
            room -= self._high(band, width)
            if room < 0:
                break
            fit += 1
        fit = min(fit, len(self._bands) - 2)  # no category alone on the next page
        return (self._part(self._bands[:fit]), self._part(self._bands[fit:])) if fit >= 2 else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.figure(self._spoken()):
            self._draw(pen, x, top, width)

    def _spoken(self) -> str:
        """The values in words, for who cannot see the bars."""
        return "; ".join(f"{band.name}: {', '.join(one.said for one in band.bars)}" for band in self._bands)

    def _draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._key.draw(pen, x, top, width)
        top -= self._key.height(width)
        names, foot = self._names_width(width), top
        left = x + names + _GAP
        scale = (width - names - 2 * _GAP - self._values_width()) / self._greatest
        for band in self._bands:
            high = self._high(band, width)
            filled = self._name(band, names)
            spare = high - len(filled) * self._style.leading
            draw_lines(pen, x, foot - spare / 2, names, filled, replace(self._style, align=Align.RIGHT))
            self._draw_bars(pen, band, left, foot - (high - band.thick) / 2, scale)
            foot -= high
        pen.rule(left, top, left, foot, 0.6, INK)

    def _draw_bars(self, pen: Pen, band: _Band, left: float, top: float, scale: float) -> None:
        for place, one in enumerate(band.bars):
            long = (one.length or 0.0) * scale
            if long > 0:
                long = max(long, _LEAST_BAR)
                bar(pen, left, top - _THICK, long, _THICK, tone(place))
            over = (self._style.leading - _THICK) / 2
            draw_lines(pen, left + long + _GAP, top + over, 1e6, [one.written], self._style)
            top -= _THICK + _BETWEEN_BARS

    def _high(self, band: _Band, width: float) -> float:
        words = len(self._name(band, self._names_width(width))) * self._style.leading
        return max(words, band.thick + _BETWEEN)

    def _name(self, band: _Band, width: float) -> list[Line]:
        return in_lines(band.name, self._style, width)

    def _names_width(self, width: float) -> float:
        widest = max((on_one_line(band.name, self._style).width for band in self._bands), default=0.0)
        return min(widest, width * _NAMES_MOST)

    def _values_width(self) -> float:
        return max((one.written.width for band in self._bands for one in band.bars), default=0.0)

    def _part(self, bands: list[_Band]) -> Bars:
        part = copy(self)
        part._bands = bands
        return part


class Key(Block):
    """Which tone stands for which series; nothing where one series has no title."""

    def __init__(self, chart: Chart, style: ChartStyle) -> None:
        self._style = style.text
        self._titles = [on_one_line(series.title, style.text) for series in chart.series if series.title]

    def height(self, width: float) -> float:
        return len(self._rows(width)) * self._style.leading + (_GAP if self._titles else 0.0)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for row in self._rows(width):
            for place, left in row:
                middle = top - self._style.leading / 2
                bar(pen, x + left, middle - _KEY_SIDE / 2, 1.6 * _KEY_SIDE, _KEY_SIDE, tone(place))
                words = x + left + 1.6 * _KEY_SIDE + _GAP
                draw_lines(pen, words, top, width, [self._titles[place]], self._style)
            top -= self._style.leading

    def _rows(self, width: float) -> list[list[tuple[int, float]]]:
        """The places of the series and how far from the left their key stands, row by row."""
        rows: list[list[tuple[int, float]]] = []
        left = width
        for place, title in enumerate(self._titles):
            wide = 1.6 * _KEY_SIDE + _GAP + title.width
            if left + wide > width or not rows:
                rows.append([])
                left = 0.0
            rows[-1].append((place, left))
            left += wide + _KEY_GAP
        return rows
