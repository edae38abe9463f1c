"""The head of a table: a title for each column, and over neighbours with one group its name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import NamedTuple

from desktop.domain.sheet import Align, Column
from desktop.printing.cells import DARK, PAD_X, Cell, rule
from desktop.printing.pen import Pen
from desktop.printing.text import Style, in_lines


class _Title(NamedTuple):
    """A cell of the head, from one edge of a column to another."""

    cell: Cell
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """Titles in two rows, or one where no column has a group; those without one stand in both."""

    alone: tuple[_Title, ...]
    groups: tuple[_Title, ...]
    within: tuple[_Title, ...]
    upper: float
    height: float

    def draw(self, pen: Pen, edges: Sequence[float], top: float) -> None:
        """Draw it under `top` between these edges of columns, the rule over it not included."""
        middle, foot = top - self.upper, top - self.height
        pen.fill(edges[0], foot, edges[-1] - edges[0], self.height, DARK)
        rule(pen, edges[0], top, edges[-1], top)
        first = sorted([*self.alone, *self.groups], key=lambda title: title.first)
        with pen.element("TR"):
            for title in first:
                spans = "" if title in self.groups else "/RowSpan 2" if self.groups else ""
                _draw(pen, title, edges, top, middle if title in self.groups else foot, spans)
        if self.within:
            with pen.element("TR"):
                for title in self.within:
                    _draw(pen, title, edges, middle, foot, "")
        for title in self.groups:
            rule(pen, edges[title.first], middle, edges[title.end], middle)
        rule(pen, edges[0], foot, edges[-1], foot)


def head(columns: Sequence[Column], style: Style, widths: Sequence[float]) -> Head:
    """The head of these columns, in bold and centred, for these widths."""
    centred = replace(style, face=style.bold, align=Align.CENTRE)
    reached = [0.0, *accumulate(widths)]

    def title(text: str, first: int, end: int) -> _Title:
        room = reached[end] - reached[first] - 2 * PAD_X
        return _Title(Cell(in_lines(text, centred, room), centred), first, end)

    grouped = list(_grouped(columns))
    alone = tuple(
        title(columns[at].title, at, at + 1)
        for name, first, end in grouped
        if not name
        for at in range(first, end)
    )
    groups = tuple(title(name, first, end) for name, first, end in grouped if name)
    within = tuple(
        title(columns[at].title, at, at + 1)
        for name, first, end in grouped
        if name
        for at in range(first, end)
    )
    upper, lower = _tallest(groups), _tallest(within)
    return Head(alone, groups, within, upper, max(upper + lower, _tallest(alone)))


def _grouped(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    """Neighbours of one group: its name, the first of them, and where the next ones begin."""
    first = 0
    for name, found in groupby(columns, lambda column: column.group):
        end = first + len(list(found))
        yield name, first, end
        first = end


def _tallest(titles: Sequence[_Title]) -> float:
    return max((title.cell.high for title in titles), default=0.0)


def _draw(pen: Pen, title: _Title, edges: Sequence[float], top: float, foot: float, spans: str) -> None:
    left, right = edges[title.first], edges[title.end]
    if title.end - title.first > 1:
        spans += f"/ColSpan {title.end - title.first}"
    with pen.element("TH", attributes=f"/Scope /Column{spans}"):
        title.cell.draw(pen, left, right, top, top - foot, middle=True)
    for edge in (left, right):
        rule(pen, edge, top, edge, foot)
