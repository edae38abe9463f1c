"""Completeness, timeliness and achievement: the three numbers every reader asks for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Arrival:
    """One office that was expected to report: when its report was taken in (None: it was not).

    `lacks`: how many attachments that the report names have not come. The figures are here without them, so
    they change neither completeness nor timeliness; but the report is not whole.
    """

    org_unit: str
    due: dt.date
    received: dt.date | None
    lacks: int = 0

    @property
    def on_time(self) -> bool:
        return self.received is not None and self.received <= self.due


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Counts of offices. `completeness` and `timeliness` are None where nothing was expected.

    `lacking`: how many of the reports received lack an attachment.
    """

    expected: int
    received: int
    on_time: int
    lacking: int = 0

    @property
    def completeness(self) -> Decimal | None:
        return completeness(self.expected, self.received)

    @property
    def timeliness(self) -> Decimal | None:
        return timeliness(self.received, self.on_time)


def scorecard(arrivals: Iterable[Arrival]) -> Scorecard:
    every = list(arrivals)
    received = sum(arrival.received is not None for arrival in every)
    lacking = sum(arrival.received is not None and arrival.lacks > 0 for arrival in every)
    return Scorecard(len(every), received, sum(arrival.on_time for arrival in every), lacking)


def completeness(expected: int, received: int) -> Decimal | None:
    """Reports received as a share of reports expected."""
    return None if expected == 0 else Decimal(received) / Decimal(expected)


def timeliness(received: int, on_time: int) -> Decimal | None:
    """Reports received on or before their due date as a share of reports received."""
    return None if received == 0 else Decimal(on_time) / Decimal(received)


def achievement(baseline: int, target: int, actual: int) -> Decimal | None:
    """How much of the way from baseline to target was covered; None when they are equal."""
    return None if target == baseline else Decimal(actual - baseline) / Decimal(target - baseline)
