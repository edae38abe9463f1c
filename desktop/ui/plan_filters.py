"""What narrows the plan down: strategy, institution, level, year; and the list to choose one thing from."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.domain.org_unit import Level
from desktop.domain.period import FIRST_YEAR
from desktop.domain.plan import Institution, Plan
from desktop.domain.plan_search import Only
from desktop.domain.sheet_words import LEVELS
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pieces import Words
from desktop.ui.plan_page import Thing, code_of

YEARS = tuple(range(FIRST_YEAR, FIRST_YEAR + 6))


class Filters(QWidget):
    """Four choices that narrow the plan; each begins with all."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strategy = Choice(lambda: _("All strategies"))
        self.institution = Choice(lambda: _("All institutions"))
        self.level = Choice(lambda: _("All levels"))
        self.year = Choice(lambda: _("All years"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place_, choice in enumerate((self.strategy, self.institution, self.level, self.year)):
            choice.activated.connect(self.changed)
            grid.addWidget(choice, place_ // 2, place_ % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for level in Level:
            self.level.offer(level, _level(level))
        for year in YEARS:
            self.year.offer(year, _year(year))

    @property
    def only(self) -> Only:
        """What the search is limited to."""
        return Only(
            self.strategy.currentData(),
            self.institution.currentData() or "",
            self.level.currentData(),
            self.year.currentData(),
        )

    @property
    def narrows(self) -> bool:
        return self.only != Only()

    def offer(self, plan: Plan) -> None:
        """Strategies and institutions as the plan has them."""
        for strategy in plan.strategies:
            self.strategy.offer(strategy.number, partial(line_of, strategy))
        for found in plan.institutions:
            self.institution.offer(found.name, _name(found))


class Choice(QComboBox):
    """One thing of a list, or all; says its words again when the language changes."""

    def __init__(self, every: Words) -> None:
        super().__init__()
        self._words: list[Words] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(None, every)
        self._say()

    def offer(self, value: object, words: Words) -> None:
        self._words.append(words)
        self.addItem(words(), value)

    def choose(self, value: object) -> None:
        """Choose as a person does."""
        place_ = self.findData(value)
        self.setCurrentIndex(place_)
        self.activated.emit(place_)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.setAccessibleName(self._words[0]())
        for place_, words in enumerate(self._words):
            self.setItemText(place_, words())


def line_of(thing: Thing) -> str:
    """Code and title in one line."""
    return f"{speech.voice().write(code_of(thing))}  {thing.title.say(chosen()).partition(chr(10))[0]}"


def _level(level: Level) -> Words:
    return lambda: _(LEVELS[level])


def _year(year: int) -> Words:
    return lambda: speech.voice().write(str(year))


def _name(institution: Institution) -> Words:
    return lambda: institution.full.say(chosen())
