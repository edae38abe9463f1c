"""Looking over a report before it is submitted: what is still missing, what to look at again."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.checks import UNANSWERED, Weight
from desktop.domain.report import Cell, Status
from desktop.domain.stage import Stage
from desktop.errors import UserError
from desktop.i18n.words import _, chosen, mark
from desktop.ui import form_words, speech
from desktop.ui.answers import Answers
from desktop.ui.cell_names import CellNames
from desktop.ui.look_over import in_sentence
from desktop.ui.pieces import Button, Card, Label, Words, column, empty, place, row
from desktop.ui.reply import Reply

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.domain.checks import Finding
    from desktop.ui.preview import Preview

CHANGED = mark("Changed since the last submission: {n}")
WAY = {
    Stage.ON_ITS_WAY: mark(
        "It was handed over. The secretariat’s receipt comes with files that you open next."
    ),
    Stage.AT_HUB: mark("It was sent. The secretariat’s receipt comes by itself."),
    Stage.TAKEN_IN: mark("The secretariat has it. Nothing more is to be done."),
    Stage.APPROVED: mark("The secretariat has it. Nothing more is to be done."),
}
PAPER_HEIGHT = 560  # pixels
SHOWN = 40  # findings in one look; the rest comes when these are settled


class ReviewPage(QWidget):
    """`go_to(item, cell)` leads where a finding is; `submit` freezes the report; then `sign` leads to its
    official copy on paper, and `send` to sending.
    """

    def __init__(
        self,
        answers: Answers,
        go_to: Callable[[str, str], object],
        submit: Callable[[], object],
        send: Callable[[], object],
        sign: Callable[[], object],
    ) -> None:
        super().__init__()
        self._answers, self._go_to = answers, go_to
        self._stage = Stage.KEPT  # of a report that is frozen, until the store was asked
        self.page = column(self, margin=24, gap=12)
        self.submit = Button(lambda: _("Submit"), submit, main=True, icon="answered")
        self.send = Button(lambda: _("Send or save to a stick"), send, main=True, icon="stick")
        self.sign = Button(lambda: _("Print for the signature"), sign, icon="print")
        self.head = Label(self._headline, "heading")
        self.under = Label(self._under_headline, "second")
        self._found = Card(gap=2)
        self._shown: list[str] | None = None  # of the findings, in words
        self._changed = Card(gap=2)
        self.count = Label(lambda: form_words.progress(*answers.progress())(), "second")
        self.paper = QVBoxLayout()
        self.preview: Preview | None = None
        place(self.page, self.head, self.under, self.count, self._found, self._changed)
        self.reply = Reply(answers)
        place(self.page, row(self.submit, self.send, self.sign, None), self.reply, self.paper)
        self.page.addStretch(1)
        answers.looked.connect(self.show_findings)
        answers.looked.connect(self._ask_stage)
        self.show_findings()
        self._making = self._behind = False  # the paper, and what it shows
        answers.looked.connect(self._ask_for_paper)
        answers.look()  # what was typed last is kept by then, and stands on the paper

    def first_field(self) -> QWidget | None:
        """What to press next: submitting or sending; else the way to what is to be settled first."""
        for button in (self.submit, self.send):
            if button.isVisibleTo(self) and button.isEnabled():
                return button
        return next(iter(self._found.findChildren(Button)), None)

    def _ask_stage(self) -> None:
        """Nobody is told to send what is on its way or there."""
        if self._answers.frozen:
            self._answers.tasks.ask(_stage, self._answers.key.period, then=self._show_stage)

    def _show_stage(self, found: Stage) -> None:
        if isValid(self) and self._answers.frozen:
            self._stage = found
            self.show_findings()

    def _ask_for_paper(self) -> None:
        """The printed form as it will be frozen; the slow lane makes it, one at a time and then the last."""
        if self._blocking() and not self._answers.frozen:
            return
        self._behind = self._making
        if not self._making:
            self._making = True
            tasks, period = self._answers.tasks, self._answers.key.period
            asked = (period, chosen(), speech.digits())
            tasks.ask(_pdf, *asked, then=self._show_paper, otherwise=self._no_paper, lane=tasks.slow)

    def _show_paper(self, pdf: bytes) -> None:
        self._making = False
        if not isValid(self):
            return  # the page is left
        if self._behind:
            self._ask_for_paper()
            return
        if self.preview is None:
            from desktop.ui.preview import Preview  # it draws PDF pages: not before there is one

            self.preview = Preview()
            self.preview.setMinimumHeight(PAPER_HEIGHT)
            place(self.paper, Label(lambda: _("The printed form"), "subheading"), self.preview)
        self.preview.show_pdf(pdf)

    def _no_paper(self, error: BaseException) -> None:
        """Without a paper one may submit all the same; what is no ordinary reason is said."""
        self._making = False
        if not isinstance(error, UserError):
            self._answers.tasks.failed.emit(error)

    def show_findings(self) -> None:
        """Everything found, by activity, what must be settled first."""
        self._show_lines(list(self._lines())[:SHOWN])
        self.submit.setEnabled(not self._blocking() and not self._answers.frozen)
        self.submit.setVisible(not self._answers.frozen)
        is_there = self._stage in (Stage.TAKEN_IN, Stage.APPROVED)
        submitted = self._answers.opened.view.status is Status.SUBMITTED
        self.send.setVisible(self._answers.frozen and submitted and not is_there)
        self.sign.setVisible(self._answers.frozen)
        self._show_changes()
        self.reply.show_where_asked()
        self.head.say(self._headline)
        self.under.say(self._under_headline)
        self.count.say(form_words.progress(*self._answers.progress()))

    def _show_lines(self, lines: list[tuple[str, str, Words]]) -> None:
        """Lines that stay as they are stay with the focus: nobody who tabs through them is led away."""
        said = [f"{item} {cell} {words()}" for item, cell, words in lines]
        if said == self._shown:
            return
        self._shown = said
        empty(self._found.box)
        for item, cell, words in lines:
            self._found.add(self._line(item, cell, words))
        self._found.setVisible(bool(lines))

    def _show_changes(self) -> None:
        """In a correction: what differs from what was submitted last, cell by cell."""
        empty(self._changed.box)
        changes = self._answers.changes()
        if changes:
            n = len(changes)
            self._changed.add(Label(lambda: _(CHANGED, n=speech.number(n)), "subheading"))
        for cell in list(changes)[:SHOWN]:
            self._changed.add(self._line(Cell.of(cell).item, cell, partial(self._change, cell)))
        self._changed.setVisible(bool(changes))

    def _change(self, cell: str) -> str:
        """ "2.3.1  Sessions: 4 → 5"; what was in dispute stands as "4 / 7"."""
        before, after = self._answers.changes().get(cell, ((), None))
        names = CellNames(self._answers.opened.form.measures)
        return f"{names.say(cell)}: {names.answers(cell, before)} → {names.answer(cell, after)}"

    def _blocking(self) -> int:
        return sum(one.weight is Weight.MUST for one in self._answers.findings)

    def _headline(self) -> str:
        if self._answers.frozen:
            approved = self._answers.opened.view.status is Status.APPROVED
            return _("This report is approved") if approved else _("This report is submitted")
        if self._blocking():
            return _("Still to be settled: {n}", n=speech.number(self._blocking()))
        return _("Everything is answered")

    def _under_headline(self) -> str:
        if self._answers.frozen:
            kept = mark("It is kept on this computer as it was submitted. Send it when you can.")
            return _(WAY.get(self._stage, kept))
        if self._blocking():
            return _("Nothing is lost meanwhile. Go to each, or choose why there is no number.")
        return _("Submitting freezes the report as it is. You can correct it later by submitting again.")

    def _lines(self) -> Iterator[tuple[str, str, Words]]:
        """(item, cell, words): one line for all missing answers of an activity, one for each finding."""
        missing: dict[str, list[str]] = {}
        for one in self._answers.findings:
            if one.message == UNANSWERED:
                missing.setdefault(Cell.of(one.cell).item, []).append(one.cell)
        for item, cells in missing.items():
            yield item, cells[0], self._missing(item, len(cells))
        said = [one for one in self._answers.findings if one.message != UNANSWERED]
        for one in sorted(said, key=lambda one: one.weight is not Weight.MUST):
            yield Cell.of(one.cell).item, one.cell, self._sentence(one)

    def _missing(self, item: str, n: int) -> Words:
        titles = (one.title for one in self._answers.opened.form.every_activity if one.code == item)
        title = next(titles, None)

        def words() -> str:
            name = title.say(chosen()).partition("\n")[0].rstrip(".៖") if title else ""
            about = f"{speech.voice().write(item)}  {name}".strip()
            return _("{activity}: {n} not answered yet", activity=about, n=speech.number(n))

        return words

    def _sentence(self, one: "Finding") -> Words:
        cell = Cell.of(one.cell)
        measure = self._answers.opened.form.measures.measures.get(cell.measure)

        def words() -> str:
            name = measure.label.say(chosen()) if measure else cell.measure
            return f"{speech.voice().write(cell.item)} · {name}: {in_sentence(one)}"

        return words

    def _line(self, item: str, cell: str, words: Words) -> QWidget:
        line = QWidget()
        label = Label(words)
        there = Button(lambda: _("Go there"), lambda: self._go_to(item, cell), look="link")
        box = row(label, there)
        box.setContentsMargins(0, 0, 0, 0)
        box.setStretch(0, 1)
        line.setLayout(box)
        return line


def _stage(db: "Database", period: str) -> Stage:
    from desktop.actions import home

    return home.stage_of(db, period)


def _pdf(db: "Database", period: str, language: str, digits: str) -> bytes:
    """In the slow lane: the office's report on paper, with what is typed and not yet submitted."""
    from desktop.actions import printout
    from desktop.domain.sheet import Grade

    return printout.office_report(db, period, language, digits, grade=Grade.OFFICIAL)
