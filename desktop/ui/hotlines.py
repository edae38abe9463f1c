"""Whom to call and who receives a report about a child, on screen and as papers to hang up."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

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
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.paper_ways import lead_to
from desktop.ui.pieces import Button, Card, Label, Words, begin_at, column, empty, in_scroll, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.office import Database

WIDTH = 900


class HotlinesPage(Screen):
    """The numbers first, as large as they deserve; then the way of a report; then advice."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.back = Button(lambda: _("Back"), lambda: self.frame.go("plan"), look="link", icon="back")
        self.poster = printing(self, lambda: _("Print the poster …"), "hotlines", main=True)
        self.referral = printing(self, lambda: _("Print this page …"), "referral")
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        page = column(inside, gap=14)
        page.setContentsMargins(28, 16, 28, 24)
        place(page, row(self.back, None, self.referral, self.poster))
        self._found = column(gap=14)
        self._shown: Hotlines | None = None
        place(page, self._found)
        page.addStretch(1)
        column(self).addWidget(in_scroll(inside))
        begin_at(self, self.poster)

    def refresh(self) -> None:
        self.tasks.ask(_whom_to_call, then=self._show)

    def _show(self, found: Hotlines) -> None:
        if found == self._shown:
            return
        self._shown = found
        empty(self._found)
        place(self._found, Label(lambda: _(POSTER), "heading"))
        numbers = row(*(_number(hotline) for hotline in found.hotlines))
        for place_ in range(numbers.count()):
            numbers.setStretch(place_, 1)
        place(self._found, numbers)
        place(self._found, _steps(found.steps), _advice(found))


def printing(screen: Screen, words: Words, which: str, *, main: bool = False) -> Button:
    """A button that leads to a paper where it is seen, printed and saved."""

    return Button(words, partial(lead_to, screen.frame, which), main=main, icon="print")


def _number(hotline: Hotline) -> Card:
    card = Card(gap=4)
    number = QLabel(" · ".join(hotline.numbers))  # in the digits of a telephone's keys, in both languages
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


def _whom_to_call(db: "Database") -> Hotlines:
    """In the lane."""
    from desktop.actions import poster

    return poster.whom_to_call(db)
