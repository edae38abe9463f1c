"""What home tells beside the report in hand: what waits since when, receipts, and the year."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from desktop.actions import printout, receipt, stamp, trust
from desktop.domain.sheet import Grade, Paragraph
from desktop.ui.home import Home
from desktop.ui.pieces import Button
from desktop.ui.printouts import Printouts
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Opens = Callable[[str], Hand]
BEFORE = "2026Q2"


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
    assert "written to a stick" not in words


def test_a_report_that_waits_says_when_it_was_put_onto_a_stick(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.laptop.submit()
    here.laptop.write(tmp_path / "stick")
    words = said(home_of(here, PERIOD))
    assert "last written to a stick or folder: " in words
    assert "Handed over, waiting for the receipt: Quarter 3, 2026" in words


def test_an_office_that_never_sent_a_report_is_told_how_one_goes(hand: Opens) -> None:
    here = hand("commune")
    assert "How a report goes" in said(home_of(here, PERIOD))
    here.laptop.fill()
    here.laptop.submit()
    here.frame.go("home").refresh()
    here.wait()
    assert "How a report goes" not in said(home_of_shown(here))


def test_a_secretariat_sees_what_came_of_its_offices_and_what_waits_for_its_word(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("province")
    received(fresh("commune"), here.laptop, tmp_path)
    with stamp.held(dt.datetime(2026, 8, 1, 4, tzinfo=dt.UTC)):
        home = home_of(here, PERIOD)
        words = said(home)
    assert "Quarter 2, 2026: 1 of 80 reports have come" in words
    assert "Not judged yet: 1" in words
    shown(home, "Overview")[0].click()
    assert here.frame.place == "overview"


def test_a_secretariat_that_begins_is_led_to_the_cards_of_its_offices(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("province")
    home = home_of(here, PERIOD)
    assert "First, give every office its card" in said(home)
    shown(home, "Office cards")[0].click()
    assert here.frame.place == "devices"
    received(fresh("commune"), here.laptop, tmp_path)
    here.frame.go("home")
    here.wait()
    assert "First, give every office its card" not in said(home_of_shown(here))


def home_of_shown(here: Hand) -> Home:
    assert isinstance(here.frame.shown, Home)
    return here.frame.shown


def shown(home: Home, words: str) -> list[Button]:
    return [one for one in home.findChildren(Button) if one.text() == words and one.isVisible()]


def received(laptop: Laptop, province: Laptop, folder: Path) -> str:
    """Let a report reach the secretariat and its receipt come back; the receipt's code there."""
    laptop.fill(BEFORE)
    key = laptop.submit(BEFORE)
    province.merge(*laptop.write(folder))
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
    province.exchange(folder)
    laptop.exchange(folder)
    with province.open() as db:
        return receipt.code(db, key)


def test_a_receipt_stands_with_the_day_it_came(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("commune")
    received(here.laptop, fresh("province"), tmp_path)
    words = said(home_of(here, PERIOD))
    assert "receipt came " in words
    assert "kept here since " not in words


def test_the_receipt_is_one_press_away_and_its_code_stands_on_the_printed_report(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("commune")
    code = received(here.laptop, fresh("province"), tmp_path)
    home = home_of(here, PERIOD)
    here.wait(lambda: len(shown(home, "Receipt")) == 1)
    shown(home, "Receipt")[0].click()
    page = here.frame.shown
    assert isinstance(page, Printouts)
    here.wait(lambda: code in page.preview.text())
    assert "Receipt for the report" in page.preview.text()
    with here.laptop.open() as db:
        official = printout.office_report_sheet(db, BEFORE, "en", "latin", grade=Grade.OFFICIAL)
        assert [
            block.text for block in official.blocks if isinstance(block, Paragraph) and code in block.text
        ]
        # Which report was received is for the offices that hold it, not for whom a copy is shared with.
        shared = printout.office_report_sheet(db, BEFORE)
        assert shared.reference is None
        assert not [
            block.text for block in shared.blocks if isinstance(block, Paragraph) and code in block.text
        ]


def test_the_code_on_paper_is_the_same_in_both_shapes_of_digits(
    fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune = fresh("commune")
    code = received(commune, fresh("province"), tmp_path)
    with commune.open() as db:
        sheet = printout.office_report_sheet(db, BEFORE, "km", "khmer", grade=Grade.OFFICIAL)
    assert sheet.reference is not None
    assert sheet.reference.code == code  # of what was submitted: all of it was received
    assert [block.text for block in sheet.blocks if isinstance(block, Paragraph) and code in block.text]


def test_without_a_receipt_for_all_of_it_a_printed_report_has_no_code(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("commune")
    code = received(here.laptop, fresh("province"), tmp_path)
    here.laptop.answer("2.3.1:sessions", 8, BEFORE)
    key = here.laptop.submit(BEFORE)
    with here.laptop.open() as db:
        assert receipt.code(db, key) == code  # of what had come before
        assert receipt.code_of_all(db, key) == ""


def test_the_year_is_told_against_its_targets_in_words(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.answer("2.3.1:sessions", 4)
    here.laptop.answer("2.3.1:sessions:target", 12, "2026")
    here.laptop.answer("2.3.8:people", 30)
    words = said(home_of(here, PERIOD))
    assert "The year 2026 so far" in words
    assert "4 of 12" in words
    assert "30, no target set" in words
