"""Reading a filled-in form: its cells by the codes that stand in them, wherever they were moved."""

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from desktop.domain.blank_form import ANSWER_COLUMNS, CASE_COLUMNS, CODE, IDENTITY, TO_READ
from desktop.domain.filled_form import FilledForm, FilledRow, Found, Nature
from desktop.printing.breaking import clean
from desktop.printing.excel.opening import opened
from desktop.printing.excel.refusing import NotASpreadsheet

_COLUMNS = {*ANSWER_COLUMNS, *CASE_COLUMNS}
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
# What the library says of parts that are XML but not what they should be.
_NOT_UNDERSTOOD = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
)


def read(content: bytes) -> FilledForm:
    """Everything a filled-in form says. Raises one of the refusals of `refusing`."""
    found = opened(content)
    reader = _Reader()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are passed over, which is what is wanted
            book = load_workbook(io.BytesIO(found.workbook), read_only=True, keep_links=False)
            for name, merged, worksheet in zip(found.names, found.merged, book.worksheets, strict=True):
                worksheet.reset_dimensions()
                reader.worksheet(name, _Merged(merged), worksheet.iter_rows())
    except _NOT_UNDERSTOOD as cause:
        raise NotASpreadsheet from cause
    return FilledForm(reader.identity, tuple(reader.rows), tuple(reader.unread))


class _Merged:
    """The ranges of merged cells that go over more than one row, by their first cell."""

    def __init__(self, ranges: Sequence[str]) -> None:
        self._tall: dict[tuple[int, int], str] = {}
        for each in ranges:
            left, top, _right, bottom = range_boundaries(each)
            if left and top and bottom and bottom > top:
                self._tall[top, left] = each

    def at(self, row: int, column: int) -> str:
        return self._tall.get((row, column), "")


class _Reader:
    """Goes down worksheets; a row of codes says what the columns under it hold."""

    def __init__(self) -> None:
        self.identity: dict[str, str] = {}
        self.rows: list[FilledRow] = []
        self.unread: list[str] = []

    def worksheet(self, name: str, merged: _Merged, rows: Iterable[Sequence[Any]]) -> None:
        columns: dict[int, str] = {}
        known = holds = False
        for row in rows:
            cells = {cell.column: _found(name, merged, cell) for cell in row if cell.value is not None}
            codes = {
                at: found.text.removeprefix(CODE)
                for at, found in cells.items()
                if found.text.startswith(CODE)
            }
            holds = holds or bool(cells)
            if not _COLUMNS.isdisjoint(codes.values()):
                columns, known = {at: code for at, code in codes.items() if code in _COLUMNS}, True
            elif codes:
                known = self._identify(codes, cells) or known
            elif not cells.keys().isdisjoint(columns):
                number = next(cell.row for cell in row if cell.value is not None)
                self._row(f"{name}!", number, columns, cells)
        if holds and not known:
            self.unread.append(name)

    def _identify(self, codes: Mapping[int, str], cells: Mapping[int, Found]) -> bool:
        """What a form is known by: a code, and its value in the nearest cell that holds anything."""
        for at, code in codes.items():
            right, left = [other for other in cells if other > at], [other for other in cells if other < at]
            beside = min(right) if right else max(left, default=None)
            if code in IDENTITY and beside is not None:
                self.identity.setdefault(code, cells[beside].text.strip())
        return not set(codes.values()).isdisjoint((*IDENTITY, TO_READ))

    def _row(self, name: str, number: int, columns: Mapping[int, str], cells: Mapping[int, Found]) -> None:
        found = {
            code: cells.get(at) or Found(f"{name}{get_column_letter(at)}{number}")
            for at, code in columns.items()
        }
        self.rows.append(FilledRow(found))


def _found(name: str, merged: _Merged, cell: Any) -> Found:
    """A cell as it was found; what the library reckoned or made of it is no answer."""
    place, value = f"{name}!{cell.coordinate}", cell.value
    spread = merged.at(cell.row, cell.column)
    if cell.data_type == "f":
        return Found(place, Nature.FORMULA, str(getattr(value, "text", value) or "="), spread=spread)
    if cell.data_type == "e":
        return Found(place, Nature.MISTAKE, str(value), spread=spread)
    if isinstance(value, bool):
        return Found(place, Nature.YES_NO, str(value).upper(), spread=spread)
    if isinstance(value, dt.date | dt.time | dt.timedelta) or cell.is_date:
        return Found(place, Nature.DATE, str(value), spread=spread)
    if isinstance(value, int | float):
        return Found(place, Nature.NUMBER, repr(value), float(value), spread)
    text = clean(unescape(str(value)))  # Excel writes a carriage return as "_x000D_"
    nature = Nature.TEXT if _UNSEEN.sub("", text).strip() else Nature.EMPTY
    return Found(place, nature, text, spread=spread)
