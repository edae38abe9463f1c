"""Headings that know their page, and the list of them at the front of a long paper."""

from dataclasses import dataclass, replace

from desktop.domain.sheet import Align, Heading
from desktop.printing.breaking import clean
from desktop.printing.figures import written
from desktop.printing.flow import Block
from desktop.printing.lines import Line
from desktop.printing.pen import Pen
from desktop.printing.text import Style, Text, draw_lines, in_lines

_STEP = 16.0  # points a lower level is moved in
_NUMBER = 30.0  # room for a page number
_DOT_GAP = 4.0


@dataclass(slots=True)
class Entry:
    """A heading, where a reader jumps to it, and its page as soon as that is known."""

    title: str
    level: int
    key: str
    page: int = 0


class HeadingText(Text):
    """A heading stays with what it announces and is listed in the PDF's outline."""

    keeps_next = True

    def __init__(self, heading: Heading, style: Style, entry: Entry) -> None:
        super().__init__(heading.text, style)
        self.entry = entry
        self.tag = f"H{heading.level + 1}"  # the paper's title is H1

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.outline(self.entry.title, self.entry.level, top, self.entry.key)
        super().draw(pen, x, top, width)


class ContentsLine(Block):
    """A heading's title, dots, and its page: known by the time it is drawn, as its height never asks it."""

    def __init__(self, entry: Entry, style: Style, language: str, digits: str) -> None:
        self._entry = entry
        self._style = style
        self._reader = (language, digits)
        self._shift = (entry.level - 1) * _STEP

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self._style.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        filled, style = self._lines(width), self._style
        last = top - (len(filled) - 1) * style.leading
        number = in_lines(written(self._entry.page, *self._reader), style, _NUMBER)
        with pen.element("TOC", joined=True), pen.element("TOCI"):
            draw_lines(pen, x + self._shift, top, width, filled, style)
            draw_lines(pen, x, last, width, number, replace(style, align=Align.RIGHT))
        left = x + self._shift + filled[-1].width + _DOT_GAP
        foot = last - style.baseline()
        pen.path([(left, foot), (x + width - number[0].width - _DOT_GAP, foot)], 0.7, dash=(0.7, 2.6))
        high = self.height(width)
        pen.link(self._entry.key, self._entry.title, x, top - high, width, high)

    def _lines(self, width: float) -> list[Line]:
        return in_lines(self._entry.title, self._style, width - self._shift - _NUMBER)


def entry(heading: Heading, number: int) -> Entry:
    """The entry of the heading that is the sheet's `number`-th."""
    title = " ".join(clean(heading.text).replace("**", "").split())
    return Entry(title, heading.level, f"heading{number}")
