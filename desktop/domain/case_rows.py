"""The cases of a filled-in form: one line for each kind of case, chosen from lists, with its number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.domain.blank_form import NUMBER, STAGE, Choices, members, stages
from desktop.domain.cell_reading import Unclear, one_of, whole
from desktop.domain.filled_form import FilledRow, Found
from desktop.domain.form import Form
from desktop.domain.measure import DIMENSIONS
from desktop.domain.report import Cell
from desktop.i18n.words import mark

NOT_CHOSEN = mark("Something is missing in this line, or not in the list: {what}. Choose it from the list.")
NO_NUMBER = mark("The number of cases is missing in this line.")


@dataclass(frozen=True, slots=True)
class Case:
    """A line that was understood: the cell of its split, the number, and where the number stands."""

    cell: Cell
    number: int
    found: Found


@dataclass(slots=True)
class Lines:
    """The lines of a list of cases: those understood, and where which others are unclear."""

    cases: list[Case] = field(default_factory=list)
    unclear: list[tuple[Found, Unclear]] = field(default_factory=list)


def read(form: Form, rows: Iterable[FilledRow]) -> Lines:
    """Read every line that has something in it; one that lacks anything is unclear as a whole."""
    lines = Lines()
    offered = {STAGE: stages(form)} | {name: members(form.measures.dimensions[name]) for name in DIMENSIONS}
    for row in rows:
        found = _case(form, offered, row)
        if isinstance(found, Case):
            lines.cases.append(found)
        else:
            lines.unclear.append(found)
    return lines


def _case(form: Form, offered: Mapping[str, Choices], row: FilledRow) -> Case | tuple[Found, Unclear]:
    chosen = {name: one_of(row[name], each) for name, each in offered.items()}
    where = row[NUMBER] if row[NUMBER].place else next(iter(row.cells.values()))
    missing = [name for name, code in chosen.items() if code is None]
    if missing:
        labels = {name: form.measures.dimensions[name].label.km for name in DIMENSIONS}
        what = ", ".join(row[name].place or labels.get(name, name) for name in missing)
        return where, Unclear(NOT_CHOSEN, {"what": what})
    if row[NUMBER].is_empty:
        return where, Unclear(NO_NUMBER)
    number = whole(row[NUMBER])
    if isinstance(number, Unclear):
        return where, number
    tally = Cell.of(str(chosen[STAGE]))
    split = ".".join(str(chosen[name]) for name in DIMENSIONS)
    return Case(Cell(tally.item, tally.measure, split), number, row[NUMBER])
