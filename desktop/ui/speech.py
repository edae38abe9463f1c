"""The language on screen: switching it at once, Qt's own words, numbers and periods in it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import words
from desktop.i18n.digits import Digits, in_digits
from desktop.i18n.words import Language, _, chosen, mark

if TYPE_CHECKING:
    from desktop.domain.org_unit import OrgUnit
    from desktop.domain.sheet_words import Voice

# What Qt says by itself, in its own buttons and menus.
QT_WORDS = (
    mark("OK"),
    mark("Cancel"),
    mark("&Yes"),
    mark("&No"),
    mark("Save"),
    mark("Open"),
    mark("Close"),
    mark("&Undo"),
    mark("&Redo"),
    mark("Cu&t"),
    mark("&Copy"),
    mark("&Paste"),
    mark("Delete"),
    mark("Select All"),
    # of its own window for files, where the system has none
    mark("&Look in:"),
    mark("Directory:"),
    mark("File &name:"),
    mark("Files of &type:"),
    mark("&Open"),
    mark("&Save"),
    mark("&Choose"),
    mark("All Files (*)"),
    mark("Computer"),
    mark("Size"),
    mark("Type"),
    mark("Date Modified"),
    mark("Directories"),
    mark("Parent Directory"),
    mark("Create New Folder"),
    mark("List View"),
    mark("Detail View"),
    mark("Forward"),
    mark("Folder"),
    mark("Name"),
    mark("Back"),
    # of its own window for printing, where the system has none
    mark("Printer"),
    mark("&Name:"),
    mark("P&roperties"),
    mark("Location:"),
    mark("Type:"),
    mark("Output &file:"),
    mark("&Print"),
    mark("&Options >>"),
    mark("&Options <<"),
    mark("Print range"),
    mark("Print all"),
    mark("Pages from"),
    mark("Copies"),
    mark("Copies:"),
)
_QT = frozenset(QT_WORDS)

_digits: Digits = "khmer"
_translator: QTranslator | None = None


class QtWords(QTranslator):
    """Qt's own buttons in the words of the catalogue; Qt ships none in Khmer."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """None leaves Qt's own words; an empty text would take them away, even the name of A4."""
        del context, disambiguation, n
        return _(source) if source in _QT and chosen() != "en" else None


def digits() -> Digits:
    return _digits


def speak(language: Language, shape: Digits) -> None:
    """Choose the language and the digits; everything on screen says itself again."""
    global _digits, _translator
    words.choose(language)
    _digits = shape
    app = cast(QApplication, QApplication.instance())
    if _translator is not None:
        app.removeTranslator(_translator)
    _translator = QtWords(app)
    app.installTranslator(_translator)


def other() -> Language:
    """The language that is not the one on screen."""
    return "en" if chosen() == "km" else "km"


def speak_other() -> None:
    """Change to the other language, with the digits that are usual in it."""
    language = other()
    speak(language, "khmer" if language == "km" else "latin")


@contextmanager
def in_other_language() -> Iterator[None]:
    before = chosen()
    words.choose(other())
    try:
        yield
    finally:
        words.choose(before)


def peek(widget: QWidget) -> None:
    """Let a widget and all in it say themselves in the other language, once."""
    from desktop.ui.pieces import respeak

    with in_other_language():
        respeak(widget)


def voice() -> "Voice":
    """How a sheet in the language and digits on screen would speak."""
    from desktop.domain import sheet_words

    return sheet_words.voice(chosen(), _digits)


def number(n: int) -> str:
    return voice().whole(n)


def typed(n: int) -> str:
    """A number as it stands in a field: no grouping, in the digits of this office."""
    from desktop.i18n.digits import in_digits

    return in_digits(str(n), _digits)


def riel(n: int) -> str:
    from desktop.i18n import numbers

    return numbers.riel(n, chosen(), _digits)


def clock(at: dt.datetime) -> str:
    """The time of day on this computer, "14:32"."""
    from desktop.i18n.digits import in_digits

    return in_digits(f"{at:%H:%M}", _digits)


def date(day: dt.date) -> str:
    from desktop.i18n.dates import long_date

    return long_date(day, chosen(), _digits)


def line(units: Sequence["OrgUnit"]) -> str:
    """An office and those above it, from the nearest up; the kingdom is left out."""
    named = [unit for unit in reversed(units) if unit.code] or units
    return ", ".join(voice().office(unit) for unit in named)


def period(code: str) -> str:
    """A reporting period by its code, in words."""
    from desktop.domain.period import ReportingPeriod

    return voice().period(ReportingPeriod(code))


def years(plan_years: Sequence[int]) -> str:
    """Plan years as calendar years: "2025-2030", or each where there are gaps."""
    from desktop.domain.period import FIRST_YEAR

    found = [FIRST_YEAR - 1 + year for year in plan_years]
    unbroken = len(found) > 1 and found == list(range(found[0], found[-1] + 1))
    return voice().write(f"{found[0]}-{found[-1]}" if unbroken else ", ".join(map(str, found)))


def in_both(figures: str) -> str:
    """A computer's number in both shapes of digits: whoever is on the telephone may be used to either."""
    lines = [in_digits(figures, "khmer"), in_digits(figures, "latin")]
    return "\n".join(lines if digits() == "khmer" else reversed(lines))
