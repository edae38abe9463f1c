"""What each block of a sheet becomes on paper."""

from collections.abc import Iterator

from desktop.domain.sheet import (
    Bullets,
    Callout,
    Chart,
    ChartKind,
    Code,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Sheet,
    Signatures,
    Table,
    WritingLines,
)
from desktop.printing.charts import Bars
from desktop.printing.closing import Closing
from desktop.printing.contents import ContentsLine, Entry, HeadingText, entry
from desktop.printing.flow import Block
from desktop.printing.grid import Grid
from desktop.printing.heading import AuthorityHeading, KingdomHeading
from desktop.printing.large import OneLine
from desktop.printing.line_chart import LineChart
from desktop.printing.look import HANG, Look
from desktop.printing.qr import PageEnd, QrCode
from desktop.printing.text import Text
from desktop.printing.wording import Wording
from desktop.printing.writing_lines import Lines


def blocks(sheet: Sheet, styles: Look, words: Wording) -> list[Block]:
    """Everything that stands on the pages of a sheet, from its heading to its signatures."""
    entries = [
        entry(block, number) for number, block in enumerate(sheet.blocks) if isinstance(block, Heading)
    ]
    setting = _Setting(sheet, styles, words, entries)
    *body, last = sheet.blocks or (None,)
    signatures = last if isinstance(last, Signatures) else None
    found = list(_head(sheet, styles, words))
    for block in sheet.blocks if signatures is None else body:
        found.extend(setting.of(block))
    if signatures is not None or sheet.copies_to:
        found.append(Closing(signatures, sheet.copies_to, words, styles.closing))
    return found


def _head(sheet: Sheet, styles: Look, words: Wording) -> Iterator[Block]:
    """A sheet without a line of authority is a working paper and has no kingdom's heading."""
    head: list[Block] = []
    if sheet.authority:
        head.append(KingdomHeading(words.kingdom, words.motto, styles.kingdom, styles.motto))
        number = words.numbered(sheet.letter_number)
        plain, small = styles.closing.plain, styles.closing.small
        head.append(
            AuthorityHeading(sheet.authority, number, sheet.reference, styles.authority, plain, small)
        )
    if sheet.title:
        title = Text(sheet.title, styles.title)
        title.tag = "H1"
        head.append(title)
    if sheet.subtitle:
        head.append(Text(sheet.subtitle, styles.subtitle))
    for block in head:
        block.keeps_next = True
        yield block


class _Setting:
    """How the blocks of one sheet are set; headings and contents share their entries."""

    def __init__(self, sheet: Sheet, styles: Look, words: Wording, entries: list[Entry]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._words = words
        self._entries = entries
        self._coming = iter(entries)

    def of(self, block: object) -> list[Block]:
        styles = self._styles
        match block:
            case Heading(level=level):
                style = styles.heading if level == 1 else styles.subheading
                return [HeadingText(block, style, next(self._coming))]
            case Paragraph(text=text, leads=leads):
                body = Text(text, styles.body)
                body.keeps_next = leads
                return [body]
            case Bullets(items=items):
                return [Text(item, styles.item, mark=self._words.bullet, hang=HANG) for item in items]
            case Table():
                return [Grid(block, styles.table)]
            case Signatures():
                return [Closing(block, (), self._words, styles.closing)]
        return self._standing_alone(block)

    def _contents(self, contents: Contents) -> list[Block]:
        listed = [entry for entry in self._entries if entry.level <= contents.depth]
        title = Text(contents.title, self._styles.contents_title)
        title.keeps_next = True
        reader = self._sheet.language, self._sheet.digits
        return [title, *(ContentsLine(entry, self._styles.contents, *reader) for entry in listed)]

    def _chart(self, chart: Chart) -> list[Block]:
        title = Text(chart.title, self._styles.chart_title)
        title.keeps_next = True
        kind = Bars if chart.kind is ChartKind.BARS else LineChart
        return [title, kind(chart, self._styles.chart)]

    def _standing_alone(self, block: object) -> list[Block]:
        """What is no text and no table."""
        match block:
            case Contents():
                return self._contents(block)
            case Chart():
                return self._chart(block)
            case WritingLines(count=count):
                return [Lines(count)]
            case NewPage():
                return [PageEnd()]
            case Code(text=text, small=small):
                return [QrCode(text, small=small)]
            case Callout(text=text, caption=caption):
                large = OneLine(text, self._styles.callout)
                large.keeps_next = bool(caption)
                return [large, Text(caption, self._styles.caption)] if caption else [large]
        raise TypeError(f"not a block of a sheet: {block!r}")
