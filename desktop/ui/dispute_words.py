"""Different answers to one cell in words: whose it is, what stands there, who gave it when and where."""

from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.report import Answer
from desktop.i18n.words import _
from desktop.ui import authors, speech
from desktop.ui.cell_names import CellNames
from desktop.ui.pieces import Words

if TYPE_CHECKING:
    from desktop.actions.disputes import Dispute, Disputes, Side, Submitted


class DisputeWords:
    """The words for disputes as they were found together, which know what the cells are called."""

    def __init__(self, found: "Disputes") -> None:
        self._names = CellNames(found.measures)

    def office(self, dispute: "Dispute") -> str:
        return speech.voice().office(dispute.office) if dispute.office else dispute.report.org_unit

    def name(self, dispute: "Dispute") -> str:
        return self._names.say(dispute.cell)

    def where(self, dispute: "Dispute") -> str:
        return f"{self.office(dispute)} · {speech.period(dispute.report.period)}"

    def answer(self, dispute: "Dispute", answer: Answer) -> str:
        return _("Left empty") if answer is None else self._names.answer(dispute.cell, answer)

    def answers(self, dispute: "Dispute", answers: tuple[Answer, ...]) -> str:
        return " / ".join(self.answer(dispute, answer) for answer in answers)

    def question(self, dispute: "Dispute", right: str) -> str:
        """What the office reads beside the cell; `right` is what seems so, empty where nobody said."""
        answers = self.answers(dispute, tuple(side.answer for side in dispute.sides))
        said = _("Two answers were given: {answers}.", answers=answers)
        return said + " " + _("{answer} seems right. Please look again.", answer=right) if right else said

    def lines(self, dispute: "Dispute", side: "Side") -> list[Words]:
        """Who, when and on which computer, with what speaks against that clock; and what stood before."""
        found: list[Words] = []
        for event in side.given:
            found += [partial(_who, event), partial(authors.computer, event)]
            found.append(partial(authors.doubt, event.clocks))
        found.append(lambda: _before(self.answers(dispute, side.before)))
        return [words for words in found if words()]


def _who(event: "Submitted") -> str:
    return " · ".join(part for part in (event.author.person, authors.when(event.clocks)) if part)


def _before(answers: str) -> str:
    return _("Before: {answers}", answers=answers) if answers else ""
