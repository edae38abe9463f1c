"""Backups: one file for a stick, opened and checked; and what to do after one was put back."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.changed import Changed
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.inner_page import InnerPage
from desktop.ui.outcomes import OutcomeTable
from desktop.ui.pieces import Button, Card, Field, Label, begin_at, place, row
from desktop.ui.restore import missing

if TYPE_CHECKING:
    from desktop.actions.backup import Copy
    from desktop.actions.exchange import Outcome
    from desktop.actions.office import Database
    from desktop.ui.frame import Frame

Restored = tuple[str, "tuple[Copy, ...]"]  # when a backup was put back, and the program's own copies


class BackupPage(InnerPage):
    """Make one, put one back, and bring back what came after it."""

    shows = Changed.SETTINGS

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame, "settings")
        self._frame = frame
        self.make = Button(_words_of_make, self._choose_folder, main=True, icon="stick")
        self.made = Label(lambda: "", "good")
        self.made.hide()
        self.copies = Label(lambda: "", "second")
        self.after = Card("finding-card", gap=8)
        self.key = Field(lambda: _("Recovery key"), lambda: _("the key from the sealed envelope"))
        self.outcomes = OutcomeTable(frame.remembered)
        self.outcomes.hide()
        self.after.hide()
        self.told = Button(lambda: _("Nothing is missing"), self._told, look="link")
        place(self.cards, self._after(), self._new(), self._put_back())
        begin_at(self, self.make)

    def refresh(self) -> None:
        self.tasks.ask(_restored, self._frame.store.folder, then=self._show)

    def write(self, folder: Path) -> None:
        """Make a backup in a folder; the slow lane reads it again before it says that it is there."""
        from desktop.actions import backup

        self.made.hide()
        self.make.setEnabled(False)
        self.make.say(lambda: _("Being written and checked …"))
        work: Callable[..., Path] = backup.make
        self.tasks.labour(
            _words_of_making,
            work,
            self._frame.store,
            folder,
            then=self._wrote,
            otherwise=self._failed,
            stopped=self._ready,
            in_store=False,
        )

    def bring_back(self, paths: list[Path]) -> None:
        """Take this office's own files in again, with the recovery key."""
        key = "".join(self.key.text().split())
        self.tasks.ask(_bring_back, key, paths, then=self._brought, lane=self.tasks.slow)

    def _new(self) -> Card:
        card = Card(gap=10)
        card.add(Label(lambda: _("Backup on a stick"), "heading"), Label(_what_it_is, "second"))
        card.add(row(self.make, None), self.made, self.copies)
        return card

    def _put_back(self) -> Card:
        card = Card(gap=10)
        lock = Button(lambda: _("Lock, to put a backup back"), self._frame.lock.emit, icon="lock")
        card.add(Label(lambda: _("Put a backup back"), "heading"), Label(_where, "second"), row(lock, None))
        return card

    def _after(self) -> Card:
        bring = Button(lambda: _("Choose your files …"), self._choose_files)
        self.after.add(Label(lambda: _("A backup was put back"), "heading"), Label(missing, "finding"))
        self.after.add(Label(lambda: _("Recovery key")), self.key, row(self.told, None, bring), self.outcomes)
        return self.after

    def _show(self, found: Restored) -> None:
        restored, copies = found
        self.after.setVisible(bool(restored))
        self.copies.say(lambda: _copies(copies))

    def _wrote(self, path: Path) -> None:
        self._ready()
        self.made.say(lambda: _("The backup is in {file}. It was opened and checked.", file=path))
        self.made.show()

    def _failed(self, error: BaseException) -> None:
        self._ready()
        self.tasks.failed.emit(error)

    def _ready(self) -> None:
        self.make.setEnabled(True)
        self.make.say(_words_of_make)

    def _brought(self, outcomes: "tuple[Outcome, ...]") -> None:
        self.outcomes.show_outcomes(outcomes)
        self.tasks.changed.emit(Changed.RECORDS | Changed.BATCHES)

    def _told(self) -> None:
        from desktop.actions import backup

        self.tasks.do(backup.note_told)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Where to write the backup"))
        if folder:
            self.write(Path(folder))

    def _choose_files(self) -> None:
        paths, _filter = QFileDialog.getOpenFileNames(self, _("Choose your files"), "", "*.tumpeang")
        if paths:
            self.bring_back([Path(path) for path in paths])


def _words_of_making() -> str:
    return _("The backup is made, step")


def _words_of_make() -> str:
    return _("Make a backup …")


def _what_it_is() -> str:
    return _(
        "One encrypted file with everything that is kept here. It opens with today's passphrases and with "
        "the recovery key. Keep it away from the computer."
    )


def _where() -> str:
    return _("A backup is put back where the passphrase is asked for. Your work is kept first.")


def _copies(copies: "tuple[Copy, ...]") -> str:
    """What the program keeps by itself, beside the store: no help where the computer is lost."""
    if not copies:
        return ""
    n = speech.number(len(copies))
    last = speech.date(dt.date.fromisoformat(copies[-1].day))
    return _("Copies that the program keeps here by itself: {n}. The last is of {day}.", n=n, day=last)


def _restored(db: "Database", folder: Path) -> Restored:
    from desktop.actions import backup

    return backup.restored_at(db), backup.list_copies(folder)


def _bring_back(db: "Database", key: str, paths: list[Path]) -> "tuple[Outcome, ...]":
    from desktop.actions import backup

    return backup.bring_back(db, key, paths)
