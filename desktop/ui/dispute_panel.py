"""One of two different answers on screen: what it is, who gave it, and the buttons that take it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.dispute_words import DisputeWords
from desktop.ui.pieces import Button, Card, Label, Words, row

if TYPE_CHECKING:
    from desktop.actions.disputes import Dispute, Side

WIDTH = 190  # pixels
KEYS = ("Alt+1", "Alt+2", "Alt+3", "Alt+4")
ALL_KEYS = ("Alt+Shift+1", "Alt+Shift+2")


class DisputePanel(Card):
    """The answer at place `n`. `whole` takes all that its computer says, where there is a button for it."""

    def __init__(self, words: DisputeWords, dispute: "Dispute", side: "Side", n: int) -> None:
        super().__init__(gap=2)
        self._n, self._side = n, side
        self.whole: Button | None = None
        self.setMinimumWidth(WIDTH)
        self.add(Label(partial(words.answer, dispute, side.answer), "subheading"))
        for line in words.lines(dispute, side):
            self.add(Label(line, "hint"))
        self.box.addStretch(1)

    def offer(self, words: Words, choose: Callable[[], object], *, chosen: bool) -> Button:
        """Let it be chosen."""
        key = KEYS[self._n] if self._n < len(KEYS) else ""
        button = Button(words, choose, key=key)
        button.setCheckable(True)
        button.setChecked(chosen)
        self.add(row(button, None), Label(lambda: key, "hint"))
        return button

    def offer_whole(self, cells: int, choose: Callable[[str], object]) -> Button:
        """Let all that its computer says in so many cells be chosen; `choose` is told which computer."""
        computer = self._side.given[0].author.device
        button = Button(lambda: _whole(cells), partial(choose, computer), key=ALL_KEYS[self._n], look="link")
        self.add(row(button, None), Label(lambda: ALL_KEYS[self._n], "hint"))
        return button


def _whole(cells: int) -> str:
    return _("All answers of this computer: {n}", n=speech.number(cells))
