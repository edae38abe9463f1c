"""The answers of one report while its form is on screen: typed here, kept in the store moments later."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.report import BUDGET, Answer, Cell, ReportKey, Status
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.report import OpenForm
    from desktop.domain.checks import Finding

KEEP_AFTER_MILLISECONDS = 700  # after the last key; leaving the field keeps at once
TRY_AGAIN_MILLISECONDS = 4000


class Answers(QObject):
    """`looked`: the findings are new. `answered`: a cell has another answer than before."""

    looked = Signal()
    answered = Signal(str)

    def __init__(self, tasks: Tasks, opened: "OpenForm") -> None:
        super().__init__()
        self._tasks, self.opened = tasks, opened
        self.findings: tuple[Finding, ...] = ()
        self.reason, self.cell_reasons = "", dict[str, str]()
        self._shown = opened.view.answers()
        self._unkept: dict[str, Answer] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MILLISECONDS)
        self._timer.timeout.connect(self.keep)
        self.look()

    @property
    def key(self) -> ReportKey:
        return self.opened.view.key

    @property
    def frozen(self) -> bool:
        """Submitted and not touched since: nothing is typed into it by accident."""
        view = self.opened.view
        return view.status in (Status.SUBMITTED, Status.APPROVED) and not view.drafts

    def answer(self, cell: str) -> Answer:
        return self._shown.get(cell)

    def last_period(self, cell: str) -> Answer:
        return self.opened.last_period.get(cell)

    def last_year(self, cell: str) -> Answer:
        return self.opened.same_last_year.get(cell)

    def splits(self, cell: Cell) -> dict[str, int]:
        """The cases of a tally that were split, by their split."""
        prefix = f"{cell.key}:"
        return {
            key.removeprefix(prefix): answer
            for key, answer in self._shown.items()
            if key.startswith(prefix) and isinstance(answer, int)
        }

    def is_split(self, cell: Cell) -> bool:
        prefix = f"{cell.key}:"
        return any(key.startswith(prefix) and value is not None for key, value in self._shown.items())

    def conflict(self, cell: str) -> tuple[Answer, ...]:
        """The different answers that were given to a cell, until one is chosen; else nothing."""
        live = self.opened.view.live.get(cell)
        chosen = cell in self.opened.view.drafts or self._shown.get(cell) is not None
        return live.answers if live and live.conflict and not chosen else ()

    def is_answered(self, cell: Cell) -> bool:
        return self._shown.get(cell.key) is not None or self.is_split(cell)

    def must(self, cell: Cell) -> bool:
        """Whether a report without this cell cannot be submitted."""
        measure = self.opened.form.measures[cell.measure]
        return measure.is_number and cell.item != BUDGET

    def progress(self) -> tuple[int, int]:
        """How many activities are answered, of how many."""
        form = self.opened.form
        asked = [[cell for cell in form.cells(one) if self.must(cell)] for one in form.activities]
        return sum(all(map(self.is_answered, cells)) for cells in asked), len(asked)

    def type(self, cell: str, answer: Answer) -> None:
        """Take an answer; it is kept a moment after the last key."""
        if self._shown.get(cell) == answer and type(self._shown.get(cell)) is type(answer):
            return
        self._shown[cell] = answer
        self._unkept[cell] = answer
        self._tasks.started.emit()
        self._timer.start()
        self.answered.emit(cell)

    def keep(self) -> None:
        """Give what was typed to the store now."""
        self._timer.stop()
        if not self._unkept:
            return
        from desktop.actions import report

        unkept, self._unkept = self._unkept, {}
        missed = partial(self._missed, unkept)
        self._timer.setInterval(KEEP_AFTER_MILLISECONDS)
        self._tasks.do(report.save_values, self.opened.view, unkept, then=self.look, otherwise=missed)

    def look(self) -> None:
        """Read the findings again; what is typed meanwhile stays as it is."""
        self._tasks.ask(_look, self.key, then=self._looked)

    def _missed(self, unkept: dict[str, Answer], error: BaseException) -> None:
        """The store could not be written, for example on a full disk: hold on to it, and try again."""
        self._unkept = {**unkept, **self._unkept}
        self._timer.setInterval(TRY_AGAIN_MILLISECONDS)
        self._timer.start()
        self._tasks.failed.emit(error)

    def _looked(self, found: "Looked") -> None:
        self.findings, self.reason, self.cell_reasons = found
        self.looked.emit()


Looked = tuple[tuple["Finding", ...], str, dict[str, str]]


def _look(db: "Database", key: ReportKey) -> Looked:
    """In the lane: the findings, and why the report was returned."""
    from desktop.actions import home, report

    return (report.findings(report.open_form(db, key)), *home.reasons_of_return(db, key))


def in_sentence(finding: "Finding") -> str:
    """A finding in words, its numbers in the digits on screen."""
    facts = {
        name: speech.number(fact) if isinstance(fact, int) else fact for name, fact in finding.facts.items()
    }
    return _(finding.message, **facts)
