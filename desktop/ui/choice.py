"""A few buttons of which one holds."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup

from desktop.ui.pieces import Button, Words


class Choice(QObject):
    """`choices` are values with their words. `changed` when a person chose another one."""

    changed = Signal()

    def __init__(self, choices: tuple[tuple[str, Words], ...], first: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.value, self._by_hand = first, False
        self.buttons: list[Button] = []
        for value, words in choices:
            button = Button(words, self._take(value), look="choice")
            button.setCheckable(True)
            button.setChecked(value == first)
            button.setProperty("value", value)
            self._group.addButton(button)
            self.buttons.append(button)

    def choose(self, value: str) -> None:
        """Take a value without a word about it."""
        self.value = value
        for button in self.buttons:
            button.setChecked(button.property("value") == value)

    def follow(self, value: str) -> None:
        """Take another value, as the window now speaks so; what a person chose stays."""
        if not self._by_hand:
            self.choose(value)

    def offer(self, *values: str) -> None:
        """Let only these be chosen; the first of them where the one that holds is not among them."""
        for button in self.buttons:
            button.setVisible(button.property("value") in values)
        if values and self.value not in values:
            self.choose(values[0])

    def _take(self, value: str) -> Callable[[], None]:
        def take() -> None:
            self.value, self._by_hand = value, True
            self.changed.emit()

        return take


def always(word: str) -> Words:
    """A language's own name, and digits as they look, are the same in every language."""
    return lambda: word
