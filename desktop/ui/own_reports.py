"""Where the office's own reports are: each with a sign, a word, when it moved, and its receipt."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.domain.report import ReportKey, Status
from desktop.i18n.words import _
from desktop.ui import home_words
from desktop.ui.home_told import Told
from desktop.ui.pieces import Button, Card, Label, column, empty, place, row
from desktop.ui.screen import Desk
from desktop.ui.signs import StageSign

if TYPE_CHECKING:
    from desktop.actions.home import OwnReport

PERIOD_WIDTH, SIGN_WIDTH = 160, 170  # pixels
MOST = 6  # reports: a year with its plan, and the quarter before


class OwnReports(Card):
    """The latest reports that were submitted, on the screen that sends them."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(gap=2)
        self._frame = frame
        self.add(Label(lambda: _("Where your reports are"), "heading"))
        self._lines = column(gap=2)
        self.add(self._lines)
        self.none = Label(lambda: _("What you submit will stand here, and what became of it."), "second")
        self.add(self.none)

    def show_reports(self, told: Told) -> None:
        empty(self._lines)
        every = (told.shown.in_hand, *told.shown.others)
        sent = [one for one in every if one.status is not Status.DRAFT]
        for one in sorted(sent, key=lambda one: one.period, reverse=True)[:MOST]:
            self._lines.addWidget(self._line(one, told))
        self.none.setHidden(bool(sent))

    def _line(self, one: "OwnReport", told: Told) -> QWidget:
        line, sign = QWidget(), StageSign(one.stage)
        period = Label(lambda: home_words.choice(one.period), wrap=False)
        period.setMinimumWidth(PERIOD_WIDTH)
        sign.setMinimumWidth(SIGN_WIDTH)
        box = row(period, sign, Label(lambda: told.moves_of(one), "second"), gap=14)
        box.setStretch(2, 1)
        box.setContentsMargins(0, 4, 0, 4)
        if one.received and one.period in told.with_receipt:
            way = partial(show_receipt, self._frame, one.period)
            place(box, Button(lambda: _("Receipt"), way, look="link"))
        line.setLayout(box)
        return line


def show_receipt(frame: Desk, period: str) -> None:
    """The receipt for a report as a page."""
    from desktop.ui.paper_ways import lead_to
    from desktop.ui.papers import RECEIPT

    frame.work_on(period)
    lead_to(frame, RECEIPT, ReportKey(frame.office.unit.id, period))
