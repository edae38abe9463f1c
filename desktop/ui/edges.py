"""The edges of the frame: the places on the left, whose office on top, the truth below."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from desktop.i18n.words import _, chosen, mark
from desktop.ui import icons, speech
from desktop.ui.busy import Busy
from desktop.ui.pieces import Button, Label, Short, Words, column, place
from desktop.ui.post import State
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Office

Act = Callable[[], object]
Places = tuple[tuple[str, str, str, str, str], ...]

PLACES_WIDTH, WIDEST_PLACES, FOLDED_WIDTH, SIDE_MARGIN = 188, 260, 60, 10  # pixels
STATUS_HEIGHT = 36  # pixels
JUMP_KEY: Final = "Ctrl+K"
POST_KEY: Final = "F5"  # send and receive
WAITING: Final = mark("Reports waiting to be sent: {n}")


class Navigation(QFrame):
    """At most eight places, each an icon and a word. Tab comes to each; none is gone to by an arrow."""

    def __init__(self, places: Places, go: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self._buttons: dict[str, _Place] = {}
        self._narrow = False
        box = column(self, margin=SIDE_MARGIN, gap=4)
        for name, icon, word, _module, _made in places:
            button = _Place(word, icon)
            button.clicked.connect(lambda _checked, name=name: go(name))
            self._buttons[name] = button
            box.addWidget(button)
        box.addStretch(1)

    def fold(self, *, narrow: bool) -> None:
        for button in self._buttons.values():
            button.fold(narrow=narrow)
        self._narrow = narrow
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self._fit)  # when each place has said its word again

    def _fit(self) -> None:
        """As wide as the longest word needs, within reason."""
        wanted = max(button.sizeHint().width() for button in self._buttons.values()) + 2 * SIDE_MARGIN
        width = max(PLACES_WIDTH, min(wanted, WIDEST_PLACES))
        self.setFixedWidth(FOLDED_WIDTH if self._narrow else width)

    def mark(self, name: str) -> None:
        for place_, button in self._buttons.items():
            button.setChecked(place_ == name)


class _Place(QPushButton):
    """One entry of the navigation."""

    def __init__(self, word: str, icon: str) -> None:
        super().__init__()
        self._word, self._narrow = word, False
        self.setProperty("look", "place")
        self.setCheckable(True)
        self.setIcon(icons.icon(icon, "second", checked="green"))
        self.setIconSize(QSize(20, 20))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def fold(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._say()

    def _say(self) -> None:
        self.setText("" if self._narrow else _(self._word))
        self.setToolTip(_(self._word) if self._narrow else "")
        self.setAccessibleName(_(self._word))


class Top(QFrame):
    """The program's name, the office, the period in hand, and the other language."""

    def __init__(self, office: "Office", in_hand: Words, jump: Act, switch: Act, lock: Act) -> None:
        """`in_hand` is the code of the period in hand, `switch` changes the language."""
        super().__init__()
        self.setProperty("look", "top")
        self._line, self._code = office.line, in_hand
        self._narrow = False
        self._period = Label(self._in_hand, "period", wrap=False)
        self._office = Short(self._whose, "office")
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 4, 16, 4)
        box.setSpacing(16)
        place(box, Label(lambda: _("Tumpeang"), "name", wrap=False))
        box.addWidget(self._office)
        if office.example:
            badge = Label(lambda: _("Example figures"), "badge", wrap=False)
            box.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addStretch(1)
        place(box, self._period)
        self.jump = JumpButton(self._go_to, jump)
        place(box, self.jump)
        place(box, Button(lambda: "English" if chosen() == "km" else "ខ្មែរ", switch, look="link"))
        place(box, LockButton(lock))

    def say(self) -> None:
        self._period.say(self._in_hand)

    def fold(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._office.say(self._whose)
        self.jump.say(self._go_to)

    def _go_to(self) -> str:
        return "" if self._narrow else f"{_('Go to')}  {JUMP_KEY}"

    def _in_hand(self) -> str:
        code = self._code()
        return speech.period(code) if code else ""

    def _whose(self) -> str:
        return speech.line(self._line[-1:] if self._narrow else self._line)


class JumpButton(Button):
    """What Ctrl+K does; without its word where there is little room."""

    def __init__(self, words: Words, jump: Act) -> None:
        super().__init__(words, jump, icon="search", look="link")

    def say(self, words: Words) -> None:
        super().say(words)
        self.setAccessibleName(_("Go to"))
        self.setToolTip(f"{_('Go to')} ({JUMP_KEY})")


class LockButton(Button):
    """A sign with its word beside the pointer; Ctrl+L does the same anywhere."""

    def __init__(self, lock: Callable[[], object]) -> None:
        super().__init__(lambda: _("Lock"), lock, icon="lock", look="link")

    def say(self, words: Words) -> None:
        super().say(words)
        self.setToolTip(f"{_('Lock')} (Ctrl+L)")


class Status(QFrame):
    """One line that always tells the truth about what was typed, and about what is waited for."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.busy = Busy(tasks)
        self.setProperty("look", "status")
        self.kept_words = Label(lambda: _("All work is kept on this computer."), "small", wrap=False)
        self.waiting = Label(lambda: "", "small", wrap=False)
        self.line = Label(lambda: "", "small", wrap=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 0, 20, 0)
        box.setSpacing(20)
        self.setMinimumHeight(STATUS_HEIGHT)  # so that nothing moves when a sign comes and goes
        place(box, self.kept_words, self.busy)
        box.addStretch(1)
        place(box, self.waiting, self.line)

    def post(self, state: State) -> None:
        """How the exchange with the hub stands."""
        at = dt.datetime.now().astimezone()
        said: dict[State, Words] = {
            State.DONE: lambda: _("Sent and received {time}", time=speech.clock(at)),
            State.NO_LINE: lambda: _("No connection, all is safe here"),
        }
        self.line.say(said.get(state, lambda: ""))

    def keeping(self) -> None:
        self.kept_words.say(lambda: _("Being kept …"))

    def wait(self, n: int) -> None:
        """How many reports wait to be sent."""
        self.waiting.say(lambda: _(WAITING, n=speech.number(n)) if n else "")

    def not_kept(self) -> None:
        self.kept_words.say(lambda: _("Not kept yet. It is tried again by itself."))

    def kept(self) -> None:
        at = dt.datetime.now().astimezone()
        self.kept_words.say(lambda: _("Kept on this computer {time}", time=speech.clock(at)))
