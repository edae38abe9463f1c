"""What Excel asks of a cell while somebody fills it in, said in both languages."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from desktop.domain.blank_form import both, in_both
from desktop.domain.plan import Text
from desktop.domain.report import MAX_LETTERS
from desktop.i18n.khmer import line_chunks
from desktop.printing.excel import form_words as words

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255  # letters that Excel shows
# Every letter is a digit of either shape, a separator, a space, or the space nobody sees of Khmer keyboards.
_IS_NUMBER = (
    "=SUMPRODUCT((ROW($1:$40)<=LEN({cell}))*ISERROR(FIND(MID({cell},ROW($1:$40),1),"
    '"0123456789០១២៣៤៥៦៧៨៩., \u200b")))=0'
)


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of a worksheet, first and last counted from 0."""

    row: int
    column: int
    last_row: int
    last_column: int


def number(worksheet: Worksheet, cells: Block, hint: Text | None = None) -> None:
    """A whole number as people write it; the cells hold texts, so that Excel changes nothing of it."""
    formula = _IS_NUMBER.format(cell=xl_rowcol_to_cell(cells.row, cells.column))
    asked = hint or in_both(words.NUMBER_ASKED)
    _check(
        worksheet,
        cells,
        {"validate": "custom", "value": formula},
        (words.NUMBER_TITLE, asked, words.NUMBER_WANTED),
    )


def choice(worksheet: Worksheet, cells: Block, source: str, hint: Text | None = None) -> None:
    """One of the words of a list; `source` is where they stand."""
    asked = hint or in_both(words.CHOICE_TITLE)
    _check(
        worksheet,
        cells,
        {"validate": "list", "source": source},
        (words.CHOICE_TITLE, asked, words.CHOICE_WANTED),
    )


def text(worksheet: Worksheet, cells: Block, hint: Text | None = None) -> None:
    asked = hint or in_both(words.TEXT_ASKED)
    rule = {"validate": "length", "criteria": "<=", "value": MAX_LETTERS}
    _check(worksheet, cells, rule, (words.TEXT_TITLE, asked, words.TEXT_WANTED))


def _check(worksheet: Worksheet, cells: Block, rule: dict[str, Any], said: tuple[str, Text, str]) -> None:
    title, asked, wanted = said
    options = {
        **rule,
        "input_title": _fitted(both(in_both(title), " · "), _LONGEST_TITLE),
        "input_message": _message(asked),
        "error_title": _fitted(both(in_both(title), " · "), _LONGEST_TITLE),
        "error_message": _message(in_both(wanted)),
    }
    worksheet.data_validation(cells.row, cells.column, cells.last_row, cells.last_column, options)


def _message(said: Text) -> str:
    """Both languages where Excel has the room, else Khmer."""
    whole = both(said)
    return whole if len(whole) <= _LONGEST_MESSAGE else _fitted(said.km, _LONGEST_MESSAGE)


def _fitted(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = ""
    for chunk in line_chunks(text):
        if len(kept + chunk) > most - 1:
            break
        kept += chunk
    return kept.strip() + "…"
