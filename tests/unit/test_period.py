"""Reporting periods: five forms of code and no sixth, and the calendar behind them."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.period import FIRST_YEAR, LAST_YEAR, NotAPeriod, PeriodKind, ReportingPeriod

TAILS = {
    PeriodKind.MONTH: [f"{month:02d}" for month in range(1, 13)],
    PeriodKind.QUARTER: ["Q1", "Q2", "Q3", "Q4"],
    PeriodKind.SEMESTER: ["S1", "S2"],
    PeriodKind.NINE_MONTHS: ["N"],
    PeriodKind.YEAR: [""],
}
EVERY_TAIL = [tail for tails in TAILS.values() for tail in tails]
years = st.integers(1901, 2099)
periods = st.builds(lambda year, tail: ReportingPeriod(f"{year}{tail}"), years, st.sampled_from(EVERY_TAIL))


@pytest.mark.parametrize("kind", PeriodKind)
def test_each_form_says_its_kind_its_number_and_its_months(kind: PeriodKind) -> None:
    for number, tail in enumerate(TAILS[kind], start=1):
        period = ReportingPeriod(f"2026{tail}")
        assert (period.kind, period.year, period.number) == (kind, 2026, number)
        assert len(period.months) == kind.value
        assert period.months[0] == (number - 1) * kind.value + 1


@pytest.mark.parametrize(
    "code",
    [
        "",
        "26Q3",
        "0000Q1",  # no calendar has these years
        "9999Q4",
        "1899",
        "2100",
        "2026Q0",
        "2026Q5",
        "2026Q",
        "2026q3",
        "2026-Q3",
        "2026 Q3",
        " 2026Q3",
        "2026Q3 ",
        "2026Q3\n",
        "2026\n",
        "2026Q3\0",
        "202600",
        "202613",
        "20261",
        "2026S0",
        "2026S3",
        "2026N1",
        "2026M9",
        "20260",
        "+026Q3",
        "២០២៦Q3",
        "2026Q៣",
        "２０２６Q3",
        "20२६",
        "2026Q3; DROP TABLE report",
        "../2026Q3",
    ],
)
def test_a_code_of_no_form_is_refused(code: str) -> None:
    with pytest.raises(NotAPeriod, match="is not a reporting period"):
        ReportingPeriod(code)


@given(st.text(max_size=8))
def test_a_text_is_a_period_in_one_of_the_forms_or_it_is_refused(code: str) -> None:
    try:
        period = ReportingPeriod(code)
    except NotAPeriod:
        return
    assert code.isascii()
    assert code[4:] in EVERY_TAIL
    assert period.code == code


@given(periods)
def test_the_period_before_ends_the_day_before(period: ReportingPeriod) -> None:
    before = period.previous()
    assert before.kind is period.kind
    if period.kind is PeriodKind.NINE_MONTHS:  # the last three months belong to no period of nine
        assert before == period.same_last_year()
    else:
        first_day = dt.date(period.year, period.months[0], 1)
        assert before.end + dt.timedelta(days=1) == first_day


@given(periods)
def test_the_same_period_last_year_differs_in_the_year_alone(period: ReportingPeriod) -> None:
    before = period.same_last_year()
    assert (before.year, before.kind, before.months) == (period.year - 1, period.kind, period.months)


@pytest.mark.parametrize(
    ("code", "previous"),
    [
        ("202601", "202512"),
        ("202609", "202608"),
        ("2026Q1", "2025Q4"),
        ("2026Q3", "2026Q2"),
        ("2026S1", "2025S2"),
        ("2026S2", "2026S1"),
        ("2026N", "2025N"),
        ("2026", "2025"),
    ],
)
def test_the_period_before_is_of_the_same_kind(code: str, previous: str) -> None:
    assert ReportingPeriod(code).previous().code == previous


@pytest.mark.parametrize(
    ("code", "last_day"),
    [
        ("202602", dt.date(2026, 2, 28)),
        ("202802", dt.date(2028, 2, 29)),
        ("202612", dt.date(2026, 12, 31)),
        ("2026Q3", dt.date(2026, 9, 30)),
        ("2026Q4", dt.date(2026, 12, 31)),
        ("2026S1", dt.date(2026, 6, 30)),
        ("2026N", dt.date(2026, 9, 30)),
        ("2026", dt.date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(code: str, last_day: dt.date) -> None:
    assert ReportingPeriod(code).end == last_day


def test_a_report_is_due_so_many_days_after_the_end() -> None:
    assert ReportingPeriod("2026Q4").due(5) == dt.date(2027, 1, 5)
    assert ReportingPeriod("2026Q3").due(0) == dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("code", "quarters"),
    [
        ("2026", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("2026N", ["2026Q1", "2026Q2", "2026Q3"]),
        ("2026S2", ["2026Q3", "2026Q4"]),
        ("2026Q3", ["2026Q3"]),
        ("202609", []),
    ],
)
def test_the_quarters_of_a_period_lie_wholly_inside_it(code: str, quarters: list[str]) -> None:
    assert [quarter.code for quarter in ReportingPeriod(code).quarters()] == quarters


@given(periods, st.sampled_from(EVERY_TAIL), st.integers(-1, 1))
def test_one_period_covers_another_as_its_months_do(
    outer: ReportingPeriod, tail: str, years_off: int
) -> None:
    inner = ReportingPeriod(f"{min(outer.year + years_off, 2099)}{tail}")
    expected = outer.year == inner.year and set(inner.months) <= set(outer.months)
    assert outer.covers(inner) is expected


@given(periods)
def test_quarters_follow_one_another_without_a_gap(period: ReportingPeriod) -> None:
    quarters = period.quarters()
    assert all(one == other.previous() for one, other in pairwise(quarters))
    assert period.covers(period)


@pytest.mark.parametrize(
    ("year", "plan_year"),
    [(2024, None), (FIRST_YEAR, 1), (2026, 2), (LAST_YEAR, 6), (2031, None)],
)
def test_the_plan_counts_its_years_from_one_to_six(year: int, plan_year: int | None) -> None:
    assert ReportingPeriod(f"{year}Q3").plan_year == plan_year
