"""Different answers side by side over all reports: choose with one key, go on, then submit or ask at once."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.domain.report import Answer, Cell, ReportKey
from desktop.i18n.digits import parse_whole
from desktop.i18n.words import _
from desktop.ui import icons, speech
from desktop.ui.choices import Choices, Place
from desktop.ui.dispute_list import DisputeList
from desktop.ui.dispute_panel import DisputePanel
from desktop.ui.dispute_words import DisputeWords
from desktop.ui.pieces import Button, Field, Label, begin_at, call, column, empty, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.disputes import Dispute, Disputes, Side

LIST_WIDTH = 300  # pixels
_DISPUTE = Qt.ItemDataRole.UserRole


class ConflictBench(Screen):
    """An office chooses for its own reports and submits; a secretariat says what it thinks and asks.

    A choice leads on to the next cell that is open. One press submits, or returns, all reports in which
    something was chosen.
    """

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.found: Disputes | None = None
        self._words: DisputeWords | None = None
        self.chosen = Choices()
        self.buttons: list[Button] = []
        self.sides: list[Button] = []  # all that one computer says in this report
        self.back = Button(lambda: _("Back"), lambda: self.frame.go(self._above), look="link", icon="back")
        self.list = DisputeList()
        self.count = Label(self._counted, "second")
        self.every = Button(self._every_words, self._finish_all)
        self.said = Label(lambda: "", "good")
        self._page = column(gap=12)
        self._page.setContentsMargins(24, 24, 24, 24)
        halves = row(self._left(), self._right(), gap=0)
        halves.setContentsMargins(0, 0, 0, 0)
        self.setLayout(halves)
        begin_at(self, self.list)

    def _fields(self) -> None:
        """Fresh ones for each dispute: what was half typed belongs to the last."""
        self.third, self.word = Field(lambda: _("Another answer")), Field(lambda: _("A word to the office"))
        self.third.returnPressed.connect(self._take_third)
        self.main = Button(self._main_words, self._finish, main=True)

    def _left(self) -> QWidget:
        call(self.list, lambda: _("Different answers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        heading = Label(lambda: _("Different answers"), "heading")
        page = column(left, margin=16)
        place(page, row(self.back, None), heading, self.count, self.list, self.every, self.said)
        return left

    def _right(self) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(self._page)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    @property
    def _above(self) -> str:
        return "bench" if self.frame.office.is_secretariat else "send"

    def refresh(self) -> None:
        from desktop.actions import disputes

        self.tasks.ask(disputes.list_disputes, then=self._found)

    def choose(self, n: int) -> None:
        """Take the answer that stands at place `n`, counted from 0."""
        dispute = self._current()
        if dispute is not None and n < len(dispute.sides):
            self._take(dispute, {dispute.cell: dispute.sides[n].answer})

    def choose_all(self, computer: str) -> None:
        """Take all that one computer says in the report of the cell in hand."""
        from desktop.actions import disputes

        dispute = self._current()
        if dispute is not None and self.found is not None:
            self._take(dispute, disputes.side_of(self.found.of(dispute.report), computer))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.found is not None:
            self.list.setAccessibleName(_("Different answers"))
            self._found(self.found)

    def _found(self, found: "Disputes") -> None:
        self.found, self._words = found, DisputeWords(found)
        self.chosen.keep(self._place(dispute) for dispute in found.every)
        before = max(self.list.currentRow(), 0)
        self.list.clear()
        for dispute in found.every:
            item = QListWidgetItem(icons.icon("finding", "amber"), self._line(dispute))
            item.setData(_DISPUTE, dispute)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(min(before, self.list.count() - 1))
        self._show()

    def _line(self, dispute: "Dispute") -> str:
        assert self._words is not None
        words = f"{self._words.where(dispute)}\n{self._words.name(dispute)}"
        return f"{words}\n{_('Chosen')}" if self._place(dispute) in self.chosen else words

    def _show(self) -> None:
        empty(self._page)
        self.buttons, self.sides = [], []
        dispute = self._current()
        if dispute is None or self._words is None:
            place(self._page, Label(lambda: _("Nowhere are there different answers."), "second"))
        else:
            self._show_dispute(dispute, self._words)
        self._page.addStretch(1)
        self.count.say(self._counted)
        self.every.say(self._every_words)
        self.every.setVisible(len(self.chosen.reports) > 1)

    def _show_dispute(self, dispute: "Dispute", words: DisputeWords) -> None:
        place(self._page, Label(partial(words.name, dispute), "heading"))
        where, asked = partial(words.where, dispute), partial(self._asked, dispute, words)
        place(self._page, Label(where, "second"), Label(asked, "second"))
        panels = QHBoxLayout()
        panels.setSpacing(12)
        for n, side in enumerate(dispute.sides):
            panels.addWidget(self._panel(dispute, n, side, words))
        panels.addStretch(1)
        self._page.addLayout(panels)
        self._fields()
        if self._is_mine(dispute):
            self.word.hide()
            place(self._page, self.word)
            other = Button(lambda: _("Take this"), self._take_third)
            place(self._page, Label(lambda: _("Or give another answer")), row(self.third, other, None))
        else:
            self.third.hide()
            place(self._page, Label(lambda: _("A word to the office")), self.word, self.third)
        has_choice = dispute.report in self.chosen.reports
        self.main.setEnabled(has_choice if self._is_mine(dispute) else self.frame.office.is_secretariat)
        place(self._page, row(None, self.main))

    def _panel(self, dispute: "Dispute", n: int, side: "Side", words: DisputeWords) -> DisputePanel:
        from desktop.actions import disputes

        panel = DisputePanel(words, dispute, side, n)
        chosen = self.chosen.holds(self._place(dispute), side.answer)
        said = partial(self._word, dispute, side.answer)
        self.buttons.append(panel.offer(said, partial(self.choose, n), chosen=chosen))
        every = self.found.of(dispute.report) if self.found is not None else ()
        if disputes.computers(every):
            self.sides.append(panel.offer_whole(len(every), self.choose_all))
        return panel

    def _take(self, dispute: "Dispute", answers: Mapping[str, Answer]) -> None:
        """Choose, and go on at once to what is still open."""
        from desktop.actions import disputes

        self.chosen.take(dispute.report, answers)
        if self._is_mine(dispute):
            undo = partial(self._missed, dispute.report, tuple(answers))
            self.tasks.do(disputes.settle_all, dispute, dict(answers), otherwise=undo)
        self._go_on()

    def _missed(self, report: ReportKey, cells: tuple[str, ...], error: BaseException) -> None:
        """It could not be kept, so it is not chosen."""
        self.chosen.drop(report, cells)
        self._mark()
        self._show()
        self.tasks.failed.emit(error)

    def _go_on(self) -> None:
        self._mark()
        here, n = self.list.currentRow(), self.list.count()
        later = [(here + step) % n for step in range(1, n)]
        after = (line for line in later if self._place(self._at(line)) not in self.chosen)
        line = next(after, here)
        if line == here:
            self._show()
        else:
            self.list.setCurrentRow(line)

    def _mark(self) -> None:
        for line in range(self.list.count()):
            self.list.item(line).setText(self._line(self._at(line)))

    def _take_third(self) -> None:
        dispute, text = self._current(), self.third.text().strip()
        if dispute is None or not text or self.found is None:
            return
        measure = self.found.measures.measures.get(Cell.of(dispute.cell).measure)
        if measure is not None and not measure.is_number:
            self._take(dispute, {dispute.cell: text})
            return
        try:
            self._take(dispute, {dispute.cell: parse_whole(text)})
        except ValueError:
            self.said.say(lambda: _("Write a whole number, or choose one of the answers."))

    def _finish(self) -> None:
        """Submit the report in hand, or return it and ask."""
        if (dispute := self._current()) is not None:
            self._finish_these([dispute.report], self.word.text().strip())

    def _finish_all(self) -> None:
        self._finish_these(self.chosen.reports, "")

    def _finish_these(self, keys: list[ReportKey], word: str) -> None:
        """Own reports are submitted; others go back to their offices with the question beside each cell."""
        from desktop.actions import disputes

        assert self.found is not None
        mine = [key for key in keys if key.org_unit == self.found.mine]
        word = word or _("Different answers were given. Please say which is right.")
        others = {key: (word, self._questions(key)) for key in keys if key not in mine}
        if mine:
            self.tasks.do(disputes.submit_all, mine, then=lambda: self.said.say(_submitted))
        if others:
            self.chosen.forget(others)
            self.tasks.do(disputes.ask_all, others, then=lambda: self.said.say(_returned))

    def _questions(self, key: ReportKey) -> dict[str, str]:
        assert self.found is not None
        assert self._words is not None
        return {one.cell: self._words.question(one, self._choice(one)) for one in self.found.of(key)}

    def _choice(self, dispute: "Dispute") -> str:
        """What was chosen, in words; empty where nothing was."""
        at = self._place(dispute)
        return self._words.answer(dispute, self.chosen[at]) if self._words and at in self.chosen else ""

    def _at(self, line: int) -> "Dispute":
        found: Dispute = self.list.item(line).data(_DISPUTE)
        return found

    def _current(self) -> "Dispute | None":
        return self._at(self.list.currentRow()) if self.list.currentItem() is not None else None

    def _place(self, dispute: "Dispute") -> Place:
        return dispute.report, dispute.cell

    def _is_mine(self, dispute: "Dispute") -> bool:
        return self.found is not None and dispute.report.org_unit == self.found.mine

    def _word(self, dispute: "Dispute", answer: Answer) -> str:
        if self.chosen.holds(self._place(dispute), answer):
            return _("Chosen")
        return _("Choose this") if self._is_mine(dispute) else _("This seems right")

    def _main_words(self) -> str:
        dispute = self._current()
        if dispute is not None and self._is_mine(dispute):
            return _("Submit this report")
        return _("Return this report and ask")

    def _every_words(self) -> str:
        n = speech.number(len(self.chosen.reports))
        if self.frame.office.is_secretariat:
            return _("Return all and ask: {n}", n=n)
        return _("Submit all reports: {n}", n=n)

    def _counted(self) -> str:
        n, done = self.list.count(), len(self.chosen)
        return _("Chosen: {done} of {n}", done=speech.number(done), n=speech.number(n)) if n else ""

    def _asked(self, dispute: "Dispute", words: DisputeWords) -> str:
        if self._is_mine(dispute):
            if self._place(dispute) in self.chosen:
                return _("Yours: {answer}. It holds when you submit.", answer=self._choice(dispute))
            return _("Choose the right answer, or give another. Nothing is lost: the history keeps all.")
        return _("The office itself decides. Say what seems right, and return the report with the question.")


def _submitted() -> str:
    return _("Submitted. Send it when you can.")


def _returned() -> str:
    return _("Returned. The question travels with the next file you send.")
