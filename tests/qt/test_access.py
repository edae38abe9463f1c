"""Every screen by keyboard alone, for screen readers, and large enough to hit."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.contents import Sign
from desktop.ui.example import Example
from desktop.ui.jump import Jump
from desktop.ui.look import DARK, LIGHT, Colours
from desktop.ui.number_field import WhyButton
from desktop.ui.window import DESIGN_SIZE
from tests.qt.walking import Walk, example_once, named, seen

__all__ = ["example_once"]

LEAST_TARGET = 24  # pixels
LEAST_POINTS = 9.0
LEAST_CONTRAST = 4.5
RING = 4  # pixels at the edge of a widget, where the focus is drawn
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView, QTextBrowser)

# The inks of the style sheet, each with the papers it stands on.
INKS = {
    "ink": ("paper", "card", "side", "green_soft", "amber_soft", "blue_soft", "red_soft"),
    "second": ("paper", "card", "side"),
    "green": ("paper", "card", "side", "green_soft"),
    "on_green": ("green",),
    "blue": ("paper", "card", "blue_soft"),
    "amber": ("paper", "card", "side", "amber_soft"),
    "red": ("paper", "card", "red_soft"),
}


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path) -> Iterator[Walk]:
    made = Walk(qtbot, tmp_path, DESIGN_SIZE, "en")
    yield made
    made.close()


class Looker:
    """Gathers what is wrong anywhere on the walk, each fault once."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def __call__(self, place: str, window: QWidget) -> None:
        for fault in (*_unnamed(window), *_small(window), *_out_of_reach(window), *_without_focus(window)):
            self.faults.setdefault(fault, place)

    @property
    def words(self) -> list[str]:
        return [f"{place}: {fault}" for fault, place in self.faults.items()]


def test_the_first_start_and_the_gate_are_for_keyboards_and_screen_readers(
    walk: Walk, example_once: Example
) -> None:
    look = Looker()
    walk.first_start(look)
    walk.gate(example_once.commune, look)
    assert not look.words, "\n".join(look.words)


@pytest.mark.parametrize("which", ["commune", "province"])
def test_every_screen_is_for_keyboards_and_screen_readers(
    walk: Walk, example_once: Example, which: str
) -> None:
    look = Looker()
    walk.office(getattr(example_once, which), look)
    assert not look.words, "\n".join(look.words)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_stands_out_from_every_paper_it_is_written_on(theme: Colours) -> None:
    pairs = [(ink, paper) for ink, papers in INKS.items() for paper in papers]
    faint = {
        (ink, paper): round(contrast(theme[ink], theme[paper]), 2)
        for ink, paper in pairs
        if contrast(theme[ink], theme[paper]) < LEAST_CONTRAST
    }
    assert faint == {}
    assert contrast(theme["edge"], theme["card"]) >= 2.9  # the line around a field: no text


def test_no_sign_tells_by_its_colour_alone() -> None:
    told = [(sign.value[0], sign.value[2]) for sign in Sign if sign is not Sign.NONE]
    assert len({icon for icon, _word in told}) == len(told)
    assert all(word for _icon, word in told)


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2 reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _controls(window: QWidget) -> list[QWidget]:
    """What a person works with: not what belongs to another control, not what cannot be used now."""
    found = [one for one in seen(window) if isinstance(one, CONTROLS) or _takes_focus(one)]
    whole = [one for one in found if not isinstance(one, QScrollArea | QScrollBar) and one.isEnabled()]
    return [one for one in whole if not any(one is not other and other.isAncestorOf(one) for other in whole)]


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None


def _unnamed(window: QWidget) -> Iterator[str]:
    for one in _controls(window):
        known = QAccessible.queryAccessibleInterface(one)
        if not known.text(QAccessible.Text.Name).strip():
            yield f"{named(one)} has no name for a screen reader"
        drawn = isinstance(one, QAbstractScrollArea)  # Qt has no role for a picture of paper
        if known.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client) and not drawn:
            yield f"{named(one)} has no role for a screen reader"


def _small(window: QWidget) -> Iterator[str]:
    for one in _controls(window):
        if min(one.width(), one.height()) < LEAST_TARGET:
            yield f"{named(one)} is only {one.width()} x {one.height()}"
    for label in seen(window, QLabel):
        if label.fontInfo().pointSizeF() < LEAST_POINTS:
            yield f"{named(label)} is only {label.fontInfo().pointSizeF()} points"


def _out_of_reach(window: QWidget) -> Iterator[str]:
    """Press Tab all the way round, and see what never had the focus."""
    wanted = [one for one in _controls(window) if not _has_its_keys(one)]
    for one in wanted:
        if one.focusPolicy() is Qt.FocusPolicy.NoFocus:
            yield f"{named(one)} takes clicks but never the focus"
    reached: set[QWidget] = set()
    for _ in range(2 * len(wanted) + 10):
        now = QApplication.focusWidget()
        if now is None:
            break
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    for one in wanted:
        if one.focusPolicy() is not Qt.FocusPolicy.NoFocus and not reached & _group(one):
            yield f"{named(one)} is never reached with Tab"


def _has_its_keys(one: QWidget) -> bool:
    """The field beside it answers to the arrows, or to a key for each reason."""
    return isinstance(one, WhyButton) or any(jump.list is one for jump in one.window().findChildren(Jump))


def _group(widget: QWidget) -> set[QWidget]:
    """Of buttons of which one holds, Tab comes to one and the arrows to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return set(group.buttons()) if group else {widget}


def _without_focus(window: QWidget) -> Iterator[str]:
    """The edge of what has the focus looks otherwise than without it."""
    for one, other in pairwise([*_controls(window), *_controls(window)[:1]]):
        if not _takes_focus(one) or one is other:
            continue
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if not one.hasFocus():
            continue
        with_it = one.grab().toImage()
        other.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus():
            continue
        if not _edges_differ(with_it, one.grab().toImage()):
            yield f"{named(one)} does not show that it has the focus"


def _edges_differ(one: QImage, other: QImage) -> bool:
    if one.size() != other.size():
        return True
    wide, high = one.width(), one.height()
    across = [(x, y) for x in range(wide) for y in (*range(RING), *range(high - RING, high))]
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in across) >= RING
