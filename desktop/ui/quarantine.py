"""What waits for the secretariat's decision: from whom, why, and the fingerprint to compare by telephone."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.changed import Changed
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Label, Words, column, empty, place, row
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.trust import Waiting
    from desktop.domain.org_unit import OrgUnit

Line = tuple["Waiting", "OrgUnit | None"]


class Quarantine(Card):
    """Shown while something waits. Accepting is offered to a secretariat only."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(gap=8)
        self._frame = frame
        self.accept: list[Button] = []
        self._lines = column(gap=4)
        self.add(Label(lambda: _("Waiting for your decision"), "heading"))
        self.add(Label(_explained, "second"), self._lines)
        self.hide()

    def refresh(self) -> None:
        self._frame.tasks.ask(_waiting, then=self._show)

    def _show(self, found: list[Line]) -> None:
        empty(self._lines)
        self.accept = []
        for waiting, unit in found:
            place(self._lines, self._line(waiting, unit))
        self.setVisible(bool(found))

    def _line(self, waiting: "Waiting", unit: "OrgUnit | None") -> QWidget:
        line = QWidget()
        words = column(gap=0)
        place(words, Label(_named(waiting, unit), "subheading"), Label(lambda: _(waiting.reason), "second"))
        number = Label(lambda: speech.in_both(waiting.fingerprint), "key", wrap=False)
        box = row(words, number, gap=16)
        if self._frame.office.is_secretariat and waiting.device and unit is not None:
            accept = Button(lambda: _("Accept"), lambda: self._accept(waiting))
            self.accept.append(accept)
            place(box, accept)
        box.setContentsMargins(0, 6, 0, 6)
        box.setStretch(0, 1)
        line.setLayout(box)
        return line

    def _accept(self, waiting: "Waiting") -> None:
        from desktop.actions import trust

        self._frame.tasks.ask(trust.accept, waiting.device, waiting.org_unit, then=self._accepted)

    def _accepted(self, _outcomes: object) -> None:
        self._frame.tasks.changed.emit(Changed.RECORDS | Changed.TRUST | Changed.BATCHES)


def _explained() -> str:
    return _(
        "Telephone the office and compare the number, digit by digit. If it is the same, accept. "
        "What waits is then taken in at once."
    )


def _named(waiting: "Waiting", unit: "OrgUnit | None") -> Words:
    return lambda: speech.voice().office(unit) if unit is not None else waiting.org_unit or "–"


def _waiting(db: "Database") -> list[Line]:
    """In the lane: each computer once, with the office it speaks for."""
    from desktop.actions import gazetteer, trust

    units = {unit.id: unit for unit in gazetteer.offices_of("")}
    found = {waiting.device or waiting.digest: waiting for waiting in trust.list_quarantine(db)}
    return [(waiting, units.get(waiting.org_unit)) for waiting in found.values()]
