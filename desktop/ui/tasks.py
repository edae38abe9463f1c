"""The only bridge between threads: work goes out, answers come back on the UI thread.

Two lanes with one worker each, so work in a lane keeps its order. `quick` is for what a person
waits on; `slow` is for sending, receiving and printing. Every job opens its own connection.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from contextvars import copy_context
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.changed import Changed
from desktop.ui.garbage import Garbage

if TYPE_CHECKING:
    from desktop.actions.office import Database, Store

log = logging.getLogger("desktop.ui")

T = TypeVar("T")
Lane = ThreadPoolExecutor
Failed = Callable[[BaseException], object]


class Tasks(QObject):
    """Runs actions in a lane. `changed`: read again what you show. `failed`: the window says it."""

    changed = Signal(Changed)
    failed = Signal(object)
    started = Signal()
    not_kept = Signal()  # a command failed: what it was to write is not in the store
    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.quick = Lane(1, "quick")
        self.slow = Lane(1, "slow")
        # Who waits for which answer. The lanes hold tickets only: what waits are widgets, and a widget
        # must not be destroyed in a lane because the lane was the last to hold it.
        self._waiting: dict[int, tuple[Callable[[Any], object], Failed | None]] = {}
        self._tickets = count()
        self._garbage = Garbage(self)
        self._finished = False
        self._connect: Callable[[], AbstractContextManager[Database]] | None = None
        self._anchor = ExitStack()
        self._answered.connect(self._deliver)

    @property
    def idle(self) -> bool:
        """Whether everything given was answered."""
        return not self._waiting

    @property
    def finished(self) -> bool:
        """Whether the window closes: no more work is taken."""
        return self._finished

    def open(self, store: "Store") -> None:
        """Work in this store from now on.

        One connection stays open for the window's life: the last one to close would otherwise
        write the whole log back into the store after every job.
        """
        from desktop.actions.office import connection

        self._connect = partial(connection, store)
        self._submit(self.quick, partial(self._anchor.enter_context, connection(store)), _nothing, None)

    def do(
        self,
        command: Callable[..., Changed],
        *args: object,
        then: Callable[[], object] | None = None,
        otherwise: Failed | None = None,
    ) -> None:
        """Run a command in the quick lane; every screen hears what it changed."""

        def heard(changed: Changed) -> None:
            self.changed.emit(changed)
            if then is not None:
                then()

        def missed(error: BaseException) -> None:
            self.not_kept.emit()
            (otherwise or self.failed.emit)(error)

        self.started.emit()
        self._submit(self.quick, self._in_store(command, *args), heard, missed)

    def ask(
        self,
        question: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        otherwise: Failed | None = None,
        lane: Lane | None = None,
    ) -> None:
        """Run a question, or work with a result, in the store; only the asker hears the answer."""
        self._submit(lane or self.quick, self._in_store(question, *args), then, otherwise)

    def call(
        self,
        work: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        otherwise: Failed | None = None,
        lane: Lane | None = None,
    ) -> None:
        """Run work that needs no open store, for example unlocking it."""
        self._submit(lane or self.quick, partial(work, *args), then, otherwise)

    def finish(self) -> None:
        """Let given work end. Called as the window closes, so nothing typed is lost; nobody hears answers."""
        self._finished = True
        self.slow.shutdown()
        self.quick.submit(self._anchor.close)
        self.quick.shutdown()
        self._garbage.stop()

    def _in_store(self, action: Callable[..., T], *args: object) -> Callable[[], T]:
        connect = self._connect
        assert connect is not None, "no store is open"

        def job() -> T:
            with connect() as db:
                return action(db, *args)

        return job

    def _submit(
        self, lane: Lane, job: Callable[[], T], then: Callable[[T], object], otherwise: Failed | None
    ) -> None:
        ticket = next(self._tickets)
        self._waiting[ticket] = (then, otherwise)
        # A lane's thread has a context of its own; a rehearsal that holds the clock holds it there too.
        future = lane.submit(copy_context().run, job)
        future.add_done_callback(lambda done: self._answered.emit((ticket, done)))

    @Slot(object)
    def _deliver(self, answer: tuple[int, Future[object]]) -> None:
        ticket, future = answer
        then, otherwise = self._waiting.pop(ticket)
        if self._finished:
            return
        error = future.exception()
        if error is not None:
            (otherwise or self.failed.emit)(error)
        else:
            then(future.result())


def _nothing(_: object) -> None:
    pass
