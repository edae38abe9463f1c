"""The offices: laid in from the gazetteer at set-up, found by id, code or parent."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from desktop.config import resources
from desktop.domain.authority import Offices
from desktop.domain.org_unit import (
    NATIONAL_ID,
    Level,
    OrgKind,
    OrgUnit,
    born_under,
    ministry,
    rank,
    unit_id,
)
from desktop.storage import plans
from desktop.storage.database import Database

_COLUMNS = "id, code, level, kind, type, name_km, name_en, parent, valid_from, valid_to"
Days = tuple[dt.date, dt.date]  # the first and the last
_NATIONAL = OrgUnit(
    NATIONAL_ID,
    "",
    Level.NATIONAL,
    OrgKind.ADMINISTRATION,
    "council",
    "ក្រុមប្រឹក្សាជាតិកម្ពុជាដើម្បីកុមារ",
    "Cambodian National Council for Children",
    "",
)
PROVINCES = 1  # the rank of a province
_NOT_OFFICES = ("CNCC", "Related ministries & institutions")  # the national level itself; no office


@cache
def gazetteer() -> tuple[OrgUnit, ...]:
    """The national level and the gazetteer's 25 provinces, 210 districts and 1,652 communes; read once."""
    path = resources() / "assets" / "gazetteer" / "gazetteer.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return (_NATIONAL, *(_from_row(row) for row in csv.DictReader(file)))


def ministries() -> tuple[OrgUnit, ...]:
    """The national institutions that the plan makes responsible, as offices that report."""
    return tuple(
        ministry(found.name, found.full.km, found.full.en)
        for found in plans.plan().institutions
        if found.level is Level.NATIONAL and found.name not in _NOT_OFFICES
    )


def gazetteer_text() -> str:
    """The gazetteer as the CSV it ships as."""
    return (resources() / "assets" / "gazetteer" / "gazetteer.csv").read_text(encoding="utf-8")


def add(db: Database, units: Iterable[OrgUnit]) -> None:
    """Lay offices in; one that is there already is replaced by what is new about it."""
    sql = f"INSERT OR REPLACE INTO org_unit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    db.conn.executemany(sql, [to_values(unit) for unit in units])


def get(db: Database, unit: str) -> OrgUnit | None:
    return _one(db, "id = ?", unit)


def by_code(db: Database, code: str) -> OrgUnit | None:
    """The office with this official code: the one that stands, before one that had it and was closed."""
    return _one(db, "code = ? ORDER BY valid_to IS NOT NULL, valid_to DESC, id", code)


def below(db: Database, parent: str, during: Days | None = None) -> tuple[OrgUnit, ...]:
    """The offices under one, near and far, in the order of their codes; without itself.

    `during`: only those that stood on any of these days; else also those that were closed.
    """
    sql = f"""
        WITH RECURSIVE under(id) AS (
            SELECT id FROM org_unit WHERE parent = ?
            UNION SELECT o.id FROM org_unit o JOIN under ON o.parent = under.id)
        SELECT {_COLUMNS} FROM org_unit WHERE id IN under ORDER BY code, id"""  # noqa: S608
    found = (_unit(row) for row in db.execute(sql, [parent]))
    return tuple(unit for unit in found if during is None or unit.stands(*during))


def parents(db: Database) -> dict[str, str]:
    """For each office the one above it now."""
    return dict(db.execute("SELECT id, parent FROM org_unit").fetchall())


def line(db: Database, unit: str) -> tuple[OrgUnit, ...]:
    """An office and all above it, the top first."""
    found: list[OrgUnit] = []
    here = get(db, unit)
    while here is not None:
        found.insert(0, here)
        here = get(db, here.parent)
    return tuple(found)


def offices(db: Database, heads: AbstractSet[str]) -> Offices:
    """The register for judging who may write what; `heads` are secretariats whatever their level.

    Otherwise the national council and the provinces are (plan, section 6). Who stands above whom goes
    by the ids alone: what the register says later changes nobody's say.
    """
    ids = [unit for (unit,) in db.execute("SELECT id FROM org_unit")]
    above = {unit for unit in ids if rank(unit) <= PROVINCES}
    return Offices({unit: born_under(unit) for unit in ids}, frozenset(above | heads))


def is_under(db: Database, inner: str, outer: str) -> bool:
    """Whether the office `inner` is `outer` or stands under it in the register."""
    return any(unit.id == outer for unit in line(db, inner))


def next_ngo(db: Database, province: str) -> int:
    """The next free number for an NGO of a province."""
    sql = "SELECT count(*) + 1 FROM org_unit WHERE parent = ? AND kind = 'ngo'"
    return int(db.execute(sql, [province]).fetchone()[0])


def _one(db: Database, condition: str, value: str) -> OrgUnit | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM org_unit WHERE {condition}", [value]).fetchone()  # noqa: S608
    return _unit(row) if row else None


def to_values(u: OrgUnit) -> tuple[str | None, ...]:
    """An office as it stands in a row of its table."""
    days = (day.isoformat() if day else None for day in (u.valid_from, u.valid_to))
    return (u.id, u.code, u.level.value, u.kind.value, u.type, u.name_km, u.name_en, u.parent, *days)


def from_values(row: Sequence[str | None]) -> OrgUnit:
    """The office of such a row."""
    unit, code, level, kind, type_, km, en, parent = (str(each) for each in row[:8])
    first, last = (dt.date.fromisoformat(day) if day else None for day in row[8:])
    return OrgUnit(unit, code, Level(level), OrgKind(kind), type_, km, en, parent, first, last)


def _unit(row: Sequence[str | None]) -> OrgUnit:
    return from_values(row)


def _from_row(row: dict[str, str]) -> OrgUnit:
    return OrgUnit(
        unit_id(row["code"]),
        row["code"],
        Level(row["level"]),
        OrgKind.ADMINISTRATION,
        row["type"],
        row["name_km"],
        row["name_en"],
        unit_id(row["parent_code"]),
    )
