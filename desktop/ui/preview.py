"""A sheet to read on screen before it is saved: the same words and figures as on paper, in one column.

Lines and pages break otherwise than in the PDF, which shapes Khmer by itself. That is why nothing is printed
from here: there must be one paper, and it is the PDF. Qt for Python draws PDF pages only with QtPdf, which
comes with PySide6-Addons and its web engine, several times the size of the program.
"""

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtWidgets import QTextBrowser

from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Callout,
    Heading,
    Paragraph,
    Percent,
    Riel,
    Row,
    RowKind,
    Sheet,
    SheetCell,
    Signature,
    Signatures,
    Table,
)
from desktop.domain.sheet_words import Voice, voice
from desktop.i18n import numbers
from desktop.i18n.words import _
from desktop.ui.pieces import breakable

STYLE = """
table { border-collapse: collapse; }
body { color: #1B2A33; font-size: 10pt; }
p.title { font-size: 13pt; font-weight: bold; } p.heading1 { font-size: 11.5pt; font-weight: bold; }
p.heading2 { font-weight: bold; }
th { background: #F1EFE8; font-size: 8.5pt; } td.total { font-weight: bold; }
td.group { background: #E3EEE7; font-weight: bold; }
p.notice { color: #7A4B00; font-weight: bold; } p.number { font-size: 22pt; font-weight: bold; }
"""
PAPER = "QTextBrowser { background: #FFFFFF; border: 1px solid #D9D6CC; }"
MARGIN = 24  # pixels


class Preview(QTextBrowser):
    """Paper is white with dark ink in both themes."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setStyleSheet(PAPER)
        self.setAccessibleName(_("What the paper says"))
        self.document().setDefaultStyleSheet(STYLE)
        self.document().setDocumentMargin(MARGIN)

    def show_sheet(self, sheet: Sheet) -> None:
        self.setHtml("".join(_sheet(sheet, voice(sheet.language, sheet.digits))))

    def say(self, words: str) -> None:
        """Why there is no paper to show."""
        self.setHtml(f"<p>{_text(words)}</p>")


def _sheet(sheet: Sheet, speaker: Voice) -> Iterator[str]:
    if sheet.notice:
        yield f'<p class="notice" align="center">{_text(sheet.notice)}</p>'
    yield f"<p>{'<br/>'.join(map(_text, sheet.authority))}</p>"
    yield f'<p class="title" align="center">{_text(sheet.title)}</p>'
    yield f'<p align="center">{_text(sheet.subtitle)}</p>'
    for block in sheet.blocks:
        yield from _block(block, speaker)
    yield from (f"<p>{_text(copy)}</p>" for copy in sheet.copies_to)


def _block(block: Block, speaker: Voice) -> Iterable[str]:
    match block:
        case Heading(text=text, level=level):
            return [f'<p class="heading{level}">{_text(text)}</p>']
        case Paragraph(text=text):
            return [f"<p>{_text(text)}</p>"]
        case Bullets(items=items):
            return ["<ul>", *(f"<li>{_text(item)}</li>" for item in items), "</ul>"]
        case Callout(text=text, caption=caption):
            return [f'<p class="number">{_text(text)}</p><p>{_text(caption)}</p>']
        case Table():
            return _table(block, speaker)
    return _signatures(block)


def _table(table: Table, speaker: Voice) -> Iterator[str]:
    whole = sum(column.weight for column in table.columns)
    yield '<table width="100%" border="1" cellspacing="0" cellpadding="4"><tr>'
    for column in table.columns:
        share = round(100 * column.weight / whole)
        yield f'<th width="{share}%" align="{column.align.value}">{_text(column.title)}</th>'
    yield "</tr>"
    for row in table.rows:
        yield from _row(row, table, speaker)
    yield "</table><p></p>"


def _row(row: Row, table: Table, speaker: Voice) -> Iterator[str]:
    if row.kind is RowKind.GROUP:
        words = " ".join(_written(cell, speaker) for cell in row.cells if cell is not None)
        yield f'<tr><td class="group" colspan="{len(table.columns)}">{_text(words)}</td></tr>'
        return
    yield "<tr>"
    for column, cell in zip(table.columns, row.cells, strict=False):
        align = "center" if column.align is Align.CENTRE else column.align.value
        yield f'<td class="{row.kind.value}" align="{align}">{_text(_written(cell, speaker))}</td>'
    yield "</tr>"


def _signatures(found: Signatures) -> Iterator[str]:
    yield '<p></p><table width="100%"><tr>'
    for signature in (found.left, found.right):
        yield f'<td width="50%" align="center">{_signature(signature) if signature else ""}</td>'
    yield "</tr></table>"


def _signature(signature: Signature) -> str:
    return "<br/>".join([*map(_text, signature.lines), "", "", "", _text(signature.name)])


def _written(cell: SheetCell, speaker: Voice) -> str:
    """A typed cell in words, as on paper."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Percent(share=share):
            return numbers.percent(share, speaker.language, speaker.digits)
        case Riel(amount=amount):
            return numbers.riel(amount, speaker.language, speaker.digits)
    return speaker.whole(cell)


def _text(text: str) -> str:
    """Text for a page: nothing in it is taken for a tag but the stars that mark bold."""
    parts = [breakable(escape(part)).replace("\n", "<br/>") for part in text.split("**")]
    return "".join(f"<b>{part}</b>" if odd % 2 else part for odd, part in enumerate(parts))
