"""Somebody who has never seen the program: from an empty folder to a sealed file, in Khmer, by keys alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import office, report, trust
from desktop.domain.report import Status
from desktop.i18n.words import chosen
from desktop.storage import keys
from desktop.ui import speech
from desktop.ui.answer_field import ChoiceField, NumberField
from desktop.ui.contents import REVIEW
from desktop.ui.first_start import FirstStart
from desktop.ui.recovery_key import RecoveryKey
from desktop.ui.remembered import Remembered
from desktop.ui.report_form import ReportForm
from desktop.ui.tally import Tally
from desktop.ui.window import Window
from tests.qt import real_keys
from tests.qt.real_keys import picture
from tests.qt.typist import CTRL, Key, Typist, in_hand
from tests.sync.laptops import PASSPHRASE, Laptop

PATIENCE = 20_000  # milliseconds
PERSON, ROLE = "មន្ត្រី ឧទាហរណ៍", "អ្នកទទួលបន្ទុក"
MANY = 200  # more steps by Tab than any screen takes


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window of a computer where nothing was set up; what a vault costs is tested elsewhere."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    speech.speak("km", "khmer")
    folder = tmp_path / "ទុក" / "store"
    if real_keys.DARK:
        folder.mkdir(parents=True)
        Remembered(folder).look("dark", "usual")
    made = Window(folder)
    (made.appear if real_keys.FOLDER else made.show)()  # the screen of the offscreen platform is small
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    qtbot.waitUntil(lambda: isinstance(made.body.currentWidget(), FirstStart), timeout=PATIENCE)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Newcomer:
    """Looks at the screen and presses keys; touches nothing else."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window, self.hands = qtbot, window, Typist()

    def wait(self, until: Callable[[], bool] = lambda: True) -> None:
        self.qtbot.waitUntil(lambda: self.window.tasks.idle and until(), timeout=PATIENCE)

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> None:
        """Tab until what has the focus is the one looked for."""
        for _ in range(MANY):
            if wanted(in_hand()):
                return
            self.hands.press(Key.Key_Tab)
        raise AssertionError("not to be reached by Tab")

    def tab_to_button(self, button: QPushButton) -> None:
        self.tab_to(lambda here: here is button)

    def choose_in_dialog(self, path: Path) -> None:
        """Press Enter on what has the focus; type a path into the dialog that comes up, and Enter."""
        QTimer.singleShot(0, lambda: self._answer(path))
        self.hands.press(Key.Key_Return)

    def _answer(self, path: Path) -> None:
        dialog = QApplication.activeModalWidget()
        here = QApplication.focusWidget()
        if dialog is None or here is None or not dialog.isAncestorOf(here):
            if dialog is not None:
                dialog.activateWindow()  # asked for too early, it is not heard
            QTimer.singleShot(20, lambda: self._answer(path))
            return
        self.hands.type(str(path))
        picture("dialog")
        self.hands.press(Key.Key_Return)


@pytest.mark.qt_log_ignore("This plugin does not support")  # said offscreen, when a dialog comes up
def test_a_newcomer_sends_a_sealed_report_with_keys_alone(
    qtbot: QtBot, window: Window, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    province = fresh("province")
    card = tmp_path / "04.card"
    with province.open() as db:
        card.write_bytes(office.office_card(db))
    me = Newcomer(qtbot, window)
    assert chosen() == "km"
    set_up(me, card, tmp_path / "key")
    period = fill_in(me)
    stick = tmp_path / "ដុំ USB"
    stick.mkdir()
    send(me, stick)
    (file,) = stick.iterdir()
    with office.connection(office.unlock(window.folder, PASSPHRASE)) as db:
        key = report.my_report(db, period)
    province.merge(file)
    with province.open() as db:
        (waiting,) = trust.list_quarantine(db)
        trust.accept(db, waiting.device, waiting.org_unit)
        assert report.status(db, key) is Status.SUBMITTED


def set_up(me: Newcomer, card: Path, recovery: Path) -> None:
    """Office, card, name, role, passphrase; then the recovery key, saved."""
    page = me.window.body.currentWidget()
    assert isinstance(page, FirstStart)
    assert in_hand() is page.office.search
    picture("first start")
    me.hands.type("អញ្ចាញរូង")
    me.hands.press(Key.Key_Return)
    me.wait(lambda: page.office.unit is not None)
    me.tab_to_button(page.office.card_button)
    me.choose_in_dialog(card)
    me.tab_to(lambda here: here is page.person)
    me.hands.type(PERSON)
    me.tab_to(lambda here: here is page.role)
    me.hands.type(ROLE)
    me.tab_to(lambda here: here is page.passphrase)
    me.hands.type(PASSPHRASE)
    assert (page.person.text(), page.role.text()) == (PERSON, ROLE)
    picture("set up")
    me.hands.press(Key.Key_Return)
    me.wait(lambda: bool(me.window.findChildren(RecoveryKey)))
    shown = me.window.findChildren(RecoveryKey)[0]
    assert shown.isAncestorOf(in_hand())
    picture("recovery key")
    me.tab_to_button(shown.save)
    me.choose_in_dialog(recovery)
    assert list(recovery.parent.glob("key*"))
    me.tab_to_button(shown.done)
    me.hands.press(Key.Key_Return)
    me.wait(lambda: me.window.frame is not None)
    me.wait()


def fill_in(me: Newcomer) -> str:
    """From home by Enter into the form, through every page, to the submission; the period."""
    frame = me.window.frame
    assert frame is not None
    picture("home")
    me.hands.press(Key.Key_Return)
    me.wait()
    form = frame.shown
    assert isinstance(form, ReportForm)
    assert form.answers is not None
    for _ in range(MANY):
        if form._item == REVIEW:
            break
        answer_page(me, form)
        picture(f"form {form._item}")
        me.hands.press(Key.Key_Return, CTRL)
    me.wait()
    answers = form.answers
    assert answers.progress()[0] == answers.progress()[1]
    picture("look over")
    submit = form.page.submit  # type: ignore[union-attr]
    me.tab_to_button(submit)
    me.hands.press(Key.Key_Return)
    me.wait(lambda: form.answers is not None and form.answers.frozen)
    picture("submitted")
    return frame.period


def answer_page(me: Newcomer, form: ReportForm) -> None:
    """A number or a choice into each field that the page has, going on by Enter or Tab."""
    page = form.page
    assert page is not None
    answered: set[QWidget] = set()
    for _ in range(MANY):
        here = in_hand()
        question = here.parent() if isinstance(here.parent(), ChoiceField) else here
        if isinstance(here, NumberField) and here not in answered and page.isAncestorOf(here):
            me.hands.type("១")
            me.hands.press(Key.Key_Return)
        elif isinstance(question, ChoiceField):
            if question not in answered:
                me.hands.press(Key.Key_Space)
            me.hands.press(Key.Key_Tab)
        elif isinstance(here.parent(), Tally):
            me.hands.press(Key.Key_Tab)
        else:
            return
        answered.add(question)


def send(me: Newcomer, stick: Path) -> None:
    me.hands.press(Key.Key_4, CTRL)
    me.wait()
    me.choose_in_dialog(stick)
    me.wait(lambda: bool(list(stick.iterdir())))
    picture("sent")
