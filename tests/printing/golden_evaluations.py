"""Papers over years whose pages are kept: built from facts alone, so always the same."""

import datetime as dt
from decimal import Decimal

from golden_sheets import PERSON, answers, day, line_of

from desktop.domain import years
from desktop.domain.arrivals_sheet import ArrivalsFacts, arrivals_sheet
from desktop.domain.evaluation import Evaluation, EvaluationFacts
from desktop.domain.evaluation_sheet import evaluation_sheet
from desktop.domain.feedback_sheet import feedback_sheet
from desktop.domain.indicator_tables import Surveys
from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.peers import Circle, FeedbackFacts
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Text
from desktop.domain.rating import CRITERIA, OVERALL, WHOLE, Entered, Rated, Rating
from desktop.domain.report import ReportKey
from desktop.domain.sheet import Sheet
from desktop.domain.sheet_words import voice
from desktop.domain.standing import Standing, standing
from desktop.domain.survey import About, Role, SurveyValue, Unit
from desktop.storage.measures import measures
from desktop.storage.org_units import gazetteer
from desktop.storage.plan_texts import texts
from desktop.storage.plans import plan
from desktop.storage.situation import situation

BELOW = tuple(unit for unit in gazetteer() if unit.id[:7] in ("kh.0401", "kh.0402"))
SOURCE = Text("Household survey (example)", "ការអង្កេតគ្រួសារ (ឧទាហរណ៍)")
GROUNDS = "(ឧទាហរណ៍) ការិយាល័យភាគច្រើនបានរាយការណ៍ទាន់ពេលវេលា ហើយតម្លៃគោលដៅភាគច្រើនត្រូវបានសម្រេច។"
TODAY = dt.date(2028, 3, 1)


def mid_term(language: str, digits: str) -> Sheet:
    """A province of two districts over three years, rated in the third."""
    kind, line = Evaluation.MID_TERM, line_of("kh.04")
    entered = Entered({}, {(found.role, found.about): (found,) for found in _surveys()})
    facts = EvaluationFacts(
        kind=kind,
        line=line,
        person=PERSON,
        plan=plan(),
        measures=measures(),
        counted=kind.years(2027),
        years=tuple(_year(line[-1], ReportingPeriod(str(year))) for year in kind.years(2027)),
        to_come=(),
        under_way=None,
        surveys=Surveys(situation(), (entered,), {unit.id: unit for unit in line}),
        ratings=_ratings(),
        ratings_below={},
        committed=texts().commitments,
        is_example=True,
    )
    return evaluation_sheet(facts, voice(language, digits))


def feedback(language: str, digits: str) -> Sheet:
    """A commune beside the others of the two districts."""
    period = ReportingPeriod("2026Q3")
    line = line_of("kh.040101")
    peers = tuple(unit for unit in BELOW if unit.level is Level.COMMUNE and unit != line[-1])
    units = (line[-1], *peers)
    circle = Circle(
        units=units,
        secretariat=line[1],
        period=period,
        plan=plan(),
        measures=measures(),
        answers=answers(units, period),
        standings={unit.id: _standing(unit, (), period).expected for unit in units},
        is_example=True,
    )
    return feedback_sheet(FeedbackFacts(line, circle), voice(language, digits))


def register(language: str, digits: str) -> Sheet:
    line = line_of("kh.04")
    found = _standing(line[-1], BELOW, ReportingPeriod("2026"))
    return arrivals_sheet(ArrivalsFacts(line, found, dt.date(2026, 11, 20), True), voice(language, digits))


def _year(unit: OrgUnit, period: ReportingPeriod) -> years.YearFigures:
    units = (unit, *BELOW)
    said = answers(units, ReportingPeriod(f"{period.year}Q4"))
    return years.of_year(plan(), measures(), units, said, _standing(unit, BELOW, period))


def _standing(unit: OrgUnit, below: tuple[OrgUnit, ...], period: ReportingPeriod) -> Standing:
    quarters = period.quarters() or (period,)
    received = {
        ReportKey(each.id, quarter.code): came
        for each in (unit, *below)
        for quarter in quarters
        if (came := day(each, quarter))
    }
    return standing(unit, below, period, received)


def _ratings() -> dict[Rated, Rating]:
    subjects = (*(str(strategy.number) for strategy in plan().strategies), WHOLE)
    found = {
        Rated(2027, subject, criterion): Rating(((row + column) % 4 + 3,), (GROUNDS,) if not column else ())
        for row, subject in enumerate(subjects)
        for column, criterion in enumerate((OVERALL, *CRITERIA))
    }
    return found | {Rated(2027, "3", "efficiency"): Rating((2, 5))}


def _surveys() -> tuple[SurveyValue, ...]:
    def found(topic: str, when: str, amount: str, unit: Unit, role: Role = Role.VALUE) -> SurveyValue:
        return SurveyValue(About(topic, when), Decimal(amount), unit, SOURCE, "kh.04", role)

    return (
        found("2a", "2025", "37.5", Unit.PERCENT),
        found("2a", "2027", "41.5", Unit.PERCENT),
        found("2a", "2030", "60", Unit.PERCENT, Role.TARGET),
        found("4a", "2026", "1", Unit.STATUS),
        found("punished", "2027", "58", Unit.PERCENT),
    )
