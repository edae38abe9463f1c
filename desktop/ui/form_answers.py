"""What a filled-in form would bring into the report: each answer beside what stands there now."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.domain.report import Answer
from desktop.i18n.words import _
from desktop.ui.cell_names import CellNames
from desktop.ui.remembered import Remembered
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.excel_form import LookedAt

ROWS_HIGH = 200  # pixels


class FormAnswers(Table):
    """Cells down; what stands in the report and what the form says beside each other."""

    def __init__(self, remembered: Remembered) -> None:
        columns = (
            Column("asked", lambda: _("What is asked"), stretch=True),
            Column("here", lambda: _("In the report")),
            Column("form", lambda: _("In the form")),
            Column("place", lambda: _("Cell in Excel")),
        )
        super().__init__(
            columns, lambda: _("Answers that come in"), name="form answers", remembered=remembered, wraps=True
        )
        self.setMinimumHeight(ROWS_HIGH)

    def show_answers(self, looked: "LookedAt", names: CellNames) -> None:
        self.show_rows(lambda: _rows(looked, names))
        self.setVisible(bool(looked.reading.answers))


def _rows(looked: "LookedAt", names: CellNames) -> Iterator[TableRow]:
    for key, answer in looked.reading.answers.items():
        yield TableRow(
            key,
            (
                TableCell(names.say(key), order=key),
                _answer(key, looked.opened.view.answer(key), names),
                _answer(key, answer, names),
                TableCell(looked.reading.places.get(key, "")),
            ),
            kept_back=names.tells_by_name(key),
        )


def _answer(key: str, answer: Answer, names: CellNames) -> TableCell:
    return TableCell(
        names.answer(key, answer), number=names.number(key, answer), protected=names.is_protected(key)
    )
