"""What home tells beside the report in hand: what waits since when, receipts, and the year."""

from collections.abc import Callable
from pathlib import Path

from desktop.actions import trust
from desktop.ui.home import Home
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Opens = Callable[[str], Hand]


def home_of(here: Hand, period: str) -> Home:
    here.unlock(PASSPHRASE)
    here.frame.work_on(period)
    home = here.frame.go("home")
    here.wait()
    assert isinstance(home, Home)
    return home


def test_a_report_that_waits_says_since_when(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.laptop.submit()
    words = said(home_of(here, PERIOD))
    assert "kept here since " in words


def test_a_receipt_stands_with_the_day_it_came(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here, province = hand("commune"), fresh("province")
    here.laptop.fill("2026Q2")
    here.laptop.submit("2026Q2")
    province.merge(*here.laptop.write(tmp_path))
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
    province.exchange(tmp_path)
    here.laptop.exchange(tmp_path)
    words = said(home_of(here, PERIOD))
    assert "receipt came " in words
    assert "kept here since " not in words


def test_the_year_is_told_against_its_targets_in_words(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.answer("2.3.1:sessions", 4)
    here.laptop.answer("2.3.1:sessions:target", 12, "2026")
    here.laptop.answer("2.3.8:people", 30)
    words = said(home_of(here, PERIOD))
    assert "The year 2026 so far" in words
    assert "4 of 12" in words
    assert "30, no target set" in words
