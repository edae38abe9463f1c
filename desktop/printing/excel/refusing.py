"""Why a spreadsheet is not opened: said before anything in it is believed, and nothing was changed."""

from desktop.errors import UserError
from desktop.i18n.words import mark


class NotASpreadsheet(UserError):
    message = mark(
        "This file is not an Excel workbook (.xlsx), or it is damaged. Nothing was changed. "
        "Open it in Excel, save it as .xlsx, and try again."
    )


class SpreadsheetIsLocked(UserError):
    message = mark(
        "This file has a password or is of an old kind (.xls). Nothing was changed. "
        "Open it in Excel, take the password away, and save it as .xlsx."
    )


class SpreadsheetTooLarge(UserError):
    message = mark(
        "This workbook is far larger than any form. Nothing was changed. Ask for the form again, "
        "and copy the answers into it."
    )


class SpreadsheetHoldsMore(UserError):
    message = mark(
        "This workbook holds more than a form: macros, links to other files, or things put inside it. "
        "Nothing was changed. Copy the answers into a fresh form."
    )
