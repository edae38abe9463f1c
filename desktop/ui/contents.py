"""The list beside a report: clusters and activities, each with a sign for how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem

from desktop.domain.attachment import ATTACHMENT
from desktop.domain.checks import UNANSWERED
from desktop.domain.report import BUDGET, NARRATIVE, Cell
from desktop.i18n.words import _, mark
from desktop.ui import icons
from desktop.ui.answers import Answers
from desktop.ui.pieces import Words, call

if TYPE_CHECKING:
    from desktop.domain.form import Form

REVIEW, ADD = "review", "add"
_ITEM = Qt.ItemDataRole.UserRole


class Sign(Enum):
    """How far an entry is: its icon, its colour, its word."""

    EMPTY = ("empty", "edge", mark("empty"))
    STARTED = ("started", "green", mark("begun"))
    ANSWERED = ("answered", "green", mark("answered"))
    FINDING = ("finding", "amber", mark("look again"))
    NONE = ("", "", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; a heading has no item."""

    item: str
    words: Words
    cells: tuple[Cell, ...] = ()


class Contents(QListWidget):
    """`chosen` names the item to show."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self.setProperty("look", "contents")
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        call(self, lambda: _("Activities of this report"))
        for entry in self._entries:
            self.addItem(_line(entry))
        self._say()
        self.currentItemChanged.connect(self._moved)

    def show_item(self, item: str) -> None:
        """Mark an item as the one shown, without saying that it was chosen."""
        self.blockSignals(True)
        for place, entry in enumerate(self._entries):
            if entry.item == item:
                self.setCurrentRow(place)
                self.scrollToItem(self.item(place))
        self.blockSignals(False)

    def nearest(self, item: str) -> str:
        """The item itself where it is in the list, else the first there is."""
        items = [entry.item for entry in self._entries if entry.item]
        return item if item in items else items[0]

    def after(self, item: str) -> str:
        """The item that follows; the last is followed by itself. Nobody needs to pass by adding one."""
        passed_by = {"", ADD} - {item}
        items = [entry.item for entry in self._entries if entry.item not in passed_by]
        return items[min(items.index(item) + 1, len(items) - 1)]

    def sign(self, answers: Answers) -> None:
        """Draw the sign of every entry again."""
        spoken = {Cell.of(one.cell).item for one in answers.findings if one.message != UNANSWERED}
        for place, entry in enumerate(self._entries):
            if entry.item:
                self._sign(self.item(place), entry, sign_of(entry, answers, spoken))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        for place, entry in enumerate(self._entries):
            self.item(place).setText(entry.words().partition("\n")[0])
            self.item(place).setToolTip(entry.words())

    def _sign(self, line: QListWidgetItem, entry: Entry, sign: Sign) -> None:
        icon, tint, word = sign.value
        if icon:
            line.setIcon(icons.icon(icon, tint))
            line.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.words()}, {_(word)}")

    def _moved(self, now: QListWidgetItem | None) -> None:
        if now is not None and now.data(_ITEM):
            self.chosen.emit(now.data(_ITEM))


def sign_of(entry: Entry, answers: Answers, spoken: set[str]) -> Sign:
    """How far an entry is; a finding outweighs the rest."""
    if entry.item in spoken or any(Cell.of(cell).item == entry.item for cell in _noted(answers)):
        return Sign.FINDING
    asked = [cell for cell in entry.cells if answers.must(cell)] or list(entry.cells)
    there = [answers.is_answered(cell) for cell in asked]
    if not there:
        return Sign.NONE
    if all(there):
        return Sign.ANSWERED
    return Sign.STARTED if any(there) else Sign.EMPTY


def _noted(answers: Answers) -> set[str]:
    """The cells beside which a reviewer or another office wrote something."""
    return {*answers.cell_reasons, *(cell for one in answers.remarks for cell in one.said.cell_words)}


def entries_of(
    form: "Form", titles: dict[str, Words], cluster: Callable[[str], Words], *, more: bool = False
) -> list[Entry]:
    """The lines of a form: clusters with their activities, then money, words, and the look over it all.

    `more`: there are activities that the office may add.
    """
    found: list[Entry] = []
    here = ""
    for activity in form.activities:
        code = activity.code.rsplit(".", 1)[0]
        if code != here:
            here = code
            found.append(Entry("", cluster(code)))
        found.append(Entry(activity.code, titles[activity.code], form.cells(activity)))
    if form.added or more:
        found.append(Entry("", lambda: _("Not asked, added by your office")))
    found += [Entry(added.code, titles[added.code], form.cells(added)) for added in form.added]
    if more:
        found.append(Entry(ADD, lambda: _("Add an activity")))
    found.append(Entry("", lambda: _("The whole report")))
    found.append(Entry(BUDGET, lambda: _("Budget"), form.budget_cells()))
    if form.narrative_cells():
        found.append(Entry(NARRATIVE, lambda: _("In words"), form.narrative_cells()))
    found.append(Entry(ATTACHMENT, lambda: _("Attachments")))
    found.append(Entry(REVIEW, lambda: _("Look over and submit")))
    return found


def _line(entry: Entry) -> QListWidgetItem:
    line = QListWidgetItem()
    line.setData(_ITEM, entry.item)
    if not entry.item:
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QApplication.font()
        font.setBold(True)
        line.setFont(font)
    return line
