"""The register as it ships: finding an office by its code, also one that was added since."""

import re
from functools import partial

from desktop.domain.org_unit import OrgUnit, commune, department, ngo
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import org_units

__all__ = ["OrgUnit"]

_BELOW_PROVINCE = re.compile(r"\A([0-9]{2})-(?:N([0-9]{2})|(.+))\Z")

_NEW_COMMUNE = re.compile(r"\A[0-9]{6}\Z")


class NoSuchOffice(UserError):
    message = mark(
        "No office has the code “{code}”. Codes have 2, 4 or 6 digits, for example 040101; "
        "a ministry’s is its short name, a department’s is like 04-MoSVY."
    )


def find(code: str, name: str = "") -> OrgUnit:
    """The office with this code: of the gazetteer, a ministry, a department or, by `name`, an NGO.

    A commune that is not in the gazetteer is found by its name too, where its district is.

    Raises `NoSuchOffice`.
    """
    units = {unit.code: unit for unit in (*org_units.gazetteer(), *org_units.ministries())}
    if code in units:
        return units[code]
    if name and _NEW_COMMUNE.match(code) and code[:4] in units:
        return commune(units[code[:4]], code, name)
    match = _BELOW_PROVINCE.match(code)
    province = units.get(match[1]) if match else None
    if match and province and match[2] and name:
        return ngo(province, int(match[2]), name, name)
    if match and province and match[3] in units and units[match[3]].institution:
        return department(province, units[match[3]])
    raise NoSuchOffice(code=code)


def every() -> dict[str, OrgUnit]:
    """The offices that ship with the program, by their ids: the gazetteer's and the ministries."""
    return {found.id: found for found in (*org_units.gazetteer(), *org_units.ministries())}


def department_of(unit: str) -> OrgUnit | None:
    """The provincial department with this id; None where the id is of no department."""
    province = every().get(unit.rpartition(".")[0])
    departments = map(partial(department, province), org_units.ministries()) if province else ()
    return next((found for found in departments if found.id == unit), None)


def stands_under(unit: OrgUnit, above: str) -> bool:
    """Whether an office stands under another one, which has this id, by the gazetteer."""
    parents = {found.id: found.parent for found in org_units.gazetteer()}
    here = unit.parent
    while here and here != above:
        here = parents.get(here, "")
    return here == above
