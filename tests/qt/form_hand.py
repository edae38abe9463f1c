"""What the tests of the report form share: its fields, and what stands in the store past the window."""

from typing import cast

from desktop.actions import report
from desktop.domain.report import Answer
from desktop.ui.activity_page import Page
from desktop.ui.answer_field import NumberField, TextField
from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop, seal_for, take

SESSIONS, PARTICIPANTS = "2.3.1:sessions", "2.3.1:participants"
CASES = "2.3.4:cases_identified"
CHALLENGES = "narrative:challenges"


def kept(laptop: Laptop, cell: str, period: str = PERIOD) -> Answer:
    """What stands in the store, read past the window."""
    with laptop.open() as db:
        return report.open_form(db, laptop.report(period)).view.answer(cell)


def drafted(laptop: Laptop, cell: str) -> bool:
    """Whether something typed and not submitted stands in the store."""
    with laptop.open() as db:
        return cell in report.open_form(db, laptop.report()).view.drafts


def unlocked(hand: Hand) -> Hand:
    hand.unlock(PASSPHRASE)
    return hand


def page(form: ReportForm) -> Page:
    assert isinstance(form.page, Page)
    return form.page


def number(form: ReportForm, cell: str) -> NumberField:
    return cast(NumberField, page(form).fields[cell])


def text(form: ReportForm, cell: str) -> TextField:
    return cast(TextField, page(form).fields[cell])


def disagree(here: Laptop, there: Laptop, **cells: tuple[Answer, Answer]) -> None:
    """Both laptops of an office submit, neither seeing the other's; here both are taken in."""
    here.fill(PERIOD, **{cell: pair[0] for cell, pair in cells.items()})
    here.submit()
    before = there.kept_names()
    there.fill(PERIOD, **{cell: pair[1] for cell, pair in cells.items()})
    there.submit()
    take(here, seal_for(there, there.kept_names() - before, [here.box()]))
