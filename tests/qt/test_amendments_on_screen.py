"""A closed period on screen: the form, the review and the overview say what is an amendment."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions import closing
from desktop.ui.office_lines import words_of
from desktop.ui.overview import Overview
from desktop.ui.report_form import ReportForm
from desktop.ui.review_report import ReviewReport
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop
from tests.sync.test_closing import CELL, hand_over

Laptops = Callable[[str], Laptop]
CLOSED = "This period is closed."


@pytest.fixture
def closed(known: Laptops) -> tuple[Laptop, Laptop]:
    """The province closed the period with the commune's report in it; the neighbour had sent none."""
    province, commune = known("province"), known("commune")
    commune.fill()
    commune.submit()
    hand_over(commune, province)
    with province.open() as db:
        closing.close(db, PERIOD)
    hand_over(province, commune)
    return province, commune


def form_of(qtbot: QtBot, laptop: Laptop) -> tuple[Hand, ReportForm]:
    here = Hand(qtbot, laptop)
    here.unlock(PASSPHRASE)
    return here, here.form(PERIOD, "2.3.1")


def test_the_form_says_that_the_period_is_closed_and_that_what_comes_now_is_an_amendment(
    qtbot: QtBot, closed: tuple[Laptop, Laptop]
) -> None:
    here, form = form_of(qtbot, closed[1])
    here.wait(lambda: CLOSED in form.banner.words.text())
    assert "Submitted, and kept as it was submitted." in form.banner.words.text()
    form.banner.correct.click()
    assert "What you submit now is an amendment" in form.banner.words.text()
    here.close()


def test_a_report_that_was_never_sent_says_so_too(
    qtbot: QtBot, closed: tuple[Laptop, Laptop], known: Laptops
) -> None:
    neighbour = known("neighbour")
    hand_over(closed[0], neighbour)
    here, form = form_of(qtbot, neighbour)
    here.wait(lambda: "What you submit now is an amendment" in form.banner.words.text())
    here.close()


def test_the_secretariat_sees_amendments_in_the_overview_and_in_the_review(
    qtbot: QtBot, closed: tuple[Laptop, Laptop]
) -> None:
    province, commune = closed
    commune.answer(CELL, 7)
    key = commune.submit()
    hand_over(commune, province)
    here = Hand(qtbot, province)
    here.unlock(PASSPHRASE)
    overview = here.frame.go("overview")
    assert isinstance(overview, Overview)
    here.wait(lambda: overview.found is not None)
    assert overview.found is not None
    squares = [square for line in overview.found.lines for square in line.squares]
    assert [square.key for square in squares if square.amended] == [key]
    (amended,) = [square for square in squares if square.amended]
    assert words_of(amended).endswith("It was amended after the period was closed.")
    overview.open_report(key)
    review = here.frame.shown
    assert isinstance(review, ReviewReport)
    here.wait(review.warning.isVisible)
    assert "Answers amended since then: 1." in review.warning.text()
    here.close()
