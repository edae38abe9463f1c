"""Finding an office by what a person types: its code, or its name in Khmer or Latin letters."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.org_unit import OrgUnit
from desktop.i18n.khmer import search_key

MOST = 40  # more are not read; another letter makes them fewer


@dataclass(frozen=True, slots=True)
class Found:
    """An office with those above it, the top first."""

    unit: OrgUnit
    line: tuple[OrgUnit, ...]


class OfficeSearch:
    """The offices of the gazetteer by their search keys."""

    def __init__(self, units: Iterable[OrgUnit]) -> None:
        self._units = {unit.id: unit for unit in units}
        own = {unit.id: _key(unit) for unit in self._units.values()}
        self._keys = [
            (own[unit.id], " ".join(own[above.id] for above in self._line(unit)), unit)
            for unit in self._units.values()
        ]

    def find(self, text: str) -> tuple[Found, ...]:
        """The offices that hold every word typed, themselves or those above them; own names first."""
        words = search_key(text).split()
        if not words:
            return ()
        fitting = [
            (not any(word in own for word in words), not own.startswith(words[0]), unit.code, unit)
            for own, whole, unit in self._keys
            if all(word in whole for word in words)
        ]
        ordered = sorted(fitting, key=lambda one: one[:3])[:MOST]
        return tuple(Found(unit, self._line(unit)) for *_rank, unit in ordered)

    def _line(self, unit: OrgUnit) -> tuple[OrgUnit, ...]:
        above = self._units.get(unit.parent)
        return (*self._line(above), unit) if above else (unit,)


def _key(unit: OrgUnit) -> str:
    return search_key(f"{unit.code} {unit.name_en} {unit.name_km}")
