"""First start left half-way: what was given is kept, and is there again at the next start."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.i18n.words import chosen
from desktop.ui import speech
from desktop.ui.office_chooser import OfficeChooser
from desktop.ui.pieces import Field
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.begun import Begun
    from desktop.domain.gazetteer_search import Found

KEPT_AFTER = 300  # milliseconds without a key


class HalfWay(QObject):
    """Brings the fields of `page` back and keeps them from then on; the passphrase is none of them."""

    def __init__(
        self,
        page: QWidget,
        tasks: Tasks,
        folder: Path,
        office: OfficeChooser,
        texts: tuple[Field, Field],
        replaces: QAbstractButton,
    ) -> None:
        super().__init__(page)
        self._tasks, self._folder, self._office, self._replaces = tasks, folder, office, replaces
        self._person, self._role = texts
        self._kept: Begun | None = None  # None until what was kept is here
        self._pause = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._pause.timeout.connect(self.keep)
        tasks.closing.connect(self.keep)
        tasks.call(_begun, folder, then=self._bring_back)
        page.installEventFilter(self)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LanguageChange:
            self._keep_soon()
        return super().eventFilter(page, event)

    def keep(self) -> None:
        """In the lane, so that it is done before a set-up, and before the window closes."""
        self._pause.stop()
        if self._tasks.finished:
            return
        given = self._given() if self._kept is not None else None
        if given is not None and given != self._kept:
            self._kept = given
            self._tasks.call(_keep, self._folder, given, then=lambda _nothing: None)

    def _bring_back(self, answer: "tuple[Begun, Found | None]") -> None:
        """As it was left; what was typed before this answer came stays."""
        begun, found = answer
        if begun.language == speech.other():
            speech.speak_other()
        self._person.setText(self._person.text() or begun.person)
        self._role.setText(self._role.text() or begun.role)
        self._replaces.setChecked(begun.replaces or self._replaces.isChecked())
        self._office.bring_back(begun, found)
        self._kept = begun
        self._office.changed.connect(self._keep_soon)
        for field in (self._office.search, self._person, self._role):
            field.textChanged.connect(self._keep_soon)
        self._replaces.toggled.connect(self._keep_soon)
        self._keep_soon()

    def _keep_soon(self, *_changed: object) -> None:
        self._pause.start()

    def _given(self) -> "Begun":
        from desktop.actions.begun import Begun

        office = self._office
        return Begun(
            chosen(),
            office.search.text(),
            office.unit.code if office.unit is not None else "",
            office.card,
            office.card_name,
            self._person.text(),
            self._role.text(),
            self._replaces.isChecked(),
        )


def _begun(folder: Path) -> "tuple[Begun, Found | None]":
    """In the lane: what was given before, and the office that was chosen."""
    from desktop.actions import begun

    found = begun.read(folder)
    return found, begun.chosen_office(found)


def _keep(folder: Path, given: "Begun") -> None:
    from desktop.actions import begun

    begun.keep(folder, given)
