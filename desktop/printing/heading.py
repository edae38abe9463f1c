"""The head of an official paper: the kingdom, its ornament, the line of authority, the letter number."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.sheet import Align, Reference
from desktop.printing.flow import Block
from desktop.printing.lines import Line
from desktop.printing.pen import Pen
from desktop.printing.qr import Squares
from desktop.printing.text import Style, draw_lines, in_lines

_ORNAMENT_SPACE = 17.0
_GAP = 4.0
_CODE = 62.0  # points, 22 mm: a telephone reads its 25 x 25 squares of 0.66 mm

# Half of the ornament, from its middle to the right, in points: the other half is its mirror image.
# Moves (2 lengths) and curves (6 lengths), each item one closed outline.
_HALF: tuple[tuple[tuple[float, ...], ...], ...] = (
    # the bud's right side
    ((0, 5.2), (0.6, 3.0, 2.6, 1.4, 4.2, 0), (2.6, -1.4, 0.6, -3.0, 0, -5.2)),
    # the leaf that rises from the stem and curls back
    ((5.6, 0), (7.2, 3.6, 11.6, 4.6, 14.6, 1.8), (12.6, 3.0, 9.6, 2.6, 8.6, 0)),
    # the leaf below it
    ((5.6, 0), (7.2, -3.6, 11.6, -4.6, 14.6, -1.8), (12.6, -3.0, 9.6, -2.6, 8.6, 0)),
    # the stem, swelling and then running out to a point
    ((9.6, 0), (14.0, 1.3, 20.0, 1.1, 46.0, 0), (20.0, -1.1, 14.0, -1.3, 9.6, 0)),
    # a bead on the stem
    ((22.0, 0), (23.0, 2.0, 24.6, 2.0, 25.6, 0), (24.6, -2.0, 23.0, -2.0, 22.0, 0)),
)


class KingdomHeading(Block):
    """The kingdom's name and motto in the middle of the page with the ornament under them."""

    after = 4.0

    def __init__(self, kingdom: str, motto: str, large: Style, small: Style) -> None:
        self._rows = [
            (in_lines(text, style, 1e6), style) for text, style in ((kingdom, large), (motto, small))
        ]

    def height(self, width: float) -> float:
        return sum(style.leading for _, style in self._rows) + _ORNAMENT_SPACE

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for filled, style in self._rows:
            with pen.element("P"):
                draw_lines(pen, x, top, width, filled, style)
            top -= style.leading
        ornament(pen, x + width / 2, top - _ORNAMENT_SPACE / 2)


class AuthorityHeading(Block):
    """At the left: who writes, from the top down, and the number of the letter; at the right its code."""

    after = 6.0

    def __init__(
        self,
        authority: Sequence[str],
        letter_number: str,
        reference: Reference | None,
        title: Style,
        plain: Style,
        small: Style,
    ) -> None:
        self._rows = [*((text, title) for text in authority), (letter_number, plain)]
        self._reference = reference
        self._squares = Squares(reference.scanned) if reference else None
        self._small = replace(small, align=Align.CENTRE)

    def height(self, width: float) -> float:
        return max(self._lines_height(width), self._code_height()) + _GAP

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self._reference is not None and self._squares is not None:
            left = x + width - _CODE
            code = in_lines(self._reference.code, self._small, _CODE)
            with pen.figure(f"{self._reference.caption}: {self._reference.code}"):
                self._squares.draw(pen, left, top, _CODE)
                draw_lines(pen, left, top - _CODE, _CODE, code, self._small)
        for filled, style in self._filled(width):
            with pen.element("P"):
                draw_lines(pen, x, top, width, filled, style)
            top -= len(filled) * style.leading

    def _lines_height(self, width: float) -> float:
        return sum(len(filled) * style.leading for filled, style in self._filled(width))

    def _code_height(self) -> float:
        return _CODE + self._small.leading if self._reference else 0.0

    def _filled(self, width: float) -> list[tuple[list[Line], Style]]:
        # The right part of the page stays free for stamps of arrival.
        return [(in_lines(text, style, width * 0.62), style) for text, style in self._rows]


def ornament(pen: Pen, x: float, y: float, scale: float = 1.0) -> None:
    """Draw the ornament around (x, y); drawn, because its font is missing on most computers."""
    for side in (1, -1):
        for outline in _HALF:
            pen.shape(x, y, [_turned(lengths, side, scale) for lengths in outline])


def _turned(lengths: Sequence[float], side: int, scale: float) -> list[float]:
    return [length * scale * (side if place % 2 == 0 else 1) for place, length in enumerate(lengths)]
