"""A text on paper: set in lines at the left, centre or right, and shared out over pages by lines."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from desktop.domain.sheet import Align
from desktop.printing import lines
from desktop.printing.breaking import clean
from desktop.printing.flow import Block
from desktop.printing.lines import Line
from desktop.printing.pen import BLACK, Colour, Pen
from desktop.printing.shaping import Face


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; lengths in points. `bold` is the face of **starred** words."""

    face: Face
    bold: Face
    size: float
    leading: float
    align: Align = Align.LEFT
    colour: Colour = BLACK
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0

    def baseline(self) -> float:
        """How far the letters' foot is below the top of their line."""
        ascent, descent = self.face.ascent * self.size, self.face.descent * self.size
        return (self.leading - ascent - descent) / 2 + ascent


def in_lines(text: str, style: Style, width: float) -> list[Line]:
    """A text in one face as lines of `width` points."""
    return lines.fill(lines.units(clean(text), style.face), style.size, width)


def draw_lines(
    pen: Pen, x: float, top: float, width: float, filled: list[Line], style: Style, indent: float = 0.0
) -> None:
    """Draw lines from `top` downwards between `x` and `x` + `width`, the first moved in by `indent`."""
    y = top - style.baseline()
    for line in filled:
        spare = width - line.width
        shift = {Align.LEFT: indent, Align.CENTRE: spare / 2, Align.RIGHT: spare}[style.align]
        pen.line(x + shift, y, line.words, style.size, style.colour)
        y -= style.leading
        indent = 0.0


class Text(Block):
    """A paragraph or a heading; hard line ends stay, `mark` stands in the margin of a list item.

    `tag` is what it is to a screen reader.
    """

    tag = "P"

    def __init__(self, text: str, style: Style, *, mark: str = "", hang: float = 0.0) -> None:
        self._style = style
        self._units = lines.starred(clean(text), style.face, style.bold)
        self._mark = lines.fill(lines.units(mark, style.face), style.size, hang)[0] if mark else None
        self._hang = hang
        self._indent = style.indent
        self._filled: list[Line] | None = None
        self._width = 0.0
        self.before, self.after = style.before, style.after

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self._style.leading

    def least(self, width: float) -> float:
        """Two lines, so that none stands alone; three where the rest would be one line."""
        count = len(self._lines(width))
        return min(count, 3 if count == 3 else 2) * self._style.leading

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        filled = self._lines(width)
        fit = min(int(height / self._style.leading), len(filled) - 2)
        return self._part(filled, fit) if fit >= 2 else None

    def split_whatever(self, width: float, height: float) -> tuple[Block, Block] | None:
        filled = self._lines(width)
        return self._part(filled, max(1, int(height / self._style.leading))) if len(filled) > 1 else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        filled, room = self._lines(width), width - self._hang
        if not self._hang:
            with pen.element(self.tag):
                draw_lines(pen, x, top, room, filled, self._style, self._indent)
            return
        with pen.element("L", joined=True), pen.element("LI"):
            if self._mark is not None:
                with pen.element("Lbl"):
                    draw_lines(pen, x, top, self._hang, [self._mark], self._style)
            with pen.element("LBody"):
                draw_lines(pen, x + self._hang, top, room, filled, self._style)

    def _lines(self, width: float) -> list[Line]:
        filled_elsewhere = self._width and self._width != width
        if self._filled is None or filled_elsewhere:
            size, room = self._style.size, width - self._hang
            if self._style.align is Align.CENTRE:
                self._filled = lines.balanced(self._units, size, room)
            else:
                self._filled = lines.fill(self._units, size, room, self._indent)
            self._width = width
        return self._filled

    def _part(self, filled: list[Line], count: int) -> tuple[Block, Block]:
        first, rest = self._slice(filled[:count]), self._slice(filled[count:])
        first.after = 0.0
        rest.before, rest._mark, rest._indent = 0.0, None, 0.0
        return first, rest

    def _slice(self, filled: list[Line]) -> Text:
        part = copy(self)
        # Without a width the lines are as they are and never filled again.
        part._filled, part._width = filled, 0.0
        return part
