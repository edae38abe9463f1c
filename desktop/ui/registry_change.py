"""One office of the register: what can be changed about it, and in words what will happen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox

from desktop.actions.register_change import Kind
from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.sheet_words import LEVELS as WORDS
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Field, Label, Words, call, column, empty, place, row
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.registry import Proposal
    from desktop.domain.report import LiveCell

_KM, _EN = mark("Khmer name"), mark("English name")
_NEW_CODE, _FIRST, _LAST = mark("New code"), mark("First day"), mark("Last day")
_DAYS, _DAY = mark("Days after the end of the period"), mark("Due on")
_QUARTER, _LEVEL = mark("Quarter and year"), mark("Whose reports")
_OTHERS, _ACTIVITY = mark("Codes of the others"), mark("Code of the activity")
_ONE = (_NEW_CODE, _KM, _EN)
# What each change is called, and what is typed for it.
CHANGES: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.NAME: (mark("Another name"), (_KM, _EN)),
    Kind.CODE: (mark("Another code"), (_NEW_CODE,)),
    Kind.NEW_COMMUNE: (mark("A new commune out of it"), (*_ONE, _FIRST)),
    Kind.SPLIT: (mark("It becomes several"), (_FIRST, *_ONE, *_ONE)),
    Kind.JOIN: (mark("One with others"), (_OTHERS, *_ONE, _FIRST)),
    Kind.LAST_DAY: (mark("It reports no more"), (_LAST,)),
    Kind.COPIES: (mark("Copies to its district"), ()),
    Kind.NO_COPIES: (mark("No more copies to its district"), ()),
    Kind.ASK: (mark("Ask an activity"), (_ACTIVITY,)),
    Kind.ASK_NO_MORE: (mark("Ask an activity no more"), (_ACTIVITY,)),
    Kind.NGO: (mark("Add an NGO"), (_KM, _EN)),
    Kind.DEPARTMENT: (mark("Add a department"), (mark("Short name of the ministry, as in the plan"),)),
    Kind.DUE: (mark("When reports are due"), (_LEVEL, _DAYS)),
    Kind.DUE_ONCE: (mark("Due otherwise once"), (_LEVEL, _QUARTER, _DAY)),
    Kind.ASK_LEVEL: (mark("Ask all an activity"), (_LEVEL, _ACTIVITY)),
    Kind.ASK_LEVEL_NO_MORE: (mark("Ask all an activity no more"), (_LEVEL, _ACTIVITY)),
}
REPEATS = {Kind.SPLIT: _ONE}  # what may be typed for one more, and one more
EXAMPLES = {
    _FIRST: mark("for example 01/07/2026"),
    _LAST: mark("for example 30/06/2026"),
    _DAY: mark("for example 15/10/2026"),
    _QUARTER: mark("for example 3/2026"),
    _OTHERS: mark("for example 040102 040103"),
    _ACTIVITY: mark("for example 2.3.1"),
}
LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
Asked = tuple[str, tuple[Kind, ...], "dict[str, LiveCell]"]


class ChangePanel(Card):
    """Choose a change, type what it asks for, read what will happen, sign. `led_to`: what to look at now."""

    led_to = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(gap=10)
        self._tasks = tasks
        self.unit: OrgUnit | None = None
        self.proposal: Proposal | None = None
        self.kinds: dict[Kind, Button] = {}
        self.fields: list[Field | LevelChoice] = []
        self.sides: list[Button] = []  # what was said differently, to choose from
        self.name, self.above = Label(str, "heading"), Label(str, "second")
        self._ways, self._typed, self._sides = column(gap=6), column(gap=4), column(gap=6)
        self.more = Button(lambda: _("One more commune"), self._add_one, look="link", icon="plus")
        self.look = Button(lambda: _("What will happen"), self.ask)
        self.words = Label(str, "finding")
        self.sign = Button(lambda: _("Sign and tell all offices"), self._sign, main=True)
        self.said = Label(str, "good")
        self.add(self.name, self.above, self._sides, self._ways, self._typed, row(self.look, self.more, None))
        self.add(self.words, row(self.sign, None), self.said)
        self._kind: Kind | None = None
        self._choose(None)

    def show_office(self, unit: OrgUnit, above: OrgUnit | None) -> None:
        """Take an office in hand; what was being typed about another one is left."""
        if unit == self.unit:
            return
        if self.unit is None or unit.id != self.unit.id:
            self.said.hide()
        self.unit = unit
        self.name.say(lambda: speech.voice().office(unit))
        self.above.say(lambda: speech.voice().office(above) if above else "")
        self._choose(None)
        self._tasks.ask(_can, unit.id, then=self._offer)

    def choose(self, kind: Kind) -> None:
        """Begin a change."""
        self.said.hide()
        self._choose(kind)

    def ask(self) -> None:
        """Have it said what will happen."""
        if self.unit is not None and self._kind is not None:
            typed = tuple(field.text() for field in self.fields)
            self._tasks.ask(_propose, self.unit.id, self._kind, typed, then=self._propose)

    def _offer(self, asked: Asked) -> None:
        unit, kinds, disputed = asked
        if self.unit is None or unit != self.unit.id:
            return
        empty(self._ways)
        empty(self._sides)
        group = QButtonGroup(self)
        self.kinds = {kind: _way(kind, partial(self.choose, kind)) for kind in kinds}
        for button in self.kinds.values():
            button.setCheckable(True)
            group.addButton(button)
        buttons = [*self.kinds.values()]
        for pair in zip(buttons[::2], [*buttons[1::2], None], strict=False):
            place(self._ways, row(*pair, None))
        self.sides = [
            Button(partial(_holds, str(answer)), partial(self._settle, key, answer))
            for key, cell in disputed.items()
            for answer in cell.answers
            if answer is not None
        ]
        if self.sides:
            place(self._sides, Label(_differently, "finding"))
            place(self._sides, *(row(button, None) for button in self.sides))

    def _choose(self, kind: Kind | None) -> None:
        self._kind, self.proposal = kind, None
        empty(self._typed)
        self.fields = []
        for name in CHANGES[kind][1] if kind else ():
            self._ask_for(name)
        self.look.setVisible(bool(self.fields))
        self.more.setVisible(kind in REPEATS)
        self._unsay()
        if self.fields:
            self.fields[0].setFocus()
        elif kind:
            self.ask()

    def _add_one(self) -> None:
        """Make room for one more of what the change may name several of."""
        first = len(self.fields)
        for name in REPEATS[self._kind] if self._kind else ():
            self._ask_for(name)
        self.fields[first].setFocus()
        self._unsay()
        QTimer.singleShot(0, self, lambda: self.led_to.emit(self.look))

    def _ask_for(self, name: str) -> None:
        field = LevelChoice() if name == _LEVEL else Field(partial(_, name), _example(name))
        place(self._typed, Label(partial(_, name), "head"), field)
        self.fields.append(field)
        if isinstance(field, LevelChoice):
            field.activated.connect(lambda _index: self._unsay())
        else:
            field.returnPressed.connect(self.ask)
            field.textChanged.connect(lambda _text: self._unsay())

    def _settle(self, key: str, answer: object) -> None:
        self._choose(None)
        self._tasks.ask(_chosen, key, answer, then=self._propose)

    def _unsay(self) -> None:
        """What was said would happen is not so any more."""
        self.proposal = None
        self.words.hide()
        self.sign.hide()

    def _propose(self, proposal: "Proposal") -> None:
        self.proposal = proposal
        self.words.say(lambda: "\n".join(proposal.spoken(chosen(), speech.digits())))
        self.words.show()
        self.sign.show()
        self.sign.setFocus()
        QTimer.singleShot(0, self, lambda: self.led_to.emit(self.sign))  # when it has its place

    def _sign(self) -> None:
        from desktop.actions import registry

        if self.proposal is not None:
            self._tasks.do(registry.sign, self.proposal)
            self._choose(None)
            self.said.say(lambda: _("Signed. It goes out with the next exchange."))
            self.said.show()


class LevelChoice(QComboBox):
    """The offices of which level a change is about."""

    def __init__(self) -> None:
        super().__init__()
        call(self, partial(_, _LEVEL))
        for level in LEVELS:
            self.addItem("", level.value)
        self._say()

    def text(self) -> str:
        """The level as it is written down."""
        return str(self.currentData())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        for place_, level in enumerate(LEVELS):
            self.setItemText(place_, speech.voice().say(WORDS[level]))


def _way(kind: Kind, pressed: Callable[[], object]) -> Button:
    return Button(partial(_, CHANGES[kind][0]), pressed, look="choice")


def _example(name: str) -> Words | None:
    return partial(_, EXAMPLES[name]) if name in EXAMPLES else None


def _holds(answer: str) -> str:
    return _("“{answer}” holds", answer=answer)


def _differently() -> str:
    return _("Two computers said different things without knowing of each other. Choose what holds.")


def _can(db: "Database", unit: str) -> Asked:
    """In the lane: what can be changed about an office, and what was said of it differently."""
    from desktop.actions import register_change, registry

    office = next(found for found in registry.list_offices(db) if found.id == unit)
    disputed = {key: cell for key, cell in registry.disputed(db).items() if key.partition(":")[0] == unit}
    return unit, register_change.kinds(db, office), disputed


def _propose(db: "Database", unit: str, kind: Kind, typed: Sequence[str]) -> "Proposal":
    from desktop.actions import register_change

    return register_change.propose(db, unit, kind, typed)


def _chosen(db: "Database", key: str, answer: str) -> "Proposal":
    from desktop.actions import registry

    return registry.choose(db, key, answer)
