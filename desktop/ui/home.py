"""Home: what is asked of this office, and the next thing to do one key away."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QProgressBar, QWidget

from desktop.changed import Changed
from desktop.domain.report import Status
from desktop.domain.stage import Stage
from desktop.i18n.words import _
from desktop.ui import home_words, remarks, speech
from desktop.ui.home_told import Told, ask
from desktop.ui.own_reports import show_receipt
from desktop.ui.pieces import Button, Card, Label, Words, call, column, empty, in_scroll, place, row
from desktop.ui.post import State
from desktop.ui.screen import Desk, Screen
from desktop.ui.signs import StageSign
from desktop.ui.year_bars import YearBars

WIDTH, PERIOD_WIDTH = 860, 160  # pixels

if TYPE_CHECKING:
    from desktop.actions.home import Home as Shown
    from desktop.actions.home import OwnReport
    from desktop.actions.overview import Arrived


class Home(Screen):
    """The report in hand with one main button; under it what came back, what waits, and the others."""

    shows = Changed.REPORT | Changed.RECORDS | Changed.BATCHES | Changed.TRUST

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.go_on: Button | None = None
        self.shown: Shown | None = None
        self._cards = column(gap=14)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        box = column(inside, margin=0, gap=0)
        box.setContentsMargins(28, 24, 28, 24)
        box.addLayout(self._cards)
        box.addStretch(1)
        column(self).addWidget(in_scroll(inside))
        self._signs: list[tuple[StageSign, OwnReport]] = []
        frame.post.moved.connect(self._look_again)

    def refresh(self) -> None:
        self.tasks.ask(ask, self.frame.period, then=self._show)

    def _show(self, told: Told) -> None:
        self.shown = found = told.shown
        self._told = told
        self.frame.work_on(found.period)
        self.frame.status.wait(len(found.waiting))
        empty(self._cards)
        self._signs = []
        place(self._cards, self._in_hand(found))
        if told.arrived is not None:
            place(self._cards, *self._below(told.arrived, found))
        place(self._cards, *self._came_back(found))
        if found.waiting:
            place(self._cards, self._waiting(found))
        if found.quarantined:
            place(self._cards, self._quarantined(found))
        if told.ways:
            place(self._cards, _year(told))
        if found.others:
            place(self._cards, self._others(found))
        elif found.in_hand.status is Status.DRAFT and not self.frame.office.is_secretariat:
            place(self._cards, _steps())
        if self.go_on is not None:
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_hand(self, found: "Shown") -> Card:
        card = Card(gap=10)
        title = Label(lambda: home_words.heading(found), "heading", wrap=False)
        card.add(row(title, None, self._chooser(found)), self._due(found))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setFixedHeight(10)
        bar.setMaximum(max(found.asked, 1))
        bar.setValue(found.answered)
        card.add(bar)
        if found.in_hand.reason:
            card.add(_reason(found.in_hand))
        place(card.box, *_remarks(found.in_hand))
        self.go_on = Button(*self._next_step(found), main=True, icon="next")
        answered = Label(lambda: home_words.answered(found), wrap=False)
        excel = Button(lambda: _("Excel form"), lambda: self.frame.go("excel_form"), look="link")
        card.add(row(answered, None, excel, self.go_on))
        return card

    def _due(self, found: "Shown") -> QWidget:
        line = QWidget()
        box = row(self._sign(found.in_hand), Label(lambda: home_words.due(found), "second"), gap=14)
        box.setContentsMargins(0, 0, 0, 0)
        box.setStretch(1, 1)
        if found.in_hand.parts_out and found.in_hand.stage not in (Stage.DRAFT, Stage.KEPT):
            place(box, Label(lambda: home_words.parts_out(found.in_hand), "second", wrap=False))
        if found.in_hand.status is not Status.DRAFT:
            place(box, *self._receipt(found.in_hand), self._history(found.period))
        line.setLayout(box)
        return line

    def _chooser(self, found: "Shown") -> QComboBox:
        chooser = QComboBox()
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        call(chooser, lambda: _("Reporting period"))
        for code in found.choices:
            chooser.addItem(home_words.choice(code), code)
        chooser.setCurrentIndex(chooser.findData(found.period))
        chooser.activated.connect(lambda place_: self._take(chooser.itemData(place_)))
        return chooser

    def _take(self, period: str) -> None:
        self.frame.work_on(period)
        self.refresh()

    def _next_step(self, found: "Shown") -> tuple[Words, Callable[[], object]]:
        """The one thing to do next, and what does it."""
        editable = found.in_hand.status in (Status.DRAFT, Status.RETURNED) or found.in_hand.unsubmitted
        if not editable:
            if found.in_hand.stage in (Stage.KEPT, Stage.ON_ITS_WAY):
                return (lambda: _("Send")), lambda: self.frame.go("send")
            return (lambda: _("See the report")), lambda: self._open(found.period)
        if found.next_item:
            code = found.next_item
            return (lambda: home_words.go_on(code)), lambda: self._open(found.period, code)
        return (lambda: _("Look over and submit")), lambda: self._open(found.period, "review")

    def _open(self, period: str, item: str = "") -> None:
        from desktop.ui.report_form import ReportForm

        self.frame.work_on(period)
        form = self.frame.go("report")
        if item and isinstance(form, ReportForm):
            form.show_item(item)

    def _history(self, period: str) -> Button:
        return Button(lambda: _("History"), lambda: self.show_history(period), look="link")

    def _sign(self, one: "OwnReport") -> StageSign:
        found = StageSign(self._stage(one))
        self._signs.append((found, one))
        return found

    def _stage(self, one: "OwnReport") -> Stage:
        """While the post is under way, what was kept here is."""
        under_way = self.frame.post.state is State.UNDER_WAY
        return Stage.ON_ITS_WAY if under_way and one.stage is Stage.KEPT else one.stage

    def _look_again(self) -> None:
        for sign, one in self._signs:
            sign.say(self._stage(one))

    def _receipt(self, one: "OwnReport") -> list[Button]:
        """For a report that was received: its receipt, to look at and to print."""
        there = one.received and one.period in self._told.with_receipt
        return [Button(lambda: _("Receipt"), lambda: self.show_receipt(one.period), look="link")] * there

    def show_receipt(self, period: str) -> None:
        """The receipt for a report as a page."""
        show_receipt(self.frame, period)

    def show_history(self, period: str) -> None:
        """What happened to a report, and when."""
        self.frame.work_on(period)
        self.frame.go("history")

    def _came_back(self, found: "Shown") -> list[Card]:
        """What others want to be looked at: what was returned, and what was commented on."""
        returned = [self._returned(one) for one in found.others if one.status is Status.RETURNED]
        others = (one for one in found.others if one.status is not Status.RETURNED)
        return [*returned, *(self._commented(one) for one in others if one.remarks)]

    def _returned(self, one: "OwnReport") -> Card:
        card = Card("finding-card")
        title = Label(lambda: home_words.returned(one), "subheading", wrap=False)
        card.add(row(title, None, Button(lambda: _("Open"), lambda: self._open(one.period))))
        card.add(_reason(one), *_remarks(one))
        return card

    def _commented(self, one: "OwnReport") -> Card:
        card = Card()
        title = Label(
            lambda: _("Comment on {period}", period=home_words.choice(one.period)), "subheading", wrap=False
        )
        card.add(row(title, None, Button(lambda: _("Open"), lambda: self._open(one.period))))
        card.add(*_remarks(one))
        return card

    def _waiting(self, found: "Shown") -> Card:
        card = Card()
        title = Label(lambda: home_words.waiting(found), "subheading", wrap=False)
        since = min((self._told.since(one.period) for one in found.waiting), default="")
        send = Button(lambda: _("Send or save to a stick"), lambda: self.frame.go("send"), icon="stick")
        card.add(row(title, None, send))
        if since:
            card.add(Label(lambda: _("kept here since {when}", when=home_words.day(since)), "second"))
        if since and (put := self._told.written) >= since:
            card.add(
                Label(
                    lambda: _("last written to a stick or folder: {when}", when=home_words.day(put)), "second"
                )
            )
        return card

    def _quarantined(self, found: "Shown") -> Card:
        card = Card()
        n = found.quarantined
        title = Label(lambda: home_words.quarantined(n), "subheading", wrap=False)
        card.add(row(title, None, Button(lambda: _("Decide"), lambda: self.frame.go("send"))))
        return card

    def _arrived(self, found: "Arrived") -> Card:
        card = Card()
        title = Label(lambda: home_words.arrived(found), "subheading")
        line = row(title, Button(lambda: _("Overview"), lambda: self.frame.go("overview")))
        line.setStretch(0, 1)
        card.add(line)
        if self.frame.office.is_secretariat and found.counts.received:
            card.add(Label(lambda: home_words.not_judged(found.not_judged), "second"))
        return card

    def _below(self, arrived: "Arrived", found: "Shown") -> list[Card]:
        """For who looks over others: what came of them, or how a secretariat begins."""
        begins = self.frame.office.is_secretariat and not (arrived.known or found.quarantined)
        return [self._arrived(arrived), *([self._begun()] if begins else [])]

    def _begun(self) -> Card:
        """For a secretariat that no office has written to yet: what comes first."""
        card = Card()
        title = Label(lambda: _("First, give every office its card"), "subheading", wrap=False)
        cards = Button(lambda: _("Office cards"), lambda: self.frame.go("devices"))
        card.add(row(title, None, cards), Label(home_words.why_cards, "second"))
        return card

    def _others(self, found: "Shown") -> Card:
        card = Card(gap=2)
        card.add(Label(lambda: _("Earlier reports"), "subheading"))
        for one in found.others:
            card.add(self._line(one))
        return card

    def _line(self, one: "OwnReport") -> QWidget:
        line = QWidget()
        period = Label(lambda: home_words.choice(one.period), wrap=False)
        period.setMinimumWidth(PERIOD_WIDTH)
        there = Button(lambda: _("Open"), lambda: self._open(one.period), look="link")
        at = Label(lambda: self._told.moves_of(one), "second")
        story = [] if one.status is Status.DRAFT else [self._history(one.period)]
        box = row(period, self._sign(one), at, *self._receipt(one), *story, there, gap=14)
        box.setStretch(2, 1)
        box.setContentsMargins(0, 0, 0, 0)
        line.setLayout(box)
        return line


def _steps() -> Card:
    """For an office that has not sent a report yet: what comes after what."""
    card = Card(gap=8)
    card.add(Label(lambda: _("How a report goes"), "subheading"))
    for place_, step in enumerate(home_words.STEPS, start=1):
        card.add(Label(partial(_step, place_, step)))
    return card


def _step(place_: int, words: str) -> str:
    return f"{speech.number(place_)}.  {_(words)}"


def _year(told: Told) -> Card:
    card = Card(gap=8)
    year = told.shown.period[:4]
    card.add(Label(lambda: _("The year {year} so far", year=speech.voice().write(year)), "subheading"))
    card.add(YearBars(told.ways))
    return card


def _reason(one: "OwnReport") -> Label:
    return Label(lambda: _("“{reason}”", reason=one.reason or "–"), "finding")


def _remarks(one: "OwnReport") -> list[Label]:
    """What offices that get copies say of it; the office answers by a correction, if it wants to."""
    return [Label(partial(str, line), "finding") for line in remarks.on_the_whole(one.remarks)]
