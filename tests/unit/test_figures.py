"""Figures add up over time and over offices, and what was not said is never a 0."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop.domain.case_tally import case_tally
from desktop.domain.figures import (
    Answers,
    Figure,
    Span,
    lowest,
    over_time,
    parts,
    progress,
    spans,
    texts,
    year_to_date,
)
from desktop.domain.figures import figure as added
from desktop.domain.measure import Kind, Measure, OverTime
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Text
from desktop.domain.report import Answer, Cell, Reason, ReportKey
from desktop.domain.standing import standing

SESSIONS = Measure("sessions", Text("Sessions", "លើក"), Kind.COUNT, OverTime.SUM)
MEMBERS = Measure("members", Text("Members", "សមាជិក"), Kind.COUNT, OverTime.LAST)
IN_PLAN = Measure("in_plan", Text("In the plan", "ក្នុងផែនការ"), Kind.YES_NO, OverTime.LAST)
STATUS = Measure("status", Text("Status", "ស្ថានភាព"), Kind.STATUS, OverTime.LAST)
REFERRED = Measure("referred", Text("Referred", "បញ្ជូន"), Kind.COUNT, OverTime.SUM, protected=True, tally=True)
MANAGED = Measure("managed", Text("Managed", "គ្រប់គ្រង"), Kind.COUNT, OverTime.LAST, protected=True, tally=True)
CELL = Cell("2.3.1", "sessions")
OFFICES = ("a", "b", "c")


def answers_of(**reports: dict[str, Answer]) -> Answers:
    """Answers from `a_2026Q1={...}`."""
    given = {ReportKey(*name.split("_")): cells for name, cells in reports.items()}
    return Answers(given)


def span_of(period: str, measure: Measure, **said: Answer) -> Span:
    """One period in which these offices said this about one measure."""
    given = {ReportKey(unit, period): {f"x:{measure.code}": answer} for unit, answer in said.items()}
    return Answers(given).over(OFFICES, [ReportingPeriod(period)])


def figure_of(measure: Measure, **said: Answer) -> Figure:
    return added(span_of("2026Q3", measure, **said), f"x:{measure.code}", measure, OFFICES)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026Q3", ["2026Q3"]),
        ("202608", ["202608"]),
        ("2026S2", ["2026Q3", "2026Q4"]),
        ("2026N", ["2026Q1", "2026Q2", "2026Q3"]),
        ("2026", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
    ],
)
def test_a_period_is_made_of_its_quarters(period: str, expected: list[str]) -> None:
    assert [part.code for part in parts(ReportingPeriod(period))] == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026Q2", ["2026Q1", "2026Q2"]),
        ("2026S2", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("2026N", ["2026Q1", "2026Q2", "2026Q3"]),
        ("202603", ["202601", "202602", "202603"]),
    ],
)
def test_the_year_to_date_begins_in_january_and_ends_with_the_period(
    period: str, expected: list[str]
) -> None:
    assert [part.code for part in year_to_date(ReportingPeriod(period))] == expected


def test_flows_are_summed_and_stocks_take_the_last_number() -> None:
    reports = [{"x": 4}, {"x": 7}, {}]
    assert over_time(reports, "x", OverTime.SUM) == 11
    assert over_time(reports, "x", OverTime.LAST) == 7


def test_a_stock_takes_the_last_period_that_has_a_number_even_before_a_reason() -> None:
    assert over_time([{"x": 5}, {"x": Reason.NOT_KNOWN}], "x", OverTime.LAST) == 5


def test_without_a_number_the_last_reason_stands() -> None:
    said = [{"x": Reason.NOTHING}, {"x": Reason.NOT_PLANNED}]
    assert over_time(said, "x", OverTime.SUM) is Reason.NOT_PLANNED
    assert over_time([{}, {}], "x", OverTime.SUM) is None


def test_offices_are_added_and_counted() -> None:
    found = figure_of(SESSIONS, a=4, b=0)
    assert (found.amount, found.answered, found.asked) == (4, 2, 3)


def test_what_nobody_said_is_not_zero() -> None:
    found = figure_of(SESSIONS)
    assert (found.amount, found.answered, found.asked) == (None, 0, 3)
    assert not found.says_something


def test_reasons_are_answers_and_never_zero() -> None:
    found = figure_of(SESSIONS, a=Reason.NOT_PLANNED, b=Reason.NOT_PLANNED)
    assert (found.amount, found.reason, found.answered) == (None, Reason.NOT_PLANNED, 2)


def test_different_reasons_are_not_made_into_one() -> None:
    assert figure_of(SESSIONS, a=Reason.NOT_PLANNED, b=Reason.NOTHING).reason is None


def test_not_known_is_no_answer() -> None:
    found = figure_of(SESSIONS, a=3, b=Reason.NOT_KNOWN)
    assert (found.amount, found.answered, found.asked) == (3, 1, 3)


def test_an_office_that_answers_unasked_counts_as_asked() -> None:
    found = added(span_of("2026Q3", SESSIONS, a=1, b=2), "x:sessions", SESSIONS, {"a"})
    assert (found.amount, found.answered, found.asked) == (3, 2, 2)


def test_yes_is_counted_by_offices() -> None:
    found = figure_of(IN_PLAN, a=1, b=0, c=1)
    assert (found.amount, dict(found.choices)) == (2, {1: 2, 0: 1})
    assert figure_of(IN_PLAN, a=0).amount == 0
    assert figure_of(IN_PLAN, a=Reason.NOTHING).amount is None


def test_milestones_are_counted_by_where_they_stand() -> None:
    assert dict(figure_of(STATUS, a=2, b=2, c=0).choices) == {2: 2, 0: 1}


def test_a_disputed_cell_is_left_out_and_counted() -> None:
    key = ReportKey("b", "2026Q3")
    said = Answers({ReportKey("a", "2026Q3"): {"x:sessions": 4}}, {key: frozenset({"x:sessions"})})
    period = ReportingPeriod("2026Q3")
    found = added(said.over(OFFICES, [period]), "x:sessions", SESSIONS, OFFICES)
    assert (found.amount, found.answered, found.asked, found.disputed) == (4, 1, 3, 1)
    assert said.disputes(OFFICES, [period]) == 1
    assert said.disputes({"a"}, [period]) == 0


def test_a_quarter_is_shown_beside_the_last_one_the_year_so_far_and_the_target() -> None:
    said = answers_of(
        a_2026Q1={CELL.key: 3},
        a_2026Q2={CELL.key: 2},
        a_2026Q3={CELL.key: 4},
        a_2026={f"{CELL.key}:target": 12},
    )
    found = progress(spans(said, ["a"], ReportingPeriod("2026Q3")), CELL, SESSIONS, ["a"])
    shown = [figure.amount for figure in (found.now, found.before, found.to_date, found.target)]
    assert shown == [4, 2, 9, 12]
    assert found.achieved == Decimal(9) / Decimal(12)


def test_the_first_quarter_is_shown_beside_the_last_of_the_year_before() -> None:
    said = answers_of(a_2025Q4={CELL.key: 5}, a_2026Q1={CELL.key: 3})
    found = progress(spans(said, ["a"], ReportingPeriod("2026Q1")), CELL, SESSIONS, ["a"])
    assert (found.before.amount, found.to_date.amount) == (5, 3)


def test_achievement_compares_only_offices_that_set_a_target() -> None:
    said = answers_of(
        a_2026Q3={CELL.key: 5},
        a_2026={f"{CELL.key}:target": 10},
        b_2026Q3={CELL.key: 90},
        c_2026={f"{CELL.key}:target": 10},
    )
    found = progress(spans(said, OFFICES, ReportingPeriod("2026Q3")), CELL, SESSIONS, OFFICES)
    assert (found.to_date.amount, found.target.amount) == (95, 20)
    assert found.achieved == Decimal(5) / Decimal(20)


@pytest.mark.parametrize("target", [0, Reason.NOT_PLANNED, None])
def test_without_a_target_nothing_is_achieved_or_missed(target: Answer) -> None:
    said = answers_of(a_2026Q3={CELL.key: 5}, a_2026={f"{CELL.key}:target": target})
    assert progress(spans(said, ["a"], ReportingPeriod("2026Q3")), CELL, SESSIONS, ["a"]).achieved is None


def test_cases_are_added_by_split_and_what_was_not_split_is_kept_apart() -> None:
    girl, boy = "physical.home.girl.6-11.without", "sexual.online.boy.12-17.with"
    said = answers_of(
        a_2026Q3={f"x:referred:{girl}": 2, f"x:referred:{boy}": 1},
        b_2026Q3={"x:referred": 4},
        c_2026Q3={"x:referred": 0},
    )
    span = said.over(OFFICES, [ReportingPeriod("2026Q3")])
    found = case_tally(span, Cell("x", "referred"), REFERRED, OFFICES)
    assert (found.figure.amount, found.unsplit, found.figure.answered) == (7, 4, 3)
    assert (found.of("sex", "girl"), found.of("sex", "boy")) == (2, 1)
    assert found.of("form", "physical", "girl") == 2
    assert found.of("form", "physical", "boy") == 0
    assert found.of("setting", "online") == found.of("disability", "with") == 1


def test_splits_stand_for_the_number_they_split() -> None:
    cells: dict[str, Answer] = {"x:referred": 1, "x:referred:physical.home.girl.6-11.without": 3}
    span = answers_of(a_2026Q3=cells).over(["a"], [ReportingPeriod("2026Q3")])
    assert case_tally(span, Cell("x", "referred"), REFERRED, ["a"]).figure.amount == 3


def test_two_answers_to_a_split_are_a_dispute_of_its_stage_and_of_no_other() -> None:
    period = ReportingPeriod("2026Q3")
    disputed = frozenset({"x:referred:physical.home.girl.6-11.without", "x:referred_on"})
    span = Answers(disputed={ReportKey("a", "2026Q3"): disputed}).over(OFFICES, [period])
    assert case_tally(span, Cell("x", "referred"), REFERRED, OFFICES).figure.disputed == 1
    assert case_tally(span, Cell("x", "managed"), MANAGED, OFFICES).figure.disputed == 0


def test_cases_under_management_are_those_of_the_last_quarter() -> None:
    girl = "physical.home.girl.6-11.without"
    said = answers_of(a_2026Q1={f"x:managed:{girl}": 5}, a_2026Q2={f"x:managed:{girl}": 2})
    span = said.over(["a"], parts(ReportingPeriod("2026S1")))
    found = case_tally(span, Cell("x", "managed"), MANAGED, ["a"])
    assert (found.figure.amount, dict(found.splits)) == (2, {girl: 2})


def test_no_report_of_cases_is_not_zero_cases() -> None:
    span = Answers().over(OFFICES, [ReportingPeriod("2026Q3")])
    found = case_tally(span, Cell("x", "referred"), REFERRED, OFFICES)
    assert (found.figure.amount, found.figure.answered, found.figure.asked) == (None, 0, 3)


def test_the_same_words_in_two_quarters_stand_once() -> None:
    reports = [{"n": "roads\n"}, {"n": " "}, {"n": "roads"}, {"n": Reason.NOTHING}, {"n": "money"}]
    assert texts(reports, "n") == ("roads", "money")


def office(unit: str, level: Level, parent: str) -> OrgUnit:
    return OrgUnit(unit, unit, level, OrgKind.ADMINISTRATION, level.value, unit, unit, parent)


PROVINCE = office("p", Level.PROVINCE, "kh")
BELOW = (
    office("d", Level.DISTRICT, "p"),
    office("d1", Level.COMMUNE, "d"),
    office("d2", Level.COMMUNE, "d"),
    office("e", Level.DISTRICT, "p"),
)


def test_a_report_is_on_time_until_the_end_of_the_day_it_is_due() -> None:
    received = {
        ReportKey("d1", "2026Q3"): dt.date(2026, 10, 5),
        ReportKey("d2", "2026Q3"): dt.date(2026, 10, 6),
    }
    found = standing(PROVINCE, BELOW, ReportingPeriod("2026Q3"), received)
    assert (found.counts.expected, found.counts.received, found.counts.on_time) == (5, 2, 1)
    assert [one.unit.id for one in found.expected if one.is_missing] == ["p", "d", "e"]


def test_districts_have_ten_days_and_provinces_twenty() -> None:
    found = standing(PROVINCE, BELOW, ReportingPeriod("2026Q3"), {})
    due = {one.unit.id: one.arrival.due for one in found.expected}
    assert due == {
        "p": dt.date(2026, 10, 20),
        "d": dt.date(2026, 10, 10),
        "e": dt.date(2026, 10, 10),
        "d1": dt.date(2026, 10, 5),
        "d2": dt.date(2026, 10, 5),
    }


def test_a_semester_expects_a_report_about_each_of_its_quarters() -> None:
    received = {ReportKey("d1", "2026Q1"): dt.date(2026, 4, 1)}
    found = standing(PROVINCE, BELOW, ReportingPeriod("2026S1"), received)
    assert (found.counts.expected, found.counts.received) == (10, 1)


def test_every_office_stands_under_the_place_it_belongs_to() -> None:
    found = standing(PROVINCE, BELOW, ReportingPeriod("2026Q3"), {}).places()
    assert [(place.head.id, [one.unit.id for one in place.below]) for place in found] == [
        ("d", ["d1", "d2"]),
        ("e", []),
    ]


def test_what_describes_an_area_is_not_added_to_what_its_parts_say() -> None:
    said = answers_of(
        district_2026Q3={"x:members": 40},
        east_2026Q3={"x:members": 15},
        west_2026Q3={"x:members": Reason.NOT_KNOWN},
    )
    offices = ["district", "east", "west"]
    above = {"east": frozenset({"district"}), "west": frozenset({"district"}), "district": frozenset[str]()}
    of = spans(said, offices, ReportingPeriod("2026Q3"), above)
    assert added(of.now, "x:members", MEMBERS, offices).amount == 55
    assert added(lowest(of, "x:members").now, "x:members", MEMBERS, offices).amount == 15


def test_an_area_of_which_no_part_has_spoken_is_told_by_the_office_above() -> None:
    said = answers_of(district_2026Q3={"x:referred": 4}, east_2026Q3={"x:other": 1})
    above = {"east": frozenset({"district"}), "district": frozenset[str]()}
    of = spans(said, ["district", "east"], ReportingPeriod("2026Q3"), above)
    assert case_tally(lowest(of, "x:referred").now, Cell("x", "referred"), REFERRED, ()).figure.amount == 4
    split = {"x:referred:neglect.home.girl.0-5.with": 3}
    said = answers_of(district_2026Q3={"x:referred": 4}, east_2026Q3=split)
    of = spans(said, ["district", "east"], ReportingPeriod("2026Q3"), above)
    assert case_tally(lowest(of, "x:referred").now, Cell("x", "referred"), REFERRED, ()).figure.amount == 3
