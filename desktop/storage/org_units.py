"""The offices: laid in from the gazetteer at set-up, found by id, code or parent."""

import csv
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from desktop.config import resources
from desktop.domain.authority import Offices
from desktop.domain.org_unit import NATIONAL_ID, Level, OrgKind, OrgUnit, ministry, unit_id
from desktop.storage import plans
from desktop.storage.database import Database

_COLUMNS = "id, code, level, kind, type, name_km, name_en, parent"
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
    rows = [
        (u.id, u.code, u.level.value, u.kind.value, u.type, u.name_km, u.name_en, u.parent) for u in units
    ]
    sql = f"INSERT OR REPLACE INTO org_unit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    db.conn.executemany(sql, rows)


def get(db: Database, unit: str) -> OrgUnit | None:
    return _one(db, "id = ?", unit)


def by_code(db: Database, code: str) -> OrgUnit | None:
    return _one(db, "code = ? AND valid_to IS NULL", code)


def below(db: Database, parent: str) -> tuple[OrgUnit, ...]:
    """The offices under one, near and far, in the order of their codes; without itself."""
    sql = f"""
        WITH RECURSIVE under(id) AS (
            SELECT id FROM org_unit WHERE parent = ? AND valid_to IS NULL
            UNION ALL SELECT o.id FROM org_unit o JOIN under ON o.parent = under.id WHERE o.valid_to IS NULL)
        SELECT {_COLUMNS} FROM org_unit WHERE id IN under ORDER BY code, id"""  # noqa: S608
    return tuple(_unit(row) for row in db.execute(sql, [parent]))


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

    Otherwise the national council and the provinces are (plan, section 6).
    """
    rows = db.execute("SELECT id, parent, level, kind FROM org_unit").fetchall()
    administration, levels = OrgKind.ADMINISTRATION.value, (Level.NATIONAL.value, Level.PROVINCE.value)
    above = {unit for unit, _, level, kind in rows if kind == administration and level in levels}
    return Offices({unit: parent for unit, parent, _, _ in rows}, frozenset(above | heads))


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


def _unit(row: tuple[str, ...]) -> OrgUnit:
    unit, code, level, kind, type_, km, en, parent = row
    return OrgUnit(unit, code, Level(level), OrgKind(kind), type_, km, en, parent)


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
