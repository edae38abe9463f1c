"""What waits for the secretariat's decision: from whom, why, and the fingerprint to compare by telephone."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Line:
    """All that waits from one computer: one of its batches, how many there are, and their bytes."""

    waiting: "Waiting"
    unit: "OrgUnit | None"
    files: int
    size: int


class Quarantine(Card):
    """Shown while something waits. Accepting is offered to a secretariat only."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(gap=8)
        self._frame = frame
        self.accept: list[Button] = []
        self.throw_away: list[_ThrowAway] = []
        self._lines = column(gap=4)
        self.add(Label(lambda: _("Waiting for your decision"), "heading"))
        self.add(Label(_explained, "second"), self._lines)
        self.hide()

    def refresh(self) -> None:
        self._frame.tasks.ask(_waiting, then=self._show)

    def _show(self, found: list[Line]) -> None:
        empty(self._lines)
        self.accept, self.throw_away = [], []
        for one in found:
            place(self._lines, self._line(one))
        self.setVisible(bool(found))

    def _line(self, one: Line) -> QWidget:
        line, waiting, unit = QWidget(), one.waiting, one.unit
        words = column(gap=0)
        place(words, Label(_named(waiting, unit), "subheading"), Label(lambda: _(waiting.reason), "second"))
        place(words, Label(lambda: _how_much(one), "second"))
        number = Label(lambda: speech.in_both(waiting.fingerprint), "number", wrap=False)
        box = row(words, number, gap=16)
        if self._frame.office.is_secretariat and waiting.device and unit is not None:
            accept = Button(lambda: _("Accept"), lambda: self._accept(waiting))
            self.accept.append(accept)
            place(box, accept)
        box.setContentsMargins(0, 6, 0, 0)
        box.setStretch(0, 1)
        page = column(line, gap=0)
        place(page, box)
        if self._frame.office.is_secretariat and waiting.device:
            away = _ThrowAway(lambda: self._throw(waiting))
            self.throw_away.append(away)
            place(page, away)
        return line

    def _throw(self, waiting: "Waiting") -> None:
        from desktop.actions import trust

        self._frame.tasks.ask(trust.throw_away, waiting.device, then=self._accepted)

    def _accept(self, waiting: "Waiting") -> None:
        from desktop.actions import trust

        self._frame.tasks.ask(trust.accept, waiting.device, waiting.org_unit, then=self._accepted)

    def _accepted(self, _outcomes: object) -> None:
        self._frame.tasks.changed.emit(Changed.RECORDS | Changed.TRUST | Changed.BATCHES)


class _ThrowAway(QWidget):
    """Asked twice, because it cannot be undone."""

    def __init__(self, throw: Callable[[], object]) -> None:
        super().__init__()
        self.ask = Button(lambda: _("Throw away …"), self._ask, look="link")
        self.warning = Label(_warning, "finding")
        self.sure = Button(lambda: _("Yes, throw it away"), throw)
        page = column(self, gap=4)
        page.setContentsMargins(0, 0, 0, 8)
        place(page, row(self.ask, None), self.warning, row(None, self.sure))
        self.warning.hide()
        self.sure.hide()

    def _ask(self) -> None:
        self.warning.show()
        self.sure.show()
        self.sure.setFocus()


def _warning() -> str:
    return _(
        "The files that wait from this computer are deleted here. This cannot be undone. "
        "If the office sends them again, they wait here again."
    )


def _how_much(one: Line) -> str:
    facts = {"n": speech.number(one.files), "size": speech.number(-(-one.size // 1000))}
    return _("Files: {n}, together {size} kB", **facts)


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
    found: dict[str, list[Waiting]] = {}
    for waiting in trust.list_quarantine(db):
        found.setdefault(waiting.device or waiting.digest, []).append(waiting)
    return [
        Line(every[-1], units.get(every[-1].org_unit), len(every), sum(one.size for one in every))
        for every in found.values()
    ]
