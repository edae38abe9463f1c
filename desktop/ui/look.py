"""How the program looks: fonts, the two themes, and the style sheet made from them."""

import re
from string import Template
from typing import Final, Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.config import resources

FAMILY: Final = "Tumpeang Khmer"
BODY_POINTS: Final = 10.5
HALF: Final = 128  # of lightness 0 to 255: below it the system wears a dark theme

Colours = dict[str, str]
Theme = Literal["computer", "light", "dark"]
TextSize = Literal["usual", "large", "larger"]

TIMES: Final[dict[TextSize, float]] = {"usual": 1.0, "large": 1.15, "larger": 1.3}
_POINTS: Final = re.compile(r"([0-9.]+)pt")

# Contrast of each ink on its paper is at least 6.5 to 1.
LIGHT: Final[Colours] = {
    "ink": "#1B2A33",
    "second": "#4A5A63",
    "paper": "#FBFAF7",
    "card": "#FFFFFF",
    "side": "#F1EFE8",
    "line": "#D9D6CC",
    "edge": "#8D979B",
    "green": "#2B6649",
    "on_green": "#FFFFFF",
    "green_soft": "#E3EEE7",
    "blue": "#1D5685",
    "blue_soft": "#E4EEF6",
    "amber": "#7A4B00",
    "amber_soft": "#FFF3D6",
    "red": "#A3261F",
    "red_soft": "#FBE9E7",
}
DARK: Final[Colours] = {
    "ink": "#E8ECEA",
    "second": "#A9B8B1",
    "paper": "#1C2421",
    "card": "#232C29",
    "side": "#171E1B",
    "line": "#37433E",
    "edge": "#7C8C85",
    "green": "#7FC6A1",
    "on_green": "#10201A",
    "green_soft": "#28392F",
    "blue": "#8FC1EA",
    "blue_soft": "#22323F",
    "amber": "#F0C97A",
    "amber_soft": "#3B3320",
    "red": "#F2A29B",
    "red_soft": "#422926",
}

_colours: Colours = LIGHT
_of_computer: Colours | None = None  # the theme that the system wears; learned once, before ours is on
_worn: tuple[Theme, TextSize] | None = None


def colour(name: str) -> str:
    """The colour of the theme in use, as `#RRGGBB`."""
    return _colours[name]


def dress(app: QApplication) -> None:
    """Give the application its fonts and theme; before the first widget."""
    folder = resources() / "assets" / "fonts"
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(folder / f"TumpeangKhmer-{face}.ttf"))
    QFontDatabase.addApplicationFont(str(folder / "TumpeangKhmerTitle-Regular.ttf"))
    if app.style().objectName() != "fusion":  # as it is on Linux already, and making one takes time
        app.setStyle("Fusion")
    global _of_computer
    if _of_computer is None:
        _of_computer = DARK if app.palette().window().color().lightness() < HALF else LIGHT
    wear(app, "computer", "usual")


def wear(app: QApplication, theme: Theme, size: TextSize) -> None:
    """Put a theme and a size of text on; icons and charts that are already drawn keep their ink."""
    global _colours, _worn
    if (theme, size) == _worn:
        return
    _worn = (theme, size)
    themes: dict[Theme, Colours] = {"light": LIGHT, "dark": DARK}
    _colours = themes.get(theme, _of_computer or LIGHT)
    app.setFont(_font(TIMES[size]))
    app.setPalette(_palette(_colours))
    sheet = (resources() / "assets" / "style" / "tumpeang.qss").read_text(encoding="utf-8")
    icons = (resources() / "assets" / "icons").as_posix()
    sized = _POINTS.sub(lambda found: f"{float(found[1]) * TIMES[size]:g}pt", sheet)
    app.setStyleSheet(Template(sized).substitute(_colours, icons=icons))


def _font(times: float) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(BODY_POINTS * times)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    found = QPalette()  # made from a colour it would load every enumeration of Qt
    for which, name in (
        (role.Window, "paper"),
        (role.Base, "card"),
        (role.AlternateBase, "side"),
        (role.Button, "side"),
        (role.WindowText, "ink"),
        (role.Text, "ink"),
        (role.ButtonText, "ink"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "ink"),
        (role.PlaceholderText, "second"),
        (role.Highlight, "green"),
        (role.HighlightedText, "on_green"),
        (role.Link, "green"),
        (role.Light, "card"),
        (role.Midlight, "paper"),
        (role.Mid, "line"),
        (role.Dark, "edge"),
        (role.Shadow, "second"),
    ):
        found.setColor(which, QColor.fromString(colours[name]))
    for which in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, which, QColor.fromString(colours["second"]))
    return found
