"""Two laptops of an office gave different answers: both are shown, and a person decides."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import report
from desktop.domain.report import Answer, Status
from desktop.ui.activity_page import ActivityPage
from desktop.ui.conflict import Choice
from desktop.ui.report_form import ReportForm
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import CASES, CHALLENGES, SESSIONS, disagree, kept, number, page, unlocked
from tests.sync.laptops import PASSPHRASE, PERIOD, PERSON, Laptop

SPLIT = f"{CASES}:physical.school.girl.6-11.with"
Pairs = dict[str, tuple[Answer, Answer]]
Disputed = Callable[[Pairs, str], tuple[Hand, ReportForm]]


@pytest.fixture
def disputed(qtbot: QtBot, known: Callable[[str], Laptop]) -> Iterator[Disputed]:
    """The window of a laptop whose office disagrees about these cells, at an activity."""
    opened: list[Hand] = []

    def open_at(cells: Pairs, item: str) -> tuple[Hand, ReportForm]:
        here = known("commune")
        disagree(
            here, known("commune_again"), **{cell.replace(":", "__"): pair for cell, pair in cells.items()}
        )
        opened.append(unlocked(Hand(qtbot, here)))
        return opened[-1], opened[-1].form(PERIOD, item)

    yield open_at
    for one in opened:
        one.close()


def choice(form: ReportForm, cell: str) -> Choice:
    return page(form).questions[cell].choices[0]


def live(laptop: Laptop, cell: str) -> tuple[Answer, ...]:
    with laptop.open() as db:
        return report.open_form(db, laptop.report()).view.live[cell].answers


def test_both_answers_stand_side_by_side_with_who_gave_them(disputed: Disputed) -> None:
    _here, form = disputed({SESSIONS: (4, 7)}, "2.3.1")
    said = [label.text() for label in choice(form, SESSIONS).findChildren(type(page(form).title))]
    assert "4" in said
    assert "7" in said
    assert sum(PERSON in words for words in said) == 2
    assert sum("Computer" in words for words in said) == 2
    assert number(form, SESSIONS).text() == ""


def test_one_key_chooses_an_answer_and_submitting_settles_it(disputed: Disputed) -> None:
    here, form = disputed({SESSIONS: (4, 7)}, "2.3.1")
    QTest.keyClick(number(form, SESSIONS), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 7)
    assert number(form, SESSIONS).text() == "7"
    assert choice(form, SESSIONS).buttons[1].text() == "Chosen"
    form.show_item("review")
    here.wait()
    assert isinstance(form.page, ReviewPage)
    form.page.submit.click()
    here.wait(lambda: live(here.laptop, SESSIONS) == (7,))


def test_a_button_chooses_and_one_may_choose_again(disputed: Disputed) -> None:
    here, form = disputed({SESSIONS: (4, 7)}, "2.3.1")
    choice(form, SESSIONS).buttons[0].click()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 4)
    choice(form, SESSIONS).buttons[1].click()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 7)
    assert [button.isChecked() for button in choice(form, SESSIONS).buttons] == [False, True]


def test_a_third_answer_replaces_both(disputed: Disputed) -> None:
    here, form = disputed({SESSIONS: (4, 7)}, "2.3.1")
    type_text(number(form, SESSIONS), "9")
    form.keep()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 9)
    with here.laptop.open() as db:
        report.submit(db, here.laptop.report())
    assert live(here.laptop, SESSIONS) == (9,)


def test_taking_a_choice_back_leaves_the_question_open_again_also_in_the_store(disputed: Disputed) -> None:
    here, form = disputed({SESSIONS: (4, 7)}, "2.3.1")
    choice(form, SESSIONS).choose(0)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 4)
    form.undo()
    here.wait(lambda: kept(here.laptop, SESSIONS) is None)
    assert choice(form, SESSIONS).is_open
    with here.laptop.open() as db:
        assert not report.open_form(db, here.laptop.report()).view.drafts
    assert live(here.laptop, SESSIONS) == (4, 7)


def test_a_disputed_sentence_is_chosen_as_well(disputed: Disputed) -> None:
    here, form = disputed({CHALLENGES: ("ទឹកជំនន់", "គ្មានផ្លូវ")}, "narrative")
    rivals = form.answers.rivals(CHALLENGES) if form.answers else ()
    choice(form, CHALLENGES).buttons[1].click()
    here.wait(lambda: kept(here.laptop, CHALLENGES) == rivals[1])


def test_a_disputed_count_of_cases_is_named_by_its_split_and_chosen(disputed: Disputed) -> None:
    here, form = disputed({SPLIT: (2, 5)}, "2.3.4")
    assert "Physical" in choice(form, CASES).head.text()
    choice(form, CASES).buttons[1].click()
    here.wait(lambda: kept(here.laptop, SPLIT) == 5)
    assert number(form, CASES).text() == "5"


def test_a_report_in_dispute_is_not_frozen_and_review_leads_to_the_choice(disputed: Disputed) -> None:
    here, form = disputed({SESSIONS: (4, 7)}, "review")
    with here.laptop.open() as db:
        assert report.status(db, here.laptop.report()) is Status.SUBMITTED
    assert form.answers is not None
    assert not form.answers.frozen
    form.go_to("2.3.1", SESSIONS)
    assert number(form, SESSIONS).hasFocus()


def test_a_choice_is_still_there_after_the_window_was_closed(disputed: Disputed) -> None:
    here, form = disputed({SESSIONS: (4, 7)}, "2.3.1")
    choice(form, SESSIONS).choose(1)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 7)
    here.reopen()
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "2.3.1")
    assert not choice(form, SESSIONS).is_open
    assert choice(form, SESSIONS).buttons[1].isChecked()


@pytest.mark.parametrize("button", [0, 3], ids=["a reason for the rest", "the rest as last period"])
def test_answering_the_rest_at_once_settles_no_dispute(disputed: Disputed, button: int) -> None:
    here, form = disputed({SESSIONS: (4, 7), CASES: (None, None), SPLIT: (2, 5)}, "2.3.1")
    here.laptop.fill("2026Q2")
    here.laptop.submit("2026Q2")
    form.refresh()
    here.wait()
    for item, cell in (("2.3.1", SESSIONS), ("2.3.4", CASES)):
        form.show_item(item)
        activity = page(form)
        assert isinstance(activity, ActivityPage)
        activity.rest[button].click()
        here.wait()
        assert kept(here.laptop, cell) is None
    assert form.answers is not None
    assert set(form.answers.disputed()) == {SESSIONS, SPLIT}
    with here.laptop.open() as db:
        assert not report.open_form(db, here.laptop.report()).view.drafts
