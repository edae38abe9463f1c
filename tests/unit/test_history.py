"""A history is in causal order whatever order the records came in, and agrees with the law of merging."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import live as law
from desktop.domain.cell_history import Change
from desktop.domain.cell_order import BY_CODE, CellOrder
from desktop.domain.history import (
    ClockDoubt,
    Clocks,
    Decided,
    Filed,
    History,
    Received,
    Submitted,
    history,
    submissions_of,
)
from desktop.domain.record import Body, Decision, Device, Record, Submission, Verdict
from desktop.domain.report import Answer, Cell, Reason, ReportKey
from desktop.domain.versions import difference, version
from desktop.storage import plans

REPORT = ReportKey("kh.040101", "2026Q3")
CELLS = ("2.3.1:sessions", "2.3.10:sessions", "narrative:challenges")
Tale = list[tuple[str, Body]]
MADE, ARRIVED = "2026-10-03T09:00:00Z", "2026-10-03T10:00:00Z"


def filed(name: str, body: Body | None, place: int, made_at: str = MADE) -> Filed:
    record = Record(name, "example", f"device of {name}", REPORT.org_unit, made_at, body)
    return Filed(record, place, ARRIVED, "00-00-00-00-00-00")


def said(**cells: tuple[Answer, str]) -> Submission:
    """A submission: by cell ('a' is the first of CELLS) an answer and what it replaces, in letters."""
    keys = dict(zip("abc", CELLS, strict=True))
    return Submission(
        REPORT,
        "Example officer",
        {keys[cell]: answer for cell, (answer, _) in cells.items()},
        {keys[cell]: tuple(old) for cell, (_, old) in cells.items() if old},
    )


def told(*bodies: tuple[str, Body | None]) -> History:
    return history(REPORT, [filed(name, body, place) for place, (name, body) in enumerate(bodies)])


def change(found: History, name: str, cell: str = CELLS[0]) -> Change:
    (event,) = [event for event in found.submissions if event.record == name]
    return next(change for change in event.changes if change.cell == cell)


@st.composite
def tales(draw: st.DrawFn) -> Tale:
    """Submissions and decisions by any authors: each saw some of what was there before it."""
    tale: Tale = []
    for number in range(draw(st.integers(1, 9))):
        before = [name for name, body in tale if isinstance(body, Submission)]
        seen = st.lists(st.sampled_from(before), unique=True) if before else st.just([])
        body: Body
        if before and draw(st.integers(0, 3)) == 0:
            judged = tuple(draw(st.lists(st.sampled_from(before), min_size=1, unique=True)))
            body = Decision(REPORT, draw(st.sampled_from(Verdict)), "Example officer", judged)
        else:
            chosen = draw(st.lists(st.sampled_from(CELLS), min_size=1, unique=True))
            answers = st.one_of(st.none(), st.integers(0, 2), st.sampled_from(Reason))
            cells = {cell: draw(answers) for cell in chosen}
            body = Submission(REPORT, "Example officer", cells, {c: tuple(draw(seen)) for c in chosen})
        tale.append((f"r{number}", body))
    return tale


@given(tales(), st.randoms(use_true_random=False))
def test_a_record_stands_after_all_it_rests_on_in_whatever_order_they_came(
    tale: Tale, random: Random
) -> None:
    shuffled = random.sample(tale, len(tale))
    order = [event.record for event in told(*shuffled).events]
    assert sorted(order) == sorted(name for name, _ in tale)
    bodies = dict(tale)
    for place, name in enumerate(order):
        body = bodies[name]
        rests_on = body.judged if isinstance(body, Decision) else sum(body.replaces.values(), ())
        assert set(rests_on) <= set(order[:place])


@given(tales())
def test_records_that_came_in_causal_order_stay_in_the_order_they_came(tale: Tale) -> None:
    assert [event.record for event in told(*tale).events] == [name for name, _ in tale]


@given(tales(), st.randoms(use_true_random=False))
def test_what_is_said_of_each_record_does_not_depend_on_the_order_they_came_in(
    tale: Tale, random: Random
) -> None:
    shuffled = told(*random.sample(tale, len(tale)))
    assert {event.record: event for event in shuffled.events} == {
        event.record: event for event in told(*tale).events
    }


@given(tales(), st.lists(st.sampled_from(["2001-01-01T00:00:00Z", "2099-12-31T23:59:59Z", MADE]), min_size=9))
def test_no_clock_decides_the_order(tale: Tale, clocks: list[str]) -> None:
    every = [
        filed(name, body, place, clock)
        for (place, (name, body)), clock in zip(enumerate(tale), clocks, strict=False)
    ]
    order = [event.record for event in history(REPORT, every).events]
    assert order == [event.record for event in told(*tale).events]


@given(tales())
def test_what_is_live_and_what_is_disputed_is_what_the_law_of_merging_says(tale: Tale) -> None:
    submissions = {name: body for name, body in tale if isinstance(body, Submission)}
    live = law.live(submissions.items())
    for event in told(*tale).submissions:
        for found in event.changes:
            there = live.get((REPORT, found.cell))
            records = there.records if there else ()
            assert found.is_live == (event.record in records)
            others = {other for other in records if submissions[other].cells[found.cell] != found.after}
            assert {rival.record for rival in found.rivals if rival.is_open} == (
                others if found.is_live else set()
            )


@given(tales())
def test_a_conflict_is_told_from_both_its_sides(tale: Tale) -> None:
    sides = {
        (found.cell, event.record, rival.record)
        for event in told(*tale).submissions
        for found in event.changes
        for rival in found.rivals
    }
    assert sides == {(cell, other, one) for cell, one, other in sides}


def test_a_change_says_what_stood_there_before() -> None:
    found = told(("x", said(a=(4, ""))), ("y", said(a=(Reason.NOT_KNOWN, "x"), b=(1, ""))))
    assert change(found, "x").before == ()
    assert (change(found, "y").before, change(found, "y").after) == ((4,), Reason.NOT_KNOWN)
    assert (change(found, "x").is_live, change(found, "y").is_live) == (False, True)


def test_two_who_did_not_see_each_other_are_in_conflict_until_a_third_settles_it() -> None:
    tale = [("x", said(a=(4, ""))), ("y", said(a=(5, "x"))), ("z", said(a=(6, "x")))]
    open_ = change(told(*tale), "y")
    assert [(rival.record, rival.answer, rival.is_open) for rival in open_.rivals] == [("z", 6, True)]
    settled = told(*tale, ("w", said(a=(6, "yz"))))
    assert change(settled, "y").rivals[0].is_open is False
    assert change(settled, "w").settles
    assert change(settled, "w").before == (5, 6)
    assert change(settled, "w").rivals == ()


def test_the_same_answer_twice_is_agreement() -> None:
    assert change(told(("x", said(a=(4, ""))), ("y", said(a=(4, "")))), "y").rivals == ()


def test_what_a_submission_replaced_and_has_not_arrived_is_said_to_be_absent() -> None:
    found = change(told(("y", said(a=(5, "xq"))), ("x", said(a=(4, "")))), "y")
    assert (found.before, found.absent) == ((4,), ("q",))


def test_a_decision_stands_while_what_it_judged_is_what_is_live() -> None:
    decision = Decision(REPORT, Verdict.RETURNED, "Example officer", ("x",), "count", {CELLS[0]: "again"})
    tale: Tale = [("x", said(a=(4, ""))), ("d", decision)]

    def decided(found: History) -> Decided:
        (event,) = [event for event in found.events if isinstance(event, Decided)]
        return event

    assert decided(told(*tale)).stands
    assert not decided(told(*tale, ("y", said(a=(5, "x"))))).stands
    assert decided(told(*tale)).cell_reasons == {CELLS[0]: "again"}


def test_records_of_other_kinds_and_of_newer_programs_are_left_out() -> None:
    introduction = Device("age1box", "age1recovery", "Example officer")
    found = told(("x", said(a=(4, ""))), ("new", None), ("d", introduction))
    assert [event.record for event in found.events] == ["x"]


def test_receipts_stand_with_the_record_they_name() -> None:
    receipt = Received("x", "kh.04", "11-11-11-11-11-11", Clocks(MADE, ARRIVED))
    found = history(REPORT, [filed("x", said(a=(4, "")), 0), filed("y", said(b=(1, "")), 1)], [receipt])
    assert [event.receipts for event in found.events] == [(receipt,), ()]


@pytest.mark.parametrize(
    ("made_at", "doubt"),
    [
        (MADE, None),
        (ARRIVED, None),
        ("2025-01-01T00:00:00Z", None),
        ("2001-01-01T00:00:00Z", ClockDoubt.BEFORE_THE_PLAN),
        ("2024-12-31T23:59:59Z", ClockDoubt.BEFORE_THE_PLAN),
        ("2026-10-03T10:00:01Z", ClockDoubt.AFTER_ARRIVAL),
        ("2099-12-31T00:00:00Z", ClockDoubt.AFTER_ARRIVAL),
        ("2026-13-45T99:00:00Z", ClockDoubt.NOT_A_TIME),
    ],
)
def test_a_clock_that_cannot_be_right_is_doubted(made_at: str, doubt: ClockDoubt | None) -> None:
    (event,) = history(REPORT, [filed("x", said(a=(4, "")), 0, made_at)]).events
    assert isinstance(event, Submitted)
    assert event.clocks.doubt is doubt


def test_two_versions_stand_side_by_side_with_all_that_their_authors_had() -> None:
    tale = [
        ("x", said(a=(4, ""), b=(1, ""), c=("well", ""))),
        ("y", said(a=(5, "x"))),
        ("z", said(b=(2, "x"))),
    ]
    submissions = submissions_of(filed(name, body, place) for place, (name, body) in enumerate(tale))
    rows = difference(submissions, "y", "z")
    assert [(row.cell, row.a, row.b) for row in rows] == [(CELLS[0], (5,), (4,)), (CELLS[1], (1,), (2,))]
    assert difference(submissions, "z", "z") == ()
    with pytest.raises(KeyError):
        version(submissions, "unknown")


def test_the_version_of_a_submission_holds_nothing_that_came_beside_it() -> None:
    submissions = {"x": said(a=(4, "")), "y": said(b=(7, ""))}
    assert version(submissions, "y") == {CELLS[1]: (7,)}


def test_cells_stand_in_the_order_of_the_plan() -> None:
    keys = ["narrative:challenges", "2.3.10:sessions", "budget:spent:state", "10.1.1:a", "2.3.9:sessions"]
    assert sorted(keys, key=BY_CODE.place) == [keys[4], keys[1], keys[3], keys[2], keys[0]]


def test_the_cells_of_an_activity_stand_as_the_form_asks_them() -> None:
    plan = plans.plan()
    activity = plan.activity("2.3.1")
    asked = [Cell(activity.code, measure).key for measure in activity.measures]
    assert sorted(asked) != asked
    others = ["2.3.1:another", "2.3.2:sessions"]
    assert sorted([*others, *reversed(asked)], key=CellOrder.of(plan).place) == [*asked, *others]
