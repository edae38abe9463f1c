"""The exchange with the hub that nobody has to think of: on opening, after a change, when a line comes."""

import random
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from desktop.changed import Changed
from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui.network import Network
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.exchange import Outcome
    from desktop.actions.hub_membership import Hub
    from desktop.actions.office import Database

SOON_SECONDS = 3  # after a change, so that what follows it goes along
OFTEN_SECONDS, SELDOM_SECONDS = 15 * 60, 60 * 60
LOOK_SECONDS = 5 * 60  # at the longest, until a line is noticed that came back
AGAIN_SECONDS = 60  # after there was no line; twice as long each time
BACK_SECONDS = 4  # after the system says that a line came: until it holds, and not all offices at once
APART_SECONDS = 30  # between two exchanges that only the system's word begins, where a line comes and goes


class State(Enum):
    """Where the exchange with the hub stands."""

    NO_HUB = auto()
    RESTING = auto()
    UNDER_WAY = auto()
    DONE = auto()
    NO_LINE = auto()


class Post(QObject):
    """`moved`: the state changed. What came is said through `tasks.changed`, as after any other way."""

    moved = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks, self._chance = tasks, random.Random()
        self.state = State.NO_HUB
        self.address = ""
        self._failed = 0  # times in a row without a line
        self._mine = False  # what changes now came by this exchange
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.exchange)
        tasks.changed.connect(self._heard)
        self.network = Network(self)
        self.network.came_back.connect(self._came_back)
        self._since = QElapsedTimer()  # the last exchange was given up
        self._hinted = False  # a line came while an exchange was under way

    @property
    def has_hub(self) -> bool:
        return self.state is not State.NO_HUB

    def begin(self) -> None:
        """Look whether this office has a hub; if so, exchange with it."""
        self._tasks.ask(_hub, then=self._found)

    def exchange(self, then: "Callable[[tuple[Outcome, ...]], object] | None" = None) -> None:
        """Give and take now. `then` hears what came; who gives it is told also why nothing did."""
        from desktop.actions import exchange

        if self.state in (State.NO_HUB, State.UNDER_WAY):
            return
        self._timer.stop()
        self._move(State.UNDER_WAY)

        def done(outcomes: "tuple[Outcome, ...]") -> None:
            self._done(outcomes)
            if then is not None:
                then(outcomes)

        def missed(error: BaseException) -> None:
            self._missed(error, asked=then is not None)

        work = exchange.exchange_with_hub
        self._tasks.labour(
            _sending,
            work,
            then=done,
            otherwise=missed,
            stopped=self._stopped,
            gives_way=True,
            in_bytes=True,
        )

    def _found(self, hub: "Hub | None") -> None:
        self.address = hub.url if hub else ""
        self._move(State.RESTING if hub else State.NO_HUB)
        if hub:
            self.exchange()
            self.network.watch()

    def _heard(self, changed: Changed) -> None:
        if self._mine:
            return
        if self.state is State.NO_HUB and changed & Changed.SETTINGS:
            self.begin()
        elif self.has_hub and changed & (Changed.RECORDS | Changed.TRUST):
            self._in(SOON_SECONDS)

    def _came_back(self) -> None:
        """The system says that a line came: look soon, whatever its word is worth."""
        if self.state is State.UNDER_WAY:
            self._hinted = True
        elif self.state in (State.NO_LINE, State.DONE):  # who stopped it is not overruled
            still = APART_SECONDS - self._since.elapsed() / 1000
            self._in(max(self._chance.uniform(BACK_SECONDS, 2 * BACK_SECONDS), still), at_latest=True)

    def _done(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._failed = 0
        self._ended(State.DONE)
        self._in(self._chance.uniform(OFTEN_SECONDS, 2 * OFTEN_SECONDS))
        self._mine = True
        came = Changed.RECORDS | Changed.TRUST if outcomes else Changed.NOTHING
        self._tasks.changed.emit(Changed.BATCHES | came)
        self._mine = False

    def _missed(self, error: BaseException, *, asked: bool) -> None:
        """Without a line nothing is wrong; what the person asked for is answered, a bug is a bug."""
        self._failed += 1
        hinted = self._hinted
        self._ended(State.NO_LINE)
        longest = min(AGAIN_SECONDS * 2 ** (self._failed - 1), LOOK_SECONDS)
        self._in(self._chance.uniform(longest / 2, longest))
        if hinted:
            self._came_back()
        if asked or not isinstance(error, UserError):
            self._tasks.failed.emit(error)

    def _stopped(self) -> None:
        self._ended(State.RESTING)
        self._in(SELDOM_SECONDS)

    def _ended(self, state: State) -> None:
        self._since.start()
        self._hinted = False
        self._move(state)

    def _in(self, seconds: float, *, at_latest: bool = False) -> None:
        """Exchange after so many seconds; `at_latest`: unless it is to be sooner already."""
        sooner = at_latest and self._timer.isActive() and self._timer.remainingTime() < seconds * 1000
        if self.state is not State.UNDER_WAY and not sooner:
            self._timer.start(int(seconds * 1000))

    def _move(self, state: State) -> None:
        self.state = state
        self.moved.emit()


def _sending() -> str:
    return _("Sending and receiving")


def _hub(db: "Database") -> "Hub | None":
    """In the lane: this office's hub."""
    from desktop.actions import hub_membership

    return hub_membership.show(db)
