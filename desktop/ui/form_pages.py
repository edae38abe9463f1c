"""Which page stands for which line of a report's list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.domain.attachment import ATTACHMENT
from desktop.domain.report import BUDGET, NARRATIVE
from desktop.i18n.words import _
from desktop.ui import form_words
from desktop.ui.activity_page import ActivityPage, Page
from desktop.ui.add_page import AddPage
from desktop.ui.answers import Answers
from desktop.ui.contents import ADD, REVIEW
from desktop.ui.pieces import Words
from desktop.ui.review_page import ReviewPage

if TYPE_CHECKING:
    from desktop.domain.plan import Activity, Text


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the pages lead: to a finding, to submitting, sending, signing, a notice, other activities.

    And what they say of the plan's institutions.
    """

    go_to: Callable[[str, str], object]
    submit: Callable[[], object]
    send: Callable[[], object]
    sign: Callable[[], object]
    notice: Callable[[Words], object]
    add: Callable[[str], object]
    take_out: Callable[[str], object]
    institutions: "Callable[[], Mapping[str, Text]]"  # by the letters that the plan uses for them


def page_of(item: str, answers: Answers, more: "tuple[Activity, ...]", ways: Ways) -> QWidget:
    """The page of an item; `more` are the activities that may be added to the report."""
    form = answers.opened.form
    if item == REVIEW:
        return ReviewPage(answers, ways.go_to, ways.submit, ways.send, ways.sign)
    if item == ADD:
        return AddPage(more, ways.add)
    if item == BUDGET:
        words = form_words.budget(annual=form.is_annual_plan)
        return Page(answers, lambda: _("Budget"), words, form.budget_cells())
    if item == NARRATIVE:
        return Page(answers, lambda: _("In words"), form_words.narrative, form.narrative_cells())
    if item == ATTACHMENT:
        from desktop.ui.attachments import AttachmentsPage  # few reports have any

        return AttachmentsPage(answers, ways.notice)
    return _activity(item, answers, ways)


def _activity(item: str, answers: Answers, ways: Ways) -> ActivityPage:
    form = answers.opened.form
    found = next(activity for activity in form.every_activity if activity.code == item)
    leave = (lambda: ways.take_out(item)) if found in form.added else None
    title, under = form_words.titled(found), form_words.under(found, ways.institutions())
    return ActivityPage(answers, title, under, form.cells(found), leave)
