"""A paper as it will be printed, in the window: its real pages, which page of how many, and how large."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import numbers
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pages import STEP, Pages
from desktop.ui.paper import Paper
from desktop.ui.pieces import Button, Label, Short, Words, begin_at, column, place, row


class Preview(QWidget):
    """Paper is white with dark ink in both themes. `paper` is None while there is nothing to see."""

    def __init__(self) -> None:
        super().__init__()
        self.paper: Paper | None = None
        self.pages = Pages()
        self.pages.moved.connect(self._tell)
        self.words = Label(lambda: "", "second")
        self.words.setContentsMargins(24, 24, 24, 24)
        self.where = Short(self._where, "second")
        self.enlarged = Label(self._size, "second", wrap=False)
        self._tools = self._make_tools(self.pages)
        self._body = QStackedWidget()
        for shown in (self.pages, self.words):
            self._body.addWidget(shown)
        page = column(self, gap=4)
        place(page, self._tools, self._body)
        page.setStretch(1, 1)
        begin_at(self, self.pages)
        self.say(lambda: "")

    def show_pdf(self, pdf: bytes) -> None:
        """Show the pages of a PDF, from the first; the same as before stays as it is looked at."""
        if self.paper is not None and self.paper.pdf == pdf:
            return
        self.paper = Paper(pdf)
        self._tools.setEnabled(True)
        self._body.setCurrentWidget(self.pages)
        self.pages.show_paper(self.paper)

    def say(self, words: Words) -> None:
        """Why there is no paper to see."""
        self.paper = None
        self._tools.setEnabled(False)
        self.words.say(words)
        self._body.setCurrentWidget(self.words)
        self._tell()

    def text(self) -> str:
        """The words of all pages, or why there are none."""
        paper = self.paper
        if paper is None:
            return self.words.text()
        return "\n".join(paper.text(page) for page in range(paper.pages))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._tell()

    def _make_tools(self, pages: Pages) -> QWidget:
        tools = row(
            SignButton(lambda: _("Page before"), lambda: pages.go_to(pages.page - 1), "back"),
            self.where,
            SignButton(lambda: _("Next page"), lambda: pages.go_to(pages.page + 1), "next"),
            None,
            SignButton(lambda: _("Smaller"), lambda: pages.enlarge(1 / STEP), "minus"),
            self.enlarged,
            SignButton(lambda: _("Larger"), lambda: pages.enlarge(STEP), "plus"),
            SignButton(lambda: _("Whole width"), pages.fit, "width"),
            gap=2,
        )
        tools.setContentsMargins(0, 0, 0, 0)
        whole = QWidget()
        whole.setLayout(tools)
        return whole

    def _tell(self) -> None:
        self.where.say(self._where)
        self.enlarged.say(self._size)
        name = _("The paper, {page}", page=self._where()) if self.paper else _("The paper")
        self.pages.setAccessibleName(name)
        self.pages.setAccessibleDescription(self.paper.text(self.pages.page) if self.paper else "")

    def _where(self) -> str:
        if self.paper is None:
            return ""
        page, pages = speech.number(self.pages.page + 1), speech.number(self.paper.pages)
        return _("page {page} of {pages}", page=page, pages=pages)

    def _size(self) -> str:
        share = Decimal(round(100 * self.pages.scale)) / 100
        return numbers.percent(share, chosen(), speech.digits()) if self.paper else ""


class SignButton(Button):
    """A button with a sign alone; its words stand in the tool tip and are read aloud."""

    def __init__(self, words: Words, pressed: Callable[[], object], icon: str) -> None:
        super().__init__(words, pressed, icon=icon, look="link")

    def say(self, words: Words) -> None:
        super().say(words)
        self.setText("")
        self.setToolTip(words())
