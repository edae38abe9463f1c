"""A worksheet as a page of A4: rows filled from the top, each as high as its text, and how it prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from desktop.domain.sheet import Sheet
from desktop.printing.breaking import clean
from desktop.printing.excel import measuring
from desktop.printing.excel.styles import FONT, GREY, SIZE, SMALL, Look, Styles
from desktop.printing.look import A4, LEFT, OTHER
from desktop.printing.wording import Wording, whose

_A4_PAPER = 9  # Excel's number for it
_INCH = 72.0
_PIXELS = 96 / 72  # of a point
_STARS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ORDINARY = 15.0  # points of a row that holds one line
PLAIN = Look()


def width_of(sheet: Sheet) -> float:
    """Points between the margins."""
    return A4[1 if sheet.landscape else 0] - LEFT - OTHER


class Page:
    """Rows are written from the top down; `row` is the next one, counted from 0."""

    def __init__(self, worksheet: Worksheet, styles: Styles, widths: Sequence[float]) -> None:
        self.worksheet = worksheet
        self.styles = styles
        self.row = 0
        self.breaks: list[int] = []  # rows before which a printed page begins
        self._widths = widths
        for column, points in enumerate(widths):
            worksheet.set_column_pixels(column, column, round(points * _PIXELS))

    @property
    def last(self) -> int:
        """The last column."""
        return len(self._widths) - 1

    @property
    def pixels(self) -> int:
        return round(sum(self._widths) * _PIXELS)

    def across(self, text: str, look: Look = PLAIN) -> None:
        """A text over the whole width; in as many rows as it needs, **starred** words in bold."""
        for part in measuring.in_parts(clean(text), look.size, sum(self._widths)):
            self.put(part, 0, self.last, look, starred=True)
            self.high(measuring.height(part, look.size, sum(self._widths), bold=look.bold))

    def put(self, text: str, first: int, last: int, look: Look, *, starred: bool = False) -> None:
        """A text into the cells from `first` to `last` of this row, as text whatever it begins with."""
        style = self.styles.of(look)
        if last > first:
            self.worksheet.merge_range(self.row, first, self.row, last, "", style)
        shown = clean(text)
        pieces = _STARS.split(shown) if starred else [shown]
        runs = [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]
        formats = {False: style, True: self.styles.of(look.strong())}
        if not runs:
            self.worksheet.write_blank(self.row, first, None, style)
        elif len(runs) == 1:
            self.worksheet.write_string(self.row, first, runs[0][0], formats[runs[0][1]])
        else:
            fragments = [part for piece, bold in runs for part in (formats[bold], piece)]
            self.worksheet.write_rich_string(self.row, first, *fragments, style)

    def high(self, points: float) -> None:
        """Give this row its height, and go on to the next."""
        self.worksheet.set_row_pixels(self.row, round(points * _PIXELS))
        self.row += 1

    def tallest(self, texts: Sequence[str], *, size: float = SIZE, bold: bool = False) -> float:
        """Points that a row needs whose cells hold these texts."""
        cells = zip(texts, self._widths, strict=False)
        return max(measuring.height(text, size, width, bold=bold) for text, width in cells)

    def fits(self, text: str, column: int, *, bold: bool = False) -> bool:
        """Whether a text stands on one line in a cell of this column."""
        return measuring.fits(text, SIZE, self._widths[column], bold=bold)

    def gap(self, points: float = 8.0) -> None:
        self.high(points)

    def skip(self, points: float) -> None:
        """Leave room for what lies over the cells."""
        for _ in range(int(points / _ORDINARY) + 1):
            self.high(_ORDINARY)

    def warn(self, running: "Running") -> None:
        """On the screen too: who may hold this, and whether the figures are real."""
        for text in (running.grade, running.notice, running.code):
            if text:
                self.across(text, Look(size=SMALL, bold=True, colour=GREY))

    def finish(self, running: "Running") -> None:
        """How it prints: A4, one page wide, the notice above, grade and page number below."""
        worksheet = self.worksheet
        worksheet.set_paper(_A4_PAPER)
        if running.landscape:
            worksheet.set_landscape()
        worksheet.set_margins(LEFT / _INCH, OTHER / _INCH, OTHER / _INCH + 0.15, OTHER / _INCH + 0.15)
        worksheet.fit_to_pages(1, 0)
        worksheet.print_area(0, 0, max(self.row - 1, 0), self.last)
        worksheet.set_h_pagebreaks(self.breaks)
        worksheet.hide_gridlines(2)
        worksheet.set_header(_part("C", running.notice))
        foot = _part("L", running.grade, 90 if running.code else 115) + _part("C", running.code, 24)
        worksheet.set_footer(foot + _part("R", running.page, 40, fields=True))


@dataclass(frozen=True, slots=True)
class Running:
    """What stands around every page; `page` holds Excel's fields for the number and the last number."""

    notice: str
    grade: str
    code: str
    page: str
    landscape: bool = False


def running(sheet: Sheet, words: Wording) -> Running:
    return Running(
        sheet.notice,
        whose(sheet, words),
        sheet.reference.code if sheet.reference else "",
        words.page.format(number="&P", last="&N"),
        sheet.landscape,
    )


def _part(side: str, text: str, most: int = 200, *, fields: bool = False) -> str:
    """A part of a header or footer of at most so many letters: Excel takes 255 of all parts with their fonts.

    What people wrote holds no field, so its ampersands are doubled.
    """
    if not text:
        return ""
    line = " ".join(clean(text).split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    return f'&{side}&"{FONT},Regular"&8 {line if fields else line.replace("&", "&&")}'
