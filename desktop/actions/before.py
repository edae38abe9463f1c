"""What stood in the cells of a report before: the last period, the same one last year, the year so far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.figures import over_time, whole_year, year_to_date
from desktop.domain.form import Form
from desktop.domain.measure import OverTime
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.report import BUDGET, TARGET, Answer, Cell, ReportKey, ReportView
from desktop.storage import reports
from desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Before:
    """Answers by the keys of the cells in hand; a tally that was split stands as its sum.

    `earlier`: the year's periods before this one, flows summed and of stocks the last. `wanted`: the
    year's target, or the planned money.
    """

    last_period: Mapping[str, Answer]
    last_year: Mapping[str, Answer]
    earlier: Mapping[str, Answer]
    wanted: Mapping[str, Answer]


def show(db: Database, form: Form) -> Before:
    """Read what was before a report that is being written; drafts of the year's plan count."""
    period = form.period
    last, last_year = (_summed(db, form, code) for code in (period.previous(), period.same_last_year()))
    if period.kind is PeriodKind.YEAR:
        return Before(last, last_year, {}, {})
    is_part = period.kind in (PeriodKind.QUARTER, PeriodKind.MONTH)
    ago = [one for one in year_to_date(period) if is_part and one.end < period.end]
    before = [_summed(db, form, one) for one in ago]
    earlier = {cell.key: over_time(before, cell.key, _over_time(form, cell)) for cell in form.asked()}
    year = reports.view(db, ReportKey(form.key.org_unit, whole_year(period).code)).answers()
    wanted = {cell.key: year.get(_goal(cell)) for cell in form.asked()}
    return Before(last, last_year, earlier, wanted)


def _summed(db: Database, form: Form, period: ReportingPeriod) -> Mapping[str, Answer]:
    """What was submitted about a period; the splits of a tally also as their sum."""
    key = ReportKey(form.key.org_unit, period.code)
    found = ReportView(key, reports.live(db, key)).answers()
    sums = Counter[str]()
    for name, answer in found.items():
        cell = Cell.of(name)
        measure = form.measures.measures.get(cell.measure)
        if measure is not None and measure.tally and cell.split and isinstance(answer, int):
            sums[Cell(cell.item, cell.measure).key] += answer
    return {**found, **sums}


def _over_time(form: Form, cell: Cell) -> OverTime:
    return form.measures[cell.measure].over_time


def _goal(cell: Cell) -> str:
    """Where the report of the year says what is wanted."""
    if cell.item == BUDGET:
        return Cell(BUDGET, "planned", cell.split).key
    return Cell(cell.item, cell.measure, TARGET).key
