"""The register: finding an office by its code, and naming departments and NGOs that report too."""

import re
from functools import partial

from desktop.actions.review import OnlySecretariat
from desktop.domain.org_unit import Level, OrgUnit, department, ngo
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import org_units, settings
from desktop.storage.database import Database, writing

__all__ = ["OrgUnit"]

_BELOW_PROVINCE = re.compile(r"\A([0-9]{2})-(?:N([0-9]{2})|(.+))\Z")


class NoSuchOffice(UserError):
    message = mark(
        "No office has the code “{code}”. Codes have 2, 4 or 6 digits, for example 040101; "
        "a ministry’s is its short name, a department’s is like 04-MoSVY."
    )


def find(code: str, name: str = "") -> OrgUnit:
    """The office with this code: of the gazetteer, a ministry, a department or, by `name`, an NGO.

    Raises `NoSuchOffice`.
    """
    units = {unit.code: unit for unit in (*org_units.gazetteer(), *org_units.ministries())}
    if code in units:
        return units[code]
    match = _BELOW_PROVINCE.match(code)
    province = units.get(match[1]) if match else None
    if match and province and match[2] and name:
        return ngo(province, int(match[2]), name, name)
    if match and province and match[3] in units and units[match[3]].institution:
        return department(province, units[match[3]])
    raise NoSuchOffice(code=code)


def code_of(unit: str) -> str:
    """The code of the office with this id, without a store; empty for an NGO, whose name nobody knows yet."""
    named = {found.id: found for found in (*org_units.gazetteer(), *org_units.ministries())}
    province = named.get(unit.rpartition(".")[0])
    if unit not in named and province is not None:
        named |= {found.id: found for found in map(partial(department, province), org_units.ministries())}
    return named[unit].code if unit in named else ""


def stands_under(unit: OrgUnit, above: str) -> bool:
    """Whether an office stands under another one, which has this id, by the gazetteer."""
    parents = {found.id: found.parent for found in org_units.gazetteer()}
    here = unit.parent
    while here and here != above:
        here = parents.get(here, "")
    return here == above


def add_department(db: Database, institution: str) -> OrgUnit:
    """Name a ministry's provincial department as an office that reports here (plan, section 6.2)."""
    return _add(db, find(f"{_province(db).code}-{institution}"))


def add_ngo(db: Database, name_km: str, name_en: str) -> OrgUnit:
    """Name an NGO as an office that reports here; its code is the next free one (plan, section 6.2)."""
    province = _province(db)
    return _add(db, ngo(province, org_units.next_ngo(db, province.id), name_km, name_en))


def _province(db: Database) -> OrgUnit:
    mine = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    own_head = settings.need(db, settings.SECRETARIAT_UNIT)
    if mine is None or mine.level is not Level.PROVINCE or mine.id != own_head:
        raise OnlySecretariat
    return mine


def _add(db: Database, unit: OrgUnit) -> OrgUnit:
    with writing(db):
        org_units.add(db, [unit])
    return unit
