"""A filled-in Excel form as it was read: what stands in which cell, found by codes, not yet believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from desktop.domain.blank_form import KEY, NUMBER, STAGE


class Nature(Enum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # also what Excel made one of
    YES_NO = "boolean"
    FORMULA = "formula"
    MISTAKE = "error"  # #REF! and the like


@dataclass(frozen=True, slots=True)
class Found:
    """A cell as it was found. `place` is its address as people say it: "Activities!C12".

    `text` is what stands there, a formula as its text; `number` where it holds one. `spread` is the range
    of merged cells it stands for where that is more than one row.
    """

    place: str
    nature: Nature = Nature.EMPTY
    text: str = ""
    number: float | None = None
    spread: str = ""

    @property
    def is_empty(self) -> bool:
        return self.nature is Nature.EMPTY


NOWHERE = Found("")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row under the codes of columns: its cells by those codes."""

    cells: Mapping[str, Found] = field(hash=False)

    def __getitem__(self, code: str) -> Found:
        return self.cells.get(code, NOWHERE)

    @property
    def is_case(self) -> bool:
        return STAGE in self.cells or (NUMBER in self.cells and KEY not in self.cells)

    @property
    def is_empty(self) -> bool:
        return all(found.is_empty for found in self.cells.values())


@dataclass(frozen=True, slots=True)
class FilledForm:
    """Everything that a filled-in form says. `unread` are worksheets without any code of ours."""

    identity: Mapping[str, str] = field(hash=False)
    rows: tuple[FilledRow, ...]
    unread: tuple[str, ...] = ()
