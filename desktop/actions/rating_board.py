"""The board of ratings: what stands about one office, and the offices a secretariat rates beside its own."""

from dataclasses import dataclass

from desktop.actions import rating
from desktop.actions.rating import Opened, TopicChoice
from desktop.domain.org_unit import OrgUnit
from desktop.domain.plan import PlanText
from desktop.domain.rating import Entered
from desktop.domain.record import Book
from desktop.domain.report import Cell, ReportView
from desktop.storage import org_units, reports, settings
from desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Board:
    """All that the screen of ratings shows. `may_enter` is false where this office is no secretariat.

    `offices` are those that it may rate here: itself, and what stands directly under it. `unsigned` are the
    ids of those about which something was typed and not signed.
    """

    may_enter: bool
    opened: Opened
    strategies: tuple[tuple[str, PlanText], ...]
    topics: tuple[TopicChoice, ...]
    offices: tuple[OrgUnit, ...] = ()
    unsigned: frozenset[str] = frozenset()


def board(db: Database, code: str = "") -> Board:
    """What was entered about this computer's office, or about one under it by its code.

    Raises `NoSuchOffice`, or `OnlySecretariat` where this office may not enter anything about that one.
    """
    if not rating.may_enter(db):
        unit = org_units.line(db, settings.need(db, settings.ORG_UNIT))[-1]
        return Board(False, Opened(unit, ReportView(Book.RATING.key), Entered()), rating.strategies(db), ())
    typed = frozenset(Cell.of(key).item for key in reports.drafts(db, Book.RATING.key))
    opened = rating.open_book(db, code)
    return Board(True, opened, rating.strategies(db), rating.topics(db), _offices(db), typed)


def _offices(db: Database) -> tuple[OrgUnit, ...]:
    """This office, then those that stand directly under it and were born under it, by their codes."""
    mine = settings.need(db, settings.ORG_UNIT)
    register = org_units.offices(db, {mine})
    own = org_units.line(db, mine)[-1]
    under = (unit for unit in org_units.below(db, mine) if unit.parent == mine and unit.valid_to is None)
    return (own, *(unit for unit in under if register.may_rule(mine, unit.id)))
