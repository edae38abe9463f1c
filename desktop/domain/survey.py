"""Survey values: numbers that were measured among people or are wanted, with their year and their source.

The plan gives some (section 1.2, `assets/plan/situation.toml`); a secretariat enters others. One is entered
whole, with where it is from, or not at all: `kh:survey_value:I1.2027`, `kh:survey_unit:I1.2027`,
`kh:survey_source:I1.2027`, perhaps `kh:survey_note:I1.2027`. A target likewise: `kh:target_value:2a.2030`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from desktop.domain.plan import Text
from desktop.domain.report import Answer, Cell

PARTS = ("value", "unit", "source")  # none stands without the others
NOTE = "note"  # beside them, where there is one: of whom, how it was measured
MOST_LETTERS = 2000
_ABOUT = re.compile(r"\A([A-Za-z0-9_][A-Za-z0-9._-]{0,39})\.((?:19|20)[0-9]{2}(?:-[0-9]{2})?)\Z")
_AMOUNT = re.compile(r"\A[0-9]{1,15}(?:\.[0-9]{1,4})?\Z")
_MOST_PERCENT, _DONE = Decimal(100), Decimal(2)

# The live answers to each cell, by the name of the record that gave them.
Written = Mapping[str, Mapping[str, Answer]]


class Unit(Enum):
    """What a survey value is in."""

    PERCENT = "percent"
    NUMBER = "number"
    STATUS = "status"  # a milestone: 0 not started, 1 in progress, 2 done


class Role(Enum):
    """Whether a number was found or is wanted; the first part of its cells' measure."""

    VALUE = "survey"
    TARGET = "target"


@dataclass(frozen=True, slots=True, order=True)
class About:
    """What a survey value is about: an indicator of the plan or a topic of its section 1.2, and when.

    `when` is a year, or two that a survey ran over: `2021-22`.
    """

    topic: str
    when: str

    @property
    def split(self) -> str:
        return f"{self.topic}.{self.when}"

    @property
    def year(self) -> int:
        return int(self.when[:4])

    @classmethod
    def of(cls, split: str) -> "About":
        """Raises `ValueError` for anything else."""
        match = _ABOUT.match(split)
        if match is None:
            raise ValueError(split)
        return cls(match[1], match[2])


@dataclass(frozen=True, slots=True)
class SurveyValue:
    """A number that was measured or is wanted, and where it is from.

    `area` is the id of the office it was entered for, the nation's where the plan gives it.
    `more_than`: the source says "more than" the amount.
    """

    about: About
    amount: Decimal
    unit: Unit
    source: Text
    area: str
    role: Role = Role.VALUE
    note: Text | None = None
    more_than: bool = False


def cells(unit: str, role: Role, about: About) -> dict[str, str]:
    """The keys of a survey value's cells by what they hold."""
    return {part: Cell(unit, f"{role.value}_{part}", about.split).key for part in (*PARTS, NOTE)}


def check(cell: Cell, said: Mapping[str, Answer]) -> None:
    """Raise `ValueError` for a cell of a survey value that is none, or that stands without the others."""
    found = _OF_A_VALUE.get(cell.measure)
    if found is None:
        return
    role, part = found
    About.of(cell.split)
    answer = said[cell.key]
    if answer is not None:
        _check_part(part, answer)
    keys = cells(cell.item, role, About.of(cell.split))
    given = {said.get(keys[each]) is not None for each in PARTS}
    if any(keys[each] not in said for each in PARTS) or len(given) > 1:
        raise ValueError(cell.key)
    if given == {True}:
        must_fit(str(said[keys["value"]]), str(said[keys["unit"]]))


def must_fit(amount: str, unit: str) -> None:
    """Raise `ValueError` where an amount is no number of its unit: 120 percent, a state beyond done."""
    _form(_AMOUNT, amount)
    number = Decimal(amount)
    most = {Unit.PERCENT: _MOST_PERCENT, Unit.STATUS: _DONE}.get(Unit(unit))
    if (most is not None and number > most) or (Unit(unit) is Unit.STATUS and number % 1):
        raise ValueError(amount)


def must_be_text(answer: Answer) -> None:
    """Raise `ValueError` for no text, or one that is too long."""
    if not isinstance(answer, str) or not 0 < len(answer.strip()) <= MOST_LETTERS:
        raise ValueError(answer)


def values(unit: str, written: Written) -> dict[tuple[Role, About], tuple[SurveyValue, ...]]:
    """What stands of an office; more than one value of the same is a conflict, the same twice agreement."""
    about = {
        (_OF_A_VALUE[cell.measure][0], About.of(cell.split))
        for cell in map(Cell.of, written)
        if cell.item == unit and cell.measure in _OF_A_VALUE
    }
    found = {each: tuple(_values(unit, *each, written)) for each in about}
    ordered = sorted(found, key=lambda each: (each[1], each[0].value))
    return {each: found[each] for each in ordered if found[each]}


def _values(unit: str, role: Role, about: About, written: Written) -> Iterator[SurveyValue]:
    keys = cells(unit, role, about)
    parts = {name: written.get(key, {}) for name, key in keys.items()}
    seen: set[SurveyValue] = set()
    for record in sorted(parts["value"]):
        amount, unit_of, source, note = (parts[name].get(record) for name in (*PARTS, NOTE))
        if not (isinstance(amount, str) and isinstance(unit_of, str) and isinstance(source, str)):
            continue
        words = Text(note, note) if isinstance(note, str) else None
        text = Text(source, source)
        found = SurveyValue(about, Decimal(amount), Unit(unit_of), text, unit, role, words)
        if found not in seen:
            seen.add(found)
            yield found


def _check_part(part: str, answer: Answer) -> None:
    match part:
        case "value":
            _form(_AMOUNT, answer)
        case "unit":
            Unit(answer)
        case _:
            must_be_text(answer)


def _form(form: re.Pattern[str], text: Answer) -> None:
    if not isinstance(text, str) or not form.match(text):
        raise ValueError(text)


_OF_A_VALUE = {f"{role.value}_{part}": (role, part) for role in Role for part in (*PARTS, NOTE)}
