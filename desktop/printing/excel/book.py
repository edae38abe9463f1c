"""From a sheet to a workbook: the letter, its tables, and the same bytes each time."""

import datetime as dt
import io

from xlsxwriter import Workbook

from desktop.domain.sheet import Sheet
from desktop.printing.excel import letter, tables
from desktop.printing.excel.sharing import share
from desktop.printing.excel.styles import Styles
from desktop.printing.wording import wording
from desktop.progress import UNWATCHED, Progress

# Neutral, and the same each time: a workbook says nothing of who made it, when, and with what figures.
_MADE = dt.datetime(2025, 1, 1)  # noqa: DTZ001 (Excel's dates have no zone)


def book_of(sheet: Sheet, progress: Progress = UNWATCHED) -> bytes:
    words = wording(sheet.language)
    leaves = share(sheet, words.letter)
    out = io.BytesIO()
    book = new_book(out)
    styles = Styles(book, sheet.language, sheet.digits)
    for place, leaf in enumerate(leaves):
        progress(place, len(leaves))
        draw = tables.draw if leaf.columns else letter.draw
        draw(book.add_worksheet(leaf.name), leaf, sheet, words, styles)
    book.close()
    return out.getvalue()


def new_book(out: io.BytesIO) -> Workbook:
    """An empty workbook whose properties are neutral."""
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": _MADE})
    return book
