"""A newer card of the secretariat: opened here, and believed when the telephone says the same number."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.changed import Changed
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Field, Label, column, place, row
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.cards import Shown
    from desktop.actions.office import Database
    from desktop.domain.org_unit import OrgUnit

Read = tuple[bytes, "Shown", "tuple[OrgUnit, ...]"]


class NewerCard(Card):
    """For an office that stands under a secretariat. The number on the card is not shown: it is asked for."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(gap=8)
        self._tasks = frame.tasks
        self.content: bytes | None = None
        self.open = Button(lambda: _("Open a newer card …"), self._choose, icon="file")
        self.about = Label(lambda: "")
        self.number = Field(lambda: _("Number of the secretariat’s computer"), lambda: "00-00-00-00-00-00")
        self.number.returnPressed.connect(self.use)
        self.take = Button(lambda: _("Use this card"), self.use)
        self.done = Label(lambda: "", "good")
        self.asked = QWidget()
        inner = column(self.asked, gap=8)
        place(inner, self.about, Label(_telephone, "second"), row(self.number, self.take))
        self.add(Label(lambda: _("Office card"), "heading"), Label(_explained, "second"))
        self.add(row(self.open, None), self.asked, self.done)
        self.asked.hide()
        self.done.hide()

    def show_card(self, path: Path) -> None:
        """Read a card file; why it is none is said in words."""
        self.done.hide()
        self._tasks.ask(_read, path, then=self._show)

    def use(self) -> None:
        """Let it take the place of the card this office has, if the number is the same."""
        if self.content is None or not self.number.text().strip():
            self.number.setFocus()
            return
        self._tasks.do(_take, self.content, self.number.text(), then=self._taken)

    def _show(self, found: Read) -> None:
        self.content, card, line = found
        number = card.number
        self.about.say(lambda: _about(number, line))
        self.asked.show()
        self.number.setFocus()

    def _taken(self) -> None:
        self.content = None
        self.number.clear()
        self.asked.hide()
        self.done.say(lambda: _("The new card is in use."))
        self.done.show()

    def _choose(self) -> None:
        from desktop.actions.cards import SUFFIX

        kind = _("Office cards") + f" (*{SUFFIX} *.card)"
        path, _filter = QFileDialog.getOpenFileName(self, _("Open a newer card"), "", kind)
        if path:
            self.show_card(Path(path))


def _explained() -> str:
    return _("When the secretariat gives a newer card, open it here. The reports stay as they are.")


def _telephone() -> str:
    return _("Telephone the secretariat. Type the number that they read to you from their computer.")


def _about(number: int, line: "tuple[OrgUnit, ...]") -> str:
    facts = {"n": speech.number(number), "office": speech.line(line)}
    return _("Card number {n} of {office}", **facts)


def _read(db: "Database", path: Path) -> Read:
    """In the lane: the content of a card, what it says, and whose it is."""
    from desktop.actions import cards, files, gazetteer

    del db
    content = files.read_small(path)
    shown = cards.read_card(content)
    found = gazetteer.find(shown.secretariat, 1)
    return content, shown, found[0].line if found else ()


def _take(db: "Database", content: bytes, number: str) -> Changed:
    """In the lane."""
    from desktop.actions import cards

    return cards.take_newer(db, content, number)
