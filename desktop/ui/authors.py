"""Who gave an answer and when, as far as the history of the report tells."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.history import (
    CLOCK_WORDS,
    ClockDoubt,
    Clocks,
    Commented,
    Decided,
    History,
    Submitted,
    moment,
)
from desktop.domain.record import Verdict
from desktop.i18n import dates
from desktop.i18n.words import _, chosen
from desktop.ui import speech

if TYPE_CHECKING:
    from desktop.actions.closing import Amendments
    from desktop.actions.office import Database
    from desktop.domain.history import Event
    from desktop.domain.report import Answer, LiveCell, ReportKey

Given = tuple["Answer", "Event"]  # an answer, and the submission that holds it


@dataclass(frozen=True, slots=True)
class Told:
    """The history of a report, asked for what a form wants to know; `amendments` where it is closed."""

    history: History
    amendments: "Amendments | None" = None

    def given(self, cell: str, live: "LiveCell") -> tuple[Given, ...]:
        """The submissions behind a live cell, each with its answer; one that is not here is left out."""
        found: list[Given] = []
        for event in self.history.submissions:
            if event.record in live.records:
                found += [(change.after, event) for change in event.changes if change.cell == cell]
        return tuple(found)

    def last(self) -> "Event | None":
        """The last thing that happened to the report: a submission, or a decision on it.

        Closing its period judges no report, nor does a comment: they are none of these.
        """
        events = [one for one in self.history.events if not _judges_nothing(one)]
        return events[-1] if events else None

    def last_submission(self) -> Submitted | None:
        return self.history.submissions[-1] if self.history.submissions else None

    def who(self, event: "Event") -> str:
        """Person and office: "Example officer, Anlong Veng"."""
        office = self.history.offices.get(event.author.org_unit)
        named = speech.voice().office(office) if office else ""
        return ", ".join(part for part in (event.author.person, named) if part)


def _judges_nothing(event: "Event") -> bool:
    is_closing = isinstance(event, Decided) and event.verdict is Verdict.CLOSED
    return is_closing or isinstance(event, Commented)


def read(db: "Database", key: "ReportKey") -> Told:
    """In the lane: everything this computer knows to have happened to a report."""
    from desktop.actions import closing, history

    return Told(history.show(db, key), closing.amendments(db, key))


def when(clocks: Clocks) -> str:
    """When by the author's clock; where that clock cannot be right, when it arrived here."""
    doubtful = clocks.doubt in (ClockDoubt.NOT_A_TIME, ClockDoubt.BEFORE_THE_PLAN)
    at = moment(clocks.arrived_at if doubtful else clocks.made_at)
    return dates.moment(at, chosen(), speech.digits()) if at else ""


def computer(event: "Event") -> str:
    """On which computer, by the digits that people compare."""
    return _("Computer {digits}", digits=speech.voice().write(event.author.fingerprint))


def doubt(clocks: Clocks) -> str:
    """Why the author's clock cannot be right, in words; empty where nothing speaks against it."""
    return _(CLOCK_WORDS[clocks.doubt]) if clocks.doubt else ""
