"""What leaves the office through the window: to be shared first, official for a receiver, and registered."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions.exporting import OpenFormat
from desktop.domain.sheet import Grade
from desktop.ui.contents import REVIEW
from desktop.ui.exports import Exports
from desktop.ui.papers import FORM, OFFICE
from desktop.ui.printouts import EXCEL, PDF, Printouts
from desktop.ui.releases import Releases
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand
from tests.qt.test_home_printouts import printing
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]
SECRET = 7_919  # a number of children that stands nowhere else
WORDS = "said in confidence"


@pytest.fixture
def here(hand: Opens) -> Hand:
    """A commune's window, with a report that was submitted."""
    found = hand("commune")
    found.laptop.fill(**{"2.3.4__cases_identified": SECRET, "narrative__challenges": WORDS})
    found.laptop.submit()
    return found


@pytest.fixture
def screen(here: Hand) -> Printouts:
    found = printing(here)
    found.order.language.buttons[1].click()
    found.order.digits.buttons[1].click()
    here.wait(found.print.isEnabled)
    return found


def register(here: Hand) -> Releases:
    found = here.frame.go("releases")
    here.wait()
    assert isinstance(found, Releases)
    return found


def test_the_copy_to_be_shared_comes_first_and_the_official_one_is_one_key_away(
    here: Hand, screen: Printouts
) -> None:
    assert "7,919" not in screen.preview.text()
    assert WORDS not in screen.preview.text()
    assert not screen.order.grade.field.isVisible()
    screen.order.grade.choice.buttons[1].click()
    here.wait(lambda: "7,919" in screen.preview.text())
    assert WORDS in screen.preview.text()
    assert screen.order.grade.field.text()  # the office above is filled in
    screen.order.grade.choice.buttons[0].click()
    here.wait(lambda: "7,919" not in screen.preview.text())


def test_an_official_copy_without_a_receiver_is_not_made(
    here: Hand, screen: Printouts, tmp_path: Path
) -> None:
    screen.show_paper(OFFICE, grade=Grade.OFFICIAL)
    here.wait(screen.print.isEnabled)
    screen.order.grade.field.clear()
    screen.keep_as.click()
    assert screen.order.grade.field.hasFocus()
    assert "Say who receives it" in here.window.message.text.text()
    screen.order.grade.field.setText("  ")
    screen.look()
    here.wait(screen.print.isEnabled)
    screen.save(tmp_path / "none.pdf")
    here.wait()
    assert not (tmp_path / "none.pdf").exists()
    assert "Say who receives it" in here.window.message.text.text()
    assert register(here).found == ()


def test_a_saved_copy_says_its_number_and_stands_in_the_register(
    here: Hand, screen: Printouts, tmp_path: Path
) -> None:
    shared, official = tmp_path / "ឯកសារ shared.pdf", tmp_path / "official.pdf"
    screen.save(shared)
    here.wait(shared.exists)
    screen.show_paper(OFFICE, grade=Grade.OFFICIAL)
    screen.order.grade.field.setText("The <b>district</b>")
    screen.look()
    here.wait(screen.print.isEnabled)
    screen.save(official)
    here.wait(lambda: screen.left.number.isVisible())
    assert screen.left.number.text().endswith("2")
    page = register(here)
    lines = [page.table.texts(line) for line in range(2)]
    assert [line[0] for line in lines] == ["2", "1"]
    assert [line[2] for line in lines] == ["Official copy", "To be shared"]
    assert lines[0][6] == "The <b>district</b>"
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (official, shared)]
    assert [line[-1] for line in lines] == [digest[:8] for digest in digests]


def test_the_register_is_sorted_by_any_column(here: Hand, screen: Printouts, tmp_path: Path) -> None:
    for name, kind in (("a.pdf", PDF), ("b.xlsx", EXCEL)):
        screen.save(tmp_path / name, kind)
        here.wait((tmp_path / name).exists)
    page = register(here)
    page.table.sort_by("number")
    assert [page.table.texts(line)[0] for line in range(2)] == ["1", "2"]
    page.table.sort_by("paper", down=True)
    assert [page.table.texts(line)[3][-4:] for line in range(2)] == ["XLSX", " PDF"]


def test_a_workbook_to_be_shared_opens_and_holds_no_exact_count(
    here: Hand, screen: Printouts, tmp_path: Path
) -> None:
    path = tmp_path / "តារាង.xlsx"
    screen.save(path, EXCEL)
    here.wait(path.exists)
    book = load_workbook(path)
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert len(cells) > 50
    with zipfile.ZipFile(path) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert str(SECRET) not in inside
    assert WORDS not in inside


def test_the_letter_number_and_the_date_are_filled_in_or_left_dotted(here: Hand, screen: Printouts) -> None:
    assert not screen.order.letter.isVisible()  # what may be shared is nobody's letter
    screen.order.grade.choice.buttons[1].click()
    here.wait(lambda: "....." in screen.preview.text())
    QTest.keyClicks(screen.order.letter, "012/26")
    QTest.keyClick(screen.order.letter, Qt.Key.Key_Return)
    screen.order.date.buttons[1].click()
    here.wait(lambda: "012/26" in screen.preview.text())
    assert "Done at" in screen.preview.text()


def test_an_empty_form_comes_with_the_last_figures_or_without(here: Hand, screen: Printouts) -> None:
    here.laptop.fill("2026Q2", **{"2.3.1__sessions": 6_543})
    here.laptop.submit("2026Q2")
    screen.show_paper(FORM)
    here.wait(lambda: "6,543" in screen.preview.text())
    screen.order.figures.buttons[1].click()
    here.wait(lambda: "6,543" not in screen.preview.text())
    assert not screen.order.grade.isVisible()  # it holds nothing that needs protection


def test_after_submitting_the_official_copy_is_one_button_away(here: Hand) -> None:
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, REVIEW)
    (page,) = form.findChildren(ReviewPage)
    assert page.sign.isVisible()
    page.sign.click()
    found = here.frame.shown
    assert isinstance(found, Printouts)
    here.wait(found.print.isEnabled)
    assert (found.order.which, found.order.grade.grade) == (OFFICE, Grade.OFFICIAL)
    assert found.order.asked() is not None
    assert found.order.asked().period == PERIOD  # type: ignore[union-attr]
    assert found.print.hasFocus()


def test_from_submitting_to_the_printer_of_the_official_copy_is_three_keys(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, REVIEW)
    (page,) = form.findChildren(ReviewPage)
    here.wait(page.submit.isEnabled)
    page.submit.setFocus()
    QTest.keyClick(page.submit, Qt.Key.Key_Return)
    here.wait(lambda: form.answers is not None and form.answers.frozen)
    here.wait()
    page = form.page
    assert isinstance(page, ReviewPage)
    here.wait(page.send.hasFocus)
    QTest.keyClick(page.send, Qt.Key.Key_Tab)
    assert page.sign.hasFocus()
    QTest.keyClick(page.sign, Qt.Key.Key_Return)
    found = here.frame.shown
    assert isinstance(found, Printouts)
    here.wait(found.print.hasFocus)  # Enter prints
    assert found.order.grade.is_ready


def exporting(here: Hand) -> Exports:
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    found = here.frame.go("exports")
    here.wait()
    assert isinstance(found, Exports)
    return found


def test_each_format_offers_the_grades_it_comes_in(here: Hand) -> None:
    page = exporting(here)
    shareable, official = page.grade.choice.buttons
    for which, offered, graded in (
        (OpenFormat.CSV, (True, False), Grade.SHAREABLE),
        (OpenFormat.RECORDS, (False, True), Grade.OFFICIAL),
        (OpenFormat.DHIS2, (True, True), Grade.OFFICIAL),
    ):
        page.choose(which)
        assert (shareable.isVisible(), official.isVisible()) == offered
        assert page.grade.grade is graded
    assert page.period.isEnabled()


def test_an_exported_file_is_registered_and_can_be_opened_by_other_programs(
    here: Hand, tmp_path: Path
) -> None:
    page = exporting(here)
    path = tmp_path / "តារាង.zip"
    page.choose(OpenFormat.CSV, PERIOD)
    page.save(path)
    here.wait(path.exists)
    here.wait()
    assert page.left.number.text().endswith("1")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert "datapackage.json" in archive.namelist()
        assert str(SECRET) not in archive.read("values.csv").decode()
    assert register(here).table.texts(0)[3].endswith("ZIP")


def test_records_are_exported_for_a_receiver(here: Hand, tmp_path: Path) -> None:
    page = exporting(here)
    path = tmp_path / "records.json"
    page.choose(OpenFormat.RECORDS)
    page.grade.field.setText("CNCC")
    page.save(path)
    here.wait(path.exists)
    here.wait()
    assert str(SECRET) in path.read_text(encoding="utf-8")
    (row,) = (register(here).table.texts(0),)
    assert (row[5], row[6]) == ("All periods", "CNCC")
