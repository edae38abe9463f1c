"""A change of the register as a person types it: which changes an office can have, and what they ask for."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from enum import Enum

from desktop.actions import registry
from desktop.actions.registry import Named, Proposal
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.register import MOST_DAYS
from desktop.errors import UserError
from desktop.i18n.digits import latin_digits, parse_whole
from desktop.i18n.words import mark
from desktop.storage import org_units, registers, settings
from desktop.storage.database import Database

_QUARTER = re.compile(r"\A([1-4])\s*[/.-]\s*([0-9]{4})\Z")
_DAY = re.compile(r"\A([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\Z")


class NotADay(UserError):
    message = mark("“{text}” is not a day. Nothing was changed. Write it like 30/06/2026.")


class NotAllWritten(UserError):
    message = mark("Something is still empty. Nothing was changed. Fill in every line.")


class NotDays(UserError):
    message = mark("“{text}” is not a number of days. Nothing was changed. Write one from 0 to {most}.")


class Kind(Enum):
    """What can be changed, in the order in which it is offered."""

    NAME = "name"
    CODE = "code"
    NEW_COMMUNE = "new_commune"
    SPLIT = "split"
    JOIN = "join"
    LAST_DAY = "last_day"
    COPIES = "copies"
    NO_COPIES = "no_copies"
    ASK = "ask"
    ASK_NO_MORE = "ask_no_more"
    NGO = "ngo"
    DEPARTMENT = "department"
    DUE = "due"
    DUE_ONCE = "due_once"
    ASK_LEVEL = "ask_level"
    ASK_LEVEL_NO_MORE = "ask_level_no_more"


_FOR_ALL = (Kind.DUE, Kind.DUE_ONCE, Kind.ASK_LEVEL, Kind.ASK_LEVEL_NO_MORE)
_OWN = {Level.PROVINCE: (Kind.NGO, Kind.DEPARTMENT, *_FOR_ALL), Level.NATIONAL: _FOR_ALL}
_COMMUNE = (Kind.NAME, Kind.CODE, Kind.NEW_COMMUNE, Kind.SPLIT, Kind.JOIN, Kind.LAST_DAY)
_ASKS = (Kind.ASK, Kind.ASK_NO_MORE)
_ONE = 3  # lines for one commune: code, Khmer name, English name


def kinds(db: Database, unit: OrgUnit) -> tuple[Kind, ...]:
    """What can be changed about an office."""
    if unit.id == settings.need(db, settings.ORG_UNIT):
        return _OWN.get(unit.level, ())
    if unit.kind is OrgKind.ADMINISTRATION and unit.level is Level.COMMUNE:
        gets = any(unit.id in others for others in registers.rules(db).copies().values())
        return (*_COMMUNE, Kind.NO_COPIES if gets else Kind.COPIES, *_ASKS)
    ends = () if unit.kind is OrgKind.ADMINISTRATION else (Kind.LAST_DAY,)
    return (Kind.NAME, *ends, *_ASKS)


def propose(db: Database, unit_id: str, kind: Kind, typed: Sequence[str]) -> Proposal:
    """What a change would lay down, from what was typed line by line.

    For a split: the first day, then code, Khmer and English name of each commune; those of which nothing
    was typed are left out. Raises the errors above and those of `registry`.
    """
    unit = org_units.get(db, unit_id)
    assert unit is not None
    said = [text.strip() for text in typed]
    if kind is Kind.SPLIT:
        said = [said[0], *(text for one in _in_threes(said[1:]) if any(one) for text in one)]
    if not all(said):
        raise NotAllWritten
    return _PROPOSE[kind](db, unit, said)


def _new_commune(db: Database, unit: OrgUnit, said: list[str]) -> Proposal:
    return registry.split(db, unit, [_named(said[:_ONE])], _day(said[_ONE]), keep=True)


def _split(db: Database, unit: OrgUnit, said: list[str]) -> Proposal:
    into = [_named(one) for one in _in_threes(said[1:])]
    if len(into) < 2:  # then it is another code, or a new commune out of it
        raise NotAllWritten
    return registry.split(db, unit, into, _day(said[0]))


def _join(db: Database, unit: OrgUnit, said: list[str]) -> Proposal:
    codes = latin_digits(said[0]).replace(",", " ").split()
    others = [found for code in codes if (found := registry.find(db, code)).id != unit.id]
    if not others:
        raise NotAllWritten
    return registry.merge(db, [unit, *others], _named(said[1:4]), _day(said[4]))


def _due_once(db: Database, _unit: OrgUnit, said: list[str]) -> Proposal:
    return registry.due_on(db, Level(said[0]), _period(said[1]), _day(said[2]))


_PROPOSE: dict[Kind, Callable[[Database, OrgUnit, list[str]], Proposal]] = {
    Kind.NAME: lambda db, unit, said: registry.rename(db, unit, *said),
    Kind.CODE: lambda db, unit, said: registry.recode(db, unit, latin_digits(said[0])),
    Kind.NEW_COMMUNE: _new_commune,
    Kind.SPLIT: _split,
    Kind.JOIN: _join,
    Kind.LAST_DAY: lambda db, unit, said: registry.close(db, unit, _day(said[0])),
    Kind.COPIES: lambda db, unit, _said: registry.copies(db, unit, to_district=True),
    Kind.NO_COPIES: lambda db, unit, _said: registry.copies(db, unit, to_district=False),
    Kind.ASK: lambda db, unit, said: registry.ask(db, latin_digits(said[0]), unit, asked=True),
    Kind.ASK_NO_MORE: lambda db, unit, said: registry.ask(db, latin_digits(said[0]), unit, asked=False),
    Kind.NGO: lambda db, _unit, said: registry.add_ngo(db, *said),
    Kind.DEPARTMENT: lambda db, _unit, said: registry.add_department(db, said[0]),
    Kind.DUE: lambda db, _unit, said: registry.due_in(db, Level(said[0]), _days(said[1])),
    Kind.DUE_ONCE: _due_once,
    Kind.ASK_LEVEL: lambda db, _unit, said: _ask_level(db, said, asked=True),
    Kind.ASK_LEVEL_NO_MORE: lambda db, _unit, said: _ask_level(db, said, asked=False),
}


def _ask_level(db: Database, said: list[str], *, asked: bool) -> Proposal:
    return registry.ask(db, latin_digits(said[1]), Level(said[0]), asked=asked)


def _in_threes(said: Sequence[str]) -> list[list[str]]:
    return [list(said[at : at + _ONE]) for at in range(0, len(said), _ONE)]


def _named(said: Sequence[str]) -> Named:
    code, name_km, name_en = said
    return Named(latin_digits(code), name_km, name_en)


def _period(text: str) -> ReportingPeriod:
    """A quarter as it is typed: 3/2026, or 2026Q3. Raises `NotAPeriod`."""
    typed = latin_digits(text).upper()
    match = _QUARTER.match(typed)
    return ReportingPeriod(f"{match[2]}Q{match[1]}" if match else typed)


def _day(text: str) -> dt.date:
    match = _DAY.match(latin_digits(text))
    try:
        return dt.date(*(int(part) for part in reversed(match.groups()))) if match else _none(text)
    except ValueError as cause:
        raise NotADay(text=text) from cause


def _none(text: str) -> dt.date:
    raise NotADay(text=text)


def _days(text: str) -> int:
    days = parse_whole(text)
    if days is None or not 0 <= days <= MOST_DAYS:
        raise NotDays(text=text, most=MOST_DAYS)
    return days
