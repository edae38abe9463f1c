"""The register of offices: who reports here, and what can be changed about each."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.changed import Changed
from desktop.domain.org_unit import OrgUnit
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.pieces import Button, Field, Label, begin_at, column, in_scroll, place, row
from desktop.ui.registry_change import ChangePanel
from desktop.ui.screen import Desk, Screen
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.actions.office import Database

PANEL_WIDTH = 420  # pixels: two buttons beside each other in both languages, and a scroll bar
Found = tuple[tuple[OrgUnit, ...], frozenset[str]]


class RegistryPage(Screen):
    """Left all offices of the secretariat, right the one in hand and what can be changed about it."""

    shows = Changed.RECORDS | Changed.SETTINGS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.units: dict[str, OrgUnit] = {}
        self.disputed: frozenset[str] = frozenset()
        self.back = Button(lambda: _("Back"), lambda: self.frame.go("settings"), look="link", icon="back")
        self.search = Field(lambda: _("Code or name of the office"), lambda: _("for example 040101"))
        self.search.textChanged.connect(lambda _text: self._list())
        self.table = Table(
            (
                Column("code", lambda: _("Code")),
                Column("office", lambda: _("Office"), stretch=True),
                Column("stands", lambda: _("In the register")),
            ),
            lambda: _("Register of offices"),
            name="register",
            remembered=frame.remembered,
        )
        self.table.moved.connect(self._in_hand)
        self.change = ChangePanel(frame.tasks)
        left = column(gap=8)
        heading = Label(lambda: _("Register of offices"), "heading", wrap=False)
        place(left, row(self.back, None), heading, Label(_about, "second"), self.search, self.table)
        halves = row(gap=16)
        halves.setContentsMargins(28, 16, 28, 16)
        halves.addLayout(left, 1)
        inside = QWidget()
        panel = column(inside)
        place(panel, self.change)
        panel.addStretch(1)
        self.beside = in_scroll(inside)
        self.beside.setFixedWidth(PANEL_WIDTH)
        self.change.led_to.connect(self.beside.ensureWidgetVisible)
        # what was written above it takes its height only when it is laid out
        self.beside.verticalScrollBar().rangeChanged.connect(lambda *_: _stay_at(self.beside, inside))
        halves.addWidget(self.beside)
        self.setLayout(halves)
        begin_at(self, self.table)

    def refresh(self) -> None:
        self.tasks.ask(_offices, then=self._show)

    def _show(self, found: Found) -> None:
        units, self.disputed = found
        self.units = {unit.id: unit for unit in units}
        self._list()
        if self.table.current is None and units:
            self.table.choose(units[0].id)
        self._in_hand(self.table.current)

    def _list(self) -> None:
        typed = self.search.text().strip().lower()
        self.table.show_rows(lambda: list(self._rows(typed)))

    def _rows(self, typed: str) -> "Iterator[TableRow]":
        from desktop.i18n.digits import latin_digits

        wanted = latin_digits(typed)
        for unit in self.units.values():
            if wanted in f"{unit.code} {unit.name_km} {unit.name_en}".lower():
                voice = speech.voice()
                yield TableRow(
                    unit.id,
                    (
                        TableCell(voice.write(unit.code), order=unit.code),
                        TableCell(voice.office(unit)),
                        TableCell(_stands(unit, disputed=unit.id in self.disputed)),
                    ),
                )

    def _in_hand(self, key: object) -> None:
        unit = self.units.get(str(key))
        if unit is not None:
            self.change.show_office(unit, self.units.get(unit.parent))


def _stay_at(area: QScrollArea, inside: QWidget) -> None:
    """Keep in view what a person is at while the panel grows."""
    here = inside.focusWidget()
    if here is not None:
        area.ensureWidgetVisible(here)


def _stands(unit: OrgUnit, *, disputed: bool) -> str:
    if disputed:
        return _("said differently")
    if unit.valid_to is not None:
        return _("until {day}", day=speech.voice().date(unit.valid_to))
    if unit.valid_from is not None:
        return _("since {day}", day=speech.voice().date(unit.valid_from))
    return ""


def _about() -> str:
    return _(
        "A change is signed and comes to all offices with the next exchange. "
        "Earlier reports stay as they are."
    )


def _offices(db: "Database") -> Found:
    """In the lane."""
    from desktop.actions import registry

    return registry.list_offices(db), frozenset(key.partition(":")[0] for key in registry.disputed(db))
