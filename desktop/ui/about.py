"""About the program: its version, where its files lie, licences, and the support file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import __version__
from desktop.changed import Changed
from desktop.config import log_file, resources
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.inner_page import InnerPage
from desktop.ui.pieces import Button, Card, Label, Words, begin_at, column, place, row

if TYPE_CHECKING:
    from desktop.ui.frame import Frame


class AboutPage(InnerPage):
    """Nothing here changes anything."""

    shows = Changed.NOTHING

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame, "settings")
        self._store = frame.store
        self.support = Button(lambda: _("Save a support file …"), self._choose, icon="file")
        self.saved = Label(lambda: "", "good")
        self.saved.hide()
        place(self.cards, self._program(), self._places(), self._help())
        begin_at(self, self.support)

    def write_support(self, path: Path) -> None:
        """Write what a technician needs to know: no figures, no narratives, no names."""
        from desktop.actions import support

        work: Callable[..., Path] = support.make
        self.tasks.call(work, self._store, path, then=self._wrote, lane=self.tasks.slow)

    def _program(self) -> Card:
        card = _card(lambda: _("Tumpeang"))
        card.add(Label(lambda: _("Version {version}", version=speech.voice().write(__version__))))
        card.add(Label(lambda: _("Made with Qt {version}", version=qVersion()), "second"))
        card.add(Label(_status_of_plan, "second"))
        return card

    def _places(self) -> Card:
        card = _card(lambda: _("Where files are"))
        card.add(_place(lambda: _("Store and backups"), self._store.folder))
        card.add(_place(lambda: _("Notes about problems"), log_file().parent))
        card.add(_place(lambda: _("Licences"), resources() / "licences"))
        return card

    def _help(self) -> Card:
        card = _card(lambda: _("If something does not work"))
        card.add(Label(_what_it_holds, "second"), row(self.support, None), self.saved)
        return card

    def _choose(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Save a support file"), "tumpeang-support.json")
        if path:
            self.write_support(Path(path))

    def _wrote(self, path: Path) -> None:
        self.saved.say(lambda: _("Saved: {file}", file=path))
        self.saved.show()


def _card(heading: Words) -> Card:
    card = Card(gap=8)
    card.add(Label(heading, "heading"))
    return card


def _place(name: Words, folder: Path) -> QWidget:
    """A folder by its name; its path may be marked and copied, and the folder opened."""
    path = Label(lambda: str(folder), "second")
    path.let_copy()
    there = Button(lambda: _("Open the folder"), lambda: _open(folder), look="link")
    there.setEnabled(folder.exists())
    whole = QWidget()
    box = column(whole, gap=0)
    place(box, row(Label(name, wrap=False), None, there), path)
    return whole


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _status_of_plan() -> str:
    return _("The plan in it is a working translation until the official text is there.")


def _what_it_holds() -> str:
    return _(
        "The support file holds versions, counts and where in the program a problem arose. "
        "It holds no figures, no narratives and no names. Read it before you give it away."
    )
