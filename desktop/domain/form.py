"""The form: which cells a report asks of an office in a period, and which it may add."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from desktop.domain.measure import Kind, Measures
from desktop.domain.org_unit import OrgKind, OrgUnit
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.report import BASELINE, BUDGET, NARRATIVE, TARGET, Cell, ReportKey

NOTE = "note"
NARRATIVES = ("challenges", "solutions", "next_steps", "requests")


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked: activities of the office's level, the budget, the narratives.

    `added` are activities that the office reports though they are not asked of it.
    """

    key: ReportKey
    unit: OrgUnit
    period: ReportingPeriod
    activities: tuple[Activity, ...]
    measures: Measures
    added: tuple[Activity, ...] = ()

    @property
    def every_activity(self) -> tuple[Activity, ...]:
        return (*self.activities, *self.added)

    @property
    def is_annual_plan(self) -> bool:
        """The report of a whole year holds targets, baselines and the planned budget."""
        return self.period.kind is PeriodKind.YEAR

    def cells(self, activity: Activity) -> tuple[Cell, ...]:
        """The cells of one activity; a tally stands as one cell without split until it is split.

        Each has room for a sentence in the end, whether its template names one or not: what was
        done, or why a figure jumps.
        """
        codes = [code for code in activity.measures if self._belongs(code)]
        if not self.is_annual_plan:
            codes += [] if NOTE in codes else [NOTE]
            return tuple(Cell(activity.code, code) for code in codes)
        return tuple(Cell(activity.code, code, split) for code in codes for split in (BASELINE, TARGET))

    def budget_cells(self) -> tuple[Cell, ...]:
        """Planned money once a year, spent money each period, by source (plan, section 5)."""
        measure = "planned" if self.is_annual_plan else "spent"
        return tuple(Cell(BUDGET, measure, source.code) for source in self.measures.resource_sources)

    def narrative_cells(self) -> tuple[Cell, ...]:
        return () if self.is_annual_plan else tuple(Cell(NARRATIVE, name) for name in NARRATIVES)

    def asked(self) -> Iterator[Cell]:
        """Every cell of the form, in its order: activities, those added, budget, narratives."""
        for activity in self.every_activity:
            yield from self.cells(activity)
        yield from self.budget_cells()
        yield from self.narrative_cells()

    def required(self) -> Iterator[Cell]:
        """The cells that must be answered before the report can be submitted; a baseline need not be."""
        for activity in self.activities:
            for cell in self.cells(activity):
                if self.measures[cell.measure].is_number and cell.split != BASELINE:
                    yield cell

    def _belongs(self, code: str) -> bool:
        measure = self.measures[code]
        return not self.is_annual_plan or (measure.kind in (Kind.COUNT, Kind.MONEY) and not measure.tally)


def form(plan: Plan, measures: Measures, unit: OrgUnit, key: ReportKey, items: Collection[str] = ()) -> Form:
    """The form of an office for a period: the activities asked of it in that year of the plan.

    `items` are what the report holds answers about: an activity among them that is not asked was added.
    """
    period = ReportingPeriod(key.period)
    asked = plan.asked_of_office(unit, period.plan_year)
    added = tuple(found for found in plan.activities() if found.code in items and found not in asked)
    return Form(key, unit, period, asked, measures, added)


def may_add(plan: Plan, form_: Form) -> tuple[Activity, ...]:
    """The activities of the year that an administration of this level may report without being asked."""
    if form_.unit.kind is not OrgKind.ADMINISTRATION:
        return ()
    there = {found.code for found in form_.every_activity}
    every = (found for found in plan.in_year(form_.period.plan_year) if found.code not in there)
    return tuple(found for found in every if found.is_reported(form_.unit.level))
