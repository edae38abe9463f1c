"""Choosing the office: by typing its code or name, and the secretariat's card."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from desktop.domain.org_unit import Level, OrgUnit
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.files import CannotRead, read
from desktop.ui.pieces import Button, Field, Label, call, column, place, row
from desktop.ui.tasks import Tasks
from desktop.ui.when_empty import WhenEmpty

if TYPE_CHECKING:
    from desktop.actions.begun import Begun
    from desktop.actions.cards import Shown
    from desktop.domain.gazetteer_search import Found

_FOUND = Qt.ItemDataRole.UserRole
RESULTS_HEIGHT = 152  # pixels: four offices
LARGEST_CARD = 100_000  # bytes; a card has a few hundred


class OfficeChooser(QWidget):
    """`unit` is the office chosen, `card` the content of the secretariat's card. `changed` when either is.

    `card_name` is the name of the card's file.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.unit: OrgUnit | None = None
        self.card: bytes | None = None
        self._line: tuple[OrgUnit, ...] = ()
        self.card_name = self._card_number = self._answered = ""
        self._enter = False
        self.search = _SearchField(self)
        self.search.textEdited.connect(self._find)
        self.results = QListWidget()
        self.results.setProperty("look", "results")
        call(self.results, lambda: _("Offices found"))
        WhenEmpty(self.results, lambda: _("Offices that fit what you type will be listed here."))
        self.results.setFixedHeight(RESULTS_HEIGHT)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.itemClicked.connect(self._choose)
        self.results.itemActivated.connect(self._choose)
        self.chosen = Label(self._chosen_words, "good")
        self.card_words = Label(self._asked_card, "second")
        self.card_button = Button(lambda: _("Choose the card file …"), self._choose_card)
        page = column(self, gap=8)
        place(page, Label(lambda: _("Your office"), "heading"))
        place(page, Label(lambda: _("Type its code, or its name in Khmer or Latin letters.")))
        place(page, self.search, self.results, self.chosen)
        page.addSpacing(4)
        place(page, Label(lambda: _("Office card"), "heading"), self.card_words, row(self.card_button, None))

    @property
    def complete(self) -> bool:
        """A secretariat has no card of its own; every other office needs one before it can send."""
        return self.card is not None or (self.unit is not None and self.unit.level is Level.PROVINCE)

    def take_card(self, path: Path) -> None:
        """Read a card file. One that is made out for an office chooses it; its number is shown to compare."""
        try:
            content = read(path, LARGEST_CARD)
        except CannotRead as error:
            self._tasks.failed.emit(error)
            return
        self._take(content, path.name)

    def bring_back(self, begun: "Begun", found: "Found | None") -> None:
        """As it was left; what was given since then stays."""
        if not self.search.text():
            self.search.setText(begun.searched)
            self._find(begun.searched)
        if self.unit is None and found is not None:
            self.choose(found.unit, found.line)
        if self.card is None and begun.card is not None:
            self._take(begun.card, begun.card_name)

    def _take(self, content: bytes, name: str) -> None:
        self.card, self.card_name, self._card_number = content, name, ""
        self.card_words.say(self._asked_card)
        self.changed.emit()
        self._tasks.call(_look_at_card, self.card, then=self._show_card, otherwise=self._refuse_card)

    def _show_card(self, answer: "tuple[bytes, Shown]") -> None:
        content, shown = answer
        if content != self.card:
            return
        self._card_number = shown.fingerprint
        self.card_words.say(self._asked_card)
        if shown.office.unit is not None:
            self.choose(shown.office.unit, shown.office.line)

    def _refuse_card(self, error: BaseException) -> None:
        self.card, self.card_name = None, ""
        self.card_words.say(self._asked_card)
        self.changed.emit()
        self._tasks.failed.emit(error)

    def choose(self, unit: OrgUnit, line: tuple[OrgUnit, ...]) -> None:
        """Choose an office; `line` are those above it and itself, the top first."""
        self.unit, self._line = unit, line
        self.chosen.say(self._chosen_words)
        self.card_words.say(self._asked_card)
        self.changed.emit()

    def choose_first(self) -> None:
        """Enter in the search takes the first office found."""
        self._enter = self._answered != self.search.text()  # else once the answer is there
        first = self.results.item(0)
        if first is not None and not self._enter:
            self._choose(first)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for line in range(self.results.count()):
                item = self.results.item(line)
                found: Found = item.data(_FOUND)
                item.setText(_words(found))

    def _find(self, text: str) -> None:
        """Look in the lane; only what answers the last letter typed is shown."""
        self._tasks.call(_search, text, then=self._show)

    def _show(self, answer: "tuple[str, tuple[Found, ...]]") -> None:
        text, offices = answer
        if text != self.search.text():
            return
        self._answered = text
        self.results.clear()
        for found in offices:
            item = QListWidgetItem(_words(found))
            item.setData(_FOUND, found)
            item.setToolTip(item.text())
            self.results.addItem(item)
        if self._enter:
            self.choose_first()

    def _choose(self, item: QListWidgetItem) -> None:
        found: Found = item.data(_FOUND)
        self.choose(found.unit, found.line)

    def _chosen_words(self) -> str:
        return _("Chosen: {office}", office=speech.line(self._line)) if self._line else ""

    def _asked_card(self) -> str:
        if self._card_number:
            number = speech.in_both(self._card_number).replace("\n", " = ")
            return _("Compare with the paper the number of the secretariat's computer: {n}", n=number)
        if self.card_name:
            return _("Chosen: {file}", file=self.card_name)
        if self.complete:
            return _("A provincial secretariat needs no card: it gives one to its offices.")
        return _(
            "The small file that the provincial secretariat gave you. Without it you can begin;"
            " reports go out when it is here."
        )

    def _choose_card(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose the card file"))
        if path:
            self.take_card(Path(path))


class _SearchField(Field):
    """Down goes into what was found, Enter takes the first."""

    def __init__(self, chooser: OfficeChooser) -> None:
        super().__init__(lambda: _("Code or name of the office"), lambda: _("for example 040101"))
        self._chooser = chooser

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._chooser.results.setFocus()
            self._chooser.results.setCurrentRow(0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chooser.choose_first()
        else:
            super().keyPressEvent(event)


def _words(found: "Found") -> str:
    return f"{speech.voice().write(found.unit.code)}   {speech.line(found.line)}"


def _search(text: str) -> "tuple[str, tuple[Found, ...]]":
    """In the lane: the first search reads the gazetteer."""
    from desktop.actions import gazetteer

    return text, gazetteer.find(text)


def _look_at_card(content: bytes) -> "tuple[bytes, Shown]":
    """In the lane: the number of the card's computer, and the office that it is made out for."""
    from desktop.actions import cards

    return content, cards.read_card(content)
