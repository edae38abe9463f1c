"""The end of an official paper: the pair of signatures and, small at the left, who gets copies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.domain.sheet import Align, Signature, Signatures
from desktop.printing import lines
from desktop.printing.breaking import clean
from desktop.printing.flow import Block
from desktop.printing.lines import Line, Unit
from desktop.printing.pen import Pen
from desktop.printing.text import Style, draw_lines
from desktop.printing.wording import Wording

_SIGNING_SPACE = 85.0  # 3 cm for a signature and a round stamp
_BETWEEN = 14.0
_SMALLEST = 0.8  # of its size a line may shrink to


@dataclass(frozen=True, slots=True)
class ClosingStyle:
    """`title` for the words above a signature, `plain` for dates, `small` for the list of copies."""

    title: Style
    plain: Style
    small: Style


class _Row(NamedTuple):
    filled: list[Line]
    style: Style


class Closing(Block):
    """Signatures stand side by side and never apart; the copies use the free place under the left one."""

    before = 16.0
    keeps_previous = True

    def __init__(
        self, signatures: Signatures | None, copies: Sequence[str], words: Wording, style: ClosingStyle
    ) -> None:
        self._signatures = signatures
        self._copies = copies
        self._words = words
        self._style = style

    def height(self, width: float) -> float:
        left, right, copies = self._columns(width)
        under_left = left + (_BETWEEN if left and copies else 0.0) + copies
        return max(right, under_left)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        half = _half(width)
        if self._signatures is not None:
            if self._signatures.left is not None:
                self._draw_signature(pen, self._signatures.left, x, top, half, seen=True)
            self._draw_signature(pen, self._signatures.right, x + width - half, top, half, seen=False)
        rows = self._copy_rows(half)
        foot = top - self.height(width) + _high(rows)
        for filled, style in rows:
            with pen.element("P"):
                draw_lines(pen, x, foot, half, filled, style)
            foot -= len(filled) * style.leading

    def _columns(self, width: float) -> tuple[float, float, float]:
        """Heights of the left signature, the right signature and the copies."""
        half = _half(width)
        copies = _high(self._copy_rows(half))
        if self._signatures is None:
            return 0.0, 0.0, copies
        left = self._signatures.left
        return (
            self._signature_height(left, half, seen=True) if left else 0.0,
            self._signature_height(self._signatures.right, half, seen=False),
            copies,
        )

    def _signature_height(self, signature: Signature, width: float, *, seen: bool) -> float:
        return _high(self._rows(signature, width, seen=seen)) + _SIGNING_SPACE + self._style.title.leading

    def _draw_signature(
        self, pen: Pen, signature: Signature, x: float, top: float, width: float, *, seen: bool
    ) -> None:
        for filled, style in self._rows(signature, width, seen=seen):
            with pen.element("P"):
                draw_lines(pen, x, top, width, filled, style)
            top -= len(filled) * style.leading
        name = replace(self._style.title, align=Align.CENTRE)
        filled = lines.fill(lines.units(clean(signature.name), name.face), name.size, width)
        with pen.element("P"):
            draw_lines(pen, x, top - _SIGNING_SPACE, width, filled, name)

    def _rows(self, signature: Signature, width: float, *, seen: bool) -> list[_Row]:
        """The lines above the space for signing; dates to fill in where the sheet has none."""
        # "Seen and agreed" comes before its date; the one who signs writes the date first.
        first = 1 if seen else 0
        titles = [(text, self._style.title) for text in signature.lines]
        dates = [(text, self._style.plain) for text in signature.dates or self._words.date_lines]
        rows = []
        for text, base in (*titles[:first], *dates, *titles[first:]):
            style = replace(base, align=Align.CENTRE)
            rows.append(_fitted(lines.units(clean(text), style.face), style, width))
        return rows

    def _copy_rows(self, width: float) -> list[_Row]:
        if not self._copies:
            return []
        small = self._style.small
        bold = replace(small, face=small.bold)
        rows = [_Row(lines.fill(lines.units(self._words.copies_to, bold.face), bold.size, width), bold)]
        for copy in (*self._copies, self._words.last_copy):
            parts = lines.units(clean(f"- {copy}"), small.face)
            rows.append(_Row(lines.fill(parts, small.size, width), small))
        return rows


def _fitted(units: list[Unit], style: Style, width: float) -> _Row:
    """Set a line a little smaller where only that keeps it one line: dates are long in Khmer."""
    whole = lines.fill(units, style.size, 1e6)
    widest = max(line.width for line in whole)
    if width < widest <= width / _SMALLEST:
        style = replace(style, size=style.size * width / widest)
    return _Row(lines.fill(units, style.size, width), style)


def _half(width: float) -> float:
    return (width - _BETWEEN) / 2


def _high(rows: Sequence[_Row]) -> float:
    return sum(len(row.filled) * row.style.leading for row in rows)
