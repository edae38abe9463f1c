"""The answers of one report while its form is on screen: typed here, kept in the store moments later."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.report import BUDGET, Answer, Cell, ReportKey, Status
from desktop.ui import authors
from desktop.ui.authors import Told
from desktop.ui.beside import Beside
from desktop.ui.look_over import Changes, Looked, changes, look
from desktop.ui.tasks import Tasks
from desktop.ui.undo import Change, Step, Steps

if TYPE_CHECKING:
    from desktop.actions.before import Before
    from desktop.actions.commenting import Remark
    from desktop.actions.report import OpenForm
    from desktop.actions.typed import Typed
    from desktop.domain.checks import Finding

KEEP_AFTER_MILLISECONDS = 700  # after the last key; leaving the field keeps at once
KEEP_AT_LATEST_MILLISECONDS = 3000  # while somebody types on and on
TRY_AGAIN_MILLISECONDS = 4000
# Typed, taken back, typed beside what another window wrote, and the cells where one of the two was chosen.
Given = tuple[dict[str, Answer], set[str], dict[str, Answer], set[str]]


class Answers(QObject):
    """`looked`: the findings are new. `answered`: a cell has another answer than before.

    `restored`: these cells changed, and not by typing into them. `told`: the history was read.
    `behind`: another window changed what was typed into here; the report is to be read again.
    """

    looked = Signal()
    told = Signal()
    answered = Signal(str)
    restored = Signal(object)
    behind = Signal()

    def __init__(
        self,
        tasks: Tasks,
        opened: "OpenForm",
        typed: "Typed",
        before: "Before",
        steps: Steps | None = None,
        mine: Mapping[str, Answer] | None = None,
    ) -> None:
        """`mine`: what was typed into cells that another window changed meanwhile, for a person to choose."""
        super().__init__()
        self.tasks, self.opened, self.typed, self.before = tasks, opened, typed, before
        self.steps, self.beside = steps or Steps(), Beside()
        self.findings: tuple[Finding, ...] = ()
        self.reason, self.cell_reasons = "", dict[str, str]()
        self.remarks: tuple[Remark, ...] = ()
        self.history: Told | None = None
        self._shown = opened.view.answers()
        self.rounds = 0  # how often something was given to be kept
        self._typed = set(opened.view.drafts)
        self._unkept: dict[str, Answer] = {}
        self._forgotten: set[str] = set()
        self._aside: dict[str, Answer] = {}  # typed, to be kept beside what stands there
        self._chosen: set[str] = set()  # cells in which nothing need stand beside any more
        for cell, answer in (typed.left if mine is None else mine).items():
            if self.beside.add(cell, self._shown.get(cell), answer):
                self._shown[cell] = answer
                self.tasks.hold(self)
            else:
                self._chosen.add(cell)
        self._together: dict[str, Change] | None = None
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MILLISECONDS)
        self._latest = QTimer(self, singleShot=True, interval=KEEP_AT_LATEST_MILLISECONDS)
        for timer in (self._timer, self._latest):
            timer.timeout.connect(self.keep)
        self.look()
        tasks.ask(authors.read, self.key, then=self._told)

    @property
    def key(self) -> ReportKey:
        return self.opened.view.key

    @property
    def frozen(self) -> bool:
        """Submitted and not touched since: nothing is typed into it by accident."""
        view = self.opened.view
        settled = view.status in (Status.SUBMITTED, Status.APPROVED)
        return settled and not self._typed and not self.disputed() and not self.beside.undecided

    @property
    def in_hand(self) -> bool:
        """Whether something was typed that is not given to be kept yet."""
        return bool(self._unkept or self._forgotten or self._aside)

    def answer(self, cell: str) -> Answer:
        return self._shown.get(cell)

    def last_period(self, cell: str) -> Answer:
        return self.opened.last_period.get(cell)

    def is_as_last_period(self, cell: str) -> bool:
        """Whether a cell holds a number or reason that it held last period too."""
        now, before = self._shown.get(cell), self.opened.last_period.get(cell)
        return now is not None and now == before and not isinstance(now, str)

    def to_carry(self) -> dict[str, Answer]:
        """Last period's answers to the cells that must be answered and are still empty."""
        last = self.opened.last_period
        cells = [cell for cell in self.opened.form.required() if cell.key in last]
        empty = [cell.key for cell in cells if not self.is_answered(cell) and not self.in_dispute(cell)]
        return {cell: last[cell] for cell in empty}

    def in_dispute(self, cell: Cell) -> bool:
        """Whether a cell, or one of its splits, holds two answers and nobody has chosen yet."""
        return any(map(self.conflict, self.disputed_in(cell)))

    def splits(self, cell: Cell) -> dict[str, int]:
        """The cases of a tally that were split, by their split."""
        prefix = f"{cell.key}:"
        return {
            key.removeprefix(prefix): answer
            for key, answer in self._shown.items()
            if key.startswith(prefix) and isinstance(answer, int)
        }

    def total(self, cell: Cell) -> Answer:
        """What a cell holds; of a tally that is split the sum."""
        splits = self.splits(cell)
        return sum(splits.values()) if splits else self.answer(cell.key)

    def is_split(self, cell: Cell) -> bool:
        prefix = f"{cell.key}:"
        return any(key.startswith(prefix) and value is not None for key, value in self._shown.items())

    def changes(self) -> Changes:
        """What was typed since the last submission and differs from it."""
        return changes(self.opened, self._typed, self._shown)

    def disputed(self) -> tuple[str, ...]:
        """The cells with different answers that nobody has settled in a submission."""
        return tuple(sorted(cell for cell in self.opened.view.live if self.rivals(cell)))

    def disputed_in(self, cell: Cell) -> tuple[str, ...]:
        """The cells with two answers among a cell and its splits."""
        every = sorted({*self.disputed(), *self.beside.cells})
        return tuple(key for key in every if key == cell.key or key.startswith(f"{cell.key}:"))

    def rivals(self, cell: str) -> tuple[Answer, ...]:
        """The different answers given to a cell, while what is typed here would replace them all."""
        if cell in self.beside:
            return self.beside.pair(cell, self._shown)
        live = self.opened.view.live.get(cell)
        if live is None or not live.conflict:
            return ()
        return live.answers if set(live.records) <= set(self.opened.view.seen(cell)) else ()

    def conflict(self, cell: str) -> tuple[Answer, ...]:
        """The different answers that were given to a cell, until one is chosen; else nothing."""
        if cell in self.beside.undecided:
            return self.rivals(cell)
        return () if cell in self._typed or self._shown.get(cell) is not None else self.rivals(cell)

    def choose(self, cell: str, answer: Answer) -> None:
        """Of two answers take one; it is kept as any other."""
        if cell in self.beside.undecided:
            self.beside.decide(cell, self._shown.get(cell))
            self._aside.pop(cell, None)
            self._chosen.add(cell)
            self._put(cell, self._shown.get(cell))
        self.take({cell: answer})

    def given(self, cell: str) -> tuple[authors.Given, ...]:
        """Who gave which answer to a disputed cell; nothing before the history is read."""
        live = self.opened.view.live.get(cell)
        return self.history.given(cell, live) if self.history and live else ()

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
        before = self._shown.get(cell)
        if before == answer and type(before) is type(answer):
            return
        with self.together() as changes:
            typed_before = changes[cell].typed_before if cell in changes else cell in self._typed
            first = changes[cell].before if cell in changes else before
            changes[cell] = Change(first, answer, typed_before)
        self._put(cell, answer)

    @contextmanager
    def together(self) -> Iterator[dict[str, Change]]:
        """What is typed in here is one step, to be taken back at once."""
        if self._together is not None:
            yield self._together
            return
        self._together = {}
        try:
            yield self._together
        finally:
            changes, self._together = self._together, None
            if changes:
                self.steps.add(changes)

    def take(self, answers: Mapping[str, Answer]) -> None:
        """Take several answers in one step; their fields show them."""
        self.steps.close()
        with self.together():
            for cell, answer in answers.items():
                self.type(cell, answer)
        self.steps.close()
        self.restored.emit(tuple(answers))
        self.keep()

    def undo(self) -> tuple[str, ...]:
        """Take the last step back; the cells that changed."""
        step = self.steps.back()
        for cell, change in step.items():
            self._put(cell, change.before, forget=not change.typed_before)
        return self._restored(step)

    def redo(self) -> tuple[str, ...]:
        """Do again what was taken back; the cells that changed."""
        step = self.steps.again()
        for cell, change in step.items():
            self._put(cell, change.after)
        return self._restored(step)

    def leave(self) -> None:
        """A field is left: what it holds is kept, and what is typed next is another step."""
        self.steps.close()
        self.keep()

    def keep(self) -> None:
        """Give what was typed to the store now."""
        self._timer.stop()
        self._latest.stop()
        if not self.beside.undecided:
            self.tasks.let_go(self)
        if not self.in_hand:
            return
        given: Given = self._unkept, self._forgotten, self._aside, self._chosen
        self._unkept, self._forgotten, self._aside, self._chosen = {}, set(), {}, set()
        self._timer.setInterval(KEEP_AFTER_MILLISECONDS)
        self.rounds += 1
        self.tasks.do(self.typed.keep, *given, then=self._kept, otherwise=partial(self._missed, given))

    def _put(self, cell: str, answer: Answer, *, forget: bool = False) -> None:
        """Show an answer and have it kept. `forget`: it stands in the store once what was typed is gone."""
        self._shown[cell] = answer
        if cell in self.beside.undecided:
            self._aside[cell] = answer  # nothing is written over until a person has chosen
        elif forget:
            self._typed.discard(cell)
            self._forgotten.add(cell)
            self._unkept.pop(cell, None)
        else:
            self._typed.add(cell)
            self._forgotten.discard(cell)
            self._unkept[cell] = answer
        self.tasks.hold(self)
        self.tasks.started.emit()
        self._timer.start()
        if not self._latest.isActive():
            self._latest.start()
        self.answered.emit(cell)

    def _restored(self, step: Step) -> tuple[str, ...]:
        if step:
            self.restored.emit(tuple(step))
            self.keep()
        return tuple(step)

    def _kept(self) -> None:
        if self.typed.elsewhere - self.beside.undecided:
            self.behind.emit()
        self.look()

    def clashes(self) -> dict[str, Answer]:
        """What was typed here and not kept, because another window changed the same cells."""
        return {cell: self._shown.get(cell) for cell in self.typed.elsewhere | self.beside.undecided}

    def look(self) -> None:
        """Read the findings again; what is typed meanwhile stays as it is."""
        self.tasks.ask(look, self.key, then=self._looked)

    def _missed(self, given: Given, error: BaseException) -> None:
        """The store could not be written, for example on a full disk: hold on to it, and try again."""
        unkept, forgotten, aside, chosen = given
        self._aside = {cell: said for cell, said in aside.items() if cell not in self._chosen} | self._aside
        self._chosen |= chosen
        later = self._unkept.keys() | self._forgotten
        self._unkept |= {cell: answer for cell, answer in unkept.items() if cell not in later}
        self._forgotten |= forgotten - later
        self.tasks.hold(self)
        self._timer.setInterval(TRY_AGAIN_MILLISECONDS)
        self._timer.start()
        self.tasks.failed.emit(error)

    def _looked(self, found: Looked) -> None:
        self.findings, self.reason, self.cell_reasons, self.remarks = found
        self.findings += self.beside.findings()
        self.looked.emit()

    def _told(self, found: Told) -> None:
        self.history = found
        self.told.emit()
