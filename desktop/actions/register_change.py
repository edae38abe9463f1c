"""A change of the register as a person types it: which changes an office can have, and what they ask for."""

import datetime as dt
import re
from collections.abc import Sequence
from enum import Enum

from desktop.actions import registry
from desktop.actions.registry import Named, Proposal
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.register import MOST_DAYS
from desktop.errors import UserError
from desktop.i18n.digits import latin_digits, parse_whole
from desktop.i18n.words import mark
from desktop.storage import org_units, registers, settings
from desktop.storage.database import Database

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
    LAST_DAY = "last_day"
    COPIES = "copies"
    NO_COPIES = "no_copies"
    NGO = "ngo"
    DEPARTMENT = "department"
    COMMUNE_DUE = "commune_due"
    DISTRICT_DUE = "district_due"


_OWN = {Level.PROVINCE: (Kind.NGO, Kind.DEPARTMENT, Kind.COMMUNE_DUE, Kind.DISTRICT_DUE)}
_COMMUNE = (Kind.NAME, Kind.CODE, Kind.NEW_COMMUNE, Kind.LAST_DAY)
_DUE = {Kind.COMMUNE_DUE: Level.COMMUNE, Kind.DISTRICT_DUE: Level.DISTRICT}


def kinds(db: Database, unit: OrgUnit) -> tuple[Kind, ...]:
    """What can be changed about an office."""
    if unit.id == settings.need(db, settings.ORG_UNIT):
        return _OWN.get(unit.level, ())
    if unit.kind is OrgKind.ADMINISTRATION and unit.level is Level.COMMUNE:
        gets = any(unit.id in others for others in registers.rules(db).copies().values())
        return (*_COMMUNE, Kind.NO_COPIES if gets else Kind.COPIES)
    return (Kind.NAME, Kind.LAST_DAY) if unit.kind is not OrgKind.ADMINISTRATION else (Kind.NAME,)


def propose(db: Database, unit_id: str, kind: Kind, typed: Sequence[str]) -> Proposal:
    """What a change would lay down, from what was typed. Raises the errors above and those of `registry`."""
    unit = org_units.get(db, unit_id)
    assert unit is not None
    if not all(text.strip() for text in typed):
        raise NotAllWritten
    said = [text.strip() for text in typed]
    match kind:
        case Kind.COMMUNE_DUE | Kind.DISTRICT_DUE:
            return registry.due_in(db, _DUE[kind], _days(said[0]))
        case Kind.NGO:
            return registry.add_ngo(db, *said)
        case Kind.DEPARTMENT:
            return registry.add_department(db, said[0])
    return _about(db, unit, kind, said)


def _about(db: Database, unit: OrgUnit, kind: Kind, said: list[str]) -> Proposal:
    match kind:
        case Kind.NAME:
            return registry.rename(db, unit, *said)
        case Kind.CODE:
            return registry.recode(db, unit, latin_digits(said[0]))
        case Kind.NEW_COMMUNE:
            named = Named(latin_digits(said[0]), said[1], said[2])
            return registry.split(db, unit, [named], _day(said[3]), keep=True)
        case Kind.LAST_DAY:
            return registry.close(db, unit, _day(said[0]))
    return registry.copies(db, unit, to_district=kind is Kind.COPIES)


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
