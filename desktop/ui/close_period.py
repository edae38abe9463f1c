"""Closing a period for all offices: what comes after is an amendment. It is asked for twice."""

from functools import partial
from typing import TYPE_CHECKING

from desktop.i18n.words import _, mark
from desktop.ui import speech
from desktop.ui.period_box import PeriodBox
from desktop.ui.pieces import Button, Card, Label, row
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.office import Database

CLOSED = mark("{period} is closed. Send, so that the offices know.")


class ClosePeriod(Card):
    """The first press says what will be done, the second does it: it is told to every office."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(gap=8)
        self._tasks = frame.tasks
        self._sure = False
        self.periods = PeriodBox()
        self.periods.setSizeAdjustPolicy(PeriodBox.SizeAdjustPolicy.AdjustToContents)
        self.periods.currentIndexChanged.connect(lambda _n: self._ask_again())
        self.close_it = Button(self._words, self._press, icon="lock")
        self.said = Label(lambda: "", "good")
        self.said.hide()
        self.add(Label(lambda: _("Close a period"), "heading"), Label(_explained, "second"))
        self.add(row(self.periods, self.close_it, None), self.said)

    def refresh(self) -> None:
        self._tasks.ask(_choices, then=self._show)

    def _show(self, codes: tuple[str, ...]) -> None:
        if self.periods.code not in codes:
            self.periods.clear()
        if codes:
            self.periods.offer(codes, codes[0])

    def _words(self) -> str:
        if not self._sure:
            return _("Close this period …")
        return _("Close {period} for all offices", period=speech.period(self.periods.code))

    def _ask_again(self) -> None:
        self._sure = False
        self.close_it.say(self._words)

    def _press(self) -> None:
        from desktop.actions import closing

        code = self.periods.code
        if not self._sure:
            self._sure = True
            self.close_it.say(self._words)
        elif code:
            self._ask_again()
            self._tasks.do(closing.close, code, then=partial(self._closed, code))

    def _closed(self, code: str) -> None:
        self.said.say(lambda: _(CLOSED, period=speech.period(code)))
        self.said.show()


def _explained() -> str:
    return _("Reports that come or change after this are taken in and shown as amendments.")


def _choices(db: "Database") -> tuple[str, ...]:
    """In the lane: the quarters that ended, the latest first."""
    from desktop.actions import closing

    return closing.choices(db)
