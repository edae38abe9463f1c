"""The way into spreadsheets: `xlsx(sheet)`. Loads the machinery only when a workbook is made."""

from desktop.domain.sheet import Sheet
from desktop.progress import UNWATCHED, Progress


def xlsx(sheet: Sheet, progress: Progress = UNWATCHED) -> bytes:
    """The Excel workbook of `sheet`, byte for byte the same each time.

    It holds what the sheet holds and nothing more: typed cells, no formula, no link, no hidden part.
    """
    from desktop.printing.excel.book import book_of  # a quarter of a second that start-up must not pay

    return book_of(sheet, progress)
