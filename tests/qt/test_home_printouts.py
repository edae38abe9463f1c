"""Printouts in the real window: what the paper will say is seen before it is saved."""

from collections.abc import Callable

from desktop.domain.sheet import Grade
from desktop.ui.papers import OFFICE
from desktop.ui.printouts import Printouts
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]


def printing(here: Hand) -> Printouts:
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    screen = here.frame.go("print")
    here.wait()
    assert isinstance(screen, Printouts)
    return screen


def test_the_report_is_seen_in_the_language_that_is_chosen_for_it(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill(**{"2.3.1__sessions": 4321, "narrative__challenges": "<b>as typed</b> & so"})
    screen = printing(here)
    screen.show_paper(OFFICE, grade=Grade.OFFICIAL)
    screen.order.language.buttons[1].click()
    screen.order.digits.buttons[1].click()
    here.wait(lambda: "4,321" in screen.preview.text())
    assert "<b>as typed</b> & so" in screen.preview.text()
    screen.order.language.buttons[0].click()
    screen.order.digits.buttons[0].click()
    here.wait(lambda: "៤.៣២១" in screen.preview.text())


def test_where_nothing_was_written_the_preview_says_so(hand: Opens) -> None:
    here = hand("commune")
    screen = printing(here)
    here.wait(lambda: "nothing to print" in screen.preview.text())
    assert not here.window.message.isVisible()
