"""Protecting: what a copy that may be shared may say of counts of children and cases.

Nothing else decides it. What was shared once about a place and a period is said again word for word; what is
new is held against all that was shared before (`domain/disclosure.py`).
"""

from dataclasses import dataclass

from desktop.actions import stamp
from desktop.config import log_file
from desktop.domain import catalogue, disclosure
from desktop.domain.bounds import Contradiction, Ring
from desktop.domain.disclosure import is_complete
from desktop.domain.org_unit import Level
from desktop.domain.period import ReportingPeriod
from desktop.domain.protected_counts import copy_of
from desktop.domain.shareable import UNPRINTED, ReleasedCell, Shareable
from desktop.domain.standing import Standing, count
from desktop.errors import UserError, note
from desktop.i18n.words import mark
from desktop.storage import children, measures, org_units, releases, settings, sheets
from desktop.storage.database import Database

RULES = 1  # the version of the rules, written into the register


@dataclass(frozen=True, slots=True)
class Protection:
    """What a copy may print (`shareable`), and what is kept of it here for the copies to come (`cells`)."""

    shareable: Shareable
    cells: tuple[ReleasedCell, ...] = ()


class CannotBeProtected(UserError):
    message = mark(
        "It could not be made sure that nobody can work out a small number from this copy. Nothing was "
        "written. Make the official copy for one receiver, or tell whoever keeps the program at the "
        "secretariat, with the support file."
    )


def protect(db: Database, place: str, period: ReportingPeriod) -> Protection:
    """The protected values of a place and a period; what cannot be shown safely is hidden.

    Only this computer's own office and what lies under it is known here as a whole, and what was shared
    of it: of any other place nothing is shown. Raises `CannotBeProtected`.
    """
    nothing = Shareable(place, period.code)
    if place != settings.need(db, settings.ORG_UNIT):
        return Protection(nothing)
    if not catalogue.has(org_units.line(db, place)[-1].level, period, children.known(db).get(place)):
        return Protection(nothing)
    earlier = releases.cells(db, period.year)
    if period.code in earlier:
        return Protection(_shareable(db, place, period, earlier[period.code]))
    standing = sheets.who_reported(db, place, period)
    if not _is_due(standing):
        return Protection(Shareable(place, period.code, waits=True))
    counted = sheets.counted_place(db, place, period, _complete(standing))
    try:
        cells = disclosure.protect(copy_of(counted, period), tuple(earlier.values()), measures.measures())
    except (Ring, Contradiction) as fault:
        note(fault, log_file())
        raise CannotBeProtected from fault
    return Protection(_shareable(db, place, period, cells), cells)


def shared_before(db: Database, place: str, period: ReportingPeriod) -> Shareable:
    """What copies that left already said of a place and a period, word for word; nothing new."""
    earlier = releases.cells(db, period.year) if place == settings.need(db, settings.ORG_UNIT) else {}
    return _shareable(db, place, period, earlier.get(period.code, ()))


def _shareable(
    db: Database, place: str, period: ReportingPeriod, cells: tuple[ReleasedCell, ...]
) -> Shareable:
    shows_places = (
        org_units.line(db, place)[-1].level is not Level.NATIONAL
    )  # kept, but in none of its tables
    printed = {one.cell: one.printed for one in cells if one.cell.period == period.code}
    shown = {
        cell: value
        for cell, value in printed.items()
        if value != UNPRINTED
        and cell.category not in catalogue.BETWEEN
        and (shows_places or cell.place == place)
    }
    return Shareable(place, period.code, shown)


def _is_due(standing: Standing) -> bool:
    """Whether every report about the period is due, and enough have come: what is shared stands for ever."""
    return standing.office.id in _complete(standing) and stamp.today() > max(
        one.arrival.due for one in standing.expected
    )


def _complete(standing: Standing) -> frozenset[str]:
    """The places, this office's own and those directly under it, of which enough reports have come."""
    own = standing.counts
    found = {standing.office.id} if is_complete(own.expected, own.received, standing.communes_in) else set()
    for place in standing.places():
        every = (*place.own, *place.below)
        card = count(every)
        communes = len(
            {one.unit.id for one in place.below if one.unit.level is Level.COMMUNE and not one.is_missing}
        )
        found |= {place.head.id} if is_complete(card.expected, card.received, communes) else set()
    return frozenset(found)
