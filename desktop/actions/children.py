"""How many children live in a place, as a secretariat enters it: without it no district's count is shared."""

import csv
import io

from desktop.domain.org_unit import Level, OrgUnit
from desktop.errors import UserError
from desktop.i18n.digits import latin_digits
from desktop.i18n.words import mark
from desktop.storage import children, org_units, settings
from desktop.storage.database import Database, writing

MOST = 20_000_000  # more than live in the country
HEAD = ("code", "children")


class NotAListOfChildren(UserError):
    message = mark(
        "Line {line} of the list cannot be used. Nothing was changed. Write into each line the code of a "
        "province or district of this office and the number of its people under 18, for example 0401,21500."
    )


def enter(db: Database, text: str) -> dict[str, int]:
    """Take over a CSV list of codes and numbers of people under 18; what it does not name stays as it was.

    Gives all numbers that are known now, by the id of the office. Raises `NotAListOfChildren`.
    """
    found = dict(_line(db, number, row) for number, row in _rows(text))
    with writing(db):
        children.put(db, children.known(db) | found)
    return children.known(db)


def show(db: Database) -> tuple[tuple[OrgUnit, int], ...]:
    """The places of which it is known, in the order of their codes."""
    every = ((org_units.line(db, unit)[-1], number) for unit, number in children.known(db).items())
    return tuple(sorted(every, key=lambda one: one[0].code))


def _rows(text: str) -> list[tuple[int, list[str]]]:
    rows = enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), start=1)
    filled = [(number, [field.strip() for field in row]) for number, row in rows if any(row)]
    return filled[1:] if filled and tuple(filled[0][1]) == HEAD else filled


def _line(db: Database, line: int, row: list[str]) -> tuple[str, int]:
    code, number = map(latin_digits, row) if len(row) == len(HEAD) else ("", "")
    unit = org_units.by_code(db, code)
    mine = settings.need(db, settings.ORG_UNIT)
    if unit is None or unit.level is Level.COMMUNE or not org_units.is_under(db, unit.id, mine):
        raise NotAListOfChildren(line=line)
    digits = number.lstrip("0")  # looked at before they are read: nobody's list may keep the program busy
    if not digits.isdecimal() or len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise NotAListOfChildren(line=line)
    return unit.id, int(digits)
