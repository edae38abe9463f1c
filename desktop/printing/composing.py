"""From a sheet to pages: what stands where, the lines around every page, and the finished PDF."""

from dataclasses import dataclass

from desktop.domain.sheet import Align, Sheet
from desktop.printing import lines
from desktop.printing.blocks import blocks
from desktop.printing.breaking import clean
from desktop.printing.contents import HeadingText
from desktop.printing.figures import written
from desktop.printing.flow import Placed, paginate
from desktop.printing.look import A4, LEFT, OTHER, Look, look
from desktop.printing.pen import Pen
from desktop.printing.shaping import faces
from desktop.printing.text import Style, draw_lines, in_lines
from desktop.printing.wording import Wording, whose, wording
from desktop.progress import UNWATCHED, Progress

_FOOT_RULE = 3.0
_NOTICE_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Printout:
    """A finished PDF; `missing` holds the letters that stand on it as empty boxes."""

    pdf: bytes
    pages: int
    missing: str


def compose(sheet: Sheet, progress: Progress = UNWATCHED) -> Printout:
    """Print `sheet` on A4. The same sheet gives the same bytes, whatever was printed before."""
    styles = look(faces(), sheet.language, sheet.digits)
    words = wording(sheet.language)
    frame = _Frame(sheet, styles, words)
    pages = paginate(blocks(sheet, styles, words), frame.width, frame.height)
    _number(pages)
    pen = Pen(frame.page_size, sheet.title.replace("\n", " "), "; ".join(sheet.authority), sheet.language)
    for place, placed in enumerate(pages):
        progress(place, len(pages))
        frame.draw(pen, placed, place + 1, len(pages))
        pen.end_page()
    return Printout(pen.pdf(), len(pages), pen.missing())


def _number(pages: list[list[Placed]]) -> None:
    """Tell every heading its page, before the contents that name it are drawn."""
    for page, placed in enumerate(pages, 1):
        for block, _ in placed:
            if isinstance(block, HeadingText):
                block.entry.page = page


class _Frame:
    """The paper around the blocks: margins, the notice above, grade, code and page number below."""

    def __init__(self, sheet: Sheet, styles: Look, words: Wording) -> None:
        across, down = A4
        self.page_size = (down, across) if sheet.landscape else (across, down)
        self.width = self.page_size[0] - LEFT - OTHER
        self._style = styles.running
        self._words = words
        self._reader = (sheet.language, sheet.digits)
        bold = styles.running.bold
        self._code = f"{sheet.reference.code}  ·  " if sheet.reference else ""
        room = self.width * (0.66 if self._code else 0.75)
        held = lines.units(clean(whose(sheet, words)), bold)
        self._grade = lines.fill(held, self._style.size, room)
        notice = lines.units(clean(sheet.notice), bold)
        self._notice = lines.fill(notice, self._style.size, self.width)
        leading = self._style.leading
        # One line of notice and of grade stand in the margins; more lines take from the frame.
        self._over = (len(self._notice) - 1) * leading
        self._under = (len(self._grade) - 1) * leading
        self.height = self.page_size[1] - 2 * OTHER - self._over - self._under

    def draw(self, pen: Pen, placed: list[Placed], page: int, last: int) -> None:
        top = self.page_size[1] - OTHER
        leading = self._style.leading
        centred = _aligned(self._style, Align.CENTRE)
        draw_lines(pen, LEFT, top + leading + _NOTICE_GAP, self.width, self._notice, centred)
        for block, down in placed:
            block.draw(pen, LEFT, top - self._over - down, self.width)
        foot = OTHER + self._under - 8
        pen.rule(LEFT, foot, LEFT + self.width, foot, 0.4, self._style.colour)
        draw_lines(pen, LEFT, foot - _FOOT_RULE, self.width, self._grade, self._style)
        number = self._words.page.format(
            number=written(page, *self._reader), last=written(last, *self._reader)
        )
        filled = in_lines(self._code + number, self._style, self.width)
        draw_lines(pen, LEFT, foot - _FOOT_RULE, self.width, filled, _aligned(self._style, Align.RIGHT))


def _aligned(style: Style, align: Align) -> Style:
    return Style(style.face, style.bold, style.size, style.leading, align, style.colour)
