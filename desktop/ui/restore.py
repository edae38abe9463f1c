"""Putting a backup back, before the store is opened: which file, and what opens it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui.message import in_words
from desktop.ui.pieces import Button, Card, Field, Label, begin_at, column, in_scroll, place, row
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Store

WIDTH = 560


class Restore(QWidget):
    """`opened` gets the store that was put back. Nothing that is there is deleted."""

    def __init__(
        self,
        tasks: Tasks,
        folder: Path,
        opened: "Callable[[Store], object]",
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._tasks, self._folder, self._opened = tasks, folder, opened
        self.file: Path | None = None
        self.chosen = Label(self._chosen_words, "second")
        self.choose = Button(lambda: _("Choose the backup …"), self._choose, icon="file")
        self.secret = Field(lambda: _("Passphrase of the day of the backup, or the recovery key"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.returnPressed.connect(self.put_back)
        self.trouble = Label(lambda: "", "finding")
        self.trouble.hide()
        self.aside = Button(lambda: _("Put the store that is here aside"), self._put_aside)
        self.aside.hide()
        self.begin = Button(_words_of_begin, self.put_back, main=True)
        card = Card(gap=10)
        card.setFixedWidth(WIDTH)
        card.add(Label(lambda: _("Put a backup back"), "heading"), Label(_explained, "second"))
        card.add(row(self.choose, None), self.chosen)
        card.add(Label(lambda: _("Passphrase of the day of the backup, or the recovery key")), self.secret)
        self.back = Button(lambda: _("Back"), back, look="link", icon="back")
        card.add(self.trouble, row(self.aside, None), row(self.back, None, self.begin))
        inside = QWidget()
        page = column(inside, margin=12)
        page.addStretch(2)
        place(page, row(None, card, None))
        page.addStretch(3)
        column(self).addWidget(in_scroll(inside))
        begin_at(self, self.choose)

    def take(self, file: Path) -> None:
        """The backup file to put back."""
        self.file = file
        self.chosen.say(self._chosen_words)
        self.secret.setFocus()

    def put_back(self, *, over_another: bool = False) -> None:
        """Put it back and open it; it is checked first, so this takes a while."""
        if self.file is None or not self.secret.text().strip():
            (self.secret if self.file else self.choose).setFocus()
            return
        self.begin.setEnabled(False)
        self.begin.say(lambda: _("Being put back …"))
        self.trouble.hide()
        work = (self.file, self._folder, self.secret.text(), over_another)
        self._tasks.call(_put_back, *work, then=self._opened, otherwise=self._failed)

    def _put_aside(self) -> None:
        self.put_back(over_another=True)

    def _failed(self, error: BaseException) -> None:
        self.begin.setEnabled(True)
        self.begin.say(_words_of_begin)
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        self.aside.setVisible(_is_another(error))
        self.trouble.say(lambda: in_words(error))
        self.trouble.show()

    def _choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose the backup"))
        if path:
            self.take(Path(path))

    def _chosen_words(self) -> str:
        return _("Chosen: {file}", file=self.file.name) if self.file else ""


def _words_of_begin() -> str:
    return _("Put back")


def _explained() -> str:
    return _(
        "The backup is opened and checked first. A store that is here now is put aside, never deleted. "
        "Work done after the backup may be missing; the program says how to bring it back."
    )


def missing() -> str:
    """What a person must know until it is settled, after a backup was put back."""
    return _(
        "Work done after the backup may be missing here. Bring it back from your batch files with the "
        "recovery key, before you write over it."
    )


def _put_back(file: Path, folder: Path, secret: str, over_another: bool) -> "Store":
    """In the lane: the printed key is told from a passphrase by how it begins."""
    from desktop.actions import backup

    key = "".join(secret.split()).upper()
    if key.startswith(KEY_BEGINS):
        return backup.restore(file, folder, recovery_key=key, over_another=over_another)
    return backup.restore(file, folder, passphrase=secret, over_another=over_another)


KEY_BEGINS = "AGE-SECRET-KEY-"


def _is_another(error: UserError) -> bool:
    from desktop.actions import backup

    return isinstance(error, backup.AnotherStore)
