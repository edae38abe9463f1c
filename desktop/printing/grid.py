"""A table on paper: heads on every page, groups with their rows, totals in bold, ruled throughout."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from desktop.domain.sheet import Row, RowKind, Table
from desktop.printing import columns, lines
from desktop.printing.breaking import clean
from desktop.printing.cells import DARK, LIGHT, PAD_X, PAD_Y, Cell, rule
from desktop.printing.figures import written
from desktop.printing.flow import Block
from desktop.printing.lines import Unit
from desktop.printing.pen import Colour, Pen
from desktop.printing.table_head import Head, head
from desktop.printing.text import Style

# A row higher than this (two inches) may be parted by lines, or a heading before it would stand alone.
_TALL = 144.0
# Sizes tried, in parts of the style's, until every number fits its column.
_SIZES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_SMALL = 170.0  # a table that is no higher (six centimetres) is not parted
_LEFT_OVER = 3  # rows, a total among them, that the next page gets at least
_BY_HAND = 22.7  # points, 8 mm: the least height of a row to be written in


class _Look(NamedTuple):
    """How a row looks, and what its cells are to a screen reader."""

    fill: Colour | None
    tag: str = "TD"
    scope: str = ""


_LOOKS = {
    RowKind.BODY: _Look(None),
    RowKind.GROUP: _Look(LIGHT, "TH", "Row"),
    RowKind.SUBGROUP: _Look(None, "TH", "Row"),
    RowKind.TOTAL: _Look(DARK),
}


@dataclass(frozen=True, slots=True)
class GridStyle:
    """How the cells of a table are set."""

    body: Style
    language: str
    digits: str

    def smaller(self, part: float) -> GridStyle:
        body = replace(self.body, size=self.body.size * part, leading=self.body.leading * part)
        return replace(self, body=body)


@dataclass(frozen=True, slots=True)
class _Band:
    """A row set in lines. A group has one cell over the whole width."""

    cells: tuple[Cell, ...]
    kind: RowKind
    height: float
    middle: bool = True  # whether texts stand in the middle of its height

    def split(self, height: float) -> tuple[_Band, _Band] | None:
        """Part a row by lines: only for a row that is higher than a page."""
        leading = max(cell.style.leading for cell in self.cells)
        fit = int((height - 2 * PAD_Y) / leading)
        if fit < 1 or all(len(cell.filled) <= fit for cell in self.cells):
            return None
        first = tuple(Cell(cell.filled[:fit], cell.style) for cell in self.cells)
        rest = tuple(Cell(cell.filled[fit:], cell.style) for cell in self.cells)
        return _band(first, self.kind), _band(rest, self.kind)

    def draw(self, pen: Pen, edges: list[float], top: float) -> None:
        """Draw it under `top` between these edges of columns, with the rules beside and under it."""
        look, foot = _LOOKS[self.kind], top - self.height
        if look.fill is not None:
            pen.fill(edges[0], foot, edges[-1] - edges[0], self.height, look.fill)
            rule(pen, edges[0], top, edges[-1], top)
        spanning = self.kind.spans
        spans = [edges[0], edges[-1]] if spanning else edges
        attributes = f"/Scope /{look.scope}/ColSpan {len(edges) - 1}" if spanning else ""
        with pen.element("TR"):
            for cell, left, right in zip(self.cells, spans, spans[1:], strict=False):
                with pen.element(look.tag, attributes=attributes):
                    cell.draw(pen, left, right, top, self.height, middle=self.middle)
        for edge in spans:
            rule(pen, edge, top, edge, foot)
        rule(pen, edges[0], foot, edges[-1], foot)


@dataclass(frozen=True, slots=True)
class _Setting:
    """The table set for one width: column widths, the head row, the rows."""

    widths: list[float]
    head: Head
    bands: list[_Band]


class Grid(Block):
    """A table or the part of it that one page holds."""

    before = 6.0
    after = 10.0

    def __init__(self, table: Table, style: GridStyle) -> None:
        self._table = table
        self._style = style
        self._width = 0.0
        self._setting: _Setting | None = None
        self._bands: list[_Band] = []
        self._continues = False

    def height(self, width: float) -> float:
        setting = self._set(width)
        return setting.head.height + sum(band.height for band in self._bands)

    def least(self, width: float) -> float:
        """The heads with two rows and what belongs to them; of a tall row its beginning."""
        setting = self._set(width)
        if self._is_small(width):
            return self.height(width)
        first = self._knot(0)
        second = self._knot(first)
        rows = self._bands[: first if _has_tall(self._bands[:second]) else second]
        high = sum(band.height for band in rows)
        return setting.head.height + (min(high, _TALL) if _has_tall(rows) else high)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        if self._is_small(width):
            return None
        room = height - self._set(width).head.height
        ends = list(self._ends())
        reached = [0.0, *accumulate(band.height for band in self._bands)]
        fitting = [end for end in ends if reached[end] <= room]
        fit = fitting[-1] if fitting else 0
        coming = self._bands[fit : self._knot(fit)]
        if fit < len(self._bands) and _has_tall(coming) and room - reached[fit] >= _TALL:
            return self.split_whatever(width, height)
        # No row is left alone under the heads, neither here nor on the next page.
        enough = [end for end in fitting[1:] if len(self._bands) - end >= _LEFT_OVER]
        if not enough or enough[-1] == len(self._bands):
            return None
        return self._part(self._bands[: enough[-1]]), self._rest(self._bands[enough[-1] :])

    def _ends(self) -> Iterator[int]:
        """Where rows that stay together end."""
        end = 0
        while end < len(self._bands):
            end = self._knot(end)
            yield end

    def _is_small(self, width: float) -> bool:
        return not self._continues and self.height(width) <= _SMALL

    def split_whatever(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Part rows that belong together, and in the end a row that is higher than the page."""
        room = height - self._set(width).head.height
        heights = accumulate(band.height for band in self._bands)
        fit = sum(1 for reached in heights if reached <= room)
        room -= sum(band.height for band in self._bands[:fit])
        parted = self._bands[fit].split(room) if fit < len(self._bands) else None
        if parted is not None:
            first, rest = [*self._bands[:fit], parted[0]], [parted[1], *self._bands[fit + 1 :]]
        else:
            first, rest = self._bands[:fit], self._bands[fit:]
        return (self._part(first), self._rest(rest)) if first and rest else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        setting = self._set(width)
        edges = [x, *(x + reached for reached in accumulate(setting.widths))]
        with pen.element("Table", joined=self._continues):
            setting.head.draw(pen, edges, top)
            top -= setting.head.height
            for band in self._bands:
                band.draw(pen, edges, top)
                top -= band.height

    def _set(self, width: float) -> _Setting:
        if self._setting is None or self._width != width:
            self._setting = _setting(self._table, self._style, width)
            self._width = width
            self._bands = self._setting.bands
        return self._setting

    def _knot(self, start: int) -> int:
        """The end of the rows from `start` that stay together: groups before, totals after a row."""
        end = start
        while end < len(self._bands) - 1 and self._bands[end].kind.spans:
            end += 1
        end += 1
        while end < len(self._bands) and self._bands[end].kind is RowKind.TOTAL:
            end += 1
        return min(end, len(self._bands))

    def _part(self, bands: list[_Band]) -> Grid:
        part = copy(self)
        part._bands = bands
        return part

    def _rest(self, bands: list[_Band]) -> Grid:
        rest = self._part(bands)
        rest._continues = True
        return rest


def _has_tall(bands: list[_Band]) -> bool:
    return any(band.height > _TALL for band in bands)


def _setting(table: Table, style: GridStyle, width: float) -> _Setting:
    """Choose the size of letters and the widths of columns, and fill every cell."""
    for part in _SIZES:
        sized = style.smaller(part)
        heads, rows = _head_units(table, sized), [_row_units(row, table, sized) for row in table.rows]
        needed = columns.limited(_needed(table, heads, rows, sized.body.size), width)
        weights = [column.weight for column in table.columns]
        found = columns.widths(weights, needed, width)
        if found is not None:
            break
    else:
        found = columns.shrunk(needed, width)
    return _filled(table, sized.body, found, rows)


def _head_units(table: Table, style: GridStyle) -> list[list[Unit]]:
    return [lines.units(clean(column.title), style.body.bold) for column in table.columns]


def _row_units(row: Row, table: Table, style: GridStyle) -> list[list[Unit]]:
    texts = [clean(written(cell, style.language, style.digits)) for cell in row.cells]
    if row.kind.spans:
        joined = " ".join(text for text in texts if text)
        return [lines.units(joined, style.body.bold)]
    texts += [""] * (len(table.columns) - len(texts))
    if row.kind is RowKind.TOTAL:
        return [lines.units(text, style.body.bold) for text in texts]
    return [lines.starred(text, style.body.face, style.body.bold) for text in texts]


def _needed(table: Table, heads: list[list[Unit]], rows: list[list[list[Unit]]], size: float) -> list[float]:
    """The widest unbreakable thing of every column with its padding."""
    widest = [max((lines.width(unit, size) for unit in units), default=0.0) for units in heads]
    for row, units_of_row in zip(table.rows, rows, strict=True):
        if row.kind.spans:
            continue
        for place, units in enumerate(units_of_row[: len(widest)]):
            for unit in units:
                widest[place] = max(widest[place], lines.width(unit, size))
    return [width + 2 * PAD_X + 0.1 for width in widest]


def _filled(table: Table, body: Style, widths: list[float], rows: list[list[list[Unit]]]) -> _Setting:
    bold = replace(body, face=body.bold)
    plain = [replace(body, align=column.align) for column in table.columns]
    strong = [replace(bold, align=column.align) for column in table.columns]
    least = _BY_HAND if table.by_hand else 0.0
    bands = []
    for row, units in zip(table.rows, rows, strict=True):
        if row.kind.spans:
            bands.append(_row(units, [bold], [sum(widths)], row.kind))
        else:
            styles = strong if row.kind is RowKind.TOTAL else plain
            bands.append(_row(units, styles, widths, row.kind, least))
    return _Setting(widths, head(table.columns, body, widths), bands)


def _row(
    units: list[list[Unit]], styles: list[Style], widths: list[float], kind: RowKind, least: float = 0.0
) -> _Band:
    return _band(
        tuple(
            Cell(lines.fill(parts, style.size, width - 2 * PAD_X), style)
            for parts, style, width in zip(units, styles, widths, strict=False)
        ),
        kind,
        least,
    )


def _band(cells: tuple[Cell, ...], kind: RowKind, least: float = 0.0) -> _Band:
    middle = kind is not RowKind.BODY or least > 0
    return _Band(cells, kind, max(least, 2 * PAD_Y, *(cell.high for cell in cells)), middle)
