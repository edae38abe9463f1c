"""Submitting a returned report again as it stands, with a word to the secretariat."""

from desktop.actions import report, stamp
from desktop.actions.report import NotAnAnswer
from desktop.changed import Changed
from desktop.domain.record import Submission
from desktop.domain.report import NARRATIVE, Cell, ReportKey, Status, is_within_bounds
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import reports, settings
from desktop.storage.database import Database, writing
from desktop.sync import exchange

REPLY = Cell(NARRATIVE, "reply").key


class NotReturned(UserError):
    message = mark("This report was not returned, so there is nothing to reply to. Nothing was changed.")


class NoWord(UserError):
    message = mark("Write a few words for the secretariat first: why the report stands as it is.")


def reply(db: Database, key: ReportKey, words: str) -> Changed:
    """Submit a returned report as it stands, with a word; what was typed and not submitted stays typed.

    The word is an answer like any other, so that it travels, is kept, and makes the return one that
    judged something else. Raises `NotYourReport`, `NotReturned`, `NoWord`, or `NotAnAnswer`.
    """
    words = words.strip()
    with writing(db):
        report.must_be_mine(db, key)
        view = reports.view(db, key)
        if view.status is not Status.RETURNED:
            raise NotReturned
        if not words:
            raise NoWord
        if not is_within_bounds(words):
            raise NotAnAnswer(cell=REPLY)
        seen = view.live[REPLY].records if REPLY in view.live else ()
        said = Submission(key, settings.need(db, settings.PERSON), {REPLY: words}, {REPLY: seen})
        exchange.author(db, said, stamp.now(), stamp.salt())
    return Changed.REPORT | Changed.RECORDS
