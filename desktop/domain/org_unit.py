"""Org units: the offices that report, and where each stands."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """The four tiers of the plan, from the top (plan, section 6)."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class OrgKind(Enum):
    """Who may report (plan, sections 6.1 and 6.2)."""

    ADMINISTRATION = "administration"  # commune, district, province, national council
    MINISTRY = "ministry"
    DEPARTMENT = "department"  # a ministry's provincial department
    NGO = "ngo"


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """An office. `id` never changes; `code` is the official one and may (FACTS.md, section 1).

    `parent` is the id of the office above, empty for the national level. `type` is the
    administration's own word (commune, sangkat, khan ...). A ministry's code is the plan's short
    name for it, a department's that of its province and ministry (`04-MoSVY`). The focal officer
    who reports is named by the office's own records.
    """

    id: str
    code: str
    level: Level
    kind: OrgKind
    type: str
    name_km: str
    name_en: str
    parent: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def stands(self, first: dt.date, last: dt.date) -> bool:
        """Whether it stands on any day from the first to the last."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or self.valid_to >= first)

    def name(self, language: str) -> str:
        return self.name_km if language == "km" else self.name_en

    @property
    def institution(self) -> str:
        """The institution of the plan that a ministry is and a department belongs to; else empty."""
        belongs = self.kind in (OrgKind.MINISTRY, OrgKind.DEPARTMENT)
        return self.code.rpartition("-")[2] if belongs else ""


NATIONAL_ID = "kh"


def unit_id(code: str) -> str:
    """The stable id of a gazetteer unit: the code it had when it first entered the gazetteer."""
    return f"{NATIONAL_ID}.{code}" if code else NATIONAL_ID


_GAZETTEER = re.compile(rf"\A{NATIONAL_ID}\.((?:[0-9]{{2}}){{1,3}})(?:-[0-9]{{1,3}})?\Z")


def born_under(unit: str) -> str:
    """The office that one was born under, by its id alone; empty for the national level.

    Who rules an office goes by this, so that nothing that is said later can change who may say it.
    """
    found = _GAZETTEER.match(unit)
    if found:
        return unit_id(found[1][:-2])
    return unit.rpartition(".")[0]


def rank(unit: str) -> int:
    """How far down an id stands: 0 the national level to 3 a commune, 4 whatever is no administration.

    An office stands under one of a lower rank, so that no chain of offices runs in a circle.
    """
    found = _GAZETTEER.match(unit)
    if found:
        return len(found[1]) // 2
    return 0 if unit == NATIONAL_ID else 4


def secretariat_of(unit: str) -> str:
    """The secretariat an office reports to, by its id: the nation's and a province's are their own."""
    while rank(unit) > 1:
        unit = born_under(unit)
    return unit


def free_id(code: str, taken: Iterable[str]) -> str:
    """The id of a new office with this code: another one may have had the code before."""
    have, wanted = set(taken), unit_id(code)
    tries = (wanted, *(f"{wanted}-{number}" for number in range(2, 1000)))
    return next(unit for unit in tries if unit not in have)


def ends(units: Iterable[OrgUnit]) -> dict[str, dt.date]:
    """The last days of those of these offices that have one."""
    return {unit.id: unit.valid_to for unit in units if unit.valid_to}


def above(units: Iterable[OrgUnit]) -> dict[str, frozenset[str]]:
    """For each office the ids of those of the others that it stands under, near and far."""
    parents = {unit.id: unit.parent for unit in units}
    return {unit: frozenset(_up(parent, parents)) for unit, parent in parents.items()}


def _up(unit: str, parents: Mapping[str, str]) -> Iterator[str]:
    while unit in parents:
        yield unit
        unit = parents[unit]


def ministry(institution: str, name_km: str, name_en: str) -> OrgUnit:
    """A ministry or national institution as an office that reports (plan, section 6.1)."""
    unit, kind = f"{NATIONAL_ID}.{_slug(institution)}", OrgKind.MINISTRY
    return OrgUnit(unit, institution, Level.NATIONAL, kind, "ministry", name_km, name_en, NATIONAL_ID)


def department(province: OrgUnit, of: OrgUnit) -> OrgUnit:
    """A ministry's department in a province (plan, section 6.2)."""
    name_km = f"មន្ទីរ{of.name_km.removeprefix('ក្រសួង')}{province.name_km}"
    name_en = f"{province.name_en} Department, {of.name_en}"
    return _under(province, of.code, OrgKind.DEPARTMENT, "department", name_km, name_en)


def ngo(province: OrgUnit, number: int, name_km: str, name_en: str) -> OrgUnit:
    """A non-governmental organisation that takes part in a province (plan, section 6.2)."""
    return _under(province, f"N{number:02d}", OrgKind.NGO, "ngo", name_km, name_en)


def commune(district: OrgUnit, code: str, name: str) -> OrgUnit:
    """A commune that is not in the gazetteer yet, until the register says more of it."""
    unit, kind = unit_id(code), OrgKind.ADMINISTRATION
    return OrgUnit(unit, code, Level.COMMUNE, kind, "commune", name, name, district.id)


def _under(province: OrgUnit, tail: str, kind: OrgKind, type_: str, name_km: str, name_en: str) -> OrgUnit:
    unit, code = f"{province.id}.{_slug(tail)}", f"{province.code}-{tail}"
    return OrgUnit(unit, code, Level.PROVINCE, kind, type_, name_km, name_en, province.id)


def _slug(name: str) -> str:
    return "-".join(name.lower().split())
