"""A card opened at first start: it chooses its office, shows the number to compare, or is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.sync import card
from desktop.sync.record import fingerprint
from desktop.ui import speech
from desktop.ui.first_start import FirstStart
from desktop.ui.window import Window
from tests.sync.forging import key_of
from tests.sync.laptops import Laptop

Laptops = Callable[[str], Laptop]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[FirstStart]:
    """The first page of a computer where nothing was set up."""
    window = Window(tmp_path / "ទុក" / "store")
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.body.currentWidget(), FirstStart), timeout=20_000)
    speech.speak("en", "latin")
    found = window.body.currentWidget()
    assert isinstance(found, FirstStart)
    yield found
    window.close()
    window.deleteLater()


def card_file(province: Laptop, folder: Path, spoil: bytes = b"", office: str = "kh.040102") -> Path:
    path = folder / "040102.tumpeang-card"
    content = card.write(key_of(province), "kh.04", province.box(), office)
    path.write_bytes(content.replace(b"kh.040102", spoil) if spoil else content)
    return path


def test_a_card_chooses_its_office_and_shows_the_number_to_compare(
    page: FirstStart, qtbot: QtBot, known: Laptops, tmp_path: Path
) -> None:
    province = known("province")
    page.office.take_card(card_file(province, tmp_path))
    qtbot.waitUntil(lambda: page.office.unit is not None, timeout=20_000)
    assert page.office.unit is not None
    assert page.office.unit.code == "040102"
    number = fingerprint(province.device)
    assert number in page.office.card_words.text()


def test_a_card_that_was_changed_is_refused_with_the_reason(
    page: FirstStart, qtbot: QtBot, known: Laptops, tmp_path: Path
) -> None:
    problems: list[object] = []
    page._tasks.failed.connect(problems.append)
    page.office.take_card(card_file(known("province"), tmp_path, b"kh.040103"))
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert isinstance(problems[0], card.NotACard)
    assert page.office.card is None
    assert page.office.unit is None
