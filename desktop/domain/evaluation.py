"""What an annual report or an evaluation looks back on (plan, section 6.3), and what it is printed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.domain.commitment_tables import Committed
from desktop.domain.indicator_tables import Surveys
from desktop.domain.measure import Measures
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import FIRST_YEAR, LAST_YEAR
from desktop.domain.plan import Plan
from desktop.domain.rating import Rated, Rating
from desktop.domain.years import YearFigures

MID_TERM_YEAR = FIRST_YEAR + 2


class Evaluation(Enum):
    """What is reported, by how many years it looks back on."""

    ANNUAL = "annual"
    MID_TERM = "midterm"
    FINAL = "final"

    def years(self, year: int) -> tuple[int, ...]:
        """The years that are added up; `year` is the one an annual report is about."""
        match self:
            case Evaluation.ANNUAL:
                return (year,)
            case Evaluation.MID_TERM:
                return tuple(range(FIRST_YEAR, MID_TERM_YEAR + 1))
        return tuple(range(FIRST_YEAR, LAST_YEAR + 1))

    def shown(self, year: int) -> tuple[int, ...]:
        """The years that stand beside each other: an annual report shows the year before too."""
        years = self.years(year)
        before = years[0] - 1
        return (before, *years) if self is Evaluation.ANNUAL and before >= FIRST_YEAR else years


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """What an evaluation is printed from. `line` is the offices above the one that prints, itself last.

    `years` are those shown that have begun, oldest first; `to_come` those that have not. `under_way` is the
    year that is not over, if one is shown.
    """

    kind: Evaluation
    line: tuple[OrgUnit, ...]
    person: str
    plan: Plan
    measures: Measures
    counted: tuple[int, ...]
    years: tuple[YearFigures, ...]
    to_come: tuple[int, ...]
    under_way: int | None
    surveys: Surveys
    ratings: Mapping[Rated, Rating]
    ratings_below: Mapping[OrgUnit, Mapping[Rated, Rating]]
    committed: Sequence[Committed]
    is_example: bool = False

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]

    @property
    def has_something(self) -> bool:
        """Whether anybody reported anything in the years that are added up."""
        return any(year.has_something for year in self.years if year.year in self.counted)
