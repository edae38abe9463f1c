"""Checks: everything worth a second look at once, each with its cell, in the order of the form."""

from collections.abc import Mapping

import pytest

from desktop.actions import register
from desktop.domain import checks
from desktop.domain.checks import Finding, Weight, blocking, check
from desktop.domain.form import Form, form
from desktop.domain.report import Answer, Draft, LiveCell, Reason, ReportKey, ReportView
from desktop.storage import measures, plans

UNIT = register.find("040101")
KEY = ReportKey(UNIT.id, "2026Q3")
FORM = form(plans.plan(), measures.measures(), UNIT, KEY)
YEAR_KEY = ReportKey(UNIT.id, "2026")
YEAR = form(plans.plan(), measures.measures(), UNIT, YEAR_KEY)
SPLIT = "physical.home.girl.6-11.without"
SESSIONS, PEOPLE, CASES = "2.3.1:sessions", "1.3.1:people", "2.3.4:cases_identified"


def full(asked: Form = FORM, without: str = "") -> dict[str, Answer]:
    """Every required cell answered with 1, and the boys with 0: one person is not a girl and a boy."""
    return {cell.key: int("boys" not in cell.measure) for cell in asked.required() if cell.key != without}


def found_in(
    answers: Mapping[str, Answer],
    last: Mapping[str, Answer] | None = None,
    live: Mapping[str, LiveCell] | None = None,
    asked: Form = FORM,
) -> list[tuple[str, str]]:
    """(cell, message) of every finding about these answers as typed."""
    drafts = {cell: Draft(answer, ()) for cell, answer in answers.items()}
    view = ReportView(asked.key, live=live or {}, drafts=drafts)
    return [(finding.cell, finding.message) for finding in check(asked, view, last or {})]


def facts(answers: Mapping[str, Answer], last: Mapping[str, Answer] | None = None) -> Finding:
    drafts = {cell: Draft(answer, ()) for cell, answer in answers.items()}
    (finding,) = check(FORM, ReportView(KEY, drafts=drafts), last or {})
    return finding


def test_a_full_report_has_nothing_to_look_at() -> None:
    assert found_in(full()) == []
    assert found_in(full(YEAR), asked=YEAR) == []


def test_an_empty_report_lacks_every_required_cell_in_the_order_of_the_form() -> None:
    expected = [(cell.key, checks.UNANSWERED) for cell in FORM.required()]
    assert found_in({}) == expected
    assert len(expected) > 100


@pytest.mark.parametrize("answer", [0, *Reason])
def test_zero_and_a_reason_are_answers(answer: Answer) -> None:
    assert found_in({**full(), SESSIONS: answer, "2.3.1:participants_female": 0}) == []


def test_an_emptied_cell_is_unanswered() -> None:
    assert found_in({**full(), SESSIONS: None}) == [(SESSIONS, checks.UNANSWERED)]


def test_a_target_must_be_answered_and_a_baseline_need_not_be() -> None:
    assert found_in(full(YEAR, without=f"{SESSIONS}:target"), asked=YEAR) == [
        (f"{SESSIONS}:target", checks.UNANSWERED)
    ]
    assert found_in({**full(YEAR), f"{SESSIONS}:baseline": 4}, asked=YEAR) == []


def test_a_tally_is_answered_by_counting_cases_of_a_split() -> None:
    assert found_in({**full(without=CASES), f"{CASES}:{SPLIT}": 2}) == []


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        (f"{CASES}:{SPLIT}", Reason.NOT_KNOWN),  # no case is counted by it
        (f"{CASES}:{SPLIT}.more", 2),  # a split that is in no list
        (f"{CASES}:target", 2),
    ],
)
def test_a_tally_is_not_answered_by_what_counts_no_case(cell: str, answer: Answer) -> None:
    assert (CASES, checks.UNANSWERED) in found_in({**full(without=CASES), cell: answer})


def test_what_is_no_tally_is_not_answered_by_a_split() -> None:
    assert (SESSIONS, checks.UNANSWERED) in found_in({**full(without=SESSIONS), f"{SESSIONS}:target": 9})


def test_two_answers_are_a_conflict_until_one_is_typed() -> None:
    disputed = {SESSIONS: LiveCell((5, 7), ("a" * 64, "b" * 64))}
    assert found_in(full(without=SESSIONS), live=disputed) == [(SESSIONS, checks.CONFLICT)]
    assert found_in({**full(without=SESSIONS), SESSIONS: 6}, live=disputed) == []


def test_an_emptied_and_a_filled_cell_are_a_conflict_too() -> None:
    disputed = {SESSIONS: LiveCell((None, 7), ("a" * 64, "b" * 64))}
    assert found_in(full(without=SESSIONS), live=disputed) == [(SESSIONS, checks.CONFLICT)]


def test_two_who_agree_are_no_conflict() -> None:
    agreed = {SESSIONS: LiveCell((7,), ("a" * 64, "b" * 64))}
    assert found_in(full(without=SESSIONS), live=agreed) == []


def test_a_text_where_a_number_is_needed() -> None:
    assert found_in({**full(), SESSIONS: "five"}) == [(SESSIONS, checks.NOT_A_COUNT)]
    assert found_in({**full(), "narrative:challenges": "ទឹកជំនន់"}) == []


def test_yes_and_no_are_one_and_nought_and_no_more() -> None:
    cell = "1.1.3:in_annual_plan"
    assert found_in({**full(), cell: 0}) == found_in({**full(), cell: 1}) == []
    finding = facts({**full(), cell: 2})
    assert (finding.cell, finding.message, finding.facts) == (cell, checks.OUT_OF_RANGE, {"largest": 1})


def test_a_part_is_at_most_the_whole() -> None:
    assert found_in({**full(), PEOPLE: 40, "1.3.1:people_female": 40}) == []
    finding = facts({**full(), PEOPLE: 40, "1.3.1:people_female": 41})
    assert (finding.cell, finding.message) == ("1.3.1:people_female", checks.PART_ABOVE_WHOLE)
    assert finding.facts == {"part": 41, "whole": 40}


def test_a_part_of_several_measures_is_at_most_their_sum() -> None:
    wholes = {"3.3.19:children_girls": 3, "3.3.19:children_boys": 4}
    part = "3.3.19:children_with_disability"
    assert found_in({**full(), **wholes, part: 7}) == []
    assert found_in({**full(), **wholes, part: 8}) == [(part, checks.PART_ABOVE_WHOLE)]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"girls": 20, "boys": 20}, []),
        ({"girls": 20, "boys": 21}, [("boys", checks.PARTS_ABOVE_WHOLE)]),
        ({"people_female": 30, "boys": 11}, [("boys", checks.PARTS_ABOVE_WHOLE)]),
        ({"people_female": 30, "boys": 10}, []),
        ({"girls": 21, "boys": 0}, [("girls", checks.GIRLS_ABOVE_FEMALE)]),
    ],
)
def test_girls_and_boys_and_women_are_not_more_than_the_people(
    counts: dict[str, Answer], found: list[tuple[str, str]]
) -> None:
    people: dict[str, Answer] = {"people": 40, "people_female": 20, "girls": 1, "boys": 0, **counts}
    answers = {f"2.1.5:{code}": answer for code, answer in people.items()}
    assert [(cell.split(":")[1], message) for cell, message in found_in({**full(), **answers})] == found


def test_two_counts_that_cannot_both_be_right_never_block() -> None:
    answers: dict[str, Answer] = {"2.1.5:people": 4, "2.1.5:girls": 2, "2.1.5:boys": 3}
    finding = facts({**full(), **answers, "2.1.5:people_female": Reason.NOT_KNOWN})
    assert (finding.message, finding.weight) == (checks.PARTS_ABOVE_WHOLE, Weight.LOOK)
    assert finding.facts == {"first": 2, "second": 3, "whole": 4}


def test_a_part_of_what_is_not_known_is_not_judged() -> None:
    assert found_in({**full(), PEOPLE: Reason.NOT_KNOWN, "1.3.1:people_female": 500}) == []


def test_a_target_s_part_is_measured_against_the_target() -> None:
    part = "1.3.1:people_female:target"
    wholes: dict[str, Answer] = {f"{PEOPLE}:target": 40, f"{PEOPLE}:baseline": 500}
    assert found_in({**full(YEAR), **wholes, part: 41}, asked=YEAR) == [(part, checks.PART_ABOVE_WHOLE)]


def test_cases_and_a_reason_why_there_are_none_contradict_each_other() -> None:
    cells: dict[str, Answer] = {f"{CASES}:{SPLIT}": 2, CASES: Reason.NOTHING}
    assert found_in({**full(), **cells}) == [(CASES, checks.SPLIT_AND_REASON)]


@pytest.mark.parametrize(
    ("before", "now", "is_jump"),
    [
        (10, 30, True),
        (30, 10, True),
        (10, 29, False),
        (9, 27, False),
        (0, 20, True),
        (0, 19, False),
        (40, 100, False),
    ],
)
def test_a_jump_is_threefold_and_twenty_apart(before: int, now: int, is_jump: bool) -> None:
    answers = {**full(), SESSIONS: now}
    assert found_in(answers, last={SESSIONS: before}) == ([(SESSIONS, checks.JUMP)] if is_jump else [])


def test_a_jump_says_both_figures_and_blocks_nothing() -> None:
    finding = facts({**full(), SESSIONS: 90}, last={SESSIONS: 3})
    assert finding.facts == {"now": 90, "before": 3}
    assert finding.weight is Weight.LOOK
    assert blocking((finding,)) == ()


def test_a_sentence_in_the_activity_answers_a_jump() -> None:
    answers: dict[str, Answer] = {**full(), SESSIONS: 90}
    assert found_in({**answers, "2.3.1:note": "ដៃគូថ្មីបានជួយ"}, last={SESSIONS: 3}) == []
    assert found_in({**answers, "2.3.2:note": "ដៃគូថ្មីបានជួយ"}, last={SESSIONS: 3}) == [(SESSIONS, checks.JUMP)]


@pytest.mark.parametrize("before", [Reason.NOTHING, "90", None])
def test_there_is_no_jump_from_what_was_no_number(before: Answer) -> None:
    assert found_in({**full(), SESSIONS: 90}, last={SESSIONS: before}) == []


def test_what_no_measure_is_known_for_is_said_and_blocks_nothing() -> None:
    finding = facts({**full(), "2.3.1:no_such_measure": 1})
    assert (finding.cell, finding.message, finding.weight) == (
        "2.3.1:no_such_measure",
        checks.NOT_ASKED,
        Weight.LOOK,
    )


def test_all_findings_come_at_once_in_the_order_of_the_form() -> None:
    answers: dict[str, Answer] = {
        **full(without="5.1.2:sessions"),
        "1.1.3:in_annual_plan": 7,
        "1.3.1:people": 5,
        "1.3.1:people_female": 6,
        "2.3.1:sessions": "five",
        "2.3.4:cases_identified": Reason.NOTHING,
        f"{CASES}:{SPLIT}": 2,
        "2.3.10:sessions": 90,
        "9.9.9:no_such_measure": 1,
    }
    disputed = {"budget:spent:state": LiveCell((5, 7), ("a" * 64, "b" * 64))}
    assert found_in(answers, last={"2.3.10:sessions": 2}, live=disputed) == [
        ("1.1.3:in_annual_plan", checks.OUT_OF_RANGE),
        ("1.3.1:people_female", checks.PART_ABOVE_WHOLE),
        ("2.3.1:sessions", checks.NOT_A_COUNT),
        ("2.3.4:cases_identified", checks.SPLIT_AND_REASON),
        ("2.3.10:sessions", checks.JUMP),
        ("5.1.2:sessions", checks.UNANSWERED),
        ("budget:spent:state", checks.CONFLICT),
        ("9.9.9:no_such_measure", checks.NOT_ASKED),
    ]


def test_only_what_must_be_settled_blocks() -> None:
    view = ReportView(KEY, drafts={"2.3.1:no_such_measure": Draft(1, ())})
    every = check(FORM, view, {})
    assert {finding.message for finding in every} == {checks.UNANSWERED, checks.NOT_ASKED}
    assert {finding.message for finding in blocking(every)} == {checks.UNANSWERED}
