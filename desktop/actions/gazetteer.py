"""The gazetteer, for looking up and for handing on."""

from functools import cache

from desktop.domain.gazetteer_search import Found, GazetteerSearch
from desktop.domain.org_unit import Level, OrgUnit
from desktop.storage import org_units


def export() -> str:
    """The gazetteer as CSV: code, level, parent_code, name_km, name_en, type."""
    return org_units.gazetteer_text()


def offices_of(province: str) -> tuple[OrgUnit, ...]:
    """The districts and communes of a province by its code, each district before its communes."""
    found = [unit for unit in org_units.gazetteer() if unit.code.startswith(province)]
    return tuple(sorted((unit for unit in found if unit.code != province), key=lambda unit: unit.code))


def find(query: str, limit: int = 20, level: Level | None = None) -> tuple[Found, ...]:
    """The offices that a person may mean by a code or a name, best first; of one level if asked for."""
    return _search().find(query, limit, level)


@cache
def _search() -> GazetteerSearch:
    return GazetteerSearch(offices_of(""))
