"""The form for one report: the list of activities on the left, the activity in hand on the right."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from desktop.changed import Changed
from desktop.domain.plan import Activity, Plan
from desktop.domain.report import BUDGET, NARRATIVE, Cell
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.activity_page import ActivityPage, Page
from desktop.ui.answers import Answers
from desktop.ui.banner import Banner, Notice
from desktop.ui.contents import REVIEW, Contents, entries_of
from desktop.ui.pieces import Button, Label, Words, column, place, row
from desktop.ui.review_page import ReviewPage
from desktop.ui.screen import Desk, Screen
from desktop.ui.undo import Steps

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.report import OpenForm

LIST_WIDTH, NARROW_LIST_WIDTH, NARROW = 300, 230, 1000  # pixels


class ReportForm(Screen):
    """The report of the period in hand. Read again when records came or went, not after each number."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.answers: Answers | None = None
        self.contents: Contents | None = None
        self.page: QWidget | None = None
        self._plan: Plan | None = None
        self._item = self._cell = ""
        self._correcting = False
        self._steps = Steps()
        self._side = QFrame()
        self._side.setProperty("look", "side")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self._count = Label(lambda: "", "second", wrap=False)
        self._list = column()
        self.same = Button(lambda: _("Same as last period"), self.same_as_last, look="link")
        place(column(self._side, gap=0), self._list, _foot(self._progress, self._count, self.same))
        self.banner = Banner(self.correct)
        self.notice = Notice(self.undo)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = column(gap=0)
        place(right, self.banner, self.notice, self._scroll)
        whole = row(self._side, right, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, step in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), self, step, context=within)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW
        self._side.setFixedWidth(NARROW_LIST_WIDTH if narrow else LIST_WIDTH)
        super().resizeEvent(event)

    def refresh(self) -> None:
        self.keep()
        self._cell = self._focused()
        self.tasks.ask(_open, self.frame.period, then=self._opened)

    def keep(self) -> None:
        if self.answers is not None:
            self.answers.keep()

    def show_item(self, item: str) -> None:
        """Go to an activity, the budget, the narrative or the look over it all."""
        self._item = item
        if self.answers is None or self.contents is None:
            return  # shown when the form is open
        self.answers.keep()
        self.contents.show_item(item)
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()  # not at once: a button in it may have led here
        self.page = self._page(item)
        self._scroll.setWidget(self.page)
        field = self.page.first_field() if isinstance(self.page, Page) else None
        (field or self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, item: str, cell: str) -> None:
        """Go where a finding is."""
        self.show_item(item)
        if isinstance(self.page, Page):
            self.page.go_to(cell)

    def undo(self) -> None:
        """Take the last step back, and show where it was."""
        self.notice.hide()
        if self.answers is not None and not self._frozen():
            self._show_step(self.answers.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.answers is not None and not self._frozen():
            self._show_step(self.answers.redo())

    def _show_step(self, cells: Sequence[str]) -> None:
        items = [Cell.of(cell).item for cell in cells]
        if not items:
            return
        if self._item not in items:
            self.show_item(items[0])
        here = [cell for cell, item in zip(cells, items, strict=True) if item == self._item]
        if here and isinstance(self.page, Page):
            self.page.go_to(here[0])

    def page_title(self) -> str:
        """The heading of what is shown, as it stands on screen."""
        return self.page.title.text() if isinstance(self.page, Page) else ""

    def _opened(self, found: "tuple[OpenForm, Plan]") -> None:
        opened, self._plan = found
        self._correcting = False
        if self.answers is not None and self.answers.key != opened.view.key:
            self._steps = Steps()
        self.answers = Answers(self.tasks, opened, self._steps)
        self.answers.looked.connect(self._looked)
        self.answers.told.connect(self._stand)
        self.answers.answered.connect(lambda _cell: self._sign())
        self._make_contents(opened)
        self.notice.hide()
        self._stand()
        entries = [activity.code for activity in opened.form.activities]
        known = self._item in {*entries, BUDGET, NARRATIVE, REVIEW}
        cell = self._cell
        self.show_item(self._item if known else (entries or [BUDGET])[0])
        if cell and isinstance(self.page, Page):
            self.page.go_to(cell)

    def _make_contents(self, opened: "OpenForm") -> None:
        if self.contents is not None:
            self._list.removeWidget(self.contents)
            self.contents.deleteLater()
        titles = {activity.code: _titled(activity) for activity in opened.form.activities}
        self.contents = Contents(entries_of(opened.form, titles, self._cluster))
        self.contents.chosen.connect(self.show_item)
        self._list.addWidget(self.contents)

    def _cluster(self, code: str) -> Words:
        assert self._plan is not None
        title = next(cluster.title for cluster in self._plan.clusters() if cluster.code == code)
        return lambda: f"{speech.voice().write(code)}  {title.say(chosen())}"

    def _page(self, item: str) -> QWidget:
        assert self.answers is not None
        form = self.answers.opened.form
        if item == REVIEW:
            return ReviewPage(self.answers, self.go_to, self._submit)
        if item == BUDGET:
            words = _sayer_of_budget(annual=form.is_annual_plan)
            return self._with_next(Page(self.answers, lambda: _("Budget"), words, form.budget_cells()))
        if item == NARRATIVE:
            page = Page(self.answers, lambda: _("In words"), _narrative_words, form.narrative_cells())
            return self._with_next(page)
        activity = next(found for found in form.activities if found.code == item)
        return self._with_next(
            ActivityPage(self.answers, _titled(activity), _under(activity), form.cells(activity))
        )

    def _with_next(self, page: Page) -> Page:
        page.done.connect(self._next)
        page.freeze(self._frozen())
        return page

    def _next(self) -> None:
        if self.contents is not None:
            self.show_item(self.contents.after(self._item))

    def _frozen(self) -> bool:
        return self.answers is not None and self.answers.frozen and not self._correcting

    def correct(self) -> None:
        """What was submitted stays as it is; what is typed from now on is a correction to submit again."""
        self._correcting = True
        self._stand()
        self._sign()
        self.show_item(self._item)

    def same_as_last(self) -> None:
        """Take last period's answer into every field of the report that is empty and had one."""
        if self.answers is None or self._frozen():
            return
        carried = self.answers.to_carry()
        self.answers.take(carried)
        n = len(carried)
        self.notice.say(lambda: _("Taken from last period: {n} answers. Look them over.", n=speech.number(n)))

    def _looked(self) -> None:
        self._sign()
        self._stand()

    def _stand(self) -> None:
        if self.answers is not None:
            self.banner.about(self.answers, correcting=self._correcting)

    def _sign(self) -> None:
        if self.answers is None or self.contents is None:
            return
        self.contents.sign(self.answers)
        answered, asked = self.answers.progress()
        self._progress.setMaximum(max(asked, 1))
        self._progress.setValue(answered)
        self._count.say(lambda: _count_words(answered, asked))
        n = 0 if self._frozen() else len(self.answers.to_carry())
        self.same.setVisible(n > 0)
        self.same.say(lambda: _("All as last period: {n} fields", n=speech.number(n)))

    def _submit(self) -> None:
        from desktop.actions import report

        assert self.answers is not None
        self.answers.keep()
        self._item = REVIEW
        self._correcting = False
        self._steps = Steps()  # what was submitted is taken back by a correction, not by a key
        self.tasks.do(report.submit, self.answers.key)

    def _focused(self) -> str:
        """The cell that has the focus, so that reading again does not take it away."""
        here = QApplication.focusWidget()
        if isinstance(self.page, Page) and here is not None:
            return next((cell for cell, field in self.page.fields.items() if field is here), "")
        return ""


def _open(db: "Database", period: str) -> "tuple[OpenForm, Plan]":
    """In the lane: the form and the plan it comes from."""
    from desktop.actions import reading, report

    return report.open_form(db, report.my_report(db, period)), reading.the_plan()


def _foot(progress: QProgressBar, count: Label, same: Button) -> QVBoxLayout:
    foot = column(gap=6)
    foot.setContentsMargins(14, 10, 14, 12)
    place(foot, progress, count, row(same, None))
    return foot


def _count_words(answered: int, asked: int) -> str:
    numbers = {"answered": speech.number(answered), "asked": speech.number(asked)}
    return _("{answered} of {asked} activities answered", **numbers)


def _titled(activity: Activity) -> Words:
    return lambda: f"{speech.voice().write(activity.code)}  {activity.title.say(chosen())}"


def _under(activity: Activity) -> Words:
    def words() -> str:
        who, when = ", ".join(activity.responsible), speech.years(activity.years)
        return _("Responsible in the plan: {who} · {years}", who=who, years=when)

    return words


def _sayer_of_budget(*, annual: bool) -> Words:
    if annual:
        return lambda: _("Planned for the year for this plan's activities, in whole riel, by source.")
    return lambda: _("Spent in this period on this plan's activities, in whole riel, by source.")


def _narrative_words() -> str:
    return _("A few sentences for the reader of the report. They may stay empty.")
