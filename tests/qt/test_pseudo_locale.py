"""A walk in a language of brackets and in Khmer: nothing untranslated, nothing cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n import words
from desktop.i18n.khmer import has_khmer
from desktop.ui.example import Example
from tests.qt.pseudo import Pseudo, untranslated
from tests.qt.walking import SIZES, Walk, example_once, named, seen

__all__ = ["example_once"]

SLACK = 2  # pixels that a letter's foot or an accent may take
IDS = [f"{wide} x {high}" for wide, high in SIZES]


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """English is said in brackets."""
    real, strange = words._catalogue, Pseudo()
    monkeypatch.setattr(words, "_catalogue", lambda language: strange if language == "en" else real(language))


class Reader:
    """Gathers what is wrong anywhere on the walk, each fault once."""

    def __init__(self, *, translated: bool) -> None:
        self._translated = translated
        self.faults: dict[str, str] = {}

    def __call__(self, place: str, window: QWidget) -> None:
        found = [*_cut_off(window), *(_not_translated(window) if self._translated else ())]
        for fault in found:
            self.faults.setdefault(fault, place)

    @property
    def words(self) -> str:
        return "\n".join(f"{place}: {fault}" for fault, place in self.faults.items())


@pytest.fixture
def walk(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Walk]:
    size, language = request.param
    made = Walk(qtbot, tmp_path, size, language)
    yield made
    made.close()


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("walk", [(size, "en") for size in SIZES], indirect=True, ids=IDS)
def test_every_word_goes_through_the_catalogue_and_has_room_where_it_is_longer(
    walk: Walk, example_once: Example
) -> None:
    reader = Reader(translated=True)
    _whole(walk, example_once, reader)
    assert not reader.words, reader.words


@pytest.mark.parametrize("walk", [(size, "km") for size in SIZES], indirect=True, ids=IDS)
def test_khmer_has_room_everywhere(walk: Walk, example_once: Example) -> None:
    reader = Reader(translated=False)
    _whole(walk, example_once, reader)
    assert not reader.words, reader.words


def _whole(walk: Walk, example: Example, reader: Reader) -> None:
    walk.first_start(reader)
    walk.gate(example.commune, reader)
    walk.office(example.commune, reader)
    walk.office(example.province, reader)


def _not_translated(window: QWidget) -> Iterator[str]:
    for one in seen(window):
        if not isinstance(one, QLabel | QAbstractButton) and has_khmer(one.accessibleName()):
            yield f"{type(one).__name__} is still called “{one.accessibleName()}”"
        for text in _said(one):
            if left := untranslated(text):
                yield f"{type(one).__name__} says “{left}”"


def _said(one: QWidget) -> Iterator[str]:
    """Everything a widget shows or tells a screen reader that the person did not type."""
    yield from (one.toolTip(), one.accessibleName())
    if isinstance(one, QLabel | QAbstractButton):
        yield _plain(one.text())
    elif isinstance(one, QComboBox):
        yield from (one.itemText(place) for place in range(one.count()))
    elif isinstance(one, QLineEdit):
        yield one.placeholderText()
    elif isinstance(one, QListWidget):
        yield from (one.item(row).text() for row in range(one.count()))
    elif isinstance(one, QHeaderView) and one.model() is not None:
        heads = (one.model().headerData(place, one.orientation()) for place in range(one.count()))
        yield from (str(head) for head in heads if head)


def _plain(text: str) -> str:
    if "<" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _cut_off(window: QWidget) -> Iterator[str]:
    for one in seen(window):
        if isinstance(one, QLabel) and one.text() and not _label_fits(one):
            yield f"{named(one)} needs more room than {one.width()} x {one.height()}"
        elif isinstance(one, QAbstractButton) and one.text() and not _fits(one):
            yield f"{named(one)} needs {one.sizeHint().width()} and has {one.width()} x {one.height()}"
        elif isinstance(one, QComboBox) and one.currentText() and not _fits(one) and not one.toolTip():
            yield f"{named(one)}: “{one.currentText()}” needs {one.sizeHint().width()}, has {one.width()}"
        elif isinstance(one, QLineEdit) and not _example_fits(one):
            yield f"{named(one)}: “{one.placeholderText()}” is longer than {one.width()}"
        elif isinstance(one, QListWidget):
            yield from _lines_cut_off(one)
        if isinstance(one, QLabel | QAbstractButton) and one.text() and _is_outside(one):
            yield f"{named(one)} lies beside what one sees"


def _fits(one: QWidget) -> bool:
    wanted = one.sizeHint()
    return wanted.width() <= one.width() + SLACK and wanted.height() <= one.height() + SLACK


def _label_fits(label: QLabel) -> bool:
    if label.toolTip():
        return True  # it gives way, and the whole is said beside the pointer
    if not label.wordWrap():
        return _fits(label)
    longest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])
    narrow = longest > label.width() + SLACK and "\u200b" not in label.text() and "/" not in label.text()
    return not narrow and label.heightForWidth(label.width()) <= label.height() + SLACK


def _example_fits(field: QLineEdit) -> bool:
    needed = field.fontMetrics().horizontalAdvance(field.placeholderText())
    return bool(field.text()) or not needed or needed <= field.width() - 16 or bool(field.toolTip())


def _lines_cut_off(list_: QListWidget) -> Iterator[str]:
    for row in range(list_.count()):
        item = list_.item(row)
        needed = list_.sizeHintForIndex(list_.indexFromItem(item)).width()
        if needed > list_.viewport().width() + SLACK and not item.toolTip() and not list_.wordWrap():
            yield f"{named(list_)}: “{item.text()[:40]}” is cut off and nothing says the whole"


def _is_outside(one: QWidget) -> bool:
    """Whether a part of it stands left or right of what scrolls up and down only, or of the window."""
    above = one.parentWidget()
    while above is not None and not isinstance(above, QScrollArea) and not above.isWindow():
        above = above.parentWidget()
    frame = above.viewport() if isinstance(above, QScrollArea) else above
    if frame is None or (isinstance(above, QScrollArea) and above.horizontalScrollBar().maximum()):
        return False
    left = one.mapTo(frame, QPoint(0, 0)).x()
    return left < -SLACK or left + one.width() > frame.width() + SLACK
