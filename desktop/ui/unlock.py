"""Opening the office's store: with the passphrase, or with the printed recovery key."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui.message import in_words
from desktop.ui.pieces import Button, Card, Field, Label, begin_at, column, place, row
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Store
    from desktop.actions.officers import Officer


class Unlock(QWidget):
    """Asks for the passphrase. `opened` gets the store."""

    def __init__(self, tasks: Tasks, folder: Path, opened: "Callable[[Store], object]") -> None:
        super().__init__()
        self._tasks, self._folder, self._opened = tasks, folder, opened
        self._with_recovery_key = False
        self._store: Store | None = None
        self.people: list[Button] = []
        self.name = Label(self._asked)
        self.secret = Field(self._asked)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.returnPressed.connect(self.unlock)
        self.trouble = Label(lambda: "", "finding")
        self.trouble.hide()
        self.shown = Button(lambda: _("Show"), self._show, look="link")
        self.open = Button(lambda: _("Open"), self.unlock, main=True)
        self.change = Button(self._other_way, self._change, look="link")
        self.restore = Button(lambda: _("Put a backup back …"), self._restore, look="link")
        self._lay_out()
        begin_at(self, self.secret)

    def unlock(self) -> None:
        """Try what was typed; the key is stretched in the quick lane, which takes a moment."""
        if not self.secret.text().strip():
            self.secret.setFocus()
            return
        self.open.setEnabled(False)
        self.open.say(lambda: _("Opening …"))
        self.trouble.hide()
        self._tasks.call(self._unlocked, self.secret.text(), then=self._who, otherwise=self._failed)

    def work_as(self, name: str) -> None:
        """Go on as the officer who says to be this one."""
        from desktop.actions import officers

        assert self._store is not None
        self._tasks.call(officers.work_as, self._store, name, then=self._opened, otherwise=self._failed)

    def _who(self, store: "Store") -> None:
        """A passphrase says whose it is; the paper with the recovery key does not: ask."""
        if store.person:
            self._opened(store)
            return
        from desktop.actions import officers

        self._store = store
        self._tasks.call(officers.list_officers, store, then=self._ask_who, otherwise=self._failed)

    def _ask_who(self, found: "tuple[Officer, ...]") -> None:
        self._asking.hide()
        self.people = [self._person(officer) for officer in found]
        place(self._card.box, Label(lambda: _("Who is working now?"), "heading"), *self.people)
        if self.people:
            self.people[0].setFocus()

    def _person(self, officer: "Officer") -> Button:
        words = f"{officer.name}, {officer.role}" if officer.role else officer.name
        return Button(lambda: words, lambda: self.work_as(officer.name))

    def _unlocked(self, secret: str) -> "Store":
        """In the lane: the first use of the actions loads them there, not before the window is seen."""
        from desktop.actions import office

        if self._with_recovery_key:  # it is shown in groups of letters
            return office.unlock_with_recovery_key(self._folder, "".join(secret.split()))
        return office.unlock(self._folder, secret)

    def _restore(self) -> None:
        from desktop.ui.restore import Restore

        self._gate.hide()
        self._restoring = Restore(self._tasks, self._folder, self._opened, self._back)
        self._page.addWidget(self._restoring)
        self._restoring.setFocus()

    def _back(self) -> None:
        self._restoring.hide()
        self._restoring.deleteLater()
        self._gate.show()
        self.secret.setFocus()

    def _failed(self, error: BaseException) -> None:
        self.open.setEnabled(True)
        self.open.say(lambda: _("Open"))
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        self.trouble.say(lambda: in_words(error))
        self.trouble.show()
        self.secret.selectAll()
        self.secret.setFocus()

    def _lay_out(self) -> None:
        card = self._card = Card(gap=10)
        card.setFixedWidth(440)
        title = Label(lambda: _("Tumpeang"), "title", wrap=False)
        self._asking = QWidget()
        asking = column(self._asking, gap=10)
        place(asking, self.name, row(self.secret, self.shown), self.trouble)
        place(asking, row(self.change, None, self.open), row(self.restore, None))
        card.add(row(None, title, None), self._asking)
        self._gate = QWidget()
        self._page = column(self)
        self._page.addWidget(self._gate)
        page = column(self._gate)
        page.addStretch(2)
        page.addLayout(row(None, card, None))
        page.addStretch(3)

    def _asked(self) -> str:
        return _("Recovery key") if self._with_recovery_key else _("Passphrase")

    def _other_way(self) -> str:
        return _("Use the passphrase") if self._with_recovery_key else _("Use the recovery key")

    def _change(self) -> None:
        self._with_recovery_key = not self._with_recovery_key
        self.name.say(self._asked)
        self.change.say(self._other_way)
        self.secret.clear()
        self.secret.setFocus()

    def _show(self) -> None:
        hidden = self.secret.echoMode() is QLineEdit.EchoMode.Password
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.shown.say(_hide if hidden else _show)
        self.secret.setFocus()


def _hide() -> str:
    return _("Hide")


def _show() -> str:
    return _("Show")
