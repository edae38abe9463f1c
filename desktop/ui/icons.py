"""The line icons: SVG files drawn in the ink of the theme."""

from functools import cache

from PySide6.QtGui import QIcon, QPixmap

from desktop.config import resources
from desktop.ui.look import colour

SIZE = 20  # logical pixels; drawn at three times that for dense screens


def icon(name: str, tint: str = "ink", *, checked: str = "") -> QIcon:
    """An icon by its file name, in a colour of the theme by its name; another while it is checked."""
    found = QIcon()
    for sheet in _drawn(name, colour(tint)):
        found.addPixmap(sheet)
    if checked:
        for sheet in _drawn(name, colour(checked)):
            found.addPixmap(sheet, QIcon.Mode.Normal, QIcon.State.On)
    return found


@cache
def _drawn(name: str, ink: str) -> tuple[QPixmap, ...]:
    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgRenderer  # not needed by the first window

    path = resources() / "assets" / "icons" / f"{name}.svg"
    drawing = path.read_text(encoding="utf-8").replace("currentColor", ink)
    found = []
    for scale in (1, 2, 3):
        sheet = QPixmap(SIZE * scale, SIZE * scale)
        sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sheet)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter)
        painter.end()
        sheet.setDevicePixelRatio(scale)
        found.append(sheet)
    return tuple(found)
