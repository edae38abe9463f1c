"""Figures that stand far from others: a list to look at, said with the numbers and without a judgement."""

from typing import TYPE_CHECKING

from desktop.domain.outliers import Beside
from desktop.domain.report import ReportKey
from desktop.i18n.words import _, mark
from desktop.ui import speech
from desktop.ui.cell_names import CellNames
from desktop.ui.over_others import OverOthers
from desktop.ui.pieces import Label, place
from desktop.ui.screen import Desk
from desktop.ui.table import Column, Table, TableCell, TableRow
from desktop.ui.when_empty import WhenEmpty

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.overview import Odd
    from desktop.domain.outliers import Outlier
    from desktop.domain.period import ReportingPeriod

MOST = 200  # shown; who has looked at so many comes back for the rest
WORDS = {
    Beside.HISTORY: mark("{count} quarters before: {least} to {most}, mostly about {middle}"),
    Beside.PEERS: mark("{count} other offices: {least} to {most}, mostly about {middle}"),
}


class OutlierList(OverOthers):
    """The farthest first; Enter opens the report at the cell."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame, "outliers", lambda: _("To look at"))
        self.found: Odd | None = None
        self.under = Label(self._under, "second")
        self.list = Table(
            (
                Column("office", lambda: _("Office")),
                Column("cell", lambda: _("What is asked")),
                Column("now", lambda: _("This quarter"), number=True),
                Column("beside", lambda: _("Beside it"), stretch=True),
            ),
            lambda: _("Figures to look at"),
            name="outliers",
        )
        self.none = WhenEmpty(self.list, self._none)
        self.list.opened.connect(self._open)
        place(self.body, self.under, self.list)
        self.body.setStretch(1, 1)
        self.setFocusProxy(self.list)
        self.tab_through(self.list)

    def read(self) -> None:
        self.tasks.ask_once(_odd, self.period, then=self._show)

    def _show(self, found: "Odd") -> None:
        self.found = found
        self.under.say(self._under)
        self.none.say(self._none)
        names = CellNames(found.measures)
        self.list.show_rows(lambda: [_row(one, names) for one in found.outliers[:MOST]])

    def _under(self) -> str:
        if self.found is None or not self.found.outliers:
            return ""
        return _(
            "{n} figures stand far from what the office said before, or from what others say. There may be a "
            "good reason.",
            n=speech.number(len(self.found.outliers)),
        )

    def _none(self) -> str:
        if self.found is None:
            return ""
        return _(
            "No figure of this quarter stands far from what was said before or elsewhere. Such figures will "
            "be listed here."
        )

    def _open(self, key: tuple[str, str]) -> None:
        unit, cell = key
        self.open_report(ReportKey(unit, self.period.code), cell)


def _row(one: "Outlier", names: CellNames) -> TableRow:
    protected = names.is_protected(one.cell)
    of = one.others
    words = _(
        WORDS[one.beside],
        count=speech.number(of.count),
        least=speech.number(of.least),
        most=speech.number(of.most),
        middle=speech.number(round(of.middle)),
    )
    return TableRow(
        (one.unit.id, one.cell),
        (
            TableCell(speech.voice().office(one.unit)),
            TableCell(names.say(one.cell)),
            TableCell(speech.number(one.now), number=one.now, protected=protected),
            TableCell(words, order=-round(one.distance), protected=protected),
        ),
        kept_back=protected,
    )


def _odd(db: "Database", period: "ReportingPeriod") -> "Odd":
    from desktop.actions import overview

    return overview.to_look_at(db, period)
