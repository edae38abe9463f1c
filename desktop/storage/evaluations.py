"""What evaluations are made from: one year's answers after another, and what secretariats entered."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from desktop.domain import rating, years
from desktop.domain.evaluation import Evaluation, EvaluationFacts
from desktop.domain.figures import periods_read, year_to_date
from desktop.domain.indicator_tables import Surveys
from desktop.domain.org_unit import NATIONAL_ID, OrgUnit
from desktop.domain.peers import Circle, FeedbackFacts, circle_of, peers_of
from desktop.domain.period import ReportingPeriod
from desktop.domain.rating import Entered
from desktop.domain.record import Book
from desktop.domain.report import Cell
from desktop.domain.shareable import Shareable
from desktop.domain.standing import standing
from desktop.domain.years import YearFigures
from desktop.storage import figures, measures, org_units, registers, settings, sheets
from desktop.storage.database import Database


def evaluation_facts(
    db: Database,
    org_unit: str,
    kind: Evaluation,
    year: int,
    today: dt.date,
    shareable: Mapping[int, Shareable] | None = None,
) -> EvaluationFacts:
    """An office and all under it over the years of an evaluation, each year read and added up by itself.

    `shareable`: the protected values of each year, for a copy that may be shared. Years that have not begun
    by `today` are not read: nothing is expected of anybody yet.
    """
    counted, shown = kind.years(year), kind.shown(year)
    begun = [each for each in shown if each <= today.year] or [shown[0]]
    found = []
    for each in begun:
        values = None if shareable is None else shareable.get(each, Shareable(org_unit, str(each)))
        found.append(of_year(db, org_unit, each, values))
    written = registers.written(db, Book.RATING)
    rated = {Cell.of(key).item for key in written}

    def entered(unit: str) -> Entered:
        of = rating.entered(unit, written)
        return of if shareable is None else of.shareable

    line = org_units.line(db, org_unit)
    return EvaluationFacts(
        kind=kind,
        line=line,
        person=settings.need(db, settings.PERSON),
        plan=registers.plan(db),
        measures=measures.measures(),
        counted=counted,
        years=tuple(found),
        to_come=tuple(each for each in counted if each not in begun),
        under_way=today.year if today.year in begun else None,
        surveys=_surveys(db, line, entered),
        ratings=entered(org_unit).ratings,
        ratings_below={
            unit: entered(unit.id).ratings for unit in org_units.below(db, org_unit) if unit.id in rated
        },
        committed=registers.texts(db).commitments,
        is_example=settings.get(db, settings.EXAMPLE) == "1",
    )


def of_year(db: Database, org_unit: str, year: int, shareable: Shareable | None = None) -> YearFigures:
    """One year of an office and all under it, added up."""
    period, counted = ReportingPeriod(str(year)), measures.measures()
    line, below = org_units.line(db, org_unit), org_units.below(db, org_unit, (period.start, period.end))
    units = (line[-1], *below)
    answers = figures.answers(db, [unit.id for unit in units], (*period.quarters(), period))
    if shareable is not None:
        answers = answers.unprotected(counted)
    standing = sheets.who_reported(db, org_unit, period)
    return years.of_year(registers.plan(db), counted, units, answers, standing, shareable)


def _surveys(db: Database, line: tuple[OrgUnit, ...], entered: Callable[[str], Entered]) -> Surveys:
    """What the nation entered, and the offices from there down to this one."""
    areas = dict.fromkeys((NATIONAL_ID, *(unit.id for unit in line)))
    known = {unit: org_units.get(db, unit) for unit in areas}
    return Surveys(
        registers.situation(db),
        tuple(map(entered, areas)),
        {unit: each for unit, each in known.items() if each is not None},
    )


def feedback_facts(db: Database, org_unit: str, period: ReportingPeriod) -> FeedbackFacts:
    """An office of this secretariat beside all others of its level."""
    line = org_units.line(db, org_unit)
    mine = settings.need(db, settings.ORG_UNIT)
    alike = peers_of(line[-1], org_units.below(db, mine, (period.start, period.end)))
    return FeedbackFacts(line, _circle(db, (line[-1], *alike), period))


def feedback_of_all(
    db: Database, units: Iterable[OrgUnit], period: ReportingPeriod
) -> Iterator[FeedbackFacts]:
    """The same of many offices of this secretariat, in their order; peers are read once for all of them."""
    mine = settings.need(db, settings.ORG_UNIT)
    below = org_units.below(db, mine, (period.start, period.end))
    circles: dict[object, Circle] = {}
    for unit in units:
        common = circle_of(unit)
        if common not in circles:
            alike = tuple(each for each in below if circle_of(each) == common)
            circles[common] = _circle(db, alike, period)
        yield FeedbackFacts(org_units.line(db, unit.id), circles[common])


def _circle(db: Database, alike: tuple[OrgUnit, ...], period: ReportingPeriod) -> Circle:
    mine = settings.need(db, settings.ORG_UNIT)
    units = [unit.id for unit in alike]
    arrivals = figures.arrivals(db, units, year_to_date(period))
    received = {key: sheets.day(at) for key, at in arrivals.items()}
    rules = registers.rules(db)
    standings = {
        unit.id: tuple(
            one
            for part in year_to_date(period)
            if unit.stands(part.end, part.end)
            for one in standing(unit, (), part, received, rules).expected
        )
        for unit in alike
    }
    return Circle(
        units=alike,
        secretariat=org_units.line(db, mine)[-1],
        period=period,
        plan=registers.plan(db),
        measures=measures.measures(),
        answers=figures.answers(db, units, periods_read(period)).unprotected(measures.measures()),
        standings=standings,
        is_example=settings.get(db, settings.EXAMPLE) == "1",
    )
