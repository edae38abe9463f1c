"""First start: the language, which office this is, who works here, the passphrase. One page, two minutes."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from desktop.errors import UserError
from desktop.i18n.khmer import normalise
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.half_way import HalfWay
from desktop.ui.message import in_words
from desktop.ui.office_chooser import OfficeChooser
from desktop.ui.pieces import Button, Card, Field, Label, Words, begin_at, column, place, row
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import SetUp, Store

SHORTEST, FAIR, GOOD = 7, 12, 18  # characters of a passphrase
COLUMN, LEAST_COLUMN = 540, 380  # pixels


class FirstStart(QWidget):
    """Sets the office up. `opened` gets its store, after the recovery key was shown.

    `go_on_at` is told the screen to go on at, where this computer takes the place of a lost one.
    """

    def __init__(
        self,
        tasks: Tasks,
        folder: Path,
        opened: "Callable[[Store], object]",
        go_on_at: Callable[[str], object] = lambda _screen: None,
    ) -> None:
        super().__init__()
        self._tasks, self._folder, self._opened, self._go_on_at = tasks, folder, opened, go_on_at
        self.office = OfficeChooser(tasks)
        self.office.changed.connect(self._look)
        self.person = Field(lambda: _("Your name"))
        self.role = Field(lambda: _("Your role"), lambda: _("for example focal point"))
        self.passphrase = Field(lambda: _("Passphrase"), lambda: _("for example three words"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.person, self.role, self.passphrase):
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self.set_up)
        self.replaces = Button(_takes_the_place, self._look, look="choice")
        self.replaces.setCheckable(True)
        self.how_replaced = Label(_how_replaced, "second")
        self.strength = Label(self._strength, "second")
        self.shown = Button(lambda: _("Show"), self._show, look="link")
        self.missing = Label(self._missing, "second")
        self.trouble = Label(lambda: "", "finding")
        self.trouble.hide()
        self.begin = Button(lambda: _("Set up"), self.set_up, main=True)
        self._page = column(self)
        self._sheet_shown = self._sheet()
        self._page.addWidget(self._sheet_shown)
        begin_at(self, self.office.search)
        self._look()
        texts = (self.person, self.role)
        self._half_way = HalfWay(self, tasks, folder, self.office, texts, self.replaces)

    def set_up(self) -> None:
        """Make the store; the key is stretched in the quick lane, which takes a moment."""
        if self._lacks():
            self._look()
            return
        self.begin.setEnabled(False)
        self.begin.say(lambda: _("Being set up …"))
        self.trouble.hide()
        assert self.office.unit is not None
        code, card = self.office.unit.code, self.office.card
        person, role = (normalise(field.text()).strip() for field in (self.person, self.role))
        given = (code, person, role, self.passphrase.text(), card, chosen(), speech.digits())
        self._tasks.call(_set_up, self._folder, *given, then=self._done, otherwise=self._failed)

    def _sheet(self) -> QScrollArea:
        inside = QWidget()
        page = column(inside, margin=20, gap=14)
        page.addStretch(1)
        left, right = Card(gap=8), Card(gap=8)
        for card in (left, right):
            card.setMaximumWidth(COLUMN)
            card.setMinimumWidth(LEAST_COLUMN)
        left.add(self.office, self._replacing())
        left.box.addStretch(1)
        right.add(Label(lambda: _("You"), "heading"))
        right.add(Label(lambda: _("Your name, as it stands under reports")), self.person)
        right.add(Label(lambda: _("Your role")), self.role)
        right.add(Label(lambda: _("Passphrase of this office on this computer")))
        right.add(row(self.passphrase, self.shown), self.strength)
        right.add(Label(_why_passphrase, "second"))
        right.box.addStretch(1)
        self.restore = Button(lambda: _("Put a backup back …"), self._restore, look="link")
        last = row(self.missing, self.begin)
        last.setStretch(0, 1)
        right.add(self.trouble, last, row(self.restore, None))
        both = row(None, left, right, None, gap=14)
        for place_, stretch in enumerate((1, 9, 9, 1)):
            both.setStretch(place_, stretch)
        place(page, self._head(), both)
        page.addStretch(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _replacing(self) -> QWidget:
        """Said before the set-up, so that the paper and the files are at hand; asked for after it."""
        found = QWidget()
        place(column(found, gap=6), row(self.replaces, None), self.how_replaced)
        self.how_replaced.hide()
        return found

    def _head(self) -> QWidget:
        head = QWidget()
        head.setMaximumWidth(2 * COLUMN + 14)
        title = Label(lambda: _("Tumpeang"), "title", wrap=False)
        other = Button(lambda: "English" if chosen() == "km" else "ខ្មែរ", speech.speak_other, look="plain")
        box = row(title, Label(_what_it_is, "second"), other, gap=16)
        box.setStretch(1, 1)
        box.setContentsMargins(0, 0, 0, 0)
        head.setLayout(box)
        centred = QWidget()
        around = row(None, head, None)
        around.setStretch(1, 20)
        around.setContentsMargins(0, 0, 0, 0)
        centred.setLayout(around)
        return centred

    def _lacks(self) -> list[Words]:
        """What is still to be given, in the order of the page."""
        wanted = (
            (self.office.unit is not None, lambda: _("the office")),
            (self.office.complete or not self.replaces.isChecked(), lambda: _("the office card")),
            (bool(self.person.text().strip()), lambda: _("your name")),
            (len(self.passphrase.text().strip()) >= SHORTEST, lambda: _("the passphrase")),
        )
        return [words for there, words in wanted if not there]

    def _look(self) -> None:
        self.begin.setEnabled(not self._lacks())
        self.how_replaced.setVisible(self.replaces.isChecked())
        self.missing.say(self._missing)
        self.strength.say(self._strength)

    def _missing(self) -> str:
        lacks = ", ".join(words() for words in self._lacks())
        return _("Still needed: {things}", things=lacks) if lacks else ""

    def _strength(self) -> str:
        return _(strength(self.passphrase.text()))

    def _done(self, made: "SetUp") -> None:
        from desktop.ui.recovery_key import RecoveryKey

        self._sheet_shown.hide()
        if self.replaces.isChecked():
            self._go_on_at("replacement")
        shown = RecoveryKey(made.recovery_key, lambda: self._on_paper(made), self._tasks.failed.emit)
        self._page.addWidget(shown)
        shown.setFocus()

    def _on_paper(self, made: "SetUp") -> None:
        self._tasks.call(_forget_key, made, then=lambda _nothing: self._opened(made.store))

    def _restore(self) -> None:
        """A new computer in the place of a lost one: all of it comes from the backup."""
        from desktop.ui.restore import Restore

        self._sheet_shown.hide()
        self._restoring = Restore(self._tasks, self._folder, self._opened, self._back)
        self._page.addWidget(self._restoring)
        self._restoring.setFocus()

    def _back(self) -> None:
        self._restoring.hide()
        self._restoring.deleteLater()
        self._sheet_shown.show()

    def _failed(self, error: BaseException) -> None:
        self.begin.say(lambda: _("Set up"))
        self._look()
        if not isinstance(error, UserError):
            self._tasks.failed.emit(error)
            return
        self.trouble.say(lambda: in_words(error))
        self.trouble.show()

    def _show(self) -> None:
        hidden = self.passphrase.echoMode() is QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.shown.say(_hide if hidden else _show)


def strength(passphrase: str) -> str:
    """How hard a passphrase is to guess, as a msgid; what counts most is how long it is."""
    length = len(passphrase.strip())
    if length == 0:
        return ""
    if length < SHORTEST:
        return mark("Too short yet.")
    if length < FAIR or len(set(passphrase)) < SHORTEST:
        return mark("Easy to guess. Another word makes it much better.")
    return mark("Good.") if length < GOOD else mark("Very good.")


def _what_it_is() -> str:
    return _("Progress on the National Action Plan on Prevention and Response to Violence Against Children")


def _takes_the_place() -> str:
    return _("In place of a lost computer")


def _how_replaced() -> str:
    return _(
        "Have at hand the paper from the sealed envelope of the lost computer, and its last files. They are "
        "asked for after the set-up. This computer gets a recovery key of its own."
    )


def _why_passphrase() -> str:
    return _("It protects everything kept here. Nobody else knows it, and it is asked for at each start.")


def _set_up(
    folder: Path,
    code: str,
    person: str,
    role: str,
    passphrase: str,
    card: bytes | None,
    language: str,
    digits: str,
) -> "SetUp":
    """In the lane: make the store of the office."""
    from desktop.actions import office

    new = office.NewOffice(code, person, passphrase, card, language, digits, role=role, on_screen=True)
    return office.set_up(folder, new)


def _forget_key(made: "SetUp") -> None:
    """In the lane: the recovery key is on paper."""
    from desktop.actions import office

    with office.connection(made.store) as db:
        office.recovery_key_is_on_paper(db)


def _hide() -> str:
    return _("Hide")


def _show() -> str:
    return _("Show")
