"""The register of what left the office: every copy with its number, grade, receiver, time and fingerprint."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.changed import Changed
from desktop.domain.history import moment
from desktop.domain.sheet import Grade
from desktop.i18n import dates
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.papers import EVERYTHING
from desktop.ui.pieces import Button, Label, begin_at, column, place, row
from desktop.ui.screen import Desk, Screen
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.releasing import Release

DIGEST_LETTERS = 8  # as much of a file's SHA-256 as tells copies apart


class Releases(Screen):
    """Sortable; what is marked copies into a spreadsheet with the whole SHA-256 of the file."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.back = Button(lambda: _("Back"), lambda: self.frame.go("print"), look="link", icon="back")
        self.found: tuple[Release, ...] = ()
        self.under = Label(self._under, "second")
        self.table = Table(
            (
                Column("number", lambda: _("No."), number=True),
                Column("when", lambda: _("When")),
                Column("grade", lambda: _("Copy")),
                Column("paper", lambda: _("What left")),
                Column("office", lambda: _("Office")),
                Column("period", lambda: _("Period")),
                Column("receiver", lambda: _("Who receives it"), stretch=True),
                Column("digest", lambda: _("SHA-256")),
            ),
            lambda: _("Copies that left this office"),
            name="releases",
            remembered=frame.remembered,
        )
        page = column(self, margin=24, gap=10)
        title = Label(lambda: _("Copies that left this office"), "heading")
        place(page, row(self.back, None), title, self.under, self.table)
        page.setStretch(3, 1)
        begin_at(self, self.table)

    def refresh(self) -> None:
        from desktop.actions import releasing

        self.tasks.ask(releasing.list_releases, then=self._show)

    def _show(self, found: "tuple[Release, ...]") -> None:
        self.found = found
        self.under.say(self._under)
        self.table.show_rows(self._rows)

    def _under(self) -> str:
        if not self.found:
            return _("No copy with counts of children or cases has left this office yet.")
        return _(
            "Every copy with counts of children or cases that was printed, saved or exported here. The "
            "number stands on the copy."
        )

    def _rows(self) -> Iterator[TableRow]:
        for one in self.found:
            yield TableRow(one.number, tuple(_cells(one)))


def _cells(one: "Release") -> Iterator[TableCell]:
    yield TableCell(speech.number(one.number), number=one.number)
    yield TableCell(_when(one.made_at), order=one.made_at, hint=one.person)
    yield TableCell(_("Official copy") if one.grade == Grade.OFFICIAL.value else _("To be shared"))
    name = EVERYTHING.get(one.paper)
    yield TableCell(f"{_(name) if name else one.paper} · {one.format.upper()}")
    yield TableCell(one.place.rpartition(".")[2])
    yield TableCell(_period(one.period), order=one.period)
    yield TableCell(one.receiver)
    yield TableCell(one.digest.hex()[:DIGEST_LETTERS], hint=one.digest.hex())


def _when(made_at: str) -> str:
    at = moment(made_at)
    return dates.moment(at, chosen(), speech.digits()) if at else made_at


def _period(code: str) -> str:
    return speech.period(code) if code[:1].isdigit() else _("All periods")
