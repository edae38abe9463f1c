"""What home tells, read in the lane: where the reports stand, when they moved, and the year."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.report import Status
from desktop.domain.stage import Stage
from desktop.i18n.words import _
from desktop.ui import home_words
from desktop.ui.year_bars import Way, ways

if TYPE_CHECKING:
    from desktop.actions.home import Home, OwnReport
    from desktop.actions.office import Database
    from desktop.actions.overview import Arrived

RECENT = 8  # reports whose moments are said


@dataclass(frozen=True, slots=True)
class Told:
    """What home shows, when the last submissions were made and their receipts came, and the year."""

    shown: "Home"
    made: dict[str, str]
    received: dict[str, str]
    with_receipt: frozenset[str]
    ways: tuple[Way, ...]
    written: str  # when files were last put onto a stick or into a folder
    arrived: "Arrived | None"  # of the offices below, where there are any

    def since(self, period: str) -> str:
        return self.made.get(period, "")

    def moves_of(self, one: "OwnReport") -> str:
        """When a report was submitted, or when the receipt for it came."""
        if one.received and one.period in self.received:
            came = _("receipt came {when}", when=home_words.day(self.received[one.period]))
            return f"{came} · {home_words.parts_out(one)}" if one.parts_out else came
        if one.stage is Stage.AT_HUB:
            return _("at the hub, not yet taken in by the secretariat")
        if one.period in self.made:
            return _("submitted {when}", when=home_words.day(self.made[one.period]))
        return ""


def ask(db: "Database", period: str) -> Told:
    """In the lane: what home shows, with the moments of the reports that are not drafts."""
    from desktop.actions import exchange, history, home, overview, receipt, report, targets

    found = home.show(db, period)
    sent = [one.period for one in (found.in_hand, *found.others) if one.status is not Status.DRAFT]
    made, received, with_receipt = {}, {}, set()
    for each in sent[:RECENT]:
        story = history.show(db, report.my_report(db, each))
        if receipt.code_of(story):
            with_receipt.add(each)
        for last in story.submissions[-1:]:
            made[each] = last.clocks.made_at
            for came in last.receipts:
                received[each] = came.clocks.arrived_at
    year = tuple(ways(targets.show(db, int(found.period[:4]))))
    written, below = exchange.last_written(db), overview.arrived(db)
    return Told(found, made, received, frozenset(with_receipt), year, written, below)
