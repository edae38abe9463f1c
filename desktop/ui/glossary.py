"""The plan's glossary: every term in both languages with what it means, searched as one types."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.hotlines import printing
from desktop.ui.pieces import Button, Card, Field, Label, begin_at, call, column, empty, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.plan_browser import Entry, Item
    from desktop.domain.plan_texts import PlanTexts

_ENTRY = Qt.ItemDataRole.UserRole
LIST_WIDTH = 380


class Glossary(Screen):
    """Left the terms, right what one of them means."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.search = Field(lambda: _("Search the glossary"), lambda: _("Search: a term or words"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.terms = QListWidget()
        call(self.terms, lambda: _("Terms of the plan"))
        self.terms.currentItemChanged.connect(self._show)
        self.found = Label(lambda: "", "second", wrap=False)
        self._came_from = "plan"
        self._glossary: tuple[Entry, ...] | None = None  # until it is read: as it ships
        self.back = Button(lambda: _("Back"), self._go_back, look="link", icon="back")
        self.booklet = printing(self, lambda: _("Print as a booklet …"), "glossary")
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        page = column(left, margin=16)
        place(page, row(self.back, None), self.search, self.terms, self.found, self.booklet)
        inside = QWidget()
        self._page = column(inside, margin=24, gap=12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        halves = row(left, scroll, gap=0)
        halves.setContentsMargins(0, 0, 0, 0)
        self.setLayout(halves)
        begin_at(self, self.search)

    def refresh(self) -> None:
        self._find()
        self.tasks.ask(_texts, then=self._read)

    def _read(self, found: "PlanTexts") -> None:
        """The glossary as it is published here; one stays on the term one was on."""
        from desktop.actions import plan_browser

        if found.glossary == (self._glossary or plan_browser.glossary()):
            return
        self._glossary, line = found.glossary, self.terms.currentRow()
        self._find()
        self.terms.setCurrentRow(max(line, 0))

    def look_up(self, term: str, came_from: str) -> None:
        """Show the term that a person asked about, without one the whole glossary; and lead back."""
        self._came_from = came_from
        self.search.setText(term)

    def _go_back(self) -> None:
        self.frame.go(self._came_from)

    def _find(self) -> None:
        from desktop.actions import plan_browser

        entries = plan_browser.find_terms(self.search.text(), self._glossary)
        self.terms.clear()
        for entry in entries:
            item = QListWidgetItem(entry.term.say(chosen()))
            item.setData(_ENTRY, entry)
            self.terms.addItem(item)
        self.found.say(lambda: _("Terms: {n}", n=speech.number(len(entries))))
        self.terms.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: Entry = item.data(_ENTRY)
        empty(self._page)
        place(self._page, Label(lambda: entry.term.say(chosen()), "heading"))
        place(self._page, Label(lambda: entry.term.say(speech.other()), "second"))
        place(self._page, _meaning(entry))
        if entry.text.reason is not None:
            place(self._page, _printed(entry))
        self._page.addStretch(1)


def _meaning(entry: "Entry") -> Card:
    card = Card(gap=8)
    card.add(Label(lambda: entry.text.say(chosen())))
    for item, depth in _flat(entry.items):
        card.add(_line(item, depth))
    return card


def _line(item: "Item", depth: int) -> QWidget:
    """A lettered line, moved in as deep as it lies."""
    whole = QWidget()
    box = column(whole, gap=2)
    box.setContentsMargins(20 * depth, 0, 0, 0)
    place(box, Label(lambda: f"{speech.voice().write(item.code)}  {item.text.say(chosen())}"))
    if item.footnote is not None:
        footnote = item.footnote
        place(box, Label(lambda: footnote.say(chosen()), "hint"))
    return whole


def _flat(items: "Sequence[Item]", depth: int = 1) -> "list[tuple[Item, int]]":
    found = []
    for item in items:
        found += [(item, depth), *_flat(item.items, depth + 1)]
    return found


def _printed(entry: "Entry") -> Card:
    assert entry.text.reason is not None
    reason = entry.text.reason
    card = Card("finding-card", gap=6)
    card.add(Label(lambda: _("Printed in the plan"), "subheading"), Label(lambda: entry.text.printed))
    card.add(Label(lambda: reason.say(chosen()), "finding"))
    return card


def _texts(db: "Database") -> "PlanTexts":
    """In the lane."""
    from desktop.actions import reading

    return reading.reading_here(db).texts
