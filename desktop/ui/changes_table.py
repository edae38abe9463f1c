"""Two sides of a report beside each other: what stood in each cell, and what stands there."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from desktop.domain.cell_history import Change
from desktop.domain.history import Clocks, moment
from desktop.domain.report import Answer
from desktop.domain.versions import Row
from desktop.i18n import dates
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.cell_names import CellNames
from desktop.ui.pieces import Words
from desktop.ui.remembered import Remembered
from desktop.ui.table import Column, Table, TableCell, TableRow

STANDS = mark("Another answer stands beside it: {answer}.")
STOOD = mark("Another answer stood beside it: {answer}.")


class ChangesTable(Table):
    """Cells down; what stood there and what stands there beside each other."""

    def __init__(self, remembered: Remembered) -> None:
        self._left, self._right = _before, _after
        columns = (
            Column("asked", lambda: _("What is asked"), stretch=True),
            Column("left", lambda: self._left()),
            Column("right", lambda: self._right()),
            Column("note", str),
        )
        super().__init__(columns, lambda: _("Changes"), name="changes", remembered=remembered, wraps=True)
        self.setMinimumHeight(400)

    def show_changes(self, changes: tuple[Change, ...], names: CellNames) -> None:
        """What a submission did to each cell."""
        self._show_sides(_before, _after, lambda: (_changed(one, names, n) for n, one in enumerate(changes)))

    def show_difference(self, left: Clocks, right: Clocks, rows: Sequence[Row], names: CellNames) -> None:
        """What two versions answer differently, the one compared with at the left."""
        heads = partial(when, left), partial(when, right)
        self._show_sides(*heads, lambda: (_differs(row, names, n) for n, row in enumerate(rows)))

    def _show_sides(self, left: Words, right: Words, rows: Callable[[], Iterable[TableRow]]) -> None:
        self._left, self._right = left, right
        self.say()
        self.show_rows(rows)


def _changed(change: Change, names: CellNames, place: int) -> TableRow:
    asked = TableCell(names.say(change.cell), order=place)
    before = _answered(change.cell, change.before, names)
    after = _answered(change.cell, (change.after,), names)
    note = TableCell(_note(change, names), protected=bool(change.rivals) and names.is_protected(change.cell))
    return TableRow(change.cell, (asked, before, after, note), names.tells_by_name(change.cell))


def _differs(row: Row, names: CellNames, place: int) -> TableRow:
    asked = TableCell(names.say(row.cell), order=place)
    sides = (_answered(row.cell, answers, names) for answers in (row.a, row.b))
    return TableRow(row.cell, (asked, *sides, TableCell("")), names.tells_by_name(row.cell))


def _answered(cell: str, answers: tuple[Answer, ...], names: CellNames) -> TableCell:
    """What is answered in a cell; a number where it is one, and protected where a copy must not tell it."""
    number = names.number(cell, answers[0]) if len(answers) == 1 else None
    return TableCell(names.answers(cell, answers), number=number, protected=names.is_protected(cell))


def _before() -> str:
    return _("Before")


def _after() -> str:
    return _("After")


def when(clocks: Clocks) -> str:
    """When by the author's clock; as it is written where no calendar has it."""
    return clock_words(clocks.made_at)


def clock_words(text: str) -> str:
    """A moment of a record in this computer's time, in words."""
    at = moment(text)
    return dates.moment(at, chosen(), speech.digits()) if at else text


def _note(change: Change, names: CellNames) -> str:
    """What else is to know about a change."""
    notes = [_("This settled two different answers.")] if change.settles else []
    for rival in change.rivals:
        words = STANDS if rival.is_open else STOOD
        notes.append(_(words, answer=names.answer(change.cell, rival.answer)))
    if change.absent:
        notes.append(_("It replaced an answer that has not arrived here."))
    return "\n".join(notes)
