"""The way to a paper from wherever a person needs it."""

from desktop.domain.report import ReportKey
from desktop.domain.sheet import Grade
from desktop.ui.papers import OFFICE
from desktop.ui.screen import Desk


def lead_to(frame: Desk, which: str, report: ReportKey | None = None, grade: Grade = Grade.SHAREABLE) -> None:
    """Go to a paper, where it is seen, printed and saved."""
    from desktop.ui.printouts import Printouts

    found = frame.go("print")
    assert isinstance(found, Printouts)
    found.show_paper(which, report, grade)


def lead_to_signature(frame: Desk) -> None:
    """Go to the official copy of this office's report about the period in hand."""
    lead_to(frame, OFFICE, ReportKey(frame.office.unit.id, frame.period), Grade.OFFICIAL)
