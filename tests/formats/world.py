"""A district with three communes for the tests of open formats: one in time, one late, one silent."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.extract import Extract, periods_read, shareable, values
from desktop.domain.figures import Answers
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Answer, Reason, ReportKey
from desktop.domain.shareable import BAND, HIDDEN, ProtectedCell, Shareable
from desktop.domain.sheet import Grade
from desktop.domain.standing import standing
from desktop.storage.measures import measures
from desktop.storage.org_units import gazetteer
from desktop.storage.plans import plan

PERIOD = "2026Q3"
AS_OF = "2026-10-20T02:00:00Z"
GIRL, BOY = "physical.home.girl.6-11.without", "sexual.online.boy.12-17.with"
SECRET = 7_919  # a number of children that stands nowhere else

FIRST: dict[str, Answer] = {
    "2.3.1:sessions": 4,
    "2.3.1:participants": 60,
    "1.1.3:in_annual_plan": 1,
    "3.1.1:sessions": Reason.NOT_PLANNED,
    f"2.3.4:cases_identified:{GIRL}": SECRET,
    f"2.3.4:cases_identified:{BOY}": 1,
    "2.3.4:cases_referred": 3,
    "2.3.1:note": '=HYPERLINK("http://example.invalid";"x")',
    "budget:spent:state": 1_500_000,
    "narrative:challenges": "ទឹកជំនន់\nThe road, “flooded”.",
}
SECOND: dict[str, Answer] = {"2.3.1:sessions": 0, "1.1.3:in_annual_plan": 0, "2.3.4:cases_identified": 12}
OF_YEAR: dict[str, Answer] = {"2.3.1:sessions:target": 10, "budget:planned:state": 6_000_000}


def unit(code: str) -> OrgUnit:
    return next(found for found in gazetteer() if found.code == code)


def line() -> tuple[OrgUnit, ...]:
    return tuple(unit(code) for code in ("", "04", "0401"))


def exact(
    first: Mapping[str, Answer] = FIRST, second: Mapping[str, Answer] = SECOND, *, period: str = PERIOD
) -> Extract:
    """What the district sees; all of it, as an official copy holds it."""
    below = tuple(unit(code) for code in ("040101", "040102", "040103"))
    given = {
        ReportKey("kh.040101", PERIOD): first,
        ReportKey("kh.040102", PERIOD): second,
        ReportKey("kh.040101", "2026"): OF_YEAR,
    }
    read = {each.code for each in periods_read(ReportingPeriod(period))}
    received = {
        ReportKey("kh.040101", PERIOD): dt.date(2026, 10, 3),
        ReportKey("kh.040102", PERIOD): dt.date(2026, 10, 20),
    }
    about = standing(line()[-1], below, ReportingPeriod(period), received)
    return Extract(
        grade=Grade.OFFICIAL,
        line=line(),
        below=below,
        plan=plan(),
        measures=measures(),
        values=values(Answers({key: found for key, found in given.items() if key.period in read})),
        standing=about,
        as_of=AS_OF,
        is_example=True,
    )


def renamed(extract: Extract, name: str) -> Extract:
    """The same, but that its first commune bears this name."""
    first, *others = extract.below
    return replace(extract, below=(replace(first, name_km=name, name_en=name), *others))


def protected(period: str = PERIOD) -> Shareable:
    """Protected counts of the district as some protector might show them."""

    def cell(measure: str, category: str = "") -> ProtectedCell:
        return ProtectedCell("2.3.4", measure, "kh.0401", period, category)

    shown = {
        cell("cases_identified"): 7_930,
        cell("cases_identified", "sex.girl"): 7_920,
        cell("cases_identified", "sex.boy"): HIDDEN,
        cell("cases_identified", "age.6-11"): 7_920,
        cell("cases_referred"): BAND,
    }
    return Shareable("kh.0401", period, shown)


def shared(extract: Extract | None = None) -> Extract:
    """The district's extract as it may be shared."""
    found = extract or exact()
    return shareable(found, protected(found.period.code))
