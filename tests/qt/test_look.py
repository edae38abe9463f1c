"""The theme and the size of the text, chosen in the settings of the real window."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui import look
from desktop.ui.remembered import Remembered
from desktop.ui.report_form import ReportForm
from desktop.ui.settings import Settings
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import PARTICIPANTS, kept, number, unlocked
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]


@pytest.fixture(autouse=True)
def _usual_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    look.wear(qapp, "computer", "usual")


def settings_of(here: Hand) -> Settings:
    found = here.frame.shown
    assert isinstance(found, Settings)
    return found


def paper(here: Hand) -> str:
    """The colour that most of a screen has, as it is painted."""
    return here.frame.grab().toImage().pixelColor(here.frame.width() - 30, here.frame.height() // 2).name()


def test_dark_is_worn_at_once_and_when_the_program_is_opened_again(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    here.frame.go("settings")
    before = here.frame
    settings_of(here).appearance.themes["dark"].click()
    here.wait(lambda: here.window.frame is not before)
    assert look.colour("paper") == look.DARK["paper"]
    assert paper(here) == look.DARK["paper"].lower()
    assert settings_of(here).appearance.themes["dark"].isChecked()
    assert Remembered(here.laptop.folder).theme == "dark"


def test_larger_text_is_larger_on_every_label_and_the_press_keeps_the_focus(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    here.frame.go("settings")
    before, height = here.frame, settings_of(here).ways["about"].sizeHint().height()
    settings_of(here).appearance.sizes["larger"].setFocus()
    settings_of(here).appearance.sizes["larger"].click()
    here.wait(lambda: here.window.frame is not before)
    app = cast(QApplication, QApplication.instance())
    assert app.font().pointSizeF() == pytest.approx(look.BODY_POINTS * look.TIMES["larger"])
    assert settings_of(here).ways["about"].sizeHint().height() > height
    assert settings_of(here).appearance.in_hand == "larger"


def test_a_half_filled_form_keeps_its_place_and_its_figures_when_the_look_changes(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    number(form, PARTICIPANTS).setFocus()
    type_text(number(form, PARTICIPANTS), "41")
    before = here.frame
    here.window.remembered.look("dark", "large")
    here.wait(lambda: here.window.frame is not before)
    again = here.frame.shown
    assert isinstance(again, ReportForm)
    here.wait(lambda: again.page is not None)
    assert again.where == ("2.3.1", PARTICIPANTS)
    assert kept(here.laptop, PARTICIPANTS) == 41
