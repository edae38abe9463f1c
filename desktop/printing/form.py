"""The way into the Excel form: making one, and reading one that was filled in. Loads its machinery late."""

from desktop.domain.blank_form import BlankForm
from desktop.domain.filled_form import FilledForm
from desktop.printing.excel.refusing import (
    NotASpreadsheet,
    SpreadsheetHoldsMore,
    SpreadsheetIsLocked,
    SpreadsheetTooLarge,
)

__all__ = ["NotASpreadsheet", "SpreadsheetHoldsMore", "SpreadsheetIsLocked", "SpreadsheetTooLarge"]


def form_xlsx(blank: BlankForm) -> bytes:
    """The form that an office fills in, as an Excel workbook, byte for byte the same each time."""
    from desktop.printing.excel.form import form_of

    return form_of(blank)


def read_form(content: bytes) -> FilledForm:
    """What a filled-in form says, found by its codes.

    Raises one of the four refusals for what is no workbook, or is a danger; it was then not parsed.
    """
    from desktop.printing.excel.reading import read

    return read(content)
