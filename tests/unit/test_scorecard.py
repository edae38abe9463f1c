"""Completeness, timeliness and achievement, and where there is no such number."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.scorecard import Arrival, Scorecard, achievement, completeness, scorecard, timeliness

DUE = dt.date(2026, 10, 5)
days = st.none() | st.integers(-30, 30).map(lambda n: DUE + dt.timedelta(days=n))


def arrival(received: dt.date | None) -> Arrival:
    return Arrival("kh.040101", DUE, received)


def test_on_the_due_day_is_on_time_and_the_day_after_is_not() -> None:
    assert arrival(DUE).on_time
    assert arrival(DUE - dt.timedelta(days=40)).on_time
    assert not arrival(DUE + dt.timedelta(days=1)).on_time
    assert not arrival(None).on_time


def test_where_nothing_was_expected_nothing_is_complete_or_incomplete() -> None:
    nothing = scorecard([])
    assert nothing == Scorecard(0, 0, 0)
    assert nothing.completeness is None
    assert nothing.timeliness is None


def test_where_nothing_came_nothing_was_in_time_or_late() -> None:
    none_came = scorecard([arrival(None), arrival(None)])
    assert none_came.completeness == 0
    assert none_came.timeliness is None


def test_late_reports_count_as_received() -> None:
    card = scorecard([arrival(DUE), arrival(DUE + dt.timedelta(days=1)), arrival(None), arrival(None)])
    assert card == Scorecard(expected=4, received=2, on_time=1)
    assert card.completeness == Decimal("0.5")
    assert card.timeliness == Decimal("0.5")


@given(st.lists(days))
def test_shares_lie_between_nothing_and_all(received: list[dt.date | None]) -> None:
    card = scorecard(arrival(day) for day in received)
    assert card.expected >= card.received >= card.on_time
    for share in (card.completeness, card.timeliness):
        assert share is None or 0 <= share <= 1


def test_a_third_is_not_rounded() -> None:
    third = completeness(3, 1)
    assert third == timeliness(3, 1)
    assert third is not None
    assert abs(third - Decimal(1) / 3) < Decimal("1e-20")


def test_achievement_is_the_part_of_the_way_from_the_baseline() -> None:
    assert achievement(baseline=10, target=20, actual=15) == Decimal("0.5")
    assert achievement(baseline=0, target=20, actual=25) == Decimal("1.25")
    assert achievement(baseline=10, target=20, actual=5) == Decimal("-0.5")
    assert achievement(baseline=20, target=10, actual=15) == Decimal("0.5")  # fewer is better


def test_a_target_that_is_the_baseline_cannot_be_achieved_in_part() -> None:
    assert achievement(baseline=10, target=10, actual=10) is None
    assert achievement(baseline=0, target=0, actual=7) is None
