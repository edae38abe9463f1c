"""The hand of an officer in Excel: types answers where their codes stand, and moves columns and rows."""

import io
from collections.abc import Callable

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

CODE = "tumpeang:"


class Hand:
    """A form as it is open in Excel."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = openpyxl.load_workbook(io.BytesIO(content))

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def answer(self, key: str, value: object) -> str:
        """Type an answer into its cell; the address where it was typed."""
        return self._type(key, "answer", value)

    def reason(self, key: str, value: object) -> str:
        return self._type(key, "reason", value)

    def case(self, *words: object) -> str:
        """A line of cases, from the left; the address of its number."""
        worksheet, row, columns = self._table("stage")
        while any(worksheet.cell(row, column).value is not None for column in columns.values()):
            row += 1
        cells = [worksheet.cell(row, column) for column in columns.values()]
        for cell, value in zip(cells, words, strict=True):
            cell.value = value
        return self._place(cells[-1])

    def cell(self, key: str, column: str = "answer") -> Cell:
        """The cell under this code of a column, in the row of this key."""
        for worksheet in self.book.worksheets:
            for row in worksheet.iter_rows():
                if any(cell.value == key for cell in row):
                    columns = self._columns(worksheet)
                    if column in columns:
                        return worksheet.cell(row[0].row, columns[column])
        raise AssertionError(f"no row for {key}")

    def each_answer_sheet(self) -> list[Worksheet]:
        return [sheet for sheet in self.book.worksheets if {"cell", "answer"} <= self._columns(sheet).keys()]

    def choices(self, key: str) -> list[str]:
        """What the drop-down of an answer offers."""
        cell = self.cell(key)
        (rule,) = [
            rule
            for rule in cell.parent.data_validations.dataValidation
            if cell.coordinate in rule.sqref and rule.type == "list"
        ]
        name, _, area = rule.formula1.lstrip("=").rpartition("!")
        return [row[0].value for row in self.book[name.strip("'")][area.replace("$", "")]]

    def _type(self, key: str, column: str, value: object) -> str:
        cell = self.cell(key, column)
        cell.value = value
        return self._place(cell)

    def _table(self, code: str) -> tuple[Worksheet, int, dict[str, int]]:
        for worksheet in self.book.worksheets:
            columns = self._columns(worksheet)
            if code in columns:
                head = next(
                    row[0].row
                    for row in worksheet.iter_rows()
                    if any(cell.value == CODE + code for cell in row)
                )
                return worksheet, head + 1, columns
        raise AssertionError(f"no table with {code}")

    @staticmethod
    def _columns(worksheet: Worksheet) -> dict[str, int]:
        return {
            cell.value.removeprefix(CODE): cell.column
            for row in worksheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith(CODE)
        }

    @staticmethod
    def _place(cell: Cell) -> str:
        return f"{cell.parent.title}!{cell.coordinate}"


def rearranged(content: bytes, order: Callable[[list[int]], list[int]], *, inserted: int = 0) -> bytes:
    """The same form as somebody leaves it who takes it apart: values only, on renamed worksheets.

    `order` says which columns stand where; so many empty columns come in before the second.
    """
    taken_apart = Workbook()
    taken_apart.remove(taken_apart.active)
    for number, worksheet in enumerate(Hand(content).book.worksheets):
        made = taken_apart.create_sheet(f"Sheet {number + 1}")
        columns = order(list(range(1, worksheet.max_column + 1)))
        for row in worksheet.iter_rows():
            for place, column in enumerate(columns, 1):
                value = worksheet.cell(row[0].row, column).value
                made.cell(row[0].row, place + (inserted if place > 1 else 0)).value = value
    out = io.BytesIO()
    taken_apart.save(out)
    return out.getvalue()
