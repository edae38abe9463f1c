"""Protecting: what a copy that may be shared may say of counts of children and cases."""

from dataclasses import dataclass

from desktop.domain.period import ReportingPeriod
from desktop.domain.shareable import Shareable
from desktop.storage.database import Database
from desktop.storage.releases import ReleasedCell

RULES = 1  # the version of the rules, written into the register


@dataclass(frozen=True, slots=True)
class Protection:
    """What a copy may print (`shareable`), and what is kept of it here for the copies to come (`cells`)."""

    shareable: Shareable
    cells: tuple[ReleasedCell, ...] = ()


def protect(db: Database, place: str, period: ReportingPeriod) -> Protection:
    """The protected values of a place and a period; what cannot be shown safely is hidden."""
    del db
    return Protection(Shareable(place, period.code))
