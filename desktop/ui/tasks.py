"""The only bridge between threads: work goes out, answers come back on the UI thread.

Two lanes with one worker each, so work in a lane keeps its order. `quick` is for what a person
waits on; `slow` is for sending, receiving and printing. Every job opens its own connection.
"""

import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.changed import Changed
from desktop.progress import Stopped
from desktop.ui.garbage import Garbage
from desktop.ui.labour import Labour, begin

if TYPE_CHECKING:
    from desktop.actions.kept import Kept
    from desktop.actions.office import Database, Store

log = logging.getLogger("desktop.ui")

T = TypeVar("T")
Lane = ThreadPoolExecutor
Failed = Callable[[BaseException], object]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for an answer, and since when; monotonic seconds."""

    then: Callable[[Any], object]
    otherwise: Failed | None
    since: float = field(default_factory=time.monotonic)


class Tasks(QObject):
    """Runs actions in a lane. `changed`: read again what you show. `failed`: the window says it."""

    changed = Signal(Changed)
    failed = Signal(object)
    started = Signal()
    not_kept = Signal()  # a command failed: what it was to write is not in the store
    closing = Signal()  # give what is still to be done
    given = Signal()  # work of any kind was given
    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.quick = Lane(1, "quick")
        self.slow = Lane(1, "slow")
        # Who waits for which answer. The lanes hold tickets only: what waits are widgets, and a widget
        # must not be destroyed in a lane because the lane was the last to hold it.
        self._waiting: dict[int, _Waiting] = {}
        self._needed: dict[int, Future[Any]] = {}  # answers that the window hears before it closes
        self._labours: list[Labour] = []
        self._holders: set[QObject] = set()  # who has typed text in hand that was not given yet
        self._commands = 0  # given and not answered
        self._tickets = count()
        self._garbage = Garbage(self)
        self._finished = False
        self._connect: Callable[[], AbstractContextManager[Database]] | None = None
        self._anchors = {self.quick: ExitStack(), self.slow: ExitStack()}
        self._kept: dict[Lane, Kept] = {}
        self._answered.connect(self._deliver)

    @property
    def idle(self) -> bool:
        """Whether everything given was answered."""
        return not self._waiting

    @property
    def all_kept(self) -> bool:
        """Whether all that was typed is in the store: nothing is in hand, and no command under way."""
        return not self._holders and not self._commands

    def hold(self, who: QObject) -> None:
        """Something was typed and is not given yet; until it is let go nobody says that all is kept."""
        self._holders.add(who)

    def let_go(self, who: QObject) -> None:
        """What was typed is given, or there is nothing to give."""
        self._holders.discard(who)

    @property
    def waited(self) -> float:
        """For how many seconds the oldest work given has not been answered; 0 where all was."""
        return time.monotonic() - min(one.since for one in self._waiting.values()) if self._waiting else 0.0

    @property
    def at_work(self) -> Labour | None:
        """The long work that is done now."""
        return self._labours[0] if self._labours else None

    @property
    def finished(self) -> bool:
        """Whether the window closes: no more work is taken."""
        return self._finished

    def open(self, store: "Store") -> None:
        """Work in this store from now on.

        One connection of each lane stays open for the window's life: the last one to close would
        otherwise write the whole log back into the store after every job.
        """
        from desktop.actions.office import connection

        self._connect = partial(connection, store)
        for lane in self._anchors:
            self._submit(lane, partial(self._watch, lane), _nothing, None)

    def do(
        self,
        command: Callable[..., Changed],
        *args: object,
        then: Callable[[], object] | None = None,
        otherwise: Failed | None = None,
    ) -> None:
        """Run a command in the quick lane; every screen hears what it changed."""

        def heard(changed: Changed) -> None:
            self._commands -= 1
            self.changed.emit(changed)
            if then is not None:
                then()

        def missed(error: BaseException) -> None:
            self._commands -= 1
            self.not_kept.emit()
            (otherwise or self.failed.emit)(error)

        self._commands += 1
        self.started.emit()
        self._submit(self.quick, self._in_store(command, *args), heard, missed)

    def ask(
        self,
        question: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        otherwise: Failed | None = None,
        lane: Lane | None = None,
        needed: bool = False,
    ) -> None:
        """Run a question, or work with a result, in the store; only the asker hears the answer.

        `needed`: what the answer is about would be lost unheard, so a closing window waits for it.
        """
        ticket, future = self._submit(lane or self.quick, self._in_store(question, *args), then, otherwise)
        if needed:
            self._needed[ticket] = future

    def ask_once(self, question: Callable[..., T], *args: Hashable, then: Callable[[T], object]) -> None:
        """Ask what takes long to find; while nothing is written to the store the answer serves again.

        Nobody changes such an answer (see desktop/actions/kept.py).
        """
        self._submit(self.quick, self._kept_in(self.quick, question, *args), then, None)

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

    def labour(
        self,
        words: Callable[[], str],
        work: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        otherwise: Failed | None = None,
        stopped: Callable[[], object] | None = None,
        in_store: bool = True,
        gives_way: bool = False,
        in_bytes: bool = False,
        once: bool = False,
        needed: bool = False,
    ) -> None:
        """Run long work in the slow lane; it gets its `progress` by name (see desktop/progress.py).

        The window says `words` and how far it is, and lets the person stop it; then `stopped` is called.
        Work that `gives_way` is stopped when the window closes: it goes on by itself another time.
        `in_bytes`: that is what its progress counts; the window says kB.
        `once`: what it makes serves again while nothing is written to the store. `needed`: see `ask`.
        """
        labour = Labour(words, gives_way, in_bytes)
        self._labours.append(labour)
        bind = partial(self._kept_in, self.slow) if once else self._in_store if in_store else partial
        job: Callable[..., T] = bind(work, *args)

        def heard(answer: T) -> None:
            self._labours.remove(labour)
            then(answer)

        def missed(error: BaseException) -> None:
            self._labours.remove(labour)
            if not isinstance(error, Stopped):
                (otherwise or self.failed.emit)(error)
            elif stopped is not None:
                stopped()

        work_in_lane = partial(begin, labour.far, labour.progress, job)
        ticket, future = self._submit(self.slow, work_in_lane, heard, missed)
        if needed:
            self._needed[ticket] = future

    def finish(self) -> None:
        """Let given work end. Called as the window closes, so nothing typed or attached is lost.

        Of the answers only those that were needed are heard.
        """
        self.closing.emit()
        for labour in self._labours:
            if labour.gives_way:
                labour.progress.stop()
        for ticket, future in list(self._needed.items()):
            wait([future])
            self._deliver((ticket, future))
        self._finished = True
        for lane in (self.slow, self.quick):
            lane.submit(self._anchors[lane].close)
            lane.shutdown()
        self._garbage.stop()

    def _in_store(self, action: Callable[..., T], *args: object) -> Callable[..., T]:
        connect = self._connect
        assert connect is not None, "no store is open"

        def job(**named: object) -> T:
            with connect() as db:
                return action(db, *args, **named)

        return job

    def _watch(self, lane: Lane) -> None:
        """In that lane."""
        from desktop.actions.kept import Kept

        assert self._connect is not None
        self._kept[lane] = Kept(self._anchors[lane].enter_context(self._connect()))

    def _kept_in(self, lane: Lane, action: Callable[..., T], *args: Hashable) -> Callable[..., T]:
        find = self._in_store(action, *args)
        return lambda **named: self._kept[lane].answer((action, *args), partial(find, **named))

    def _submit(
        self, lane: Lane, job: Callable[[], T], then: Callable[[T], object], otherwise: Failed | None
    ) -> tuple[int, Future[T]]:
        ticket = next(self._tickets)
        self._waiting[ticket] = _Waiting(then, otherwise)
        # A lane's thread has a context of its own; a rehearsal that holds the clock holds it there too.
        future = lane.submit(copy_context().run, job)
        future.add_done_callback(lambda done: self._answered.emit((ticket, done)))
        self.given.emit()
        return ticket, future

    @Slot(object)
    def _deliver(self, answer: tuple[int, Future[object]]) -> None:
        ticket, future = answer
        waiting = self._waiting.pop(ticket, None)
        self._needed.pop(ticket, None)
        if self._finished or waiting is None:
            return
        error = future.exception()
        if error is not None:
            (waiting.otherwise or self.failed.emit)(error)
        else:
            waiting.then(future.result())


def _nothing(_: object) -> None:
    pass
