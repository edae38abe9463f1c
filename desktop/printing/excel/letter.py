"""The first worksheet: the head of the paper, everything that is read, the signatures and the copies."""

from xlsxwriter.worksheet import Worksheet

from desktop.domain.sheet import (
    Align,
    Bullets,
    Callout,
    Code,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    WritingLines,
)
from desktop.printing.excel.page import Page, running, width_of
from desktop.printing.excel.sharing import Leaf, Pointer
from desktop.printing.excel.styles import GREY, SMALL, Look, Styles
from desktop.printing.wording import Wording

_LINE = 20.0  # points of a line to be written on
_WRITING = 24.0  # points of a line to be written on with a pen
_SIGNING_SPACE = 85.0  # 3 cm for a signature and a round stamp


def draw(worksheet: Worksheet, leaf: Leaf, sheet: Sheet, words: Wording, styles: Styles) -> None:
    half = width_of(sheet) / 2
    page = Page(worksheet, styles, (half, half))
    _head(page, sheet, words)
    for block in leaf.blocks:
        draw_block(page, block, words)
    _copies(page, sheet, words)
    page.finish(running(sheet, words))


def draw_block(page: Page, block: object, words: Wording) -> None:
    """Everything that is not a table. Raises `TypeError` for what is no block of a sheet."""
    match block:
        case Heading(text=text, level=level):
            page.gap(6)
            page.across(text, Look(size=11 if level == 1 else 10, bold=True))
        case Paragraph(text=text):
            page.across(text)
        case Bullets(items=items):
            for item in items:
                page.across(f"{words.bullet} {item}")
        case Contents():
            pass  # the letter itself says on which worksheet each part stands
        case Pointer(name=name):
            page.across(words.on_worksheet.format(name=name), Look(colour=GREY))
        case Signatures():
            _signatures(page, block, words)
        case _:
            _handed_out(page, block)


def _handed_out(page: Page, block: object) -> None:
    """What posters and cards are made of."""
    match block:
        case Callout():
            _callout(page, block)
        case Code(text=text):  # a picture of it says nothing to a person who has the file
            page.across(text, Look(bold=True, align=Align.CENTRE))
        case WritingLines(count=count):
            page.gap(count * _LINE)
        case WritingLines(count=count):
            for _line in range(count):
                page.put("", 0, page.last, Look(under=True))
                page.high(_WRITING)
        case NewPage():
            page.breaks.append(page.row)
        case Contents():
            pass  # the names of the worksheets are the contents
        case _:
            raise TypeError(f"not a block of a sheet: {block!r}")


def _callout(page: Page, block: Callout) -> None:
    page.across(block.text, Look(size=48, bold=True, align=Align.CENTRE))
    if block.caption:
        page.across(block.caption, Look(size=14, align=Align.CENTRE))


def _head(page: Page, sheet: Sheet, words: Wording) -> None:
    page.warn(running(sheet, words))
    if sheet.authority:
        page.across(words.kingdom, Look(size=13, bold=True, align=Align.CENTRE))
        page.across(words.motto, Look(size=11, bold=True, align=Align.CENTRE))
        page.gap()
        for line in sheet.authority:
            page.across(line, Look(bold=True))
        page.across(words.numbered(sheet.letter_number))
        page.gap()
    if sheet.title:
        page.across(sheet.title, Look(size=12, bold=True, align=Align.CENTRE))
    if sheet.subtitle:
        page.across(sheet.subtitle, Look(bold=True, align=Align.CENTRE))
    page.gap()


def _signatures(page: Page, block: Signatures, words: Wording) -> None:
    page.gap(14)
    left = _above(block.left, words, seen=True) if block.left else ()
    right = _above(block.right, words, seen=False)
    for place in range(max(len(left), len(right))):
        _pair(page, [lines[place] if place < len(lines) else ("", False) for lines in (left, right)])
    page.gap(_SIGNING_SPACE)
    _pair(page, [(each.name if each else "", True) for each in (block.left, block.right)])


def _above(signature: Signature, words: Wording, *, seen: bool) -> tuple[tuple[str, bool], ...]:
    """Each line and whether it is a title. "Seen and agreed" stands before the date, any other after it."""
    titles = [(text, True) for text in signature.lines]
    first = 1 if seen else 0
    return (
        *titles[:first],
        *((text, False) for text in signature.dates or words.date_lines),
        *titles[first:],
    )


def _pair(page: Page, lines: list[tuple[str, bool]]) -> None:
    for column, (text, title) in enumerate(lines):
        page.put(text, column, column, Look(bold=title, align=Align.CENTRE))
    page.high(page.tallest([text for text, _ in lines], bold=True))


def _copies(page: Page, sheet: Sheet, words: Wording) -> None:
    if sheet.copies_to:
        page.gap()
        page.across(words.copies_to, Look(size=SMALL, bold=True))
        for copy in (*sheet.copies_to, words.last_copy):
            page.across(f"- {copy}", Look(size=SMALL))
