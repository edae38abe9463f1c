"""The Excel form in the real window: made, opened, its doubtful cells left out, all taken in."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from desktop.storage import reports
from desktop.ui import speech
from desktop.ui.excel_form import ExcelFormPage
from desktop.ui.home import Home
from desktop.ui.pieces import Button
from desktop.ui.report_form import ReportForm
from tests import excel_hand
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Opens = Callable[[str], Hand]
SESSIONS, PEOPLE = "1.3.1:sessions", "1.3.1:people"
PICTURES = os.environ.get("PICTURES")  # a folder: what these tests saw, to be looked at


def opened(here: Hand) -> ExcelFormPage:
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    home = here.frame.go("home")
    here.wait()
    assert isinstance(home, Home)
    next(button for button in home.findChildren(Button) if button.text() == "Excel form").click()
    here.wait()
    page = here.frame.shown
    assert isinstance(page, ExcelFormPage)
    return page


def made(here: Hand, page: ExcelFormPage, folder: Path) -> excel_hand.Hand:
    file = folder / "ទម្រង់ form.xlsx"
    page.save_form(file)
    here.wait(file.exists)
    return excel_hand.Hand(file.read_bytes())


def read(here: Hand, page: ExcelFormPage, folder: Path, form: excel_hand.Hand) -> None:
    file = folder / "filled.xlsx"
    file.write_bytes(form.saved())
    page.read_form(file)
    here.wait()


def drafts(laptop: Laptop) -> dict[str, object]:
    with laptop.open() as db:
        return {cell: draft.answer for cell, draft in reports.drafts(db, laptop.report()).items()}


def picture(here: Hand, name: str) -> None:
    if PICTURES:
        for language in ("km", "en"):
            speech.speak(language, "khmer" if language == "km" else "latin")
            for _ in range(8):  # words, then widths, then the heights that follow from them
                here.wait()
                QCoreApplication.processEvents()
            here.window.grab().save(str(Path(PICTURES) / f"{name}-{language}.png"))


def test_doubtful_cells_are_left_out_one_by_one_and_then_all_comes_in(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    page = opened(here)
    form = made(here, page, tmp_path)
    place = form.answer(SESSIONS, "many")
    form.answer(PEOPLE, "១.២០០")
    picture(here, "excel_form")
    read(here, page, tmp_path, form)
    table = page.doubtful.table
    assert table.texts(0)[:3] == [
        place,
        "many",
        "This is not a whole number. Type it with digits only, for example 1200.",
    ]
    assert not page.take.isEnabled()
    table.setFocus()
    table.choose(place)
    QTest.keyClick(table, Qt.Key.Key_Return)
    here.wait()
    picture(here, "excel_form_read")
    assert table.texts(0)[3] == "left out"
    assert page.take.isEnabled()
    assert page.answers.texts(0)[:3] == ["1.3.1  People reached", "–", "1,200"]
    page.doubtful.leave.click()
    assert not page.take.isEnabled()
    page.doubtful.leave.click()
    page.take.click()
    here.wait(lambda: page.looked is None)
    assert drafts(here.laptop) == {PEOPLE: 1200}
    assert page.done.accessibleName() == "1 answers are kept on this computer."
    page.report.click()
    here.wait()
    assert isinstance(here.frame.shown, ReportForm)


def test_a_form_that_is_put_away_and_opened_again_begins_anew(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    page = opened(here)
    form = made(here, page, tmp_path)
    place = form.answer(SESSIONS, "many")
    read(here, page, tmp_path, form)
    page.leave_out(frozenset({place}))
    page.away.click()
    assert (page.found.isVisible(), page.making.isVisible()) == (False, True)
    read(here, page, tmp_path, form)
    assert page.doubtful.table.texts(0)[3] == "doubtful"
    assert drafts(here.laptop) == {}


def test_a_file_that_is_no_form_is_told_in_words_and_nothing_is_shown(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    page = opened(here)
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"code,answer\n")
    page.read_form(file)
    here.wait()
    assert not page.found.isVisible()
    assert "not an Excel workbook" in said(here.window)


def test_the_office_above_makes_the_form_of_an_office_by_its_code(hand: Opens, tmp_path: Path) -> None:
    here = hand("district")
    page = opened(here)
    assert page.code.isVisible()
    page.code.setText("040101")
    form = made(here, page, tmp_path)
    assert form.cell(SESSIONS).value is None
    assert any(cell.value == "kh.040101" for row in form.book.worksheets[0].iter_rows() for cell in row)


def test_a_commune_makes_its_own_form_only(hand: Opens) -> None:
    page = opened(hand("commune"))
    assert not page.code.isVisible()
    assert not page.make_all.isVisible()


def test_the_forms_of_all_offices_below_are_saved_into_a_folder(hand: Opens, tmp_path: Path) -> None:
    here = hand("district")
    page = opened(here)
    page.save_all(tmp_path / "ទម្រង់ forms")
    here.wait(page.written.isVisible)
    assert page.make_all.isEnabled()
    assert len([*(tmp_path / "ទម្រង់ forms").glob("form-0401??-*.xlsx")]) > 1
    picture(here, "excel_forms")
