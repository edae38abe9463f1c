"""What an error says on screen: periods and numbers as people write them, in the language of the moment."""

from PySide6.QtWidgets import QApplication

from desktop.actions.printout import NothingHasComeIn
from desktop.domain.period import ReportingPeriod
from desktop.ui import speech
from desktop.ui.message import in_words


def test_an_error_names_a_period_in_words(qapp: QApplication) -> None:
    error = NothingHasComeIn(period=ReportingPeriod("2026Q3"))
    speech.speak("en", "latin")
    assert in_words(error).startswith("No report about Quarter 3, 2026 has come in yet")
    speech.speak("km", "khmer")
    assert "ត្រីមាសទី៣ ឆ្នាំ២០២៦" in in_words(error)
    assert "No report about 2026Q3 has come in yet" in str(error)  # as the command line says it
