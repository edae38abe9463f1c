"""How much room a text takes in a cell: Excel sizes neither merged cells nor columns by itself."""

import math
from collections.abc import Sequence
from functools import lru_cache

from desktop.domain.sheet import Column, Decimals, Row, RowKind
from desktop.i18n.khmer import has_khmer, line_chunks
from desktop.printing import columns, lines
from desktop.printing.breaking import clean
from desktop.printing.figures import written
from desktop.printing.shaping import faces

# Measured with the faces of our paper: the font of a computer's Excel may run a little wider.
_SLACK = 1.08
_PAD = 7.0  # points a cell keeps free at its sides
_GAP = 3.0  # and above and below
_LEADING = {True: 1.72, False: 1.36}  # of the size; Khmer has marks above and below
HIGHEST = 400.0  # points; Excel has no higher row than 409


def height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """Points of a row that shows `text` whole in a cell of `width` points, as far as Excel has such rows."""
    return min(HIGHEST, _count(text, size, width, bold) * leading(text, size) + _GAP)


def leading(text: str, size: float) -> float:
    return size * _LEADING[has_khmer(text)]


def in_parts(text: str, size: float, width: float) -> list[str]:
    """`text` in as many parts as rows are needed to show it whole: parted between its lines, else in them."""
    most = int((HIGHEST - _GAP) / leading(text, size))
    if _count(text, size, width, bold=False) <= most:
        return [text]
    parts: list[str] = []
    taken = most
    for line in text.split("\n"):
        for piece in _cut(line, size, width, most):
            needed = _count(piece, size, width, bold=False)
            if taken + needed > most:
                parts, taken = [*parts, piece], needed
            else:
                parts[-1], taken = f"{parts[-1]}\n{piece}", taken + needed
    return parts


def _cut(line: str, size: float, width: float, most: int) -> list[str]:
    """A line in pieces that each fit into one row."""
    count = _count(line, size, width, bold=False)
    if count <= most:
        return [line]
    chunks = line_chunks(line)
    parts = -(-count * 5 // (most * 4))  # a fifth more, for parts are not equally wide
    step = -(-len(chunks) // parts)
    return ["".join(chunks[at : at + step]) for at in range(0, len(chunks), step)]


def widths(
    head: Sequence[Column], rows: Sequence[Row], size: float, width: float, reader: tuple[str, str]
) -> list[float]:
    """Points of each column: its share of `width`, but as wide as its longest word or number.

    `reader` is the language and the digits in which numbers are read. Wider than `width` in all where it
    must be: what is printed is scaled to the page.
    """
    needed = [_widest(column.whole_title, size, bold=True) for column in head]
    for row in rows:
        if not row.kind.spans:
            _widen(needed, row, size, reader)
    needed = columns.limited(needed, width)
    found = columns.widths([column.weight for column in head], needed, width) or needed
    whole = columns.limited(_whole_numbers(len(found), rows, size, reader), width)
    return list(map(max, found, whole))


def fits(text: str, size: float, width: float, *, bold: bool = False) -> bool:
    """Whether a cell of `width` points shows `text` on one line: Excel never wraps a number, it hides it."""
    return _whole(text, size, bold=bold) <= width


def _widen(needed: list[float], row: Row, size: float, reader: tuple[str, str]) -> None:
    for place, cell in enumerate(row.cells[: len(needed)]):
        text = written(cell, *reader)
        if text:
            needed[place] = max(needed[place], _widest(text, size, bold=row.kind is RowKind.TOTAL))


def _whole_numbers(count: int, rows: Sequence[Row], size: float, reader: tuple[str, str]) -> list[float]:
    """What the numbers that stand amid words take in each column; no other column gives way to them."""
    found = [0.0] * count
    for row in rows:
        for place, cell in enumerate(row.cells[:count]):
            if isinstance(cell, Decimals):
                bold = row.kind is RowKind.TOTAL
                found[place] = max(found[place], _whole(written(cell, *reader), size, bold=bold))
    return found


def _whole(text: str, size: float, *, bold: bool) -> float:
    face = faces().bold if bold else faces().regular
    return lines.fill(lines.units(clean(text), face), size, math.inf)[0].width * _SLACK + _PAD


def _widest(text: str, size: float, *, bold: bool) -> float:
    face = faces().bold if bold else faces().regular
    found = max((lines.width(unit, size) for unit in lines.units(clean(text), face)), default=0.0)
    return found * _SLACK + _PAD


@lru_cache(4096)  # asked once for the parts of a text, and once for the height of each
def _count(text: str, size: float, width: float, bold: bool) -> int:
    face = faces().bold if bold else faces().regular
    units = lines.starred(clean(text), face, faces().bold)
    return len(lines.fill(units, size * _SLACK, max(width - _PAD, size)))
