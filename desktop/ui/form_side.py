"""Left of a report: the list of what it asks, how far it is, and the whole of last period's answers."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QProgressBar

from desktop.i18n.words import _
from desktop.ui import form_words
from desktop.ui.answers import Answers
from desktop.ui.contents import Contents, Entry
from desktop.ui.pieces import Button, Label, column, place, row

WIDTH, NARROW_WIDTH = 300, 230  # pixels


class Side(QFrame):
    """`show_item` is called with what was chosen; `same_as_last` takes last period's answers."""

    def __init__(self, show_item: Callable[[str], object], same_as_last: Callable[[], object]) -> None:
        super().__init__()
        self._show_item = show_item
        self.contents: Contents | None = None
        self.setProperty("look", "side")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self._count = Label(lambda: "", "second")
        self._list = column()
        self.same = Button(lambda: _("Same as last period"), same_as_last, look="link", key="Ctrl+Shift+D")
        self._foot = column(gap=6)
        place(self._foot, self._progress, self._count, row(self.same, None))
        place(column(self, gap=0), self._list, self._foot)
        self.fold(narrow=False)

    def fold(self, *, narrow: bool) -> None:
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        margin = 6 if narrow else 14
        self._foot.setContentsMargins(margin, 10, margin, 12)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Another report, another list."""
        if self.contents is not None:
            self._list.removeWidget(self.contents)
            self.contents.deleteLater()
        self.contents = Contents(entries)
        self.contents.chosen.connect(self._show_item)
        self._list.addWidget(self.contents)

    def sign(self, answers: Answers, *, frozen: bool) -> None:
        """Say how far the report is, and how many answers could be last period's."""
        if self.contents is not None:
            self.contents.sign(answers)
        answered, asked = answers.progress()
        self._progress.setMaximum(max(asked, 1))
        self._progress.setValue(answered)
        self._count.say(form_words.progress(answered, asked))
        n = 0 if frozen else len(answers.to_carry())
        self.same.setVisible(n > 0)
        self.same.say(form_words.to_carry(n))
