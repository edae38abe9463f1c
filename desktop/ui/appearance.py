"""How the program looks on this computer: light or dark, and how large the text is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QButtonGroup

from desktop.i18n.words import _, mark
from desktop.ui.look import TextSize, Theme
from desktop.ui.pieces import Button, Card, Label, Words, row
from desktop.ui.remembered import Remembered

THEMES: Final[dict[Theme, str]] = {
    "computer": mark("As this computer"),
    "light": mark("Light"),
    "dark": mark("Dark"),
}
NAME_WIDTH = 90  # pixels
SIZES: Final[dict[TextSize, str]] = {
    "usual": mark("Usual"),
    "large": mark("Large"),
    "larger": mark("Very large"),
}


class Appearance(Card):
    """One press, and the whole window looks so; it stays when the program is opened again."""

    def __init__(self, remembered: Remembered) -> None:
        super().__init__(gap=10)
        self.themes = {theme: _choice(word, _set_theme(remembered, theme)) for theme, word in THEMES.items()}
        self.sizes = {size: _choice(word, _set_size(remembered, size)) for size, word in SIZES.items()}
        self.add(Label(lambda: _("Look"), "heading"))
        self.add(choices(lambda: _("Colours"), self._together(self.themes)))
        self.add(choices(lambda: _("Size of text"), self._together(self.sizes)))
        self.themes[remembered.theme].setChecked(True)
        self.sizes[remembered.text_size].setChecked(True)

    @property
    def in_hand(self) -> str:
        """The name of the choice that has the focus, as `give_focus` takes it; empty: none has."""
        return next((name for name, button in self._all().items() if button.hasFocus()), "")

    def give_focus(self, name: str) -> None:
        if name in self._all():
            self._all()[name].setFocus()

    def _all(self) -> dict[str, Button]:
        found: dict[str, Button] = {}
        found.update(self.themes.items())
        found.update(self.sizes.items())
        return found

    def _together(self, buttons: Mapping[Theme, Button] | Mapping[TextSize, Button]) -> list[Button]:
        group = QButtonGroup(self)
        for button in buttons.values():
            button.setCheckable(True)
            group.addButton(button)
        return list(buttons.values())


def choices(what: Words, buttons: Iterable[Button]) -> QBoxLayout:
    """What can be chosen of one thing, beside each other, after the name of the thing."""
    name = Label(what, "second", wrap=False)
    name.setMinimumWidth(NAME_WIDTH)
    return row(name, *buttons, None)


def _choice(word: str, pressed: Callable[[], None]) -> Button:
    return Button(lambda: _(word), pressed, look="choice")


def _set_theme(remembered: Remembered, theme: Theme) -> Callable[[], None]:
    return lambda: remembered.look(theme, remembered.text_size)


def _set_size(remembered: Remembered, size: TextSize) -> Callable[[], None]:
    return lambda: remembered.look(remembered.theme, size)
