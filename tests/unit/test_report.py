"""A report's cells, answers and how it stands on a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.report import (
    MAX_LETTERS,
    MAX_NUMBER,
    Answer,
    Cell,
    Draft,
    LiveCell,
    Reason,
    ReportKey,
    ReportView,
    is_cell_key,
    is_within_bounds,
)

KEY = ReportKey("kh.040101", "2026Q3")
part = st.from_regex(r"\A[A-Za-z0-9._-]{1,20}\Z")
measure = st.from_regex(r"\A[a-z0-9_]{1,20}\Z")


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("2.3.1:sessions", Cell("2.3.1", "sessions")),
        ("budget:spent:state", Cell("budget", "spent", "state")),
        ("2.3.1:sessions:target", Cell("2.3.1", "sessions", "target")),
        (
            "2.3.4:cases_identified:physical.home.girl.6-11.without",
            Cell("2.3.4", "cases_identified", "physical.home.girl.6-11.without"),
        ),
    ],
)
def test_a_cell_is_written_in_one_way(key: str, cell: Cell) -> None:
    assert Cell.of(key) == cell
    assert cell.key == key
    assert is_cell_key(key)


@given(part, measure, st.just("") | part)
def test_every_address_comes_back_from_its_key(item: str, what: str, split: str) -> None:
    cell = Cell(item, what, split)
    assert Cell.of(cell.key) == cell
    assert is_cell_key(cell.key)


@pytest.mark.parametrize(
    "key",
    [
        "",
        ":",
        "2.3.1",
        "2.3.1:",
        ":sessions",
        "2.3.1:sessions:",
        "2.3.1:sessions:a:b",
        "2.3.1:sessions\n",
        "2.3.1 :sessions",
        "២.៣.១:sessions",
        "a/b:sessions",
        "x" * 41 + ":sessions",
    ],
)
def test_what_is_no_address_is_told(key: str) -> None:
    assert not is_cell_key(key)


@pytest.mark.parametrize("answer", [0, 1, MAX_NUMBER, "", "ក" * MAX_LETTERS, None, *Reason])
def test_a_record_can_hold_it(answer: Answer) -> None:
    assert is_within_bounds(answer)


@pytest.mark.parametrize("answer", [-1, MAX_NUMBER + 1, "ក" * (MAX_LETTERS + 1)])
def test_a_record_cannot_hold_it(answer: Answer) -> None:
    assert not is_within_bounds(answer)


def test_what_was_typed_stands_over_what_is_live() -> None:
    view = ReportView(
        KEY,
        live={"a:a": LiveCell((1,), ("r",)), "b:b": LiveCell((2,), ("r",))},
        drafts={"a:a": Draft(9, ("r",)), "c:c": Draft(0, ())},
    )
    assert view.answers() == {"a:a": 9, "b:b": 2, "c:c": 0}
    assert [view.answer(cell) for cell in ("a:a", "b:b", "c:c", "d:d")] == [9, 2, 0, None]


def test_zero_is_an_answer_and_an_emptied_cell_is_none() -> None:
    view = ReportView(KEY, live={"a:a": LiveCell((0,), ("r",)), "b:b": LiveCell((None,), ("r",))})
    assert view.answers() == {"a:a": 0}


def test_emptying_a_cell_hides_what_was_live() -> None:
    view = ReportView(KEY, live={"a:a": LiveCell((5,), ("r",))}, drafts={"a:a": Draft(None, ("r",))})
    assert view.answers() == {}


def test_a_conflict_is_no_answer_until_one_is_typed() -> None:
    disputed = {"a:a": LiveCell((5, 7), ("r", "s"))}
    assert ReportView(KEY, live=disputed).answers() == {}
    assert ReportView(KEY, live=disputed, drafts={"a:a": Draft(5, ("r", "s"))}).answers() == {"a:a": 5}


def test_a_new_answer_replaces_every_record_that_stood_on_the_screen() -> None:
    view = ReportView(KEY, live={"a:a": LiveCell((5, 7), ("r", "s"))})
    assert view.seen("a:a") == ("r", "s")
    assert view.seen("b:b") == ()
