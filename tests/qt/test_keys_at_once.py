"""What a person types right after a key that leads on goes where the key led."""

from collections.abc import Callable

from PySide6.QtTest import QTest

from tests.qt.conftest import Hand
from tests.qt.form_hand import SESSIONS, drafted, kept, unlocked
from tests.qt.typist import CTRL, Key, Typist
from tests.sync.laptops import PERIOD


def test_a_digit_typed_right_after_ctrl_enter_goes_to_the_next_activity(hand: Callable[[str], Hand]) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    typist = Typist()
    typist.press(Key.Key_Return, CTRL)
    assert not form.page_title().startswith("2.3.1")
    typist.type("4")
    form.keep()
    here.wait()
    assert not drafted(here.laptop, SESSIONS)


def test_what_is_typed_after_ctrl_d_takes_the_place_of_last_period_s_answer(
    hand: Callable[[str], Hand],
) -> None:
    here = hand("commune")
    here.laptop.fill("2026Q2")
    here.laptop.submit("2026Q2")
    unlocked(here)
    here.form(PERIOD, "2.3.1")
    typist = Typist()
    typist.press(Key.Key_D, CTRL)
    typist.type("12")
    typist.press(Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 12)


def test_kept_is_not_said_while_another_field_is_in_hand(hand: Callable[[str], Hand]) -> None:
    here = unlocked(hand("commune"))
    here.form(PERIOD, "2.3.1")
    tasks, words = here.frame.tasks, here.frame.status.kept_words
    said: list[tuple[str, bool]] = []
    tasks.changed.connect(lambda _what: said.append((words.text(), tasks.all_kept)))
    typist = Typist()
    typist.type("4")
    typist.press(Key.Key_Return)
    typist.type("8")  # before the answer about the first field is there
    here.wait(lambda: bool(said))
    assert not [text for text, all_kept in said if text.startswith("Kept on") and not all_kept]
    here.wait(lambda: words.text().startswith("Kept on"))


def test_a_long_text_is_kept_while_it_is_still_being_typed(hand: Callable[[str], Hand]) -> None:
    here = unlocked(hand("commune"))
    here.form(PERIOD, "narrative")
    typist = Typist()
    for _ in range(40):  # four seconds without a rest
        typist.type("ក")
        QTest.qWait(100)
    assert drafted(here.laptop, "narrative:challenges")
