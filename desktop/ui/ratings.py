"""Ratings and survey values: what a secretariat enters about how things went, in its area and those below."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from desktop.actions.rating import Rated
from desktop.domain.rating import CRITERION_WORDS, SCALE
from desktop.i18n.words import _, mark
from desktop.ui import speech
from desktop.ui.answer_field import TextField
from desktop.ui.level_grid import LevelGrid, Place, subject_words
from desktop.ui.over_others import OverOthers
from desktop.ui.pieces import Button, Label, Words, begin_at, column, in_scroll, place, row
from desktop.ui.rated_office import RatedOffice
from desktop.ui.screen import Desk
from desktop.ui.survey_values import SurveyValues

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.rating_board import Board

_LEVEL = mark("{level} – {words}")


class RatingsPage(OverOthers):
    """One of two pages: the grid of ratings of the year, or the survey values."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "ratings", lambda: _("Ratings and survey values"))
        self.found: Board | None = None
        self.place: Place = ("1", "overall")  # that one is in
        self.office = RatedOffice(self._turn_to)
        self.pages = QStackedWidget()
        self.turn = [
            _turn(lambda: _("Ratings"), partial(self.pages.setCurrentIndex, 0)),
            _turn(lambda: _("Survey values and targets"), partial(self.pages.setCurrentIndex, 1)),
        ]
        self._turns = QButtonGroup(self)
        for button in self.turn:
            self._turns.addButton(button)
        self.turn[0].setChecked(True)
        self.scale = Label(_scale, "second")
        self.year = Label(self._of_year, "subheading", wrap=False)
        self.grid = LevelGrid()
        self.grid.given.connect(self._level)
        self.grid.moved.connect(self._moved)
        self.whose = Label(self._whose, "head")
        self.grounds = TextField(lambda: _("Grounds of this rating"), lines=2)
        self.grounds.left.connect(self._ground)
        self.unsigned = Label(self._not_signed, "finding", wrap=False)
        self.sign = Button(lambda: _("Sign and send"), self._sign, main=True)
        self.done = Label(lambda: "", "good", wrap=False)
        self.surveys = SurveyValues(frame.tasks, self.refresh)
        self.pages.addWidget(in_scroll(self._ratings()))
        self.pages.addWidget(in_scroll(self.surveys))
        self.not_here = Label(_only_secretariats, "second")
        self.not_here.hide()
        place(self.body, row(*self.turn, None, self.office, gap=4), self.not_here, self.pages)
        self.body.setStretch(2, 1)
        begin_at(self, self.turn[0])

    def read(self) -> None:
        self.tasks.ask(_board, self.office.code, then=self._show, otherwise=self._stay)

    def say_again(self) -> None:
        if self.found is not None:
            self._show(self.found)

    def keep(self) -> None:
        self._ground()

    def _ratings(self) -> QWidget:
        inside = QWidget()
        box = column(inside, margin=2, gap=10)
        place(box, row(self.year, None, self.done, self.unsigned, self.sign))
        place(box, self.scale, self.grid, self.whose, self.grounds)
        box.addStretch(1)
        return inside

    def _turn_to(self) -> None:
        """Keep what was typed about the office before; nothing is typed until the other is on the screen."""
        self._ground()
        self.done.say(lambda: "")
        self.pages.setEnabled(False)
        self.read()

    def _stay(self, error: BaseException) -> None:
        """The office that is on the screen is the one that is rated."""
        self.tasks.failed.emit(error)
        if self.found is not None:
            self.office.show_board(self.found)
        self.pages.setEnabled(True)

    def _show(self, found: "Board") -> None:
        self.found = found
        self.office.show_board(found)
        self.pages.setEnabled(True)
        self.not_here.setVisible(not found.may_enter)
        self.pages.setVisible(found.may_enter)
        for button in self.turn:
            button.setVisible(found.may_enter)
        self.year.say(self._of_year)
        self.grid.lay_out(found.strategies)
        self.grid.show_levels({each: self._stands(found, each) for each in self.grid.fields})
        self._tell()
        self.surveys.show_board(found)

    def _stands(self, found: "Board", place: Place) -> tuple[int | None, tuple[int, ...]]:
        """The level in a place as it was typed or signed; and both, while two differ."""
        rated = self._rated(place)
        level = found.opened.shown(rated)[0]
        signed = found.opened.entered.ratings.get(rated)
        if isinstance(level, int):
            return level, ()
        return None, signed.levels if signed is not None and signed.level is None else ()

    def _rated(self, place: Place) -> Rated:
        return Rated(self.period.year, *place)

    def _level(self, place: Place, level: int | None) -> None:
        if self.found is not None:
            self.done.say(lambda: "")
            grounds = self.found.opened.shown(self._rated(place))[1]
            self._type(place, level, str(grounds or ""))

    def _moved(self, place: Place) -> None:
        self._ground()
        self.place = place
        self._tell()

    def _ground(self) -> None:
        """Keep the grounds that were typed."""
        if self.found is None or not self.found.may_enter:
            return
        rated = self._rated(self.place)
        level, there = self.found.opened.shown(rated)
        typed = self.grounds.toPlainText().strip()
        if typed != (there or "") and isinstance(level, int):
            self._type(self.place, level, typed)

    def _type(self, place: Place, level: int | None, grounds: str) -> None:
        from desktop.actions import rating

        assert self.found is not None
        self.tasks.do(rating.type_in, self.found.opened, self._rated(place), level, grounds, then=self.read)

    def _tell(self) -> None:
        """Whose grounds these are, and how many ratings are not signed yet."""
        if self.found is None:
            return
        level, there = self.found.opened.shown(self._rated(self.place))
        self.whose.say(self._whose)
        if not self.grounds.hasFocus():
            self.grounds.show_answer(there)
        self.grounds.setEnabled(isinstance(level, int))
        self.unsigned.say(self._not_signed)
        self.unsigned.setVisible(bool(self.found.opened.unsigned))
        self.sign.setEnabled(bool(self.found.opened.unsigned))

    def _sign(self) -> None:
        from desktop.actions import rating

        self._ground()
        assert self.found is not None
        self.tasks.do(rating.sign, self.found.opened.unit.code, then=self._signed)

    def _signed(self) -> None:
        self.done.say(lambda: _("Signed. It goes out with the next exchange."))
        self.read()

    def _of_year(self) -> str:
        return _("Ratings of {year}", year=speech.voice().write(str(self.period.year)))

    def _whose(self) -> str:
        subject, criterion = self.place
        titles = dict(self.found.strategies) if self.found is not None else {}
        words = subject_words(subject, titles.get(subject))
        return _("Grounds: {subject}, {criterion}", subject=words, criterion=_(CRITERION_WORDS[criterion]))

    def _not_signed(self) -> str:
        n = len(self.found.opened.unsigned) if self.found is not None else 0
        return _("Kept here, not signed yet: {n}", n=speech.number(n)) if n else ""


def _turn(words: Words, pressed: Callable[[], object]) -> Button:
    found = Button(words, pressed, look="choice")
    found.setCheckable(True)
    return found


def _scale() -> str:
    levels = (_(_LEVEL, level=speech.number(level), words=_(words)) for level, words in sorted(SCALE.items()))
    return " · ".join(levels)


def _only_secretariats() -> str:
    return _("Ratings and survey values are entered by secretariats. This office has none to enter.")


def _board(db: "Database", code: str) -> "Board":
    from desktop.actions import rating_board

    return rating_board.board(db, code)
