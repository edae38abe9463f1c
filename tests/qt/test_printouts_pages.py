"""What is seen is what is printed: the pages of the PDF in the window, by keyboard, and at the printer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import poster
from desktop.domain.sheet import Grade
from desktop.i18n.words import Language
from desktop.progress import Progress, Stopped
from desktop.ui import printer, speech
from desktop.ui.paper import Paper
from desktop.ui.papers import GLOSSARY, HISTORY, HOTLINES, OFFICE, REFERRAL
from desktop.ui.preview import Preview
from tests.qt.conftest import Hand
from tests.qt.test_home_printouts import printing
from tests.sync.laptops import PERIOD, Laptop

Opens = Callable[[str], Hand]
CASES = "2.3.4:cases_identified:physical.home.girl.6-11.without"
PAGES = 4  # of the booklet


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """No printer without one."""


@pytest.fixture(scope="module")
def booklet() -> bytes:
    return poster.pdf(poster.glossary("en"))


@pytest.fixture
def preview(qtbot: QtBot, booklet: bytes) -> Preview:
    speech.speak("en", "latin")
    made = Preview()
    qtbot.addWidget(made)
    made.setMinimumSize(700, 500)
    made.show_pdf(booklet)
    made.show()
    return made


def press(preview: Preview, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(preview.pages, key, held)


def greys(picture: QImage) -> list[bytes]:
    """The lines of a picture, a byte for each pixel from black to white."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    every, step = bytes(grey.constBits()), grey.bytesPerLine()
    return [every[line * step : line * step + grey.width()] for line in range(grey.height())]


def unlike(one: QImage, other: QImage) -> float:
    """How far two pictures of a page are from each other, 0 to 255, in the mean over 100 x 141 fields."""
    how = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    a, b = (b"".join(greys(picture.scaled(QSize(100, 141), *how))) for picture in (one, other))
    return sum(abs(x - y) for x, y in zip(a, b, strict=True)) / len(a)


def to_file(path: Path) -> QPrinter:
    """A printer that prints into a PDF file, with pixels as a real one has them."""
    made = printer.ready(QPrinter(QPrinter.PrinterMode.HighResolution))
    made.setResolution(600)
    made.setOutputFileName(str(path))
    return made


def test_the_pages_are_those_of_the_pdf(preview: Preview, booklet: bytes) -> None:
    assert preview.paper is not None
    assert preview.pages.count == preview.paper.pages == PAGES
    window, page = preview.pages.viewport().grab().toImage(), preview.pages._place(0)
    inside = page.intersected(window.rect())
    first, second = (
        Paper(booklet).picture(n, page.width()).copy(inside.translated(-page.topLeft())) for n in (0, 1)
    )
    assert unlike(window.copy(inside), first) < 1
    assert unlike(window.copy(inside), second) > 5


def test_by_keyboard_one_turns_pages_and_makes_them_larger(preview: Preview) -> None:
    press(preview, Qt.Key.Key_PageDown)
    assert preview.where.text() == f"page 2 of {PAGES}"
    press(preview, Qt.Key.Key_End)
    assert preview.pages.page == PAGES - 1
    press(preview, Qt.Key.Key_PageUp)
    assert preview.pages.page == PAGES - 2
    before = preview.pages.scale
    press(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.pages.scale > before
    assert preview.pages.page == PAGES - 2
    press(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    press(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.pages.scale == before
    press(preview, Qt.Key.Key_Home)
    assert preview.pages.page == 0


def test_who_hears_the_page_hears_which_one_and_what_stands_on_it(preview: Preview) -> None:
    assert preview.pages.accessibleName() == f"The paper, page 1 of {PAGES}"
    assert "Words of the plan" in preview.pages.accessibleDescription()
    press(preview, Qt.Key.Key_End)
    assert preview.pages.accessibleName() == f"The paper, page {PAGES} of {PAGES}"
    assert "Words of the plan and what they mean" not in preview.pages.accessibleDescription()[:40]


def test_what_is_printed_is_what_is_seen_in_its_true_size(booklet: bytes, tmp_path: Path) -> None:
    path = tmp_path / "បោះពុម្ព.pdf"
    assert printer.draw(booklet, to_file(path)) == PAGES
    printed, seen = Paper(path.read_bytes()), Paper(booklet)
    assert printed.pages == PAGES
    for page in range(PAGES):
        size = printed.size(page)
        assert (round(size.width()), round(size.height())) == (595, 842)
        assert unlike(printed.picture(page, 800), seen.picture(page, 800)) < 2
    edges = [ink_of(paper.picture(0, 1600)) for paper in (printed, seen)]
    assert all(abs(a - b) <= 2 for a, b in zip(*edges, strict=True)), edges


def ink_of(picture: QImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is printed, in pixels."""
    lines = greys(picture)
    rows = [y for y, line in enumerate(lines) if min(line) < 128]
    columns = [x for x in range(picture.width()) if min(line[x] for line in lines) < 128]
    return columns[0], rows[0], columns[-1], rows[-1]


def test_only_the_pages_that_were_asked_for_are_printed(booklet: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    chosen = to_file(path)
    chosen.setFromTo(2, 2)
    assert printer.draw(booklet, chosen) == 1
    assert unlike(Paper(path.read_bytes()).picture(0, 800), Paper(booklet).picture(1, 800)) < 2


def test_on_another_paper_a_page_is_as_large_as_fits(tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    chosen = to_file(path)
    chosen.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    pdf = poster.pdf(poster.hotlines("km"))
    printer.draw(pdf, chosen)
    printed = Paper(path.read_bytes())
    assert round(printed.size(0).width()) == 420
    assert unlike(printed.picture(0, 800), Paper(pdf).picture(0, 800)) < 3


def test_printing_that_is_stopped_gives_up(booklet: bytes, tmp_path: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        printer.draw(booklet, to_file(tmp_path / "stopped.pdf"), progress)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told_in_words(booklet: bytes, tmp_path: Path) -> None:
    with pytest.raises(printer.CannotPrint):
        printer.draw(booklet, to_file(tmp_path / "no such folder" / "paper.pdf"))


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this computer has a printer")
def test_without_a_printer_saving_is_offered(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    here.laptop.fill()
    screen = printing(here)
    here.wait(screen.print.isEnabled)
    screen.print.click()
    assert "no printer" in here.window.message.text.text()
    assert screen.keep_as.hasFocus()
    path = tmp_path / "ក្រដាស.pdf"
    screen.save(path)
    here.wait(path.exists)
    here.wait()
    saved = Paper(path.read_bytes())
    assert "No. 1" in saved.text(0)
    assert screen.preview.paper is not None
    assert saved.pages == screen.preview.paper.pages


def test_every_paper_of_an_office_is_seen(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill(**{"2.3.1__sessions": 4321})
    here.laptop.answer(CASES, 73)
    here.laptop.submit()
    screen = printing(here)
    screen.order.language.buttons[1].click()
    screen.order.digits.buttons[1].click()
    seen = {}
    for which in (OFFICE, HISTORY, HOTLINES, REFERRAL, GLOSSARY):
        screen.show_paper(which, grade=Grade.OFFICIAL)
        here.wait(screen.print.isEnabled)
        seen[which] = screen.preview.text()
    assert "4,321" in seen[OFFICE]
    assert "4,321" in seen[HISTORY]
    assert "Submitted" in seen[HISTORY]
    assert "1280" in seen[HOTLINES]
    assert [which for which, text in seen.items() if "not to be shared" in text] == [OFFICE, HISTORY]
    assert screen.order.period.isEnabled() is False


def test_a_secretariat_sees_the_history_of_a_report_that_came_in(
    hand: Opens, known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("province")
    screen = printing(here)
    report = here.laptop.report(PERIOD)
    screen.show_paper(HISTORY, report)
    here.wait(lambda: "ប្រវត្តិ" in screen.preview.text() or "History" in screen.preview.text())
    assert screen._asked is not None
    assert screen._asked.unit == report.org_unit


def test_nothing_of_a_paper_lies_on_the_disk(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill(**{"narrative__challenges": "said in confidence"})
    screen = printing(here)
    screen.order.language.buttons[1].click()
    screen.show_paper(OFFICE, grade=Grade.OFFICIAL)
    here.wait(lambda: "said in confidence" in screen.preview.text())
    for file in here.laptop.store.folder.rglob("*"):
        assert not file.is_file() or not file.read_bytes().startswith(b"%PDF-")


def test_a_paper_that_is_not_a_pdf_has_no_pages() -> None:
    assert Paper(b"no paper at all").pages == 0


@pytest.mark.parametrize("language", ["km", "en"])
def test_qt_keeps_the_words_that_the_program_does_not_say(language: Language) -> None:
    speech.speak(language, "latin")
    assert QPageSize(QPageSize.PageSizeId.A4).isValid()  # its name is one of Qt's words
