"""The office that a card is made out for, with those it stands under, also where no gazetteer has it yet."""

from dataclasses import dataclass

from desktop.actions import register as finding
from desktop.domain import register
from desktop.domain.org_unit import NATIONAL_ID, OrgUnit
from desktop.storage import org_units
from desktop.storage.database import Database
from desktop.sync.card import Card


@dataclass(frozen=True, slots=True)
class CardOffice:
    """`line` are those above it and itself, the top first; `unit` is None where a card is for any office."""

    unit: OrgUnit | None
    line: tuple[OrgUnit, ...] = ()
    said: tuple[OrgUnit, ...] = ()  # those of all these that the card itself describes


def code_of(card: Card) -> str:
    """The official code of the office that a card is made out for; its id where nobody knows the code."""
    found = of(card).unit
    return found.code if found and found.code else card.office


def of(card: Card) -> CardOffice:
    """The office of a card. What the card says of an office counts before what the gazetteer has."""
    known = finding.every()
    said = register.laid_down(card.entries, known)
    every = known | said
    unit = every.get(card.office) or finding.department_of(card.office)
    line: list[OrgUnit] = []
    here = unit
    while here is not None and here not in line and (here is unit or here.id != NATIONAL_ID):
        line.insert(0, here)
        here = every.get(here.parent)
    return CardOffice(unit, tuple(line), tuple(said.values()))


def entries(db: Database, secretariat: OrgUnit, office: OrgUnit) -> dict[str, str]:
    """What a secretariat's card must say of an office and those between: what nobody finds without it."""
    known = finding.every()
    found: dict[str, str] = {}
    line = [unit for unit in org_units.line(db, office.id) if unit.id != secretariat.id]
    for unit in line if office.id != secretariat.id else ():
        shipped = known.get(unit.id) or finding.department_of(unit.id)
        if unit != shipped and org_units.is_under(db, unit.id, secretariat.id):
            cells = register.about(unit.id, register.entries(unit))
            found |= {key: str(answer) for key, answer in cells.items()}
    return found
