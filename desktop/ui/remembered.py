"""What the window remembers beside the store, unencrypted: language, digits, size. Nothing of the work."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from desktop.i18n.digits import Digits
from desktop.i18n.words import Language


class Remembered:
    """A small file in the store's folder; without it the defaults hold."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        return "en" if self._file.value("language") == "en" else "km"

    @property
    def digits(self) -> Digits:
        return "latin" if self._file.value("digits") == "latin" else "khmer"

    @property
    def geometry(self) -> QByteArray | None:
        found = self._file.value("geometry")
        return found if isinstance(found, QByteArray) else None

    def speech(self, language: str, digits: str) -> None:
        self._file.setValue("language", language)
        self._file.setValue("digits", digits)

    def shape(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)
