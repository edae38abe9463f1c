"""The computers of all offices: which are accepted, which were taken back, and the cards for new ones."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.changed import Changed
from desktop.i18n.words import _, chosen
from desktop.progress import Progress
from desktop.ui import speech
from desktop.ui.inner_page import InnerPage
from desktop.ui.pieces import Button, Card, Label, begin_at, column, empty, place, row
from desktop.ui.quarantine import Quarantine
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.trust import Computer
    from desktop.domain.org_unit import OrgUnit
    from desktop.ui.frame import Frame

Found = tuple["Computer", "OrgUnit | None"]
TABLE_HEIGHT = 360  # pixels: about ten computers


class DevicesPage(InnerPage):
    """For a secretariat: accept, take back, let stand, and write cards."""

    shows = Changed.RECORDS | Changed.TRUST | Changed.BATCHES

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame, "settings")
        self.waiting = Quarantine(frame)
        self.cards_button = Button(lambda: _("Write cards for all offices …"), self._choose, icon="file")
        self.keys_button = Button(lambda: _("Save the key file …"), self._choose_keys, icon="file")
        self.said, self.said_keys = Label(lambda: "", "good"), Label(lambda: "", "good")
        self.said.hide()
        self.said_keys.hide()
        self.found: dict[str, Found] = {}
        self.table = Table(_COLUMNS, _accepted, name="computers", remembered=frame.remembered)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self.one: One | None = None  # what can be done about the computer in hand
        self._one = column()
        place(self.cards, self._cards(), self.waiting, self._computers(), self._keys())
        self.table.moved.connect(self._take_in_hand)
        begin_at(self, self.cards_button)

    def refresh(self) -> None:
        self.waiting.refresh()
        self.tasks.ask(_computers, then=self._show)

    def write_cards(self, folder: Path) -> None:
        """A card file for each office and one PDF; a province has about eighty."""
        self.said.hide()
        asked = (folder, chosen(), speech.digits())
        self.tasks.labour(_words_of_writing, _write_cards, *asked, then=self._written)

    def save_keys(self, path: Path) -> None:
        """The keys of the secretariat in a file that opens with the printed recovery key alone."""
        self.said_keys.hide()
        self.tasks.ask(_save_keys, path, then=self._saved_keys)

    def take_back(self, computer: "Computer") -> None:
        from desktop.actions import trust

        self.tasks.ask(trust.revoke, computer.device, computer.org_unit, then=self._changed)

    def let_stand(self, computer: "Computer") -> None:
        from desktop.actions import trust

        self.tasks.ask(trust.let_stand, computer.device, computer.org_unit, then=self._changed)

    def _cards(self) -> Card:
        card = Card(gap=8)
        card.add(Label(lambda: _("Office cards"), "heading"), Label(_about_cards, "second"))
        card.add(row(self.cards_button, None), self.said)
        return card

    def _keys(self) -> Card:
        card = Card(gap=8)
        card.add(Label(lambda: _("Keys of the secretariat"), "heading"), Label(_about_keys, "second"))
        card.add(row(self.keys_button, None), self.said_keys)
        return card

    def _choose_keys(self) -> None:
        from desktop.actions.key_file import SUFFIX

        name = f"{self.frame.office.unit.code}{SUFFIX}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the key file"), name)
        if path:
            self.save_keys(Path(path))

    def _saved_keys(self, path: Path) -> None:
        self.said_keys.say(lambda: _("Saved: {file}", file=path))
        self.said_keys.show()

    def _computers(self) -> Card:
        card = Card(gap=10)
        card.add(Label(_accepted, "heading"), Label(_about_computers, "second"))
        card.add(self.table, self._one)
        return card

    def _show(self, found: "list[Found]") -> None:
        now = {_key(computer): (computer, unit) for computer, unit in found}
        if now == self.found:
            return
        self.found = now
        self.table.show_rows(lambda: [_row(*each) for each in self.found.values()])
        self._take_in_hand(self.table.current)

    def _take_in_hand(self, key: object) -> None:
        empty(self._one)
        self.one = One(self, *self.found[str(key)]) if key in self.found else None
        if self.one is not None:
            place(self._one, self.one)
            self.one.say_what_can_be_done()

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose a folder for the cards"))
        if folder:
            self.write_cards(Path(folder))

    def _written(self, paths: tuple[Path, ...]) -> None:
        n, folder = speech.number(len(paths)), paths[0].parent
        self.said.say(lambda: _("{n} files were written into {folder}.", n=n, folder=folder))
        self.said.show()

    def _changed(self, _outcomes: object) -> None:
        self.tasks.changed.emit(Changed.RECORDS | Changed.TRUST | Changed.BATCHES)


class One(QWidget):
    """The computer in hand. Taking it back is asked again, because it cannot be undone."""

    def __init__(self, page: DevicesPage, computer: "Computer", unit: "OrgUnit | None") -> None:
        super().__init__()
        self._computer = computer
        self.ask = Button(lambda: _("Report as lost or replaced"), self._ask, look="link")
        self.sure = Button(lambda: _("Yes, take this computer back"), lambda: page.take_back(computer))
        self.stand = Button(
            lambda: _("Let what waits of it count"), lambda: page.let_stand(computer), look="link"
        )
        self.warning = Label(_warning, "finding")
        for hidden in (self.sure, self.warning):
            hidden.hide()
        whose = Label(partial(_whose, computer, unit), "subheading")
        number = Label(lambda: speech.in_both(computer.fingerprint), "number", wrap=False)
        top = row(whose, number, gap=16)
        top.setStretch(0, 1)
        place(column(self, gap=4), top, row(self.ask, self.stand, None), self.warning, row(None, self.sure))

    def say_what_can_be_done(self) -> None:
        """Only when it has its place: what has none yet would come up as a window of its own."""
        of = self._computer
        self.ask.setHidden(of.first or of.taken_back)
        self.stand.setVisible(of.taken_back and of.entries > 0)

    def _ask(self) -> None:
        self.warning.show()
        self.sure.show()
        self.sure.setFocus()


_COLUMNS = (
    Column("office", lambda: _("Office"), stretch=True),
    Column("officer", lambda: _("Officer")),
    Column("state", lambda: _("State")),
    Column("number", lambda: _("Number of the computer")),
)


def _key(computer: "Computer") -> str:
    """A computer may have spoken for two offices."""
    return f"{computer.device} {computer.org_unit}"


def _row(computer: "Computer", unit: "OrgUnit | None") -> TableRow:
    number = speech.voice().write(computer.fingerprint)
    words = _whose(computer, unit), computer.person, _standing(computer), number
    return TableRow(_key(computer), tuple(map(TableCell, words)))


def _whose(computer: "Computer", unit: "OrgUnit | None") -> str:
    return speech.voice().office(unit) if unit is not None else computer.org_unit


def _standing(computer: "Computer") -> str:
    said = []
    if computer.first:
        said.append(_("first computer of the secretariat"))
    if computer.taken_back:
        said.append(_("reported as lost or replaced"))
    if computer.entries:
        said.append(_("{n} records wait and do not count", n=speech.number(computer.entries)))
    return " · ".join(said)


def _accepted() -> str:
    return _("Computers that are accepted")


def _about_cards() -> str:
    return _(
        "A card file for every office under this secretariat, and a paper for each with the same card as a "
        "QR code. Opened at an office, the card sets it up in one step."
    )


def _about_keys() -> str:
    return _(
        "If the first computer of the secretariat is lost, this file and the printed recovery key bring its "
        "keys back on a new computer, and no office needs a new card. Without the paper nobody can open it. "
        "Keep it on a stick away from the computer."
    )


def _about_computers() -> str:
    return _(
        "What these computers sign counts for their offices. When one is lost or replaced, report it: what "
        "was taken in of it until now stands, and everything else of it waits."
    )


def _warning() -> str:
    return _("This cannot be undone. A computer that is found again must be set up anew.")


def _computers(db: "Database") -> "list[Found]":
    """In the lane."""
    from desktop.actions import gazetteer, trust

    units = {unit.id: unit for unit in gazetteer.offices_of("")}
    return [(computer, units.get(computer.org_unit)) for computer in trust.list_computers(db)]


def _save_keys(db: "Database", path: Path) -> Path:
    """In the lane: write the key file whole."""
    from desktop.actions import files, key_file

    files.write(path, key_file.write(db))
    return path


def _words_of_writing() -> str:
    return _("Cards are written, step")


def _write_cards(
    db: "Database", folder: Path, language: str, digits: str, progress: Progress
) -> tuple[Path, ...]:
    """In the lane."""
    from desktop.actions import cards

    return cards.write_all(db, folder, language, digits, progress=progress)
