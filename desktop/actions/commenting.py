"""Commenting on a report of which this office gets copies: a word beside it, that judges nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.actions import history, stamp
from desktop.changed import Changed
from desktop.domain.history import Commented
from desktop.domain.org_unit import OrgUnit
from desktop.domain.record import Comment
from desktop.domain.report import ReportKey, is_within_bounds
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import comments, registers, reports, settings
from desktop.storage.database import Database, writing
from desktop.sync import exchange


class NoCopies(UserError):
    message = mark(
        "Only an office that gets copies of a report can comment on it. Nothing was changed. "
        "The secretariat says in the register who gets copies."
    )


class NothingSaid(UserError):
    message = mark("Write a word on the report or beside one of its cells first. Nothing was changed.")


class TooLong(UserError):
    message = mark("A comment may have 20,000 letters. Nothing was changed. Write a shorter one.")


class NothingToCommentOn(UserError):
    message = mark(
        "This report has not come in yet, so there is nothing to comment on. Nothing was changed. "
        "Receive the report first."
    )


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that stands, and the office that said it; None where the register does not know it."""

    office: OrgUnit | None
    said: Commented


def may_comment(db: Database, org_unit: str) -> bool:
    """Whether the register gives this office copies of the other one's reports."""
    return org_unit in registers.rules(db).copies().get(settings.need(db, settings.ORG_UNIT), ())


def comment(
    db: Database,
    report: ReportKey,
    word: str,
    cells: Mapping[str, str],
    read: Sequence[str] | None = None,
) -> Changed:
    """Say something about the records that a person read (`read`), by default what is live now.

    It takes the place of what this office said of the report before. The office answers by an ordinary
    correction. Raises `NoCopies`, `NothingSaid`, `TooLong` or `NothingToCommentOn`.
    """
    words = {cell: text.strip() for cell, text in cells.items() if text.strip()}
    if not word.strip() and not words:
        raise NothingSaid
    if not all(map(is_within_bounds, (word, *words.values()))):
        raise TooLong
    with writing(db):
        if not may_comment(db, report.org_unit):
            raise NoCopies
        about = reports.live_records(db, report) if read is None else tuple(sorted(read))
        if not about:
            raise NothingToCommentOn
        person = settings.need(db, settings.PERSON)
        said = Comment(report, person, about, word.strip(), words, _own(db, report))
        exchange.author(db, said, stamp.now(), stamp.salt())
    return Changed.REPORT | Changed.RECORDS


def list_comments(db: Database, report: ReportKey) -> tuple[Remark, ...]:
    """The comments that stand: about what is live now, the last word of each office."""
    if not comments.are_there(db, report):
        return ()
    told = history.show(db, report)
    return tuple(Remark(told.offices.get(said.author.org_unit), said) for said in told.comments)


def _own(db: Database, report: ReportKey) -> tuple[str, ...]:
    """What this office said of a report before, by the names of the records."""
    mine = settings.need(db, settings.ORG_UNIT)
    said = (event for event in history.show(db, report).events if isinstance(event, Commented))
    return tuple(sorted(event.record for event in said if event.author.org_unit == mine))
