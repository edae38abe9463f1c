"""Different answers side by side over all reports: choose with one key, give a third, or ask the office."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.domain.report import Answer, Cell, ReportKey
from desktop.i18n.digits import parse_whole
from desktop.i18n.words import _
from desktop.ui import authors, icons, speech
from desktop.ui.cell_names import CellNames
from desktop.ui.pieces import Button, Card, Field, Label, Words, begin_at, call, column, empty, place, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.disputes import Dispute, Disputes, Side, Submitted

LIST_WIDTH, PANEL_WIDTH = 300, 190  # pixels
KEYS = ("Alt+1", "Alt+2", "Alt+3", "Alt+4")
_DISPUTE = Qt.ItemDataRole.UserRole
Place = tuple[ReportKey, str]


class ConflictBench(Screen):
    """An office chooses for its own reports and submits; a secretariat says what it thinks and asks."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.found: Disputes | None = None
        self.chosen: dict[Place, Answer] = {}  # by this person, not yet submitted or asked
        self.back = Button(lambda: _("Back"), lambda: self.frame.go(self._above), look="link", icon="back")
        self.list = QListWidget()
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
        self.main = Button(self._main_words, self._main, main=True)

    def _left(self) -> QWidget:
        call(self.list, lambda: _("Different answers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        heading = Label(lambda: _("Different answers"), "heading")
        place(column(left, margin=16), row(self.back, None), heading, self.list, self.said)
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
            self._take(dispute, dispute.sides[n].answer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.found is not None:
            self.list.setAccessibleName(_("Different answers"))
            self._found(self.found)

    def _found(self, found: "Disputes") -> None:
        self.found = found
        before = max(self.list.currentRow(), 0)
        self.list.clear()
        for dispute in found.every:
            item = QListWidgetItem(icons.icon("finding", "amber"), self._line(dispute))
            item.setData(_DISPUTE, dispute)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(min(before, self.list.count() - 1))
        else:
            self._show()

    def _line(self, dispute: "Dispute") -> str:
        words = f"{self._office(dispute)} · {speech.period(dispute.report.period)}\n{self._name(dispute)}"
        return f"{words}\n{_('Chosen')}" if self._place(dispute) in self.chosen else words

    def _show(self) -> None:
        empty(self._page)
        self.buttons: list[Button] = []
        dispute = self._current()
        if dispute is None:
            place(self._page, Label(lambda: _("Nowhere are there different answers."), "second"))
        else:
            self._show_dispute(dispute)
        self._page.addStretch(1)

    def _show_dispute(self, dispute: "Dispute") -> None:
        place(self._page, Label(lambda: self._name(dispute), "heading"))
        words = partial(self._where, dispute)
        place(self._page, Label(words, "second"), Label(partial(self._asked, dispute), "second"))
        panels = QHBoxLayout()
        panels.setSpacing(12)
        for n, side in enumerate(dispute.sides):
            panels.addWidget(self._panel(dispute, n, side))
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
        may = self._has_choice(dispute.report) if self._is_mine(dispute) else self.frame.office.is_secretariat
        self.main.setEnabled(may)
        place(self._page, row(None, self.main))

    def _panel(self, dispute: "Dispute", n: int, side: "Side") -> Card:
        panel = Card(gap=2)
        panel.setMinimumWidth(PANEL_WIDTH)
        panel.add(Label(lambda: self._answer(dispute, side.answer), "subheading"))
        for words in self._lines(dispute, side):
            panel.add(Label(words, "hint"))
        panel.box.addStretch(1)
        key = KEYS[n] if n < len(KEYS) else ""
        button = Button(partial(self._word, dispute, side.answer), partial(self.choose, n), key=key)
        button.setCheckable(True)
        button.setChecked(self._is_chosen(dispute, side.answer))
        self.buttons.append(button)
        panel.add(row(button, None), Label(lambda: key, "hint"))
        return panel

    def _lines(self, dispute: "Dispute", side: "Side") -> list[Words]:
        """Who, when and on which computer, with what speaks against that clock; and what stood before."""
        found: list[Words] = []
        for event in side.given:
            found += [partial(_who, event), partial(authors.computer, event)]
            found.append(partial(authors.doubt, event.clocks))
        found.append(lambda: _before(self._answers(dispute, side.before)))
        return [words for words in found if words()]

    def _take(self, dispute: "Dispute", answer: Answer) -> None:
        from desktop.actions import disputes

        self.chosen[self._place(dispute)] = answer
        if self._is_mine(dispute):
            self.tasks.do(disputes.settle, dispute, answer, then=self._show_chosen)
        else:
            self._show_chosen()

    def _show_chosen(self) -> None:
        item, dispute = self.list.currentItem(), self._current()
        if item is not None and dispute is not None:
            item.setText(self._line(dispute))
        self._show()

    def _take_third(self) -> None:
        dispute, text = self._current(), self.third.text().strip()
        if dispute is None or not text or self.found is None:
            return
        measure = self.found.measures.measures.get(Cell.of(dispute.cell).measure)
        if measure is not None and not measure.is_number:
            self._take(dispute, text)
            return
        try:
            self._take(dispute, parse_whole(text))
        except ValueError:
            self.said.say(lambda: _("Write a whole number, or choose one of the answers."))

    def _main(self) -> None:
        from desktop.actions import disputes

        dispute = self._current()
        if dispute is None:
            return
        if self._is_mine(dispute):
            self.tasks.do(disputes.submit, dispute.report, then=partial(self._done, dispute, _submitted))
        elif self.found is not None:
            cells = {one.cell: self._reason(one) for one in self.found.of(dispute.report)}
            word = self.word.text().strip() or _("Different answers were given. Please say which is right.")
            asked = partial(self._done, dispute, _returned)
            self.tasks.do(disputes.ask, dispute.report, word, cells, then=asked)

    def _done(self, dispute: "Dispute", words: Words) -> None:
        self.chosen = {at: answer for at, answer in self.chosen.items() if at[0] != dispute.report}
        self.said.say(words)

    def _reason(self, dispute: "Dispute") -> str:
        """What the office reads beside the cell."""
        answers = self._answers(dispute, tuple(side.answer for side in dispute.sides))
        said = _("Two answers were given: {answers}.", answers=answers)
        if self._place(dispute) not in self.chosen:
            return said
        answer = self._answer(dispute, self.chosen[self._place(dispute)])
        return said + " " + _("{answer} seems right. Please look again.", answer=answer)

    def _current(self) -> "Dispute | None":
        item = self.list.currentItem()
        found: Dispute | None = item.data(_DISPUTE) if item is not None else None
        return found

    def _place(self, dispute: "Dispute") -> Place:
        return dispute.report, dispute.cell

    def _is_mine(self, dispute: "Dispute") -> bool:
        return self.found is not None and dispute.report.org_unit == self.found.mine

    def _has_choice(self, report: ReportKey) -> bool:
        return any(key == report for key, _cell in self.chosen)

    def _is_chosen(self, dispute: "Dispute", answer: Answer) -> bool:
        mine = self.chosen.get(self._place(dispute))
        return self._place(dispute) in self.chosen and mine == answer and type(mine) is type(answer)

    def _word(self, dispute: "Dispute", answer: Answer) -> str:
        if self._is_chosen(dispute, answer):
            return _("Chosen")
        return _("Choose this") if self._is_mine(dispute) else _("This seems right")

    def _main_words(self) -> str:
        dispute = self._current()
        if dispute is not None and self._is_mine(dispute):
            return _("Submit this report")
        return _("Return this report and ask")

    def _asked(self, dispute: "Dispute") -> str:
        if self._is_mine(dispute):
            third = self._place(dispute) in self.chosen
            if third:
                answer = self._answer(dispute, self.chosen[self._place(dispute)])
                return _("Yours: {answer}. It holds when you submit.", answer=answer)
            return _("Choose the right answer, or give another. Nothing is lost: the history keeps all.")
        return _("The office itself decides. Say what seems right, and return the report with the question.")

    def _where(self, dispute: "Dispute") -> str:
        return f"{self._office(dispute)} · {speech.period(dispute.report.period)}"

    def _office(self, dispute: "Dispute") -> str:
        return speech.voice().office(dispute.office) if dispute.office else dispute.report.org_unit

    def _name(self, dispute: "Dispute") -> str:
        return CellNames(self.found.measures).say(dispute.cell) if self.found else dispute.cell

    def _answer(self, dispute: "Dispute", answer: Answer) -> str:
        if answer is None:
            return _("Left empty")
        return CellNames(self.found.measures).answer(dispute.cell, answer) if self.found else str(answer)

    def _answers(self, dispute: "Dispute", answers: tuple[Answer, ...]) -> str:
        return " / ".join(self._answer(dispute, answer) for answer in answers)


def _who(event: "Submitted") -> str:
    return " · ".join(part for part in (event.author.person, authors.when(event.clocks)) if part)


def _before(answers: str) -> str:
    return _("Before: {answers}", answers=answers) if answers else ""


def _submitted() -> str:
    return _("Submitted. Send it when you can.")


def _returned() -> str:
    return _("Returned. The question travels with the next file you send.")
