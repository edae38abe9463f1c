"""Beside the form: what the words of an activity mean in the plan."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pieces import Button, Label, column, empty, place, row

if TYPE_CHECKING:
    from desktop.actions.meanings import Abbreviation, Entry, Item
    from desktop.domain.plan import Text
    from desktop.domain.plan_texts import PlanTexts

WIDTH, NARROW_WIDTH = 280, 230  # pixels


class Meaning(QFrame):
    """Opened by F1 and closed by F1 or Esc; the form stays where it is. `turned`: shown or hidden."""

    turned = Signal()

    def __init__(self, to_glossary: Callable[[], object]) -> None:
        super().__init__()
        self.around: PlanTexts | None = None  # as they are published here; None: as they ship
        self.setProperty("look", "side")
        self.fold(narrow=False)
        inside = QWidget()
        self.page = column(inside, margin=14, gap=6)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        head = row(Label(lambda: _("What the words mean"), "subheading"), self._close_button())
        head.setContentsMargins(14, 8, 6, 0)
        self.whole = Button(lambda: _("The whole glossary"), to_glossary, look="link")
        foot = row(self.whole, None)
        foot.setContentsMargins(6, 0, 6, 8)
        place(column(self, gap=4), head, scroll, foot)
        self.hide()

    def fold(self, *, narrow: bool) -> None:
        """On a narrow screen it is as wide as the list it covers."""
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)

    def show_words(self, texts: "Iterable[Text]", first: "Text | None" = None) -> None:
        """Show what the plan says of the words in these texts, what is in hand at the top."""
        from desktop.actions.meanings import meanings

        found = meanings(texts, first, self.around)
        empty(self.page)
        for entry in found.entries:
            self._say(entry)
        for short in found.abbreviations:
            self._spell(short)
        if not found.entries and not found.abbreviations:
            place(self.page, Label(lambda: _("None of these words is in the plan's glossary."), "second"))
        self.page.addStretch(1)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.turned.emit()

    def _close_button(self) -> Button:
        button = Button(lambda: _("Close"), self.hide, look="link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the focus stays in its field
        QShortcut(QKeySequence("Esc"), self, self.hide)
        return button

    def _say(self, entry: "Entry") -> None:
        place(self.page, Label(partial(_term, entry), "subheading"), Label(partial(_meaning, entry)))
        for item in entry.items:
            place(self.page, Label(partial(_line, item)))
        self.page.addSpacing(8)

    def _spell(self, short: "Abbreviation") -> None:
        place(self.page, Label(lambda: short.code, "subheading"), Label(lambda: short.full.say(chosen())))
        self.page.addSpacing(4)


def _term(entry: "Entry") -> str:
    return entry.term.say(chosen())


def _line(item: "Item") -> str:
    return f"{speech.voice().write(item.code)}  {item.text.say(chosen())}"


def _meaning(entry: "Entry") -> str:
    return entry.text.say(chosen())
