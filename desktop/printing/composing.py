"""From a sheet to pages: what stands where, the lines around every page, and the finished PDF."""

from dataclasses import dataclass

from desktop.domain.sheet import (
    Align,
    Bullets,
    Callout,
    Code,
    Grade,
    Heading,
    NewPage,
    Paragraph,
    Sheet,
    Signatures,
    Table,
)
from desktop.printing import lines
from desktop.printing.breaking import clean
from desktop.printing.closing import Closing
from desktop.printing.figures import written
from desktop.printing.flow import Block, Placed, paginate
from desktop.printing.grid import Grid
from desktop.printing.heading import AuthorityHeading, KingdomHeading
from desktop.printing.large import OneLine
from desktop.printing.look import A4, HANG, LEFT, OTHER, Look, look
from desktop.printing.pen import Pen
from desktop.printing.qr import PageEnd, QrCode
from desktop.printing.shaping import faces
from desktop.printing.text import Style, Text, draw_lines
from desktop.printing.wording import Wording, wording
from desktop.progress import UNWATCHED, Progress

_FOOT_RULE = 3.0
_NOTICE_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Printout:
    """A finished PDF; `missing` holds the letters that stand on it as empty boxes."""

    pdf: bytes
    pages: int
    missing: str


class _HeadingText(Text):
    """A heading stays with what it announces and is listed in the PDF's outline."""

    keeps_next = True

    def __init__(self, heading: Heading, style: Style) -> None:
        super().__init__(heading.text, style)
        self._title = " ".join(clean(heading.text).replace("**", "").split())
        self._level = heading.level

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.outline(self._title, self._level, top)
        super().draw(pen, x, top, width)


def compose(sheet: Sheet, progress: Progress = UNWATCHED) -> Printout:
    """Print `sheet` on A4. The same sheet gives the same bytes, whatever was printed before."""
    styles = look(faces(), sheet.language, sheet.digits)
    words = wording(sheet.language)
    frame = _Frame(sheet, styles, words)
    pages = paginate(_blocks(sheet, styles, words), frame.width, frame.height)
    pen = Pen(frame.page_size, sheet.title.replace("\n", " "), "; ".join(sheet.authority), sheet.language)
    for place, placed in enumerate(pages):
        progress(place, len(pages))
        frame.draw(pen, placed, place + 1, len(pages))
        pen.end_page()
    return Printout(pen.pdf(), len(pages), pen.missing())


def _blocks(sheet: Sheet, styles: Look, words: Wording) -> list[Block]:
    blocks = _head(sheet, styles, words)
    *body, last = sheet.blocks or (None,)
    signatures = last if isinstance(last, Signatures) else None
    for block in sheet.blocks if signatures is None else body:
        blocks.extend(_block(block, styles, words))
    if signatures is not None or sheet.copies_to:
        blocks.append(Closing(signatures, sheet.copies_to, words, styles.closing))
    return blocks


def _head(sheet: Sheet, styles: Look, words: Wording) -> list[Block]:
    """A sheet without a line of authority is a working paper and has no kingdom's heading."""
    head: list[Block] = []
    if sheet.authority:
        head.append(KingdomHeading(words.kingdom, words.motto, styles.kingdom, styles.motto))
        head.append(
            AuthorityHeading(sheet.authority, words.letter_number, styles.authority, styles.closing.plain)
        )
    if sheet.title:
        head.append(Text(sheet.title, styles.title))
    if sheet.subtitle:
        head.append(Text(sheet.subtitle, styles.subtitle))
    for block in head:
        block.keeps_next = True
    return head


def _block(block: object, styles: Look, words: Wording) -> list[Block]:
    match block:
        case Heading(level=level):
            return [_HeadingText(block, styles.heading if level == 1 else styles.subheading)]
        case Paragraph(text=text):
            return [Text(text, styles.body)]
        case Bullets(items=items):
            return [Text(item, styles.item, mark=words.bullet, hang=HANG) for item in items]
        case Callout() | Code() | NewPage():
            return _handed_out(block, styles)
        case Table():
            return [Grid(block, styles.table)]
        case Signatures():
            return [Closing(block, (), words, styles.closing)]
    raise TypeError(f"not a block of a sheet: {block!r}")


def _handed_out(block: Callout | Code | NewPage, styles: Look) -> list[Block]:
    """What posters and cards are made of."""
    if isinstance(block, NewPage):
        return [PageEnd()]
    if isinstance(block, Code):
        return [QrCode(block.text, small=block.small)]
    large = OneLine(block.text, styles.callout)
    large.keeps_next = bool(block.caption)
    return [large, Text(block.caption, styles.caption)] if block.caption else [large]


class _Frame:
    """The paper around the blocks: margins, the notice above, grade and page number below."""

    def __init__(self, sheet: Sheet, styles: Look, words: Wording) -> None:
        across, down = A4
        self.page_size = (down, across) if sheet.landscape else (across, down)
        self.width = self.page_size[0] - LEFT - OTHER
        self._style = styles.running
        self._words = words
        self._reader = (sheet.language, sheet.digits)
        bold = styles.running.bold
        grade = words.official if sheet.grade is Grade.OFFICIAL else ""
        self._grade = lines.fill(lines.units(grade, bold), self._style.size, self.width * 0.75)
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
        filled = lines.fill(lines.units(number, self._style.face), self._style.size, self.width)
        draw_lines(pen, LEFT, foot - _FOOT_RULE, self.width, filled, _aligned(self._style, Align.RIGHT))


def _aligned(style: Style, align: Align) -> Style:
    return Style(style.face, style.bold, style.size, style.leading, align, style.colour)
