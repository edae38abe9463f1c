"""A line as large as the page is wide, for what is read from across a room."""

from dataclasses import replace

from desktop.i18n.khmer import has_khmer
from desktop.printing import lines
from desktop.printing.breaking import clean
from desktop.printing.flow import Block
from desktop.printing.pen import Pen
from desktop.printing.text import Style, Text

_ENDLESS = 1e6  # points
_ROOM = 1.5  # what stands above and below Khmer letters, beside figures alone


class OneLine(Block):
    """A text on one line, in the size of its style or, where that is too wide, in the largest that fits."""

    def __init__(self, text: str, style: Style) -> None:
        self._text = " ".join(clean(text).split("\n"))
        self._style = style
        self._natural = lines.fill(lines.units(self._text, style.face), style.size, _ENDLESS)[0].width
        self.before, self.after = style.before, style.after

    def height(self, width: float) -> float:
        return self._fitted(width).leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        Text(self._text, self._fitted(width)).draw(pen, x, top, width)

    def _fitted(self, width: float) -> Style:
        share = min(1.0, (width - 1) / self._natural) if self._natural else 1.0
        room = _ROOM if has_khmer(self._text) else 1.0
        leading = self._style.leading * share * room
        return replace(self._style, size=self._style.size * share, leading=leading)
