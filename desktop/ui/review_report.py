"""Looking one report over: what stands in it, what changed, and a decision with reasons, or a comment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.changed import Changed
from desktop.domain.history import Decided
from desktop.domain.record import Verdict
from desktop.domain.report import Status
from desktop.i18n.words import _, mark
from desktop.ui import remarks, speech
from desktop.ui.changes_table import when
from desktop.ui.pieces import Button, Field, Label, begin_at, column, place, row
from desktop.ui.review_table import ReviewTable
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.closing import Amendments
    from desktop.actions.look_over import Look
    from desktop.actions.office import Database
    from desktop.domain.report import ReportKey

KEEP_AFTER_MILLISECONDS = 300  # without a key
STATUS = {
    Status.SUBMITTED: mark("Received"),
    Status.RETURNED: mark("Returned"),
    Status.APPROVED: mark("Approved"),
}


class ReviewReport(Screen):
    """One marks a cell and types why it is returned; one button approves, one returns.

    An office that gets copies comments instead: its words stand beside the report and judge nothing.
    """

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.found: Look | None = None
        self._key: ReportKey | None = None
        self._cell, self._from, self._soon = "", "overview", self._keeper()
        self._reasons: dict[ReportKey, tuple[str, dict[str, str]]] = {}  # typed and not yet sent back
        self._unkept: set[ReportKey] = set()  # whose reasons changed since they were kept
        self.back = Button(lambda: _("Back"), lambda: self.frame.go(self._from), look="link", icon="back")
        self.title = Label(self._title, "heading", wrap=False)
        self.story = Button(lambda: _("History"), self._history, look="link")
        self.stands = Label(self._stands, "second")
        self.warning = Label(self._warning, "finding")
        self.all_cells = Button(lambda: _("All cells"), lambda: self._filter(changed=False))
        self.changed = Button(self._changed_words, lambda: self._filter(changed=True))
        for button in (self.all_cells, self.changed):
            button.setCheckable(True)
        self.table = ReviewTable()
        self.table.reasoned.connect(self._keep_reasons)
        self.reason = Field(self._asked, self._asked)
        self.reason.textEdited.connect(self._keep_reasons)
        self.reason.textChanged.connect(self._weigh)
        self.approve = Button(lambda: _("Approve"), self._approve, main=True, icon="answered")
        self.send_back = Button(lambda: _("Return"), self._send_back, icon="returned")
        self.comment = Button(lambda: _("Send the comment"), self._comment, main=True, icon="comment")
        self.remarks = Label(self._remarks, "second")
        self.only_read = Label(lambda: _("Only the secretariat approves or returns this report."), "second")
        self._decide = self._foot()
        self._lay_out()
        begin_at(self, self.table)

    def show_report(self, key: "ReportKey", cell: str = "", back: str = "overview") -> None:
        """Show a report, at one of its cells where one is named; `back` is the screen to go back to."""
        self._key, self._cell, self._from = key, cell, back
        self.found = None
        self.refresh()

    def refresh(self) -> None:
        if self._key is not None:
            self.tasks.ask(_look, self._key, then=self._show)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.table.say_again()

    def _lay_out(self) -> None:
        page = column(self, gap=8)
        page.setContentsMargins(20, 10, 20, 12)
        shown = _growing(self.stands, self.all_cells, self.changed)
        place(page, row(self.back, self.title, None, self.story), shown)
        place(page, self.warning, self.remarks, self.table, self.only_read, self._decide)
        page.setStretch(4, 1)

    def _foot(self) -> QWidget:
        line = row(self.reason, self.send_back, self.approve, self.comment, gap=10)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 1)
        found = QWidget()
        found.setLayout(line)
        return found

    def _show(self, found: "Look") -> None:
        fresh = self.found is None or self.found.opened.form.key != found.opened.form.key
        self.found = found
        whole, cells = self._reasons.get(found.opened.form.key, (found.reason, dict(found.reasons)))
        if fresh:
            self.reason.setText(whole)
        only_changed = found.is_stale if fresh else self.changed.isChecked()
        self.changed.setEnabled(found.is_stale)
        self.table.show_look(found, cells)
        self._filter(changed=only_changed and found.is_stale)
        if fresh and self._cell:
            self.table.go_to(self._cell)
        self._decide.setVisible(found.may_decide or found.may_comment)
        for button in (self.approve, self.send_back):
            button.setVisible(found.may_decide)
        self.comment.setVisible(found.may_comment and not found.may_decide)
        self.only_read.setVisible(not found.may_decide)
        self.reason.say()
        self.remarks.say(self._remarks)
        self.remarks.setVisible(bool(found.remarks))
        self.title.say(self._title)
        self.stands.say(self._stands)
        self.warning.say(self._warning)
        self.warning.setVisible(bool(self._warning()))
        self.changed.say(self._changed_words)
        self._weigh()

    def _filter(self, *, changed: bool) -> None:
        self.all_cells.setChecked(not changed)
        self.changed.setChecked(changed)
        self.table.show_only_changed(changed)

    def _title(self) -> str:
        if self.found is None:
            return ""
        office, period = speech.voice().office(self.found.line[-1]), self.found.opened.form.key.period
        if len(period) == 4:
            year = speech.voice().write(period)
            return f"{office} · {_('Plan of the year {year}', year=year)}"
        return f"{office} · {speech.period(period)}"

    def _stands(self) -> str:
        """Where the report stands, who decided last, and by which code its signed paper is told."""
        if self.found is None:
            return ""
        status = self.found.opened.view.status
        if status is Status.DRAFT:
            return _("This report has not come in yet.")
        last = self.found.last
        said = [_(STATUS[status]), *([] if last is None else [_decided(last)])]
        return " · ".join((*said, _("code on the paper: {code}", code=self.found.code)))

    def _warning(self) -> str:
        """What is stale, what people still disagree on, and what has not come yet."""
        if self.found is None:
            return ""
        said = [_amended(self.found.amendments)] if self.found.amendments is not None else []
        if self.found.is_stale:
            said.append(_("The report changed since that decision. Please look at what changed."))
        if disputed := sum(live.conflict for live in self.found.opened.view.live.values()):
            said.append(
                _("Cells with two answers: {n}. The office decides between them.", n=speech.number(disputed))
            )
        if missing := self.found.travel.missing:
            facts = {"n": speech.number(missing), "every": speech.number(self.found.travel.every)}
            said.append(
                _("Attachments that have not come yet: {n} of {every}. The figures are all here.", **facts)
            )
        return " ".join(said)

    def _remarks(self) -> str:
        """What offices that get copies said of it."""
        return "\n".join(remarks.on_the_whole(self.found.remarks)) if self.found is not None else ""

    def _asked(self) -> str:
        """What the words are for: a return, or a comment."""
        if self.found is not None and not self.found.may_decide:
            return _("Comment on the report")
        return _("Why the report is returned")

    def _changed_words(self) -> str:
        n = self.table.changed if self.found is not None else 0
        return _("Only what changed: {n}", n=speech.number(n))

    def _weigh(self) -> None:
        """Returning and commenting want at least one word; judged is only what has come in."""
        there = self.found is not None and bool(self.found.judged)
        reasons = bool(self.reason.text().strip() or self.table.reasons)
        self.send_back.setEnabled(there and reasons)
        self.comment.setEnabled(there and reasons)
        self.approve.setEnabled(there and not self._approved)

    @property
    def _approved(self) -> bool:
        return self.found is not None and self.found.opened.view.status is Status.APPROVED

    def _keep_reasons(self) -> None:
        if self._key is not None:
            self._reasons[self._key] = (self.reason.text(), dict(self.table.reasons))
            self._unkept.add(self._key)
            self._soon.start()
        self._weigh()

    def _keeper(self) -> QTimer:
        found = QTimer(self)
        found.setSingleShot(True)
        found.setInterval(KEEP_AFTER_MILLISECONDS)
        found.timeout.connect(self.keep)
        return found

    def keep(self) -> None:
        """Keep the reasons that were typed; they are there again after a power cut."""
        from desktop.actions import look_over

        self._soon.stop()
        for key in self._unkept:
            self.tasks.do(look_over.keep_reasons, key, *self._reasons[key])
        self._unkept.clear()

    def _approve(self) -> None:
        from desktop.actions import review

        if self.found is not None:
            self.tasks.do(review.approve, self._key, self.found.judged, then=self._done)

    def _send_back(self) -> None:
        from desktop.actions import review

        if self.found is not None:
            reasons = self.table.reasons
            self.tasks.do(
                review.send_back,
                self._key,
                self.reason.text().strip(),
                reasons,
                self.found.judged,
                then=self._done,
            )

    def _comment(self) -> None:
        from desktop.actions import commenting

        if self.found is not None:
            words = (self.reason.text().strip(), self.table.reasons)
            self.tasks.do(commenting.comment, self._key, *words, self.found.judged, then=self._done)

    def _done(self) -> None:
        """What was typed went into the decision or the comment; the screen reads again by itself."""
        if self._key is not None:
            self._reasons[self._key] = ("", {})
            self._unkept.add(self._key)
            self.keep()
        self.reason.clear()
        self.table.forget_reasons()
        self.table.setFocus()

    def _history(self) -> None:
        from desktop.ui.history import HistoryPage

        page = self.frame.go("history")
        assert isinstance(page, HistoryPage)
        page.show_report(self._key)


def _amended(found: "Amendments") -> str:
    """That the period is closed, and how many answers no closing knew."""
    if not found.cells:
        return _("This period is closed. What comes now is an amendment.")
    n = speech.number(len(found.cells))
    return _("This period is closed. Answers amended since then: {n}.", n=n)


def _growing(first: QWidget, *others: QWidget) -> QHBoxLayout:
    """Beside each other; the first takes the room."""
    found = row(first, *others)
    found.setStretch(0, 1)
    return found


def _decided(last: Decided) -> str:
    facts = {"person": last.author.person, "when": when(last.clocks)}
    if last.verdict is Verdict.APPROVED:
        return _("last approved by {person}, {when}", **facts)
    return _("last returned by {person}, {when}", **facts)


def _look(db: "Database", key: "ReportKey") -> "Look":
    from desktop.actions import look_over

    return look_over.look(db, key)
