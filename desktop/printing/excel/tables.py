"""A worksheet of tables with the same heads: heads that stay in sight and repeat on paper, typed cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter.worksheet import Worksheet

from desktop.domain.sheet import (
    Align,
    Chart,
    Column,
    Decimals,
    Percent,
    Riel,
    Row,
    RowKind,
    Sheet,
    SheetCell,
    Table,
)
from desktop.printing.breaking import clean
from desktop.printing.excel import charts, measuring
from desktop.printing.excel.letter import draw_block
from desktop.printing.excel.page import Page, running, width_of
from desktop.printing.excel.sharing import Leaf
from desktop.printing.excel.styles import GROUP_FILL, HEAD_FILL, SIZE, Look, Styles
from desktop.printing.figures import written
from desktop.printing.wording import Wording

_BY_HAND = 26.0  # points of a row that is written in with a pen
_DIGITS = 15  # that Excel keeps of a number; it makes the others zero
_LARGEST = 10**_DIGITS
_MOST_WORDS = 120  # letters of words in a number format, of which Excel takes 255 in all


def draw(worksheet: Worksheet, leaf: Leaf, sheet: Sheet, words: Wording, styles: Styles) -> None:
    reader = sheet.language, sheet.digits
    rows = [row for block in leaf.blocks for row in _rows_of(block)]
    widths = measuring.widths(leaf.columns, rows, SIZE, width_of(sheet), reader)
    page = Page(worksheet, styles, widths)
    page.across(leaf.title, Look(size=11, bold=True))
    page.warn(running(sheet, words))
    heads = _heads(page, leaf)
    after_table = False
    for block in leaf.blocks:
        found = _rows_of(block)
        if after_table and not found:
            page.gap()
        first = page.row
        least = _BY_HAND if isinstance(block, Table) and block.by_hand else 0.0
        for row in found:
            _row(page, leaf.columns, row, reader, least)
        if isinstance(block, Chart):
            charts.draw(page, block, heads, first)
        elif not isinstance(block, Table):
            draw_block(page, block, words)
        after_table = bool(found)
    page.finish(running(sheet, words))


def _rows_of(block: object) -> Sequence[Row]:
    match block:
        case Table(rows=rows):
            return rows
        case Chart():
            return charts.rows(block)
    return ()


def _heads(page: Page, leaf: Leaf) -> int:
    """The row of heads, which is told: it stays in sight and is printed on every page."""
    look = Look(bold=True, align=Align.CENTRE, middle=True, fill=HEAD_FILL, ruled=True)
    titles = [clean(column.whole_title) for column in leaf.columns]
    for column, title in enumerate(titles):
        page.put(title, column, column, look)
    page.worksheet.repeat_rows(page.row)
    page.high(page.tallest(titles, bold=True))
    page.worksheet.freeze_panes(page.row, 0)
    return page.row - 1


def _row(
    page: Page, columns: Sequence[Column], row: Row, reader: tuple[str, str], least: float = 0.0
) -> None:
    if row.kind.spans:
        joined = "  ".join(text for text in _texts(row, reader) if text)
        fill = GROUP_FILL if row.kind is RowKind.GROUP else ""
        page.across(joined, Look(bold=True, middle=True, fill=fill, ruled=True))
        return
    total = row.kind is RowKind.TOTAL
    look = Look(bold=total, fill=HEAD_FILL if total else "", ruled=True)
    empty: tuple[SheetCell, ...] = (None,) * (len(columns) - len(row.cells))
    for place, (cell, column) in enumerate(zip((*row.cells, *empty), columns, strict=True)):
        _cell(page, place, cell, reader, replace(look, align=column.align))
    page.high(max(least, page.tallest([*_texts(row, reader), ""], bold=total)))


def _cell(page: Page, column: int, cell: SheetCell, reader: tuple[str, str], look: Look) -> None:
    """A number as a number, so that it can be added up; everything else as text."""
    found, text = typed(cell), clean(written(cell, *reader))
    if found is None or (isinstance(cell, Decimals) and not page.fits(text, column, bold=look.bold)):
        page.put(text, column, column, look, starred=not look.bold)
        return
    number = replace(look, number=_number_format(cell, page.styles))
    page.worksheet.write_number(page.row, column, found, page.styles.of(number))


def _number_format(cell: SheetCell, styles: Styles) -> str:
    match cell:
        case Percent():
            return styles.percent
        case Riel():
            return styles.riel
        case Decimals():
            return styles.decimals(cell)
    return styles.whole


def typed(cell: SheetCell) -> float | None:
    """The number a spreadsheet may reckon with: what is printed and no digit more. None is a text.

    A percentage is the whole percent that stands on paper. What is not quite nothing or not quite all
    ("<1%", ">99%") stays the text that says so, as does a number longer than Excel keeps. A number with
    decimals has those that it was given with.
    """
    if cell is None or isinstance(cell, str):
        return None
    if isinstance(cell, Percent):
        return _whole_percent(cell.share)
    if isinstance(cell, Decimals):
        return _in_words(cell)
    amount = cell.amount if isinstance(cell, Riel) else cell
    return amount if abs(amount) < _LARGEST else None


def _whole_percent(share: Decimal | None) -> float | None:
    if share is None:
        return None
    rounded = int((share * 100).to_integral_value(ROUND_HALF_UP))
    edge = rounded == 0 < share or (share < 1 and rounded == 100)
    return None if edge else rounded / 100


def _in_words(cell: Decimals) -> float | None:
    """The number, where Excel keeps all its digits and its format has room for the words around it."""
    words = cell.before + cell.after
    fits = '"' not in words and len(words) <= _MOST_WORDS and clean(words) == words
    return float(cell.number) if fits and len(cell.amount.as_tuple().digits) <= _DIGITS else None


def _texts(row: Row, reader: tuple[str, str]) -> Iterator[str]:
    return (clean(written(cell, *reader)) for cell in row.cells)
