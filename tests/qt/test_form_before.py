"""Beside each field stands what was before: the last period, last year, the year so far and its target."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtWidgets import QLabel

from desktop.actions import report
from desktop.domain.report import Answer, Reason
from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import CASES, PARTICIPANTS, SESSIONS, number, page, unlocked
from tests.sync.laptops import PERIOD, Laptop

STATE = "budget:spent:state"
Opens = Callable[[str], Hand]


def say(laptop: Laptop, period: str, answers: Mapping[str, Answer], *, submit: bool = True) -> None:
    with laptop.open() as db:
        opened = report.open_form(db, laptop.report(period))
        rest = report.answer_rest(opened, Reason.NOTHING, {CASES: 0})
        report.save_values(db, opened.view, {**rest, **answers})
        if submit:
            report.submit(db, laptop.report(period))


@pytest.fixture
def here(hand: Opens) -> Hand:
    found = hand("commune")
    say(found.laptop, "2025Q3", {SESSIONS: 2, CASES: 1})
    say(found.laptop, "2026Q1", {SESSIONS: 3, PARTICIPANTS: 30, CASES: 1, STATE: 500})
    split = {f"{CASES}:physical.home.girl.6-11.without": 2, f"{CASES}:neglect.school.boy.0-5.with": 1}
    say(found.laptop, "2026Q2", {SESSIONS: 4, **split, STATE: 700})
    plan = {f"{SESSIONS}:target": 12, "budget:planned:state": 6000}
    say(found.laptop, "2026", plan, submit=False)
    return unlocked(found)


def figures(form: ReportForm, line: int = 8) -> list[str]:
    """The figures in the line of a page's first field."""
    grid = page(form).grid
    columns = page(form)._columns
    found = [grid.itemAtPosition(line, at) for at in (columns.last, columns.year, columns.so_far)]
    widgets = [item.widget() for item in found if item is not None]
    return [widget.text() for widget in widgets if isinstance(widget, QLabel)]


def test_last_period_last_year_and_the_year_so_far_stand_beside_the_field(here: Hand) -> None:
    form = here.form(PERIOD, "2.3.1")
    assert figures(form) == ["4", "2", "7 / 12"]


def test_the_year_so_far_counts_what_is_typed_as_it_is_typed(here: Hand) -> None:
    form = here.form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "5")
    assert page(form).so_far(SESSIONS) == "12 / 12"
    assert page(form).so_far(PARTICIPANTS) == "30"
    form.keep()
    here.wait()


def test_cases_stand_as_their_sum(here: Hand) -> None:
    form = here.form(PERIOD, "2.3.4")
    assert figures(form) == ["3", "1", "4"]
    page(form).tallies[0].unfold()
    grid = page(form).tallies[0].grid
    assert grid is not None
    type_text(grid.fields["physical", "girl", "6-11"], "2")
    assert page(form).so_far(CASES) == "6"
    form.keep()
    here.wait()


def test_spending_stands_against_what_was_planned(here: Hand) -> None:
    form = here.form(PERIOD, "budget")
    assert page(form).so_far(STATE) == "1,200 / 6,000"
