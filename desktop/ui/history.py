"""The history of a report: who submitted and decided what and when, and two versions side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from desktop.changed import Changed
from desktop.domain.history import (
    CLOCK_WORDS,
    Clocks,
    Commented,
    Decided,
    Event,
    History,
    Received,
    Submitted,
)
from desktop.domain.record import Verdict
from desktop.i18n.words import _, mark
from desktop.ui import icons, speech
from desktop.ui.cell_names import CellNames
from desktop.ui.changes_table import ChangesTable, clock_words, when
from desktop.ui.paper_ways import lead_to
from desktop.ui.papers import HISTORY
from desktop.ui.pieces import Button, Card, Label, Words, begin_at, call, column, empty, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.history import Difference
    from desktop.actions.office import Database
    from desktop.domain.report import ReportKey

_EVENT = Qt.ItemDataRole.UserRole
LIST_WIDTH = 400
SUBMITTED = ("send", "blue", mark("Submitted"))
COMMENTED = ("comment", "blue", mark("Comment"))
SIGNS = {
    Verdict.APPROVED: ("answered", "green", mark("Approved")),
    Verdict.RETURNED: ("returned", "amber", mark("Returned")),
    Verdict.CLOSED: ("lock", "blue", mark("Period closed")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """The history of a report, and what its cells are called."""

    history: History
    names: CellNames


class HistoryPage(Screen):
    """Left what happened, the last on top; right what it changed, or why it was decided so."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.told: Told | None = None
        self._report: ReportKey | None = None
        self.back = Button(lambda: _("Back"), lambda: self.frame.go("home"), look="link", icon="back")
        self.title = Label(self._title, "heading")
        self.events = QListWidget()
        call(self.events, lambda: _("What happened"))
        self.events.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.events.currentItemChanged.connect(self._show)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        self.paper = Button(lambda: _("Print …"), self._print, look="link", icon="print")
        place(column(left, margin=16), row(self.back, None, self.paper), self.title, self.events)
        self._page = column(gap=12)
        self._page.setContentsMargins(24, 24, 24, 24)
        inside = QWidget()
        inside.setLayout(self._page)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        halves = row(left, scroll, gap=0)
        halves.setContentsMargins(0, 0, 0, 0)
        self.setLayout(halves)
        begin_at(self, self.events)

    def refresh(self) -> None:
        self.tasks.ask(_tell, self.frame.period, self._report, then=self._told)

    def show_report(self, report: "ReportKey | None") -> None:
        """Show the history of any report; None: this office's in the period in hand."""
        self._report = report
        self.refresh()

    def compare(self, record: str) -> None:
        """Show what differs between a submission and the one that is chosen; empty: what it replaced."""
        event = self._event()
        if self.told is None or not isinstance(event, Submitted):
            return
        if record:
            self.tasks.ask(_difference, self.told.history.report, record, event.record, then=self._differ)
        else:
            self.changes.show_changes(event.changes, self.told.names)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.told is not None:
            self._told(self.told)

    def _print(self) -> None:
        """Lead to the history as a paper, where it is seen, printed and saved."""
        lead_to(self.frame, HISTORY, self.told.history.report if self.told else None)

    def _title(self) -> str:
        period = self.told.history.report.period if self.told else self.frame.period
        if len(period) == 4:
            return _("History: plan of the year {year}", year=speech.voice().write(period))
        return _("History: {period}", period=speech.period(period)) if period else ""

    def _told(self, found: Told) -> None:
        self.told = found
        self.title.say(self._title)
        before = max(self.events.currentRow(), 0)
        self.events.clear()
        for event in reversed(found.history.events):
            icon, tint, word = sign_of(event)
            words = f"{_(word)} · {when(event.clocks)}\n{self._who(event)}"
            item = QListWidgetItem(icons.icon(icon, tint), words)
            item.setToolTip(words)
            item.setData(_EVENT, event)
            self.events.addItem(item)
        if self.events.count():
            self.events.setCurrentRow(min(before, self.events.count() - 1))
        else:
            empty(self._page)
            place(self._page, Label(lambda: _("Nothing was submitted yet."), "second"))
            self._page.addStretch(1)

    def _event(self) -> Event | None:
        item = self.events.currentItem()
        found: Event | None = item.data(_EVENT) if item is not None else None
        return found

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None or self.told is None:
            return
        event: Event = item.data(_EVENT)
        empty(self._page)
        place(self._page, self._head(event))
        if isinstance(event, Submitted):
            self._show_submitted(event, self.told)
        elif isinstance(event, Commented):
            place(self._page, _comment(event, self.told))
        else:
            place(self._page, _decision(event, self.told))
        self._page.addStretch(1)

    def _show_submitted(self, event: Submitted, told: Told) -> None:
        self.changes = ChangesTable(self.frame.remembered)
        others = [found for found in told.history.submissions if found is not event]
        if others:
            place(self._page, self._chooser(others))
        place(self._page, self.changes)
        self.changes.show_changes(event.changes, told.names)

    def _chooser(self, others: list[Submitted]) -> QWidget:
        chooser = QComboBox()
        call(chooser, lambda: _("Compare with"))
        chooser.addItem(_("what it replaced"), "")
        for other in reversed(others):
            chooser.addItem(f"{when(other.clocks)}, {other.author.person}", other.record)
        chooser.activated.connect(lambda place_: self.compare(chooser.itemData(place_)))
        line = QWidget()
        box = row(Label(lambda: _("Compare with"), "second", wrap=False), chooser, None)
        box.setContentsMargins(0, 0, 0, 0)
        line.setLayout(box)
        return line

    def _head(self, event: Event) -> Card:
        _icon, tint, word = sign_of(event)
        card = Card(gap=4)
        card.add(Label(lambda: _(word), f"ink-{tint}"), Label(lambda: self._who(event), "subheading"))
        card.add(Label(lambda: _made(event), "second"))
        if isinstance(event, Submitted) and event.is_amendment:
            card.add(Label(lambda: _("An amendment: the period was closed before."), "finding"))
        if event.clocks.doubt is not None:
            card.add(Label(lambda: _doubt(event.clocks), "finding"))
        for receipt in event.receipts:
            card.add(Label(self._receipt(receipt), "good"))
        return card

    def _who(self, event: Event) -> str:
        return ", ".join(part for part in (event.author.person, self._office(event.author.org_unit)) if part)

    def _office(self, unit: str) -> str:
        office = self.told.history.offices.get(unit) if self.told else None
        return speech.voice().office(office) if office else ""

    def _receipt(self, receipt: Received) -> Words:
        def words() -> str:
            arrived = clock_words(receipt.clocks.arrived_at)
            office = self._office(receipt.org_unit)
            return _("Taken in by {office}; its receipt came {arrived}.", office=office, arrived=arrived)

        return words

    def _differ(self, found: "Difference") -> None:
        if self.told is not None:
            self.changes.show_difference(found.a.clocks, found.b.clocks, found.rows, self.told.names)


def sign_of(event: Event) -> tuple[str, str, str]:
    """Icon, colour and word for what happened."""
    if isinstance(event, Submitted):
        return SUBMITTED
    if isinstance(event, Commented):
        return COMMENTED
    return SIGNS[event.verdict]


def _decision(event: Decided, told: Told) -> Card:
    card = Card("finding-card" if event.verdict is Verdict.RETURNED else "card", gap=6)
    _say(card, event.reason, event.cell_reasons, told)
    if event.verdict is Verdict.CLOSED:
        card.add(Label(lambda: _("What was changed after this is an amendment."), "second"))
    elif not event.stands:
        card.add(Label(lambda: _("What was judged has changed since."), "second"))
    elif not event.reason and not event.cell_reasons:
        card.add(Label(lambda: _("Nothing was added to the decision."), "second"))
    return card


def _comment(event: Commented, told: Told) -> Card:
    card = Card(gap=6)
    _say(card, event.word, event.cell_words, told)
    if not event.stands:
        card.add(Label(lambda: _("The report has changed since this was said."), "second"))
    return card


def _say(card: Card, whole: str, cells: Mapping[str, str], told: Told) -> None:
    """What was said of the whole report, and of single cells."""
    if whole:
        card.add(Label(lambda: _("“{reason}”", reason=whole), "subheading"))
    for cell, word in cells.items():
        card.add(Label(partial(told.names.say, cell), "head"), Label(partial(str, word)))


def _made(event: Event) -> str:
    computer = speech.voice().write(event.author.fingerprint)
    return _("{when} · computer {digits}", when=when(event.clocks), digits=computer)


def _doubt(clocks: Clocks) -> str:
    return _(CLOCK_WORDS[clocks.doubt]) if clocks.doubt else ""


def _tell(db: "Database", period: str, report: "ReportKey | None") -> Told:
    """In the lane: the history, with the names of the cells."""
    from desktop.actions import history
    from desktop.actions import report as reports

    key = report or reports.my_report(db, period)
    measures = reports.open_form(db, key).form.measures
    return Told(history.show(db, key), CellNames(measures))


def _difference(db: "Database", report: "ReportKey", a: str, b: str) -> "Difference":
    from desktop.actions import history

    return history.difference(db, report, a, b)
