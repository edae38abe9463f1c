"""The recovery key, shown once after set-up: onto paper or into a file, then it is gone from here."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.key_sheet import groups
from desktop.errors import UserError
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.files import save
from desktop.ui.pieces import Button, Card, Label, Words, begin_at, column, row


class RecoveryKey(QWidget):
    """`done` goes on; `failed` says why a file could not be written."""

    def __init__(
        self, key: str, done: Callable[[], object], failed: Callable[[BaseException], object]
    ) -> None:
        super().__init__()
        self._key, self._failed = key, failed
        self.key = Label(lambda: _grouped(key), "key")
        self.key.let_copy()
        self.saved = Label(lambda: "", "good")
        self.saved.hide()
        self.done = Button(lambda: _("I have it on paper. Begin"), done, main=True)
        self.save = Button(lambda: _("Save as PDF …"), self._choose, icon="file")
        self.print = Button(lambda: _("Print …"), self._print, icon="print")
        card = Card(gap=12)
        card.setFixedWidth(640)
        card.add(Label(lambda: _("Recovery key"), "heading"), Label(_explained), self.key)
        card.add(row(self.print, self.save, None), self.saved, row(None, self.done))
        page = column(self, margin=24)
        page.addStretch(1)
        page.addLayout(row(None, card, None))
        page.addStretch(2)
        begin_at(self, self.print)

    def write(self, path: Path) -> None:
        """Write the key as one page of PDF."""
        try:
            save(path, self._paper())
        except UserError as error:
            self._failed(error)
            return
        self._say(lambda: _("Saved: {file}", file=path))

    def _choose(self) -> None:
        title, name = _("Save as PDF"), "tumpeang-recovery-key.pdf"
        path, _filter = QFileDialog.getSaveFileName(self, title, name, "PDF (*.pdf)")
        if path:
            self.write(Path(path))

    def _print(self) -> None:
        from desktop.ui import printer  # what prints is loaded when somebody prints

        paper = self._paper()
        try:
            chosen_one = printer.choose(self, paper, _("Recovery key"))
            if chosen_one is None:
                return
            printer.draw(paper, chosen_one)
        except UserError as error:
            self._failed(error)
            self.save.setFocus()
            return
        self._say(lambda: _("Given to the printer."))

    def _paper(self) -> bytes:
        from desktop.actions import printout

        return printout.recovery_key(self._key, chosen(), speech.digits())

    def _say(self, words: Words) -> None:
        self.saved.say(words)
        self.saved.show()


def _explained() -> str:
    return _(
        "If the passphrase is forgotten, only this key opens the store. Print it, put it into a sealed "
        "envelope and keep it in the office's safe. It is shown only now."
    )


def _grouped(key: str) -> str:
    return " ".join(groups(key))
