"""What the law of merging is asked with: how many histories, clocks that are wrong, what a store shows."""

import datetime as dt
import os

from hypothesis import HealthCheck, Phase, settings

from desktop.domain.record import Submission
from desktop.domain.report import ReportKey
from desktop.storage import records, reports
from desktop.storage.database import Database
from desktop.sync.record import trusted

CLOCKS = (
    None,
    dt.datetime(2001, 1, 1, tzinfo=dt.UTC),  # the battery of the clock is dead
    dt.datetime(2099, 12, 31, tzinfo=dt.UTC),
)

QUICK = settings(
    max_examples=int(os.environ.get("HISTORIES", "60")),  # a night asks for many more
    stateful_step_count=30,
    deadline=None,
    phases=[Phase.generate] if "NO_SHRINKING" in os.environ else list(Phase),
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


class LawBroken(AssertionError):
    """A store shows something else than the account of what people saw and replaced."""


def submissions(db: Database) -> dict[str, Submission]:
    """The submissions kept in a store and not set aside, by name, read from their signed bytes."""
    read = [trusted(kept.content) for _, kept in records.all_kept(db)]
    every = {found.name: found.body for found in read if isinstance(found.body, Submission)}
    return {name: body for name, body in every.items() if name not in names_aside(db)}


def names_aside(db: Database) -> set[str]:
    """The names of the records whose every import was set aside: asked here in another way than there."""
    brought: dict[str, list[bool]] = {}
    for name, aside in db.execute(
        "SELECT lower(hex(name)), set_aside_at IS NOT NULL FROM import_record r"
        " JOIN import ON import.n = r.import JOIN record_name ON record_name.n = r.record"
    ):
        brought.setdefault(name, []).append(bool(aside))
    return {name for name, each in brought.items() if all(each)}


def everything_said(db: Database, key: ReportKey) -> tuple[object, ...]:
    """All that can be asked of a store about a report, but what was typed and not submitted."""
    return reports.live(db, key), reports.status(db, key), reports.reasons_of_return(db, key)[1]
