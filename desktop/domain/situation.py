"""The situation that the plan began from: section 1.2 in figures, and how the plan before it was rated."""

from dataclasses import dataclass

from desktop.domain.plan import Text
from desktop.domain.survey import SurveyValue, Unit

# Outcome indicators that name a state and no number: a law passed, a system set up (FACTS.md, section 4.4).
MILESTONES = frozenset({"4a", "4b", "5a", "5b"})


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that surveys measure, as the plan words it, with the values that the plan gives.

    `section` is the plan's. `indicator` is the one of the plan that it tells about, by our reading; empty
    for none. More values of it may be entered by its `code`.
    """

    code: str
    section: str
    text: Text
    unit: Unit
    indicator: str
    values: tuple[SurveyValue, ...]


@dataclass(frozen=True, slots=True)
class EarlierRating:
    """How a strategy of the plan before this one was rated; `of`: on what alone, where it says so."""

    strategy: int
    level: int
    source: Text
    of: Text | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    topics: tuple[Topic, ...]
    earlier: tuple[EarlierRating, ...]
