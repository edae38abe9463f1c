"""Settings: language and digits at once, who works here, this computer's number, the office card."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFileDialog

from desktop.changed import Changed
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language, _, chosen
from desktop.ui import speech
from desktop.ui.appearance import Appearance, choices
from desktop.ui.files import save
from desktop.ui.inner_page import scrolling
from desktop.ui.lock import LOCK_AFTER_SECONDS
from desktop.ui.newer_card import NewerCard
from desktop.ui.pieces import Button, Card, Label, begin_at, place, respeak, row
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.office import Database

LANGUAGES: tuple[tuple[Language, str], ...] = (("km", "ខ្មែរ"), ("en", "English"))
DIGITS: tuple[tuple[Digits, str], ...] = (("khmer", "០១២៣៤៥៦៧៨៩"), ("latin", "0123456789"))


class Settings(Screen):
    """Nothing here needs a restart."""

    shows = Changed.SETTINGS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.languages = {value: self._language(value, word) for value, word in LANGUAGES}
        self.digits = {value: self._digit(value, word) for value, word in DIGITS}
        for buttons in (list(self.languages.values()), list(self.digits.values())):
            group = QButtonGroup(self)
            for button in buttons:
                button.setCheckable(True)
                group.addButton(button)
        self.saved = Label(lambda: "", "good")
        self.saved.hide()
        page = scrolling(self)
        self.appearance = Appearance(frame.remembered)
        place(page, self._speech(), self.appearance)
        place(page, self._office())
        if frame.office.is_secretariat:
            place(page, self._card())
        else:
            self.newer_card = NewerCard(frame)
            place(page, self.newer_card)
        place(page, self._hub())
        place(page, self._more())
        begin_at(self, self.languages["km"])
        frame.post.moved.connect(lambda: respeak(self))

    @property
    def where(self) -> tuple[str, ...]:
        return (self.appearance.in_hand,)

    def return_to(self, where: tuple[str, ...]) -> None:
        for name in where:
            self.appearance.give_focus(name)

    def refresh(self) -> None:
        for language, button in self.languages.items():
            button.setChecked(language == chosen())
        for digits, button in self.digits.items():
            button.setChecked(digits == speech.digits())
        respeak(self.number)  # the keys of a lost secretariat may have been brought back

    def write_card(self, path: Path) -> None:
        """Write the card that the offices under this secretariat are given."""
        self.tasks.ask(_write_card, path, then=self._wrote)

    def _language(self, language: Language, word: str) -> Button:
        return Button(lambda: word, lambda: self._speak(language, speech.digits()), look="choice")

    def _digit(self, digits: Digits, word: str) -> Button:
        return Button(lambda: word, lambda: self._speak(chosen(), digits), look="choice")

    def _speak(self, language: Language, digits: Digits) -> None:
        self.frame.change_speech(language, digits)

    def _speech(self) -> Card:
        card = Card(gap=10)
        card.add(Label(lambda: _("Language and digits"), "heading"))
        card.add(Label(lambda: _("Both kinds of digits may be typed at any time."), "second"))
        card.add(choices(lambda: _("Language"), self.languages.values()))
        card.add(choices(lambda: _("Digits"), self.digits.values()))
        return card

    def _office(self) -> Card:
        office = self.frame.office
        card = Card(gap=8)
        card.add(Label(lambda: _("Office"), "heading"))
        card.add(Label(lambda: speech.line(office.line)))
        card.add(Label(lambda: _("Officer: {person}", person=office.person)))
        card.add(Label(lambda: _("This computer's number, to compare by telephone:"), "second"))
        self.number = Label(lambda: speech.in_both(_fingerprint(self.frame.office.device)), "number")
        card.add(self.number)
        return card

    def _card(self) -> Card:
        card = Card(gap=8)
        card.add(Label(lambda: _("Office card"), "heading"))
        card.add(Label(_card_words, "second"))
        write = Button(lambda: _("Save the office card …"), self._choose, icon="file")
        card.add(row(write, None), self.saved)
        return card

    def _hub(self) -> Card:
        """Where the office exchanges by the internet; a secretariat opens its invitation here."""
        card = Card(gap=8)
        card.add(Label(lambda: _("By the internet"), "heading"))
        card.add(Label(lambda: _hub_words(self.frame), "second"))
        if self.frame.office.is_secretariat:
            card.add(
                row(Button(lambda: _("Open the hub’s invitation …"), self._choose_hub, icon="file"), None)
            )
        return card

    def use_hub(self, path: Path) -> None:
        """Use the hub whose keeper gave this file; what was wrong with it is said in words."""
        self.tasks.do(_use_hub, path)

    def _choose_hub(self) -> None:
        from desktop.actions.hub_membership import SUFFIX

        kind = _("Invitations to a hub") + f" (*{SUFFIX})"
        path, _filter = QFileDialog.getOpenFileName(self, _("Open the hub’s invitation"), "", kind)
        if path:
            self.use_hub(Path(path))

    def _more(self) -> Card:
        """Ways to what is needed less often."""
        card = Card(gap=8)
        self.ways = {
            "officers": Button(lambda: _("Officers and passphrases"), lambda: self.frame.go("officers")),
            "backup": Button(lambda: _("Backup"), lambda: self.frame.go("backup")),
            "about": Button(lambda: _("About the program, support"), lambda: self.frame.go("about")),
        }
        officers, backup, about = self.ways.values()
        self.ways["devices"] = Button(
            lambda: _("Computers and office cards"), lambda: self.frame.go("devices")
        )
        self.ways["replacement"] = Button(
            lambda: _("This computer takes the place of a lost one"), lambda: self.frame.go("replacement")
        )
        card.add(row(officers, backup, None), row(self.ways["devices"], about, None))
        self.ways["registry"] = Button(lambda: _("Register of offices"), lambda: self.frame.go("registry"))
        card.add(row(self.ways["registry"], self.ways["replacement"], None))
        self.ways["registry"].setVisible(self.frame.office.is_secretariat)
        self.ways["devices"].setVisible(self.frame.office.is_secretariat)  # now that it has its place
        card.add(Label(_when_locked, "second"))
        return card

    def _choose(self) -> None:
        name = f"{self.frame.office.unit.code}.card"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the office card"), name)
        if path:
            self.write_card(Path(path))

    def _wrote(self, path: Path) -> None:
        self.saved.say(lambda: _("Saved: {file}", file=path))
        self.saved.show()


def _hub_words(frame: Desk) -> str:
    if frame.post.has_hub:
        return _("This office exchanges with the hub at {url}.", url=frame.post.address)
    if frame.office.is_secretariat:
        return _(
            "Without a hub everything goes by stick, Telegram or a shared folder. The keeper of a hub gives"
            " a file to open here; the office cards written after that name the hub."
        )
    return _("Everything goes by stick, Telegram or a shared folder. A newer office card may name a hub.")


def _use_hub(db: "Database", path: Path) -> Changed:
    """In the lane: read the file and accept what it says."""
    from desktop.actions import files, hub_membership

    return hub_membership.accept_invitation(db, files.read_small(path))


def _when_locked() -> str:
    minutes = speech.number(int(LOCK_AFTER_SECONDS) // 60)
    return _("After {n} minutes without input the program locks; Ctrl+L locks it at once.", n=minutes)


def _card_words() -> str:
    return _("Give this file to every office of the province when it is set up.")


def _write_card(db: "Database", path: Path) -> Path:
    """In the lane: write the card whole."""
    from desktop.actions import office

    return save(path, office.office_card(db))


def _fingerprint(device: str) -> str:
    from desktop.actions import office

    return office.fingerprint(device)
