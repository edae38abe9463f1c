"""The picture of who has reported, and what one bar says of a part of the plan."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop.domain.achievement import pace, reached
from desktop.domain.figures import NO_FIGURE, Figure, Progress
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.overview import Grid, Sign, Sum, grid, looks_over_others, quarters_to
from desktop.domain.period import ReportingPeriod
from desktop.domain.progress_table import Line
from desktop.domain.report import ReportKey, Status
from desktop.storage import measures, org_units, plans

Q2, Q3 = ReportingPeriod("2026Q2"), ReportingPeriod("2026Q3")
TODAY = dt.date(2026, 10, 8)


def unit(code: str, level: Level, parent: str) -> OrgUnit:
    return OrgUnit(f"kh.{code}", code, level, OrgKind.ADMINISTRATION, level.value, code, code, parent)


PROVINCE = unit("04", Level.PROVINCE, "kh")
BELOW = (
    unit("0401", Level.DISTRICT, "kh.04"),
    unit("040101", Level.COMMUNE, "kh.0401"),
    unit("040102", Level.COMMUNE, "kh.0401"),
    unit("0402", Level.DISTRICT, "kh.04"),
    unit("040201", Level.COMMUNE, "kh.0402"),
)
KEY = ReportKey("kh.040101", "2026Q3")


def picture(received: dict[ReportKey, dt.date], signs: dict[ReportKey, Status]) -> Grid:
    return grid(PROVINCE, BELOW, (Q2, Q3), received, signs, TODAY)


def test_each_district_stands_before_its_communes() -> None:
    lines = picture({}, {}).lines
    assert [line.unit.code for line in lines] == ["04", "0401", "040101", "040102", "0402", "040201"]
    assert [line.unit.code for line in lines if line.below][1:] == ["0401", "0402"]
    assert all([square.key.period for square in line.squares] == ["2026Q2", "2026Q3"] for line in lines)


@pytest.mark.parametrize(
    ("status", "sign"),
    [
        (Status.SUBMITTED, Sign.RECEIVED),
        (Status.RETURNED, Sign.RETURNED),
        (Status.APPROVED, Sign.APPROVED),
    ],
)
def test_what_has_come_is_shown_as_it_stands(status: Status, sign: Sign) -> None:
    square = picture({KEY: dt.date(2026, 10, 7)}, {KEY: status}).lines[2].squares[1]
    assert (square.key, square.sign, square.came_late) == (KEY, sign, True)


def test_what_has_not_come_is_late_only_after_it_was_due() -> None:
    lines = picture({}, {}).lines
    assert lines[2].squares[1].sign is Sign.LATE  # a commune's was due on the 5th
    assert lines[1].squares[1].sign is Sign.NOTHING  # a district's is due on the 10th
    assert lines[1].squares[0].sign is Sign.LATE


def test_those_to_ask_are_overdue_and_nobody_else() -> None:
    found = picture({KEY: dt.date(2026, 10, 1)}, {KEY: Status.SUBMITTED})
    assert [one.unit.code for one in found.overdue(1)] == ["040102", "040201"]


def test_a_province_gathers_what_its_districts_and_communes_sent() -> None:
    nation = OrgUnit("kh", "kh", Level.NATIONAL, OrgKind.ADMINISTRATION, "national", "kh", "kh", "")
    received = {KEY: dt.date(2026, 10, 7), ReportKey("kh.0402", "2026Q3"): dt.date(2026, 10, 8)}
    signs = {KEY: Status.RETURNED, ReportKey("kh.0402", "2026Q3"): Status.APPROVED}
    found = grid(nation, (PROVINCE, *BELOW), (Q2, Q3), received, signs, TODAY)
    (province,) = found.top.below
    assert [line.unit.code for line in province.below] == ["0401", "0402"]
    assert province.below[0].sums[1] == Sum(expected=3, received=1, late=1, returned=1)
    assert province.sums[1] == Sum(expected=6, received=2, on_time=1, late=2, returned=1)
    assert found.top.sums[1].expected == found.standings[1].counts.expected == 7


def test_a_commune_whose_district_did_not_stand_is_shown_under_the_one_that_looks() -> None:
    found = grid(PROVINCE, BELOW[1:2], (Q3,), {}, {}, TODAY)
    assert [line.unit.code for line in found.top.below] == ["040101"]


def test_the_counts_are_those_of_the_printed_summary() -> None:
    counts = picture({KEY: dt.date(2026, 10, 7)}, {KEY: Status.SUBMITTED}).standings[1].counts
    assert (counts.expected, counts.received, counts.on_time) == (6, 1, 0)


@pytest.mark.parametrize(("last", "count"), [("2024", 1), ("2025Q1", 1), ("2026Q3", 7), ("2030", 24)])
def test_quarters_run_from_the_beginning_of_the_plan(last: str, count: int) -> None:
    every = quarters_to(ReportingPeriod(last))
    assert every[0].code == "2025Q1"
    assert len(every) == count


def test_a_commune_and_a_ministry_look_over_nobody() -> None:
    looking = {one.code for one in (PROVINCE, *BELOW, *org_units.ministries()) if looks_over_others(one)}
    assert looking == {"04", "0401", "0402"}


def line(target: int | None, achieved: str | None) -> Line:
    activity = plans.plan().activity("2.3.1")
    aimed = NO_FIGURE if target is None else Figure(target, 1, 1)
    share = Decimal(achieved) if achieved else None
    return Line(
        activity, measures.measures()["sessions"], Progress(NO_FIGURE, NO_FIGURE, NO_FIGURE, aimed, share)
    )


def test_more_than_all_of_one_target_does_not_make_up_for_another() -> None:
    found = reached([line(10, "3"), line(10, "0.5"), line(10, None), line(None, None)])
    assert (found.share, found.targets) == (Decimal("0.5"), 3)


def test_without_a_target_nothing_is_reached_rather_than_none_of_it() -> None:
    assert reached([line(None, None), line(0, None)]).share is None


@pytest.mark.parametrize(("period", "passed"), [("2026Q1", "0.25"), ("2026S1", "0.5"), ("2026", "1")])
def test_the_mark_on_a_bar_stands_where_the_year_stands(period: str, passed: str) -> None:
    assert pace(ReportingPeriod(period)) == Decimal(passed)
