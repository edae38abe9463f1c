"""One measure: how it went over the quarters, and how it stands place by place."""

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.domain.figures import Figure
from desktop.domain.measure import Kind
from desktop.domain.progress_table import many_offices
from desktop.domain.sheet import Riel
from desktop.i18n import numbers
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.charts import Picture, Pictured, Series
from desktop.ui.pieces import Button, column, place, row
from desktop.ui.places_table import PlacesTable
from desktop.ui.table import Column, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.overview import Course, Part
    from desktop.domain.period import ReportingPeriod


class CourseView(QWidget):
    """Above the measure over time, below place by place; where there is no room one of them at a time.

    `mine` is the id of the office that looks: one can go up again as far as to it.
    """

    def __init__(self, mine: str) -> None:
        super().__init__()
        self._mine = mine
        self.course: Course | None = None
        self._narrow, self._by_place = False, True
        self.trend = Pictured(self._measure)
        self.other = Button(self._other, lambda: self._turn(by_place=not self._by_place), look="link")
        self.places = PlacesTable(_COLUMNS, lambda: _("Place by place"), "progress places")
        self._box = column(self, gap=8)
        self._box.setContentsMargins(8, 0, 0, 0)
        place(self._box, self.trend, row(self.other, None), self.places)
        self._box.setStretch(2, 1)
        self.fit(narrow=False)

    @property
    def order(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (self.trend.turn, self.other, self.places.table)

    def fit(self, *, narrow: bool) -> None:
        """Stand in a small window, or in one with room for both."""
        self._narrow = narrow
        self.places.table.setColumnHidden(OFFICES, narrow)
        self.other.setVisible(narrow)
        self._turn(by_place=True)

    def show_course(self, found: "Course") -> None:
        self.course = found
        self.trend.title.say(self._measure)
        self.trend.show_picture(_picture(found))
        self.places.show_places(
            found.ground.line, self._mine, lambda: [_row(found, part) for part in found.parts]
        )

    def _turn(self, *, by_place: bool) -> None:
        self._by_place = by_place
        over_time = not (self._narrow and by_place)
        self.trend.show_sides(shown=over_time)
        self._box.setStretch(0, int(over_time))
        self.places.setVisible(not self._narrow or by_place)
        self.other.say(self._other)

    def _other(self) -> str:
        return _("Over time") if self._by_place else _("Place by place")

    def _measure(self) -> str:
        if self.course is None:
            return ""
        code = speech.voice().write(self.course.activity.code)
        return f"{code}  {self.course.measure.label.say(chosen())}"


_COLUMNS = (
    Column("place", lambda: _("Place"), stretch=True),
    Column("now", lambda: _("This quarter"), number=True),
    Column("reached", lambda: "%", number=True),
    Column("offices", lambda: _("Offices"), number=True),
)
OFFICES = len(_COLUMNS) - 1


def said(figure: Figure, kind: Kind) -> str:
    """A figure of many offices in words, as on paper."""
    found = many_offices(figure, kind, speech.voice())
    if isinstance(found, Riel):
        return speech.number(found.amount)
    return speech.number(found) if isinstance(found, int) else str(found)


def share(of: Decimal | None) -> str:
    """A part of all as a percentage; nothing where it is not known."""
    return numbers.percent(of, chosen(), speech.digits()) if of is not None else ""


def _row(course: "Course", part: "Part") -> TableRow:
    own = part.offices == 1 and part.head.id == course.ground.unit.id and len(course.parts) > 1
    name = speech.voice().office(part.head)
    of, protected = part.progress, course.measure.protected
    return TableRow(
        part.head,
        (
            TableCell(_("{office}, its own report", office=name) if own else name),
            TableCell(said(of.now, course.measure.kind), number=of.now.amount, protected=protected),
            TableCell(
                share(of.achieved),
                number=float(of.achieved * 100) if of.achieved else None,
                protected=protected,
            ),
            TableCell(_n_of_m(of.now), order=of.now.answered, protected=protected),
        ),
    )


def _picture(course: "Course") -> Picture:
    names = tuple(partial(_short_name, period) for period, _figure in course.trend)
    figures = tuple(figure.amount for _period, figure in course.trend)
    series = Series(lambda: course.measure.label.say(chosen()), figures, "green")
    along = partial(_, "Reporting period")
    return Picture(along, names, (series,), as_line=True, protected=course.measure.protected)


def _short_name(period: "ReportingPeriod") -> str:
    """The year for its first quarter, else "Q3": short enough to stand under each point."""
    name = str(period.year) if period.number == 1 else _("Q{number}", number=period.number)
    return speech.voice().write(name)


def _n_of_m(figure: Figure) -> str:
    return _("{n} of {m}", n=speech.number(figure.answered), m=speech.number(figure.asked))
