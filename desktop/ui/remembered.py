"""What the window remembers beside the store, unencrypted: language, look, size. Nothing of the work."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from desktop.i18n.digits import Digits
from desktop.i18n.words import Language
from desktop.ui.look import TextSize, Theme

MOST_PIXELS = 4000  # of a column; what is wider was not dragged by a hand


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a person left a table: its columns by name, widths in pixels, and what it is sorted by."""

    order: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)
    sort_by: str = ""
    down: bool = False


class Remembered(QObject):
    """A small file in the store's folder; without it the defaults hold."""

    look_changed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        return "en" if self._file.value("language") == "en" else "km"

    @property
    def digits(self) -> Digits:
        return "latin" if self._file.value("digits") == "latin" else "khmer"

    @property
    def theme(self) -> Theme:
        found = self._file.value("theme")
        return "dark" if found == "dark" else "light" if found == "light" else "computer"

    @property
    def text_size(self) -> TextSize:
        found = self._file.value("text_size")
        return "larger" if found == "larger" else "large" if found == "large" else "usual"

    @property
    def geometry(self) -> QByteArray | None:
        found = self._file.value("geometry")
        return found if isinstance(found, QByteArray) else None

    def speech(self, language: str, digits: str) -> None:
        self._file.setValue("language", language)
        self._file.setValue("digits", digits)

    def look(self, theme: Theme, text_size: TextSize) -> None:
        """What is worn from now on; the window hears of it and puts it on."""
        self._file.setValue("theme", theme)
        self._file.setValue("text_size", text_size)
        self.look_changed.emit()

    def shape(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def columns(self, table: str) -> Arrangement:
        """How a table was left; as it comes where that was never kept or is no longer understood."""
        try:
            return _arrangement(json.loads(str(self._file.value(f"tables/{table}", "{}"))))
        except (ValueError, TypeError, AttributeError):
            return Arrangement()

    def keep_columns(self, table: str, columns: Arrangement) -> None:
        self._file.setValue(f"tables/{table}", json.dumps(asdict(columns)))


def _arrangement(found: dict[str, object]) -> Arrangement:
    """What was kept, each part in its own type; anybody may have written into the file."""
    order, widths = found.get("order", ()), found.get("widths", {})
    if not isinstance(order, list | tuple) or not isinstance(widths, dict):
        return Arrangement()
    kept = {str(name): int(width) for name, width in widths.items() if 0 < int(width) < MOST_PIXELS}
    return Arrangement(tuple(map(str, order)), kept, str(found.get("sort_by", "")), bool(found.get("down")))
