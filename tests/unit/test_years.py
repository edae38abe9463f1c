"""Years beside each other: what is summed, what is not, whatever the figures are."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.figures import NO_FIGURE, Against, Figure, Progress
from desktop.domain.measure import Measure, OverTime
from desktop.domain.org_unit import NATIONAL_ID
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity
from desktop.domain.progress_table import Line
from desktop.domain.shareable import BAND, HIDDEN
from desktop.domain.standing import Standing
from desktop.domain.years import YearFigures, YearLine, beside
from desktop.storage import org_units
from desktop.storage.measures import measures
from desktop.storage.plans import plan

ACTIVITY = plan().activity("2.3.1")
NATION = next(unit for unit in org_units.gazetteer() if unit.id == NATIONAL_ID)
AMOUNTS = st.lists(st.none() | st.integers(0, 10**6), min_size=1, max_size=6)


def a_measure(how: OverTime) -> Measure:
    return replace(measures()["sessions"], over_time=how)


def year(number: int, activity: Activity, measure: Measure, figure: Figure, against: Against) -> YearFigures:
    target = Figure(against.wanted or None, 1, 1)
    progress = Progress(figure, NO_FIGURE, figure, target, against.achieved)
    key = (activity.code, measure.code)
    standing = Standing(NATION, ReportingPeriod(str(number)), ())
    lines = (Line(activity, measure, progress),)
    return YearFigures(number, lines, {key: against}, {}, (), (), standing, 0, {})


def over(how: OverTime, figures: list[Figure], wanted: list[int] | None = None) -> YearLine:
    measure = a_measure(how)
    targets = wanted or [0] * len(figures)
    years = [
        year(2025 + n, ACTIVITY, measure, figure, Against(figure.amount, target))
        for n, (figure, target) in enumerate(zip(figures, targets, strict=True))
    ]
    return next(
        found
        for found in beside(plan(), years, [each.year for each in years])
        if found.measure.code == measure.code
    )


@given(AMOUNTS)
def test_flows_are_added_and_no_answer_is_not_zero(amounts: list[int | None]) -> None:
    found = over(OverTime.SUM, [Figure(amount, 1, 1) for amount in amounts])
    known = [amount for amount in amounts if amount is not None]
    assert found.total.amount == (sum(known) if known else None)
    assert [figure.amount for figure in found.years] == amounts


@given(AMOUNTS)
def test_of_a_stock_the_last_year_that_is_known_stands(amounts: list[int | None]) -> None:
    found = over(OverTime.LAST, [Figure(amount, 1, 1) for amount in amounts])
    known = [amount for amount in amounts if amount is not None]
    assert found.total.amount == (known[-1] if known else None)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=6))
def test_the_share_is_what_was_done_of_what_was_wanted_where_something_was(
    pairs: list[tuple[int, int]],
) -> None:
    found = over(OverTime.SUM, [Figure(done, 1, 1) for done, _ in pairs], [wanted for _, wanted in pairs])
    done, wanted = (
        (sum(each) for each in zip(*(pair for pair in pairs if pair[1]), strict=True))
        if any(wanted for _, wanted in pairs)
        else (0, 0)
    )
    assert found.achieved == (Decimal(done) / Decimal(wanted) if wanted else None)


@given(st.lists(st.sampled_from([BAND, HIDDEN, 10, 25]), min_size=1, max_size=6))
def test_protected_values_are_never_added_up(shown: list[int | str]) -> None:
    found = over(OverTime.SUM, [Figure(None, 0, 0, shown=value) for value in shown])
    assert (found.total.amount, found.total.shown) == (None, HIDDEN)


def test_the_offices_asked_are_those_of_the_last_year_in_which_anybody_was() -> None:
    found = over(OverTime.SUM, [Figure(3, 2, 4), Figure(None, 0, 0)])
    assert (found.last_asked.answered, found.last_asked.asked) == (2, 4)
