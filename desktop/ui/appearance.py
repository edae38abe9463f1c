"""How the program looks on this computer: light or dark, and how large the text is."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QButtonGroup

from desktop.i18n.words import _, mark
from desktop.ui.look import TextSize, Theme
from desktop.ui.pieces import Button, Card, Label, row
from desktop.ui.remembered import Remembered

THEMES: Final[dict[Theme, str]] = {
    "computer": mark("As this computer"),
    "light": mark("Light"),
    "dark": mark("Dark"),
}
SIZES: Final[dict[TextSize, str]] = {
    "usual": mark("Usual text"),
    "large": mark("Large text"),
    "larger": mark("Larger text"),
}


class Appearance(Card):
    """One press, and the whole window looks so; it stays when the program is opened again."""

    def __init__(self, remembered: Remembered) -> None:
        super().__init__(gap=10)
        self.themes = {theme: _choice(word, _set_theme(remembered, theme)) for theme, word in THEMES.items()}
        self.sizes = {size: _choice(word, _set_size(remembered, size)) for size, word in SIZES.items()}
        self.add(Label(lambda: _("Look"), "heading"))
        self.add(row(*self._together(self.themes), None), row(*self._together(self.sizes), None))
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


def _choice(word: str, pressed: Callable[[], None]) -> Button:
    return Button(lambda: _(word), pressed, look="choice")


def _set_theme(remembered: Remembered, theme: Theme) -> Callable[[], None]:
    return lambda: remembered.look(theme, remembered.text_size)


def _set_size(remembered: Remembered, size: TextSize) -> Callable[[], None]:
    return lambda: remembered.look(remembered.theme, size)
