"""An office reports what is not asked of it: it adds the activity, and takes it out while it is empty."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from desktop.actions import report
from desktop.ui.activity_page import ActivityPage
from desktop.ui.add_page import AddPage
from desktop.ui.contents import ADD
from desktop.ui.number_field import NumberField
from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import kept, number, page, unlocked
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]
MORE = "2.1.3"  # a commune may report it and need not


def added(hand: Opens) -> tuple[Hand, ReportForm]:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, ADD)
    assert isinstance(form.page, AddPage)
    assert form.page.list.item(0).text().startswith(MORE)
    QTest.keyClick(form.page.list, Qt.Key.Key_Return)
    here.wait(lambda: form.page_title().startswith(MORE))
    return here, form


def listed(form: ReportForm) -> list[str]:
    assert isinstance(form.contents, QListWidget)
    return [form.contents.item(line).text() for line in range(form.contents.count())]


def first_number(form: ReportForm) -> str:
    return next(cell for cell, field in page(form).fields.items() if isinstance(field, NumberField))


def test_an_activity_is_added_by_keyboard_and_what_is_typed_is_kept_and_there_again(hand: Opens) -> None:
    here, form = added(hand)
    cell = first_number(form)
    type_text(number(form, cell), "3")
    form.keep()
    here.wait(lambda: kept(here.laptop, cell) == 3)
    here.reopen()
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, MORE)
    assert form.page_title().startswith(MORE)
    assert number(form, cell).text() == "3"


def test_it_is_taken_out_while_nothing_stands_in_it_and_only_then(hand: Opens) -> None:
    here, form = added(hand)
    activity = page(form)
    assert isinstance(activity, ActivityPage)
    number(form, first_number(form)).take(3)
    assert not activity.leave.isVisible()
    number(form, first_number(form)).take(None)
    assert activity.leave.isVisible()
    form.keep()
    activity.leave.click()
    here.wait(lambda: isinstance(form.page, AddPage))
    assert not any(line.startswith(MORE) for line in listed(form))


def test_what_is_asked_cannot_be_taken_out(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    activity = page(here.form(PERIOD, "2.3.1"))
    assert isinstance(activity, ActivityPage)
    assert not activity.leave.isVisible()


def test_an_added_activity_is_submitted_and_never_keeps_the_report_back(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    unlocked(here)
    form = here.form(PERIOD, ADD)
    assert isinstance(form.page, AddPage)
    form.page.choose()
    here.wait(lambda: form.page_title().startswith(MORE))
    cell = first_number(form)
    number(form, cell).take(3)
    form.keep()
    here.wait()
    assert form.answers is not None
    assert form.answers.progress() == (25, 25)
    with here.laptop.open() as db:
        report.submit(db, here.laptop.report())
        assert report.open_form(db, here.laptop.report()).view.live[cell].answer == 3


def test_who_goes_through_the_report_does_not_pass_by_adding(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "5.1.2")
    assert form.contents is not None
    assert form.contents.after("5.1.2") == "budget"
    assert form.contents.after(ADD) == "budget"
