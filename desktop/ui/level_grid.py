"""A grid of ratings: each strategy by each criterion, one digit from 1 to 6 in each field."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.actions.rating import CRITERIA, HIGHEST, LOWEST, OVERALL, WHOLE
from desktop.domain.plan import PlanText
from desktop.domain.rating import CRITERION_WORDS
from desktop.domain.rating_tables import WHOLE_PLAN
from desktop.i18n.digits import latin_digits
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.pieces import Field, Label, Words

FIELD_WIDTH, NAME_WIDTH = 64, 300  # pixels
COLUMNS = (OVERALL, *CRITERIA)
Place = tuple[str, str]  # what is rated and by which criterion
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
}
_FIELD = mark("{subject}, {criterion}: a level from 1 to 6")


class LevelField(Field):
    """One level. A digit takes the place of the one that stands here; an arrow goes to the next field."""

    given = Signal(object)  # the level, None where it was taken out
    stepped = Signal(int, int)  # rows down, columns to the right
    entered = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.level: int | None = None
        self.setFixedWidth(FIELD_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)

    def show_level(self, level: int | None, disputed: Sequence[int] = ()) -> None:
        """Show a level, or in grey the ones that two authors gave who did not see each other."""
        self.level = level
        self.setText("" if level is None else speech.number(level))
        self.setPlaceholderText(" / ".join(speech.number(each) for each in disputed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = latin_digits(event.text())
        if event.key() in _STEPS:
            self.stepped.emit(*_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take(None)
        elif typed.isdecimal() and LOWEST <= int(typed) <= HIGHEST:
            self._take(int(typed))
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)  # Tab, and the keys of the window; any other sign is no level

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def _take(self, level: int | None) -> None:
        if level != self.level or self.placeholderText():
            self.show_level(level)
            self.given.emit(level)


class LevelGrid(QWidget):
    """Rows are the strategies and the plan as a whole, columns what is judged."""

    given = Signal(object, object)  # the place, the level
    moved = Signal(object)  # the place one is in

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[Place, LevelField] = {}
        self._rows: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)

    def lay_out(self, strategies: Sequence[tuple[str, PlanText]]) -> None:
        """Make the fields; once, when it is known which strategies there are."""
        if self.fields:
            return
        for column, criterion in enumerate(COLUMNS, start=1):
            head = Label(partial(_, CRITERION_WORDS[criterion]), "small", wrap=False)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignHCenter)
        titles = dict(strategies)
        self._rows = (*titles, WHOLE)
        for row, subject in enumerate(self._rows, start=1):
            name = Label(partial(subject_words, subject, titles.get(subject)))
            name.setMinimumWidth(NAME_WIDTH)
            self._grid.addWidget(name, row, 0)
            for column, criterion in enumerate(COLUMNS, start=1):
                field = self._field((subject, criterion), titles.get(subject))
                self._grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignHCenter)
        self._grid.setColumnStretch(0, 1)

    def show_levels(self, levels: Mapping[Place, tuple[int | None, Sequence[int]]]) -> None:
        """What stands in each place, and what is in dispute there."""
        for place, field in self.fields.items():
            field.show_level(*levels.get(place, (None, ())))

    def _field(self, place: Place, title: PlanText | None) -> LevelField:
        field = LevelField(partial(_field_words, place, title))
        field.given.connect(partial(self.given.emit, place))
        field.entered.connect(partial(self.moved.emit, place))
        field.stepped.connect(partial(self._step, place))
        self.fields[place] = field
        return field

    def _step(self, place: Place, down: int, right: int) -> None:
        """To the field beside, as far as there is one."""
        row = self._rows.index(place[0]) + down
        column = COLUMNS.index(place[1]) + right
        if 0 <= row < len(self._rows) and 0 <= column < len(COLUMNS):
            self.fields[self._rows[row], COLUMNS[column]].setFocus()


def subject_words(subject: str, title: PlanText | None) -> str:
    """A strategy with its number, or the plan as a whole."""
    if title is None:
        return _(WHOLE_PLAN)
    return f"{speech.number(int(subject))}. {title.say(chosen())}"


def _field_words(place: Place, title: PlanText | None) -> str:
    subject, criterion = place
    return _(_FIELD, subject=subject_words(subject, title), criterion=_(CRITERION_WORDS[criterion]))
