"""The recovery key, shown once after set-up: onto paper or into a file, then it is gone from here."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui.files import save
from desktop.ui.pieces import Button, Card, Label, begin_at, column, row

GROUP = 4  # letters between spaces, for reading aloud and typing again


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
        self.save = Button(lambda: _("Save to a file …"), self._choose, icon="file")
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
        """Write the key into a text file."""
        try:
            save(path, _on_paper(self._key).encode())
        except UserError as error:
            self._failed(error)
            return
        self.saved.say(lambda: _("Saved: {file}", file=path))
        self.saved.show()

    def _choose(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Save to a file"), "tumpeang-recovery-key.txt")
        if path:
            self.write(Path(path))

    def _print(self) -> None:
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            paper = QTextDocument(_on_paper(self._key))
            paper.print_(printer)


def _explained() -> str:
    return _(
        "If the passphrase is forgotten, only this key opens the store. Print it, put it into a sealed "
        "envelope and keep it in the office's safe. It is shown only now."
    )


def _on_paper(key: str) -> str:
    return "\n\n".join((_("Recovery key"), _grouped(key), _explained())) + "\n"


def _grouped(key: str) -> str:
    return " ".join(key[start : start + GROUP] for start in range(0, len(key), GROUP))
