"""The merge bench: drop a whole stick, see what it would bring, take in what is clean, decide the rest."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.i18n.words import _
from desktop.ui import dropped, speech
from desktop.ui.bench_files import FoundFiles
from desktop.ui.close_period import ClosePeriod
from desktop.ui.import_list import ImportList
from desktop.ui.pieces import Button, Label, begin_at, column, place, row
from desktop.ui.quarantine import Quarantine
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.bench import Look, Outcome
    from desktop.actions.office import Database

WIDTH = 1160  # pixels: the table has four columns


class Bench(Screen):
    """Looking changes nothing. The one main button takes in all that nobody has to decide about."""

    shows = Changed.RECORDS | Changed.BATCHES | Changed.TRUST

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.setAcceptDrops(True)
        self._source, self._n = "", 0
        self.back = Button(lambda: _("Back"), lambda: self.frame.go("send"), look="link", icon="back")
        self.files = Button(lambda: _("Choose files …"), self._choose_files, icon="file")
        self.folder = Button(lambda: _("Choose the stick or folder …"), self._choose_folder, icon="stick")
        self.disputes = Button(self._disputed, lambda: self.frame.go("disputes"), icon="finding")
        self.disputes.hide()
        self.found = FoundFiles(frame, self.take_in, self._decide)
        self.done = Label(lambda: "", "good")
        self.done.hide()
        self.imports = ImportList(frame)
        self.quarantine = Quarantine(frame)
        self.closing = ClosePeriod(frame)
        if not frame.office.is_secretariat:
            self.closing.hide()
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        whole = column(inside, gap=14)
        whole.setContentsMargins(28, 16, 28, 24)
        place(whole, row(self.back, None, self.disputes), self._dropping(), self.done, self.found)
        place(whole, self.quarantine, self.imports, self.closing)
        whole.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inside)
        column(self).addWidget(scroll)
        begin_at(self, self.folder)

    def refresh(self) -> None:
        self.quarantine.refresh()
        self.imports.refresh()
        self.closing.refresh()
        self.tasks.ask(_count_disputes, then=self._counted)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Look at files, and at all in the folders named; nothing is taken in."""
        from desktop.actions import bench

        self._source = paths[0].name if len(paths) == 1 else ""
        self.done.hide()
        self.tasks.labour(
            lambda: _("Looking at the files"), bench.look_at, list(paths), "", then=self._looked
        )

    def take_in(self, paths: Sequence[Path], *, decide: bool = False) -> None:
        """Take files in as one import; where `decide`, go on to what stands side by side then."""
        from desktop.actions import bench

        self.tasks.labour(
            lambda: _("Taking in the files"),
            bench.take_in,
            list(paths),
            self._source,
            then=lambda done: self._took(paths, done, decide=decide),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropped.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped.take(event):
            self.look_at(paths)

    def _dropping(self) -> QWidget:
        drop = QFrame()
        drop.setProperty("look", "drop")
        words = Label(lambda: _("Drop files or a whole stick here, or"), "second", wrap=False)
        box = row(None, words, self.folder, self.files, None)
        box.setContentsMargins(12, 12, 12, 12)
        drop.setLayout(box)
        return drop

    def _looked(self, found: "Look") -> None:
        self.found.show_look(found, self._source)

    def _decide(self, paths: Sequence[Path]) -> None:
        self.take_in(paths, decide=True)

    def _took(self, paths: Sequence[Path], done: "tuple[Outcome, ...]", *, decide: bool) -> None:
        taken = sum(one.fate.value == "taken_in" for one in done)
        stopped = len(done) < len(paths)
        self.done.say(lambda: _taken(taken, stopped=stopped))
        self.done.show()
        self.tasks.changed.emit(Changed.RECORDS | Changed.BATCHES | Changed.TRUST)
        rest = self.found.without(paths[: len(done)])
        if decide:
            self.frame.go("disputes")
        elif rest:
            from desktop.actions import bench

            self.tasks.labour(
                lambda: _("Looking at the files"), bench.look_at, rest, self.found.period, then=self._looked
            )
        else:
            self.found.hide()

    def _disputed(self) -> str:
        return _("Different answers: {n}", n=speech.number(self._n))

    def _counted(self, n: int) -> None:
        self._n = n
        self.disputes.say(self._disputed)
        self.disputes.setVisible(n > 0)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose the stick or folder"))
        if folder:
            self.look_at([Path(folder)])

    def _choose_files(self) -> None:
        kind = _("Batches") + " (*.tumpeang *.tumpeang-part)"
        files, _filter = QFileDialog.getOpenFileNames(self, _("Choose files"), "", kind)
        if files:
            self.look_at([Path(file) for file in files])


def _taken(n: int, *, stopped: bool) -> str:
    said = _("Taken in: {n}. What came is kept on this computer.", n=speech.number(n))
    return said + " " + _("You stopped it; what was taken in is whole.") if stopped else said


def _count_disputes(db: "Database") -> int:
    from desktop.actions import disputes

    return disputes.count(db)
