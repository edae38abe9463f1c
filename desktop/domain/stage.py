"""Stage: how far a report of this office has come on its way to the secretariat and back."""

from dataclasses import dataclass
from enum import Enum

from desktop.domain.report import Status


class Stage(Enum):
    """In the order of the way. Each is said only where somebody's signed word, or this store, says so."""

    DRAFT = "draft"
    KEPT = "kept"  # submitted, and only here
    ON_ITS_WAY = "on_its_way"  # on a stick or in a shared folder, which give no word; or being sent now
    AT_HUB = "at_hub"  # the hub signed for all of it
    TAKEN_IN = "taken_in"  # the secretariat's receipt for all of it came back
    RETURNED = "returned"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Carried:
    """What is known of the figures of a submitted report: written out, signed for by a hub, received."""

    written: bool = False
    at_hub: bool = False
    received: bool = False


def stage(status: Status, carried: Carried) -> Stage:
    """How far a report is."""
    match status:
        case Status.RETURNED:
            return Stage.RETURNED
        case Status.APPROVED:
            return Stage.APPROVED
        case Status.DRAFT:
            return Stage.DRAFT
    if carried.received:
        return Stage.TAKEN_IN
    if carried.at_hub:
        return Stage.AT_HUB
    return Stage.ON_ITS_WAY if carried.written else Stage.KEPT
