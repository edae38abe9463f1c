"""The officers who share this computer: who they are, one more, one fewer, another passphrase."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.changed import Changed
from desktop.i18n.words import _
from desktop.ui.inner_page import InnerPage
from desktop.ui.pieces import Button, Card, Field, Label, begin_at, column, empty, place, row

if TYPE_CHECKING:
    from desktop.actions.officers import Officer, Strength
    from desktop.ui.frame import Frame


class OfficersPage(InnerPage):
    """Everybody opens the same store, each with a passphrase of their own."""

    shows = Changed.NOTHING

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame, "settings")
        self._store = frame.store
        self.names: tuple[str, ...] = ()
        self.name = Field(lambda: _("Name of the new officer"))
        self.role = Field(lambda: _("Role"), lambda: _("for example focal point"))
        self.passphrase = _secret(lambda: _("Passphrase of the new officer"))
        self.passphrase.textChanged.connect(lambda: self.strength.say(self._strength))
        self.strength: Label = Label(self._strength, "second")
        self.add = Button(lambda: _("Add this officer"), self._add, main=True)
        self.done = Label(lambda: "", "good")
        self._list = column(gap=10)
        place(self.cards, self._everybody(), self._new())
        begin_at(self, self.name)

    def refresh(self) -> None:
        from desktop.actions import officers

        self.tasks.call(officers.list_officers, self._store, then=self._show)

    def remove(self, name: str) -> None:
        """Let an officer open the store no longer."""
        from desktop.actions import officers

        self._do(officers.remove_officer, name, said=lambda: _("{name} no longer works here.", name=name))

    def change(self, name: str, passphrase: str) -> None:
        """Give an officer another passphrase."""
        from desktop.actions import officers

        said = partial(_changed, name)
        self._do(officers.change_passphrase, name, passphrase, said=said)

    def _add(self) -> None:
        from desktop.actions import officers

        given = (self.name.text(), self.role.text(), self.passphrase.text())
        self._do(officers.add_officer, *given, said=partial(_added, given[0]))

    def _do(self, work: Callable[..., object], *given: str, said: Callable[[], str]) -> None:
        def done(_answer: object) -> None:
            for field in (self.name, self.role, self.passphrase):
                field.clear()
            self.done.say(said)
            self.refresh()

        self.done.say(lambda: "")
        self.tasks.call(work, self._store, *given, then=done)

    def _everybody(self) -> Card:
        card = Card(gap=10)
        card.add(Label(lambda: _("Officers on this computer"), "heading"), Label(_explained, "second"))
        card.add(self._list, self.done)
        return card

    def _new(self) -> Card:
        card = Card(gap=8)
        card.add(Label(lambda: _("One more officer"), "heading"))
        card.add(Label(lambda: _("Name, as it stands under reports")), self.name)
        card.add(Label(lambda: _("Role")), self.role)
        card.add(Label(lambda: _("Passphrase")), self.passphrase, self.strength, row(None, self.add))
        return card

    def _strength(self) -> str:
        from desktop.actions import officers

        typed = self.passphrase.text()
        if not typed:
            return ""
        found: Strength = officers.strength(typed, (self.name.text(), self.role.text()))
        return _("This passphrase is {strength}.", strength=_(found.value))

    def _show(self, found: "tuple[Officer, ...]") -> None:
        self.names = tuple(officer.name for officer in found)
        empty(self._list)
        for officer in found:
            place(self._list, _Line(self, officer, alone=len(found) == 1))


class _Line(QWidget):
    """One officer; the passphrase is asked for where it is to be changed, removing is asked again."""

    def __init__(self, page: OfficersPage, officer: "Officer", *, alone: bool) -> None:
        super().__init__()
        self._page, self._name = page, officer.name
        words = f"{officer.name}, {officer.role}" if officer.role else officer.name
        self._change = Button(lambda: _("Other passphrase"), self._ask_secret, look="link")
        self._remove = Button(lambda: _("Remove"), self._ask_again, look="link")
        self._remove.setEnabled(not alone)
        self.secret = _secret(lambda: _("The new passphrase"))
        self.secret.returnPressed.connect(self._changed)
        self._keep = Button(lambda: _("Change the passphrase"), self._changed)
        self._sure = Button(lambda: _("Yes, remove {name}", name=officer.name), self._removed)
        box = column(self, gap=6)
        place(box, row(Label(lambda: words, wrap=False), None, self._change, self._remove))
        place(box, row(self.secret, self._keep), row(None, self._sure))
        for hidden in (self.secret, self._keep, self._sure):
            hidden.hide()

    def _ask_secret(self) -> None:
        self.secret.show()
        self._keep.show()
        self.secret.setFocus()

    def _ask_again(self) -> None:
        self._sure.show()
        self._sure.setFocus()

    def _changed(self) -> None:
        self._page.change(self._name, self.secret.text())

    def _removed(self) -> None:
        self._page.remove(self._name)


def _secret(words: Callable[[], str]) -> Field:
    field = Field(words, words)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _explained() -> str:
    return _(
        "Each officer opens the program with a passphrase of their own, and what is submitted bears that "
        "officer's name. What an officer wrote stays when the officer leaves."
    )


def _added(name: str) -> str:
    return _("{name} may open the program now.", name=name)


def _changed(name: str) -> str:
    return _("The passphrase of {name} was changed.", name=name)
