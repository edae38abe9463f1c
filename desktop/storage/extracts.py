"""What an extract is made from: offices, answers and arrivals, read out of the store together."""

from desktop.domain.extract import Extract, periods_read, values
from desktop.domain.period import ReportingPeriod
from desktop.domain.sheet import Grade
from desktop.storage import figures, measures, org_units, registers, settings, sheets
from desktop.storage.database import Database


def exact(db: Database, org_unit: str, period: ReportingPeriod) -> Extract:
    """Everything submitted about a period by an office and all under it, exact: never to be shared."""
    about = periods_read(period)
    during = (min(each.start for each in about), period.end)
    below = registers.below(db, org_unit, during)
    units = [org_unit, *(unit.id for unit in below)]
    return Extract(
        grade=Grade.OFFICIAL,
        line=org_units.line(db, org_unit),
        below=below,
        plan=registers.plan(db),
        measures=measures.measures(),
        values=values(figures.answers(db, units, about)),
        standing=sheets.who_reported(db, org_unit, period),
        as_of=figures.newest(db, units, about),
        is_example=settings.get(db, settings.EXAMPLE) == "1",
    )
