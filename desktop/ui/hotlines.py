"""Whom to call and who receives a report about a child, on screen and as papers to hang up."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.domain.hotline_sheet import (
    ADVICE,
    NOT_IN_THE_PLAN,
    OF_THE_PLAN,
    POSTER,
    REFERRAL,
    Hotline,
    Hotlines,
    Step,
)
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.files import save
from desktop.ui.pieces import Button, Card, Label, Words, begin_at, column, empty, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 900
POSTER_PAPER, REFERRAL_PAPER, GLOSSARY_PAPER = "hotlines", "referral", "glossary"
SAVED = mark("Saved: {file}")


class HotlinesPage(Screen):
    """The numbers first, as large as they deserve; then the way of a report; then advice."""

    shows = Changed.NOTHING

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.back = Button(lambda: _("Back"), lambda: self.frame.go("plan"), look="link", icon="back")
        self.papers = Papers(self)
        self.poster = self.papers.button(lambda: _("Save poster as PDF …"), POSTER_PAPER, main=True)
        self.referral = self.papers.button(lambda: _("Save this page as PDF …"), REFERRAL_PAPER)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        page = column(inside, gap=14)
        page.setContentsMargins(28, 16, 28, 24)
        place(page, row(self.back, None, self.referral, self.poster), self.papers.done)
        self._found = column(gap=14)
        place(page, self._found)
        page.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column(self).addWidget(scroll)
        begin_at(self, self.poster)

    def refresh(self) -> None:
        if self._found.count() == 0:
            self.tasks.call(_whom_to_call, then=self._show)

    def _show(self, found: Hotlines) -> None:
        empty(self._found)
        place(self._found, Label(lambda: _(POSTER), "heading"))
        numbers = row(*(_number(hotline) for hotline in found.hotlines))
        for place_ in range(numbers.count()):
            numbers.setStretch(place_, 1)
        place(self._found, numbers)
        place(self._found, _steps(found.steps), _advice(found))


class Papers:
    """Buttons that save a paper, and the line that says where it was saved."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.done = Label(lambda: "", "good")
        self.done.hide()

    def button(self, words: Words, which: str, *, main: bool = False) -> Button:
        return Button(words, lambda: self._choose(which), main=main, icon="print")

    def save(self, which: str, path: Path) -> None:
        """Make a paper in the language on screen and save it; the slow lane does it."""
        tasks = self._screen.tasks
        tasks.call(_save, which, chosen(), path, then=self._saved, lane=tasks.slow)

    def _choose(self, which: str) -> None:
        path, _filter = QFileDialog.getSaveFileName(
            self._screen, _("Save the paper"), f"{which}-{chosen()}.pdf", "PDF (*.pdf)"
        )
        if path:
            self.save(which, Path(path))

    def _saved(self, path: Path) -> None:
        self.done.say(lambda: _(SAVED, file=path))
        self.done.show()


def _number(hotline: Hotline) -> Card:
    card = Card(gap=4)
    number = QLabel("  ·  ".join(hotline.numbers))  # in the digits of a telephone's keys, in both languages
    number.setStyleSheet("font-size: 26pt; font-weight: bold;")
    number.setAccessibleName(", ".join(hotline.numbers))
    card.add(number, Label(lambda: hotline.name.say(chosen()), "subheading"))
    hours = hotline.hours
    if hours is not None:
        card.add(Label(lambda: hours.say(chosen())))
    card.box.addStretch(1)
    card.add(Label(lambda: speech.voice().write(hotline.source.say(chosen())), "hint"))
    return card


def _steps(steps: "Sequence[Step]") -> Card:
    card = Card(gap=10)
    card.add(Label(lambda: _(REFERRAL), "heading"))
    for number, step in enumerate(steps, start=1):
        card.add(_step(number, step))
    return card


def _step(number: int, step: Step) -> QWidget:
    whole = QWidget()
    who = Label(lambda: f"{speech.number(number)}. {step.who.say(chosen())}", "subheading")
    does = Label(lambda: step.does.say(chosen()))
    place(column(whole, gap=2), who, does, Label(_origin(step.activities), "hint"))
    return whole


def _advice(found: Hotlines) -> Card:
    card = Card("information", gap=6)
    card.add(Label(lambda: _(ADVICE), "subheading"))
    for advice in found.advice:
        card.add(Label(_said(advice.say)))
    return card


def _said(say: Callable[[str], str]) -> Words:
    return lambda: say(chosen())


def _origin(activities: tuple[str, ...]) -> Words:
    codes = ", ".join(activities)
    if not codes:
        return lambda: _(NOT_IN_THE_PLAN)
    return lambda: _(OF_THE_PLAN, codes=speech.voice().write(codes))


def _whom_to_call() -> Hotlines:
    from desktop.actions import poster

    return poster.whom_to_call()


def _save(which: str, language: str, path: Path) -> Path:
    """In the slow lane: make the paper and write it whole."""
    from desktop.actions import poster

    make = {
        POSTER_PAPER: poster.hotlines,
        REFERRAL_PAPER: poster.referral,
        GLOSSARY_PAPER: poster.glossary,
    }[which]
    return save(path, poster.pdf(make(language)))
