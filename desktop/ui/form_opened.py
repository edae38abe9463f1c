"""What a report's form is opened with, read in the lane."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from desktop.domain.plan import Activity

if TYPE_CHECKING:
    from desktop.actions.before import Before
    from desktop.actions.office import Database
    from desktop.actions.reading import Reading
    from desktop.actions.report import OpenForm
    from desktop.actions.typed import Typed

Opened = tuple["OpenForm", "Reading", "Typed", "Before", tuple[Activity, ...]]


def open_form(db: "Database", period: str, added: Collection[str]) -> Opened:
    """In the lane: the form and its plan, what is typed, what was before, and what may be added."""
    from desktop.actions import before, reading, report, typed

    opened = report.open_form(db, report.my_report(db, period), added)
    typing, more = typed.opened(db, opened.view), report.may_add(opened)
    return opened, reading.reading_here(db), typing, before.show(db, opened.form), more
