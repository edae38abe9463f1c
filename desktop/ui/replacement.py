"""A computer that takes the place of a lost one: its last files, its recovery key, then the telephone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.domain.report import Status
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.inner_page import InnerPage
from desktop.ui.outcomes import OutcomeTable
from desktop.ui.pieces import Button, Card, Field, Label, Words, begin_at, column, empty, place, row
from desktop.ui.signs import StageSign

if TYPE_CHECKING:
    from desktop.actions.exchange import Outcome
    from desktop.actions.home import OwnReport
    from desktop.actions.office import Database, Office
    from desktop.actions.replacement import Standing
    from desktop.ui.frame import Frame

Found = tuple["Standing", "tuple[OwnReport, ...]", "Office"]
PERIOD_WIDTH = 220  # pixels
LAID_OUT_MILLISECONDS = 50  # after a card is shown


class ReplacementPage(InnerPage):
    """For any office; the first computer of a secretariat needs its key file as well."""

    shows = Changed.RECORDS | Changed.TRUST | Changed.SETTINGS

    def __init__(self, frame: "Frame") -> None:
        super().__init__(frame, "settings")
        self.standing: Standing | None = None
        self.files: list[Path] = []
        self.key_file: Path | None = None
        self._go_on = False  # it was just done: what comes next gets the focus
        self.of_keys = Button(lambda: _("Choose the key file …"), self._choose_keys, icon="file")
        self.from_folder = Button(
            lambda: _("Choose the stick or folder …"), self._choose_folder, icon="stick"
        )
        self.from_files = Button(lambda: _("Choose files …"), self._choose_files, look="link")
        self.chosen, self.chosen_keys = Label(self._files_words, "second"), Label(self._keys_words, "second")
        self.key = Field(lambda: _("Recovery key of the lost computer"), _where_the_key_lies)
        self.begin = Button(_words_of_begin, self.bring_back, main=True)
        self.said = Label(lambda: "", "good")
        self.outcomes = OutcomeTable(frame.remembered)
        self._keys_part = self._part_of_keys()
        self._reports = column(gap=2)
        self._calls = column(gap=8)
        self.after = self._telephone()
        place(self.cards, self._ask(), self.after)
        for later in (self.said, self.outcomes, self.after, self._keys_part):
            later.hide()
        begin_at(self, self.from_folder)

    def refresh(self) -> None:
        self.tasks.ask(_read, then=self._show)

    def take(self, paths: Sequence[Path]) -> None:
        """The files of the lost computer, or the stick or folder they lie in."""
        self.files = list(paths)
        self.chosen.say(self._files_words)
        self.key.setFocus()

    def take_keys(self, path: Path) -> None:
        """The key file of a secretariat."""
        self.key_file = path
        self.chosen_keys.say(self._keys_words)

    def bring_back(self) -> None:
        """Open what was chosen with the old recovery key; what lacks yet gets the focus."""
        of_keys = self.standing is not None and self.standing.gives_cards
        first = self.of_keys if of_keys else self.from_folder
        given = bool(self.key_file) if of_keys else bool(self.files)
        if not given or not self.key.text().strip():
            (self.key if given else first).setFocus()
            return
        self.begin.setEnabled(False)
        self.begin.say(lambda: _("Being brought back …"))
        work = (self.key_file if of_keys else None, "".join(self.key.text().split()), self.files)
        then, otherwise = self._brought, self._failed
        self.tasks.ask(_bring_back, *work, then=then, otherwise=otherwise, lane=self.tasks.slow)

    def _ask(self) -> Card:
        card = Card(gap=10)
        card.add(Label(lambda: _("This computer takes the place of a lost one"), "heading"))
        card.add(Label(self._explained, "second"), self._keys_part)
        card.add(Label(lambda: _("The last files of the lost computer"), "subheading"))
        card.add(row(self.from_folder, self.from_files, None), self.chosen)
        card.add(Label(lambda: _("Recovery key of the lost computer"), "subheading"), self.key)
        card.add(row(None, self.begin), self.said, self.outcomes, self._reports)
        return card

    def _part_of_keys(self) -> QWidget:
        found = QWidget()
        page = column(found, gap=8)
        place(page, Label(lambda: _("The key file of the secretariat"), "subheading"))
        place(page, row(self.of_keys, None), self.chosen_keys)
        return found

    def _telephone(self) -> Card:
        card = Card(gap=10)
        self.send = Button(lambda: _("Send and receive"), lambda: self.frame.go("send"), icon="send")
        card.add(Label(lambda: _("Now the secretariat must know"), "heading"), Label(_first_send))
        card.add(row(self.send, None), self._calls)
        return card

    def _show(self, found: Found) -> None:
        self.standing, reports, self.frame.office = found
        self._keys_part.setVisible(self.standing.gives_cards)
        self.after.setVisible(bool(self.standing.lost))
        empty(self._reports)
        empty(self._calls)
        if self.standing.lost or not self.outcomes.isHidden():
            place(self._reports, *(_report(one) for one in reports))
        place(self._calls, *_calls(self.standing))
        if self._go_on:
            self._go_on = False
            (self.send if self.standing.lost else self.back).setFocus()
            QTimer.singleShot(LAID_OUT_MILLISECONDS, self, self._bring_in_sight)

    def _bring_in_sight(self) -> None:
        """What is to be told the secretariat lies below what was done, often below the window."""
        for area in self.findChildren(QScrollArea):
            if self.after.isVisible():
                area.ensureWidgetVisible(self.after)

    def _brought(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._ready()
        self._go_on = True
        self.key.clear()
        self.said.say(self._done_words)
        self.said.show()
        self.outcomes.show_outcomes(outcomes)
        everything = Changed.RECORDS | Changed.TRUST | Changed.BATCHES | Changed.SETTINGS
        self.tasks.changed.emit(everything)

    def _failed(self, error: BaseException) -> None:
        self._ready()
        self.tasks.failed.emit(error)

    def _ready(self) -> None:
        self.begin.setEnabled(True)
        self.begin.say(_words_of_begin)

    def _choose_keys(self) -> None:
        from desktop.actions.key_file import SUFFIX

        kind = _("Key files") + f" (*{SUFFIX})"
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose the key file"), "", kind)
        if path:
            self.take_keys(Path(path))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("The last files of the lost computer"))
        if folder:
            self.take([Path(folder)])

    def _choose_files(self) -> None:
        title = _("The last files of the lost computer")
        paths, _filter = QFileDialog.getOpenFileNames(self, title, "", "*.tumpeang")
        if paths:
            self.take([Path(path) for path in paths])

    def _explained(self) -> str:
        if self.standing is not None and self.standing.gives_cards:
            return _(
                "The key file and the paper in the sealed envelope make this computer the same as the lost "
                "one: the offices go on as before, with the cards they have. The files of the secretariat "
                "and of the offices bring back what was decided and reported."
            )
        return _(
            "With its last files and the paper in the sealed envelope, everything that was submitted on the "
            "lost computer comes back here. It takes a few minutes."
        )

    def _done_words(self) -> str:
        if self.standing is not None and self.standing.gives_cards:
            return _("This computer has the keys of the secretariat now. No office needs a new card.")
        return _("What was submitted on the lost computer is here again.")

    def _files_words(self) -> str:
        if not self.files:
            return _("A stick, a shared folder, or files that were sent.")
        if len(self.files) > 1:
            return _("Files chosen: {n}", n=speech.number(len(self.files)))
        return _("Chosen: {file}", file=self.files[0].name or self.files[0])

    def _keys_words(self) -> str:
        return _("Chosen: {file}", file=self.key_file.name) if self.key_file else ""


def _report(one: "OwnReport") -> QWidget:
    found = QWidget()
    period = Label(lambda: _period(one.period), wrap=False)
    period.setMinimumWidth(PERIOD_WIDTH)
    line = row(period, StageSign(one.stage), None, gap=14)
    line.setContentsMargins(0, 0, 0, 0)
    found.setLayout(line)
    return found


def _period(code: str) -> str:
    if len(code) == 4:
        return _("Plan of the year {year}", year=speech.voice().write(code))
    return speech.period(code)


def _calls(standing: "Standing") -> list[QWidget]:
    """What to say by telephone, in this order: what the lost computer wrote stands before it is lost."""
    found = _number(_ask_to_accept, _is_accepted, standing.fingerprint, done=standing.accepted)
    for lost in standing.lost:
        found += _number(_ask_to_take_back, _is_taken_back, lost.fingerprint, done=lost.taken_back)
    return found


def _number(ask: Words, is_done: Words, fingerprint: str, *, done: bool) -> list[QWidget]:
    if done:
        return [Label(is_done, "good")]
    return [Label(ask), Label(lambda: speech.in_both(fingerprint), "number")]


def _first_send() -> str:
    return _("First send: what came back goes to the secretariat. Then telephone.")


def _ask_to_accept() -> str:
    return _("Ask them to accept this computer. Its number, to compare digit by digit:")


def _is_accepted() -> str:
    return _("The secretariat has accepted this computer.")


def _ask_to_take_back() -> str:
    return _("After that, ask them to report the lost computer as lost. Its number:")


def _is_taken_back() -> str:
    return _("The secretariat knows that the lost computer is lost.")


def _where_the_key_lies() -> str:
    return _("the key from the sealed envelope")


def _words_of_begin() -> str:
    return _("Bring the reports back")


def _read(db: "Database") -> Found:
    """In the lane: what the secretariat knows, the reports that are not drafts, and who this is."""
    from desktop.actions import home, office, replacement

    shown = home.show(db)
    own = (shown.in_hand, *shown.others)
    given = tuple(one for one in own if one.status is not Status.DRAFT)
    return replacement.standing(db), given, office.describe(db)


def _bring_back(
    db: "Database", key_file: Path | None, recovery_key: str, paths: list[Path]
) -> "tuple[Outcome, ...]":
    """In the lane: with a key file this becomes the lost computer, without one it takes its place."""
    from desktop.actions import files, replacement
    from desktop.actions import key_file as keys

    if key_file is None:
        return replacement.take_over(db, recovery_key, paths)
    return keys.bring_back(db, files.read_small(key_file), recovery_key, paths)
