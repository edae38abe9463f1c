"""Two answers to one cell, side by side: who gave which and when, and a button to choose either."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.report import Answer, Cell
from desktop.i18n.words import _, chosen
from desktop.ui import authors
from desktop.ui.answer_field import in_words
from desktop.ui.answers import Answers
from desktop.ui.pieces import Button, Card, Label, Words, column, empty, place, row

if TYPE_CHECKING:
    from desktop.domain.measure import Measure

KEYS = ("Alt+1", "Alt+2", "Alt+3", "Alt+4")
PANEL_WIDTH = 230  # pixels


class Choice(Card):
    """Stands until the report is submitted, so that one may choose again. Choosing is an ordinary answer."""

    def __init__(self, answers: Answers, cell: str, measure: "Measure | None") -> None:
        super().__init__("finding-card", gap=6)
        self._answers, self._cell, self._measure = answers, cell, measure
        self.buttons: list[Button] = []
        self.box.setContentsMargins(12, 8, 12, 10)
        self.head = Label(self._headline, "finding")
        self._panels = QHBoxLayout()
        self._panels.setSpacing(12)
        self.add(self.head, self._panels)
        answers.told.connect(self._fill)
        answers.answered.connect(self._heard)
        self._fill()

    @property
    def is_open(self) -> bool:
        """Whether nobody has chosen yet."""
        return bool(self._answers.conflict(self._cell))

    def choose(self, n: int) -> None:
        """Take the answer that stands at place `n`, counted from 0."""
        rivals = self._answers.rivals(self._cell)
        if n < len(rivals):
            self._answers.choose(self._cell, rivals[n])

    def _headline(self) -> str:
        if not self.is_open and self._cell in self._answers.beside:
            return _("Different answers were typed in two windows. The chosen one is kept.")
        if not self.is_open:
            return _("Different answers were given. Yours replaces them when you submit.")
        keys = ", ".join(KEYS[: len(self._answers.rivals(self._cell))])
        if self._cell in self._answers.beside:
            said = _("Another window of this computer holds another answer. Choose one ({keys}).", keys=keys)
        else:
            said = _("Different answers were given. Choose one ({keys}), or write the right one.", keys=keys)
        about = self._about()
        return f"{about}: {said}" if about else said

    def _about(self) -> str:
        """The split in words where it is one of many cells of a tally."""
        lists = self._answers.opened.form.measures.dimensions.values()
        labels = {member.code: member.label for one in lists for member in one.members}
        codes = Cell.of(self._cell).split.split(".")
        return ", ".join(labels[code].say(chosen()) for code in codes if code in labels)

    def _fill(self) -> None:
        empty(self._panels)
        self.buttons = []
        for n, answer in enumerate(self._answers.rivals(self._cell)):
            self._panels.addWidget(self._panel(n, answer, self._givers(n, answer)))
        self._panels.addStretch(1)
        self._show()

    def _panel(self, n: int, answer: Answer, givers: list[Words]) -> Card:
        panel = Card(gap=2)
        panel.box.setContentsMargins(12, 8, 12, 10)
        panel.setMinimumWidth(PANEL_WIDTH)
        button = Button(partial(self._word, answer), partial(self.choose, n))
        button.setCheckable(True)
        self.buttons.append(button)
        lines = column(gap=2)
        place(lines, Label(partial(self._answer_words, answer), "subheading"))
        for words in givers:
            lines.addWidget(Label(words, "hint"))
        lines.addStretch(1)
        panel.add(lines, row(button, None))
        return panel

    def _givers(self, n: int, answer: Answer) -> list[Words]:
        """A line or two for each submission that holds this answer; of two windows which it was."""
        if self._cell in self._answers.beside:
            return [(_typed_elsewhere, _typed_here)[n]]
        history = self._answers.history
        if history is None:
            return []
        found: list[Words] = []
        for given, event in self._answers.given(self._cell):
            if given == answer and type(given) is type(answer):
                found.append(partial(history.who, event))
                found.append(partial(authors.when, event.clocks))
                found.append(partial(authors.computer, event))
                found.append(partial(authors.doubt, event.clocks))
        return [words for words in found if words()]

    def _answer_words(self, answer: Answer) -> str:
        return in_words(answer, self._measure) or _("Left empty")

    def _word(self, answer: Answer) -> str:
        return _("Chosen") if self._is_chosen(answer) else _("Choose this")

    def _is_chosen(self, answer: Answer) -> bool:
        mine = self._answers.answer(self._cell)
        return not self.is_open and mine == answer and type(mine) is type(answer)

    def _heard(self, cell: str) -> None:
        if cell == self._cell and cell in self._answers.beside and self.is_open:
            self._fill()  # what was typed here is one of the two
        elif cell == self._cell:
            self._show()

    def _show(self) -> None:
        self.head.say(self._headline)
        for button, answer in zip(self.buttons, self._answers.rivals(self._cell), strict=True):
            button.setChecked(self._is_chosen(answer))
            button.say(partial(self._word, answer))


def _typed_elsewhere() -> str:
    return _("Kept, typed in another window")


def _typed_here() -> str:
    return _("Typed in this window, not chosen yet")
