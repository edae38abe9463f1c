"""Where things stand on a page of a report: rows of cells, and the columns they are laid out in."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from desktop.domain.report import BUDGET, Cell

LINES_A_ROW = 8  # the fields; under each a note, and under that what else belongs to it


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page with one field in a row, or with two: a year's baseline and target."""

    WORDS: ClassVar[int] = 0
    fields: int

    def field(self, place: int) -> int:
        """The column of a field; its reasons stand in the next one."""
        return 1 + 2 * place

    @property
    def last(self) -> int:
        return 1 + 2 * self.fields

    @property
    def year(self) -> int:
        return self.last + 1

    @property
    def so_far(self) -> int:
        return self.last + 2

    @property
    def rest(self) -> int:
        return self.last + 3


def rows_of(cells: Iterable[Cell]) -> list[tuple[Cell, ...]]:
    """The cells of one measure beside each other; in the budget each source has a row of its own."""
    return [tuple(found) for _key, found in groupby(cells, key=_row_key)]


def _row_key(cell: Cell) -> tuple[str, ...]:
    return (cell.item, cell.measure, cell.split if cell.item == BUDGET else "")
