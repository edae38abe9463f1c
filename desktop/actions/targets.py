"""Targets of a year: what the office set itself, what it has done so far, and how much of it that is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.figures import Against, over_time
from desktop.domain.form import Form, form
from desktop.domain.measure import Measure, Member
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity
from desktop.domain.report import BASELINE, BUDGET, TARGET, Answer, Cell, ReportKey, ReportView
from desktop.storage import measures, org_units, plans, registers, reports, settings
from desktop.storage.database import Database

__all__ = ["Money", "Row", "Targets"]

PLANNED, SPENT = "planned", "spent"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure of an activity. `actual` is the year so far: flows are summed, of stocks the last stands.

    An answer is a number, the reason why there is none, or None where nothing was said. `disputed`:
    two different answers were given somewhere in this row, and those cells count as not answered.
    """

    activity: Activity
    measure: Measure
    baseline: Answer
    target: Answer
    actual: Answer
    disputed: bool

    @property
    def achieved(self) -> Decimal | None:
        """The share of the target that was reached, 1 is all; None where it cannot be known."""
        return _share(self.actual, self.target)


@dataclass(frozen=True, slots=True)
class Money:
    """Planned and spent money of one source, in whole riel."""

    source: Member
    planned: Answer
    spent: Answer
    disputed: bool

    @property
    def achieved(self) -> Decimal | None:
        return _share(self.spent, self.planned)


@dataclass(frozen=True, slots=True)
class Targets:
    """The office's year. `periods` are those of the year with a report; `is_draft`: not all is submitted."""

    office: OrgUnit
    year: int
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    money: tuple[Money, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class _Year:
    """The reports of a year as they stand here: its own and its quarters, oldest first."""

    own: ReportView
    quarters: tuple[ReportView, ...]

    @property
    def every(self) -> tuple[ReportView, ...]:
        return (self.own, *self.quarters)

    def goal(self, cell: Cell) -> Answer:
        return self.own.answer(cell.key)

    def is_disputed(self, *cells: Cell) -> bool:
        return any(_is_disputed(view, cell.key) for view in self.every for cell in cells)


def show(db: Database, year: int) -> Targets:
    """What this computer's office set itself for a year and has done so far, drafts included.

    Raises `NotAPeriod` for what is no year.
    """
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    assert unit is not None
    period = ReportingPeriod(str(year))
    asked = form(registers.plan(db), measures.measures(), unit, ReportKey(unit.id, period.code))
    found = _Year(
        reports.view(db, asked.key),
        tuple(reports.view(db, ReportKey(unit.id, quarter.code)) for quarter in period.quarters()),
    )
    return Targets(
        office=unit,
        year=year,
        periods=tuple(view.key.period for view in found.every if view.live or view.drafts),
        rows=tuple(_rows(asked, found)),
        money=tuple(_money(source, found) for source in asked.measures.resource_sources),
        is_draft=any(view.drafts for view in found.every),
    )


def _rows(asked: Form, found: _Year) -> Iterator[Row]:
    """The measures that can have a target: of what is asked, and of what was answered unasked."""
    answered = [view.answers() for view in found.quarters]
    codes = {activity.code for activity in asked.activities}
    codes |= {Cell.of(key).item for view in found.every for key in view.answers()}
    for activity in plans.plan().activities():
        for goal in asked.cells(activity) if activity.code in codes else ():
            if goal.split == TARGET:
                yield _row(activity, asked.measures[goal.measure], found, answered)


def _row(activity: Activity, measure: Measure, found: _Year, answered: Sequence[Mapping[str, Answer]]) -> Row:
    cell = Cell(activity.code, measure.code)
    baseline, target = (Cell(cell.item, cell.measure, split) for split in (BASELINE, TARGET))
    return Row(
        activity,
        measure,
        found.goal(baseline),
        found.goal(target),
        over_time(answered, cell.key, measure.over_time),
        found.is_disputed(baseline, target, cell),
    )


def _money(source: Member, found: _Year) -> Money:
    planned, spent = (Cell(BUDGET, measure, source.code) for measure in (PLANNED, SPENT))
    given = over_time(
        [view.answers() for view in found.quarters], spent.key, measures.measures()[SPENT].over_time
    )
    return Money(source, found.goal(planned), given, found.is_disputed(planned, spent))


def _is_disputed(view: ReportView, key: str) -> bool:
    live = view.live.get(key)
    return live is not None and live.conflict and key not in view.drafts


def _share(actual: Answer, goal: Answer) -> Decimal | None:
    if not isinstance(goal, int):
        return None
    return Against(actual if isinstance(actual, int) else None, goal).achieved
