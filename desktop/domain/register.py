"""The register as secretariats lay it down: offices, due days, who is asked what, read out of live cells.

A cell is about one office (`kh.040101:name_km`, `kh.040101:asks:2.3.1`) or about all offices of a level
in an area (`kh.04:due_days:commune`, `kh.04:due:commune.2026Q3`, `kh.04:asks:commune.2.3.1`): the nearest
that says something about an office counts. While two authors who did not see each other differ, what
stood before holds, and both are shown.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desktop.domain.org_unit import Level, OrgKind, OrgUnit, rank
from desktop.domain.period import ReportingPeriod
from desktop.domain.record import Body, Notice
from desktop.domain.report import Answer, Cell, LiveCell
from desktop.errors import UserError

# Days after the period's end by which a report is due (FACTS.md, section 3.2; none for the national level).
DUE_DAYS = {Level.COMMUNE: 5, Level.DISTRICT: 10, Level.PROVINCE: 20, Level.NATIONAL: 20}
MOST_DAYS = 366
NAME_KM, NAME_EN, CODE, PARENT = "name_km", "name_en", "code", "parent"
LEVEL, KIND, TYPE = "level", "kind", "type"
VALID_FROM, VALID_TO, AFTER = "valid_from", "valid_to", "after"
COPIES_TO = "copies_to"  # the office that gets copies of this one's reports
DUE, DUE_IN, ASKS, ROOT = "due", "due_days", "asks", "root"
Route = tuple[str, str]  # an office, and the office that gets copies of its reports
_ID = re.compile(r"\A[a-z0-9][a-z0-9.\-]{0,39}\Z")
_CODE = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9 .&-]{0,39}\Z")
_KEY = re.compile(r"\A[A-Za-z0-9+/]{43}=\Z")
_LEVELS = {level.value: level for level in Level}


def _text(answer: Answer) -> None:
    if not isinstance(answer, str) or not 0 < len(answer.strip()) <= 200:
        raise ValueError(answer)


def _like(form: re.Pattern[str]) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        if not isinstance(answer, str) or not form.match(answer):
            raise ValueError(answer)

    return check


def _ids(answer: Answer) -> None:
    for unit in str(answer).split(" "):
        _like(_ID)(unit)


def _date(answer: Answer) -> None:
    if not isinstance(answer, str) or dt.date.fromisoformat(answer).isoformat() != answer:
        raise ValueError(answer)


def _number(most: int) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        if not isinstance(answer, int) or answer > most:
            raise ValueError(answer)

    return check


_CHECKS: dict[str, Callable[[Answer], object]] = {
    NAME_KM: _text,
    NAME_EN: _text,
    TYPE: _text,
    CODE: _like(_CODE),
    PARENT: _like(_ID),
    COPIES_TO: _like(_ID),
    LEVEL: Level,
    KIND: OrgKind,
    VALID_FROM: _date,
    VALID_TO: _date,
    AFTER: _ids,
    DUE: _date,
    DUE_IN: _number(MOST_DAYS),
    ASKS: _number(1),
    ROOT: _like(_KEY),
}


def must_make_sense(cells: Mapping[str, Answer]) -> None:
    """Raise `ValueError` for a cell that no register can hold. What is not known here is left alone."""
    for key, answer in cells.items():
        cell = Cell.of(key)
        _like(_ID)(cell.item)
        if answer is not None and cell.measure in _CHECKS:
            _CHECKS[cell.measure](answer)
        if cell.measure == PARENT and answer is not None and rank(str(answer)) >= rank(cell.item):
            raise ValueError(key)
        if cell.measure == DUE:
            _period_of(cell.split)


def _period_of(split: str) -> tuple[Level, ReportingPeriod]:
    level, _, period = split.partition(".")
    try:
        return Level(level), ReportingPeriod(period)
    except UserError as cause:
        raise ValueError(split) from cause


def subjects(cells: Iterable[str]) -> frozenset[str]:
    """The offices that these cells are about."""
    return frozenset(Cell.of(key).item for key in cells)


def vouches(body: Body | None) -> bool:
    """Whether a record names the first computer of an office above its author's."""
    return isinstance(body, Notice) and any(Cell.of(key).measure == ROOT for key in body.cells)


def empowers(body: Body | None) -> bool:
    """Whether a record may change whose word counts: by vouching, or by giving copies to somebody."""
    return vouches(body) or bool(isinstance(body, Notice) and [*routes(body.cells)])


def routes(cells: Mapping[str, Answer]) -> Iterator[Route]:
    """Who gets copies of whose reports, by these cells."""
    for key, answer in cells.items():
        cell = Cell.of(key)
        if cell.measure == COPIES_TO and isinstance(answer, str):
            yield cell.item, answer


def offices_named(cells: Mapping[str, Answer]) -> frozenset[str]:
    """The offices that these cells are about, and those they are put under."""
    put_under = (answer for key, answer in cells.items() if Cell.of(key).measure == PARENT)
    return subjects(cells) | {str(answer) for answer in put_under if answer is not None}


def office(unit: str, before: OrgUnit | None, said: Mapping[str, LiveCell]) -> OrgUnit | None:
    """An office as the register has it; `before` is how it stood before. None: it is no office.

    `said` holds the live cells about it by what they say (`name_km`). Of an office that did not stand
    before, two names that differ are shown side by side.
    """

    def one(name: str, stood: str | None) -> str | None:
        cell = said.get(name)
        answers = [str(each) for each in cell.answers if each is not None] if cell else []
        if cell is None or (cell.conflict and stood is not None) or not answers:
            return stood
        return " / ".join(answers) if name in (NAME_KM, NAME_EN) else answers[0]

    level = one(LEVEL, before.level.value if before else None)
    parent = one(PARENT, before.parent if before else None)
    if level is None or parent is None:
        return None
    code = one(CODE, before.code if before else None) or unit
    return OrgUnit(
        unit,
        code,
        Level(level),
        OrgKind(one(KIND, before.kind.value if before else None) or OrgKind.ADMINISTRATION.value),
        one(TYPE, before.type if before else None) or level,
        one(NAME_KM, before.name_km if before else None) or code,
        one(NAME_EN, before.name_en if before else None) or code,
        parent,
        _day(one(VALID_FROM, _iso(before.valid_from) if before else None)),
        _day(one(VALID_TO, _iso(before.valid_to) if before else None)),
    )


def entries(unit: OrgUnit) -> dict[str, Answer]:
    """All that an office is, as the register says it of a new one."""
    days = {VALID_FROM: _iso(unit.valid_from), VALID_TO: _iso(unit.valid_to)}
    return {
        CODE: unit.code,
        LEVEL: unit.level.value,
        KIND: unit.kind.value,
        TYPE: unit.type,
        NAME_KM: unit.name_km,
        NAME_EN: unit.name_en,
        PARENT: unit.parent,
        **{name: day for name, day in days.items() if day},
    }


def about(unit: str, said: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is said of an office, as cells of the register."""
    return {f"{unit}:{name}": answer for name, answer in said.items()}


def laid_down(cells: Mapping[str, Answer], before: Mapping[str, OrgUnit]) -> dict[str, OrgUnit]:
    """The offices that these cells describe, by id; `before` are those that stood without them."""
    said: dict[str, dict[str, LiveCell]] = {}
    for key, answer in cells.items():
        cell = Cell.of(key)
        said.setdefault(cell.item, {})[cell.measure] = LiveCell((answer,), ())
    found = {unit: office(unit, before.get(unit), says) for unit, says in said.items()}
    return {unit: stands for unit, stands in found.items() if stands is not None}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Rules:
    """What the register says of offices beside what they are: when reports are due, who is asked what.

    `cells` are the undisputed ones by key, `parents` where each office stands now.
    """

    cells: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    parents: Mapping[str, str] = field(default_factory=dict, hash=False)

    def due(self, unit: OrgUnit, period: ReportingPeriod) -> dt.date:
        """The last day for a report: the one named for this period, else so many days after its end."""
        level = unit.level.value
        for area in self._line(unit.id) if self._sets_due else ():
            day = self.cells.get(f"{area}:{DUE}:{level}.{period.code}")
            if isinstance(day, str):
                return dt.date.fromisoformat(day)
            days = self.cells.get(f"{area}:{DUE_IN}:{level}")
            if isinstance(days, int):
                return period.due(days)
        return period.due(DUE_DAYS[unit.level])

    def asks(self, unit: OrgUnit) -> dict[str, bool]:
        """The activities that the register asks of an office, or says are not asked of it, by their codes."""
        found: dict[str, bool] = {}
        for area in reversed([*self._line(unit.id)]):
            found |= self._asks.get((area, unit.level.value), {})
        return found | self._asks.get((unit.id, ""), {})

    def copies(self) -> dict[str, tuple[str, ...]]:
        """For each office that gets copies of others' reports, those others."""
        found: dict[str, list[str]] = {}
        for key, answer in self.cells.items():
            cell = Cell.of(key)
            if cell.measure == COPIES_TO:
                found.setdefault(str(answer), []).append(cell.item)
        return {unit: tuple(sorted(others)) for unit, others in found.items()}

    @cached_property
    def _sets_due(self) -> bool:
        """Whether it names a day or a number of days anywhere."""
        return any(Cell.of(key).measure in (DUE, DUE_IN) for key in self.cells)

    @cached_property
    def _asks(self) -> dict[tuple[str, str], dict[str, bool]]:
        """By (area, level), or (office, ""): what is asked."""
        found: dict[tuple[str, str], dict[str, bool]] = {}
        for key, answer in self.cells.items():
            cell = Cell.of(key)
            if cell.measure == ASKS and answer is not None:
                first, _, rest = cell.split.partition(".")
                level, code = (first, rest) if first in _LEVELS else ("", cell.split)
                found.setdefault((cell.item, level), {})[code] = bool(answer)
        return found

    def _line(self, unit: str) -> Iterator[str]:
        """An office and all above it, the nearest first."""
        while unit:
            yield unit
            unit = self.parents.get(unit, "")


NO_RULES = Rules()
