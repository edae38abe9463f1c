"""Send and receive: batches onto a stick or into a folder, and files that came taken in."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QWidget

from desktop.changed import Changed
from desktop.i18n.words import _
from desktop.ui import dropped, speech
from desktop.ui.edges import POST_KEY
from desktop.ui.home_told import Told, ask
from desktop.ui.outcomes import OutcomeTable
from desktop.ui.own_reports import OwnReports
from desktop.ui.pieces import Button, Card, Label, begin_at, column, place, respeak, row
from desktop.ui.post import Post, State
from desktop.ui.quarantine import Quarantine
from desktop.ui.screen import Desk, Screen

if TYPE_CHECKING:
    from desktop.actions.exchange import Outcome
    from desktop.ui.bench import Bench


class Send(Screen):
    """One card to give, one to take; for a secretariat a third with what waits for its decision."""

    shows = Changed.RECORDS | Changed.BATCHES | Changed.TRUST

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.setAcceptDrops(True)
        self.outcomes = OutcomeTable(frame.remembered)
        self.outcomes.hide()
        self.written = Label(lambda: "", "good")
        self.written.hide()
        self.waiting = Label(lambda: "", "subheading")
        self.quarantine = Quarantine(frame)
        stick, shared = (
            lambda: _("Choose the stick or folder …"),
            lambda: _("Give and take with a shared folder …"),
        )
        self._give = Button(stick, self._choose_folder, main=True, icon="stick")
        self._take = Button(lambda: _("Choose files …"), self._choose_files, icon="file")
        self._both = Button(shared, self._choose_shared, look="link")
        self._now = Button(lambda: _("Send and receive now"), self.exchange, main=True, icon="send")
        self._now.setToolTip(POST_KEY)
        self._hub = self._by_hub()
        inside = QWidget()
        box = column(inside, margin=28, gap=14)
        self.reports = OwnReports(frame)
        if frame.office.is_secretariat:
            self.reports.hide()
        place(box, self._hub, self._giving(), self.reports, self._taking(), self.quarantine)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column(self).addWidget(scroll)
        begin_at(self, self._give)
        frame.post.moved.connect(self._say_hub)
        self._say_hub()

    def refresh(self) -> None:
        self.quarantine.refresh()
        self.tasks.ask(ask, self.frame.period, then=self._show_waiting)

    def exchange(self) -> None:
        """Give and take now with this office's hub."""
        self.frame.post.exchange(self.outcomes.show_outcomes)

    def write_to(self, folder: Path) -> None:
        """Put everything that waits into a folder."""
        from desktop.actions import exchange

        self._busy(busy=True)
        self.tasks.labour(
            lambda: _("Writing the files"),
            exchange.write_batches,
            folder,
            then=self._wrote,
            otherwise=self._failed,
            stopped=self._not_all_written,
        )

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in files, and all batches in the folders named."""
        from desktop.actions import exchange

        self._busy(busy=True)
        self.tasks.labour(
            lambda: _("Taking in the files"),
            exchange.merge_files,
            list(paths),
            then=self._took,
            otherwise=self._failed,
            stopped=self._stopped,
        )

    def exchange_with(self, folder: Path) -> None:
        """Give and take once with a folder that several offices share."""
        from desktop.actions import exchange

        self._busy(busy=True)
        self.tasks.labour(
            lambda: _("Giving and taking files"),
            exchange.exchange_with_folder,
            folder,
            then=self._took,
            otherwise=self._failed,
            stopped=self._stopped,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropped.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped.take(event)
        if not paths:
            return
        if self.frame.office.is_secretariat:
            self._bench().look_at(paths)
        else:
            self.take_in(paths)

    def _by_hub(self) -> Card:
        card = Card(gap=8)
        card.add(Label(lambda: _("By the internet"), "heading"))
        card.add(Label(lambda: _at_hub(self.frame.post), "second"))
        card.add(row(self._now, None))
        return card

    def _say_hub(self) -> None:
        """With a hub one button does it all; sticks and folders stay for days without a line."""
        post = self.frame.post
        self._hub.setVisible(post.has_hub)
        self._now.setEnabled(post.state is not State.UNDER_WAY)
        self._give.be_main(main=not post.has_hub)
        respeak(self._hub)

    def _giving(self) -> Card:
        card = Card(gap=8)
        mine = self.frame.office.is_secretariat
        card.add(Label(lambda: _("Send"), "heading"), self.waiting)
        card.add(Label(lambda: _sealed(by_secretariat=mine), "second"))
        card.add(row(self._give, self._both, None), self.written)
        return card

    def _taking(self) -> Card:
        card = Card(gap=8)
        card.add(Label(lambda: _("Receive"), "heading"))
        drop = QFrame()
        drop.setProperty("look", "drop")
        words = Label(lambda: _("Drop files or a whole stick here, or"), "second", wrap=False)
        box = row(None, words, self._take, None)
        box.setContentsMargins(12, 14, 12, 14)
        drop.setLayout(box)
        card.add(drop, self.outcomes)
        if self.frame.office.is_secretariat:
            many = Button(lambda: _("Look at a whole stick first …"), self._bench, look="link", icon="stick")
            card.add(row(many, None))
        return card

    def _bench(self) -> "Bench":
        from desktop.ui.bench import Bench

        found = self.frame.go("bench")
        assert isinstance(found, Bench)
        return found

    def _not_all_written(self) -> None:
        self._busy(busy=False)
        self.written.say(lambda: _("Stopped. The files that are written are whole; the others still wait."))
        self.written.show()

    def _show_waiting(self, told: Told) -> None:
        waiting = told.shown.waiting
        here = tuple(one.period for one in waiting if not one.written)
        given = tuple(one.period for one in waiting if one.written)
        self.waiting.say(lambda: _waiting(here, given, told.written))
        self.waiting.setVisible(bool(here or given or told.written))
        self.reports.show_reports(told)

    def _wrote(self, files: tuple[Path, ...]) -> None:
        self._busy(busy=False)
        self.written.say(lambda: _written(files))
        self.written.show()
        self.tasks.changed.emit(Changed.BATCHES)

    def _took(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._busy(busy=False)
        self.outcomes.show_outcomes(outcomes)
        self.tasks.changed.emit(Changed.RECORDS | Changed.BATCHES | Changed.TRUST)

    def _failed(self, error: BaseException) -> None:
        self._busy(busy=False)
        self.tasks.failed.emit(error)

    def _stopped(self) -> None:
        """What was taken in until then is whole; the rest can be taken in another time."""
        self._busy(busy=False)
        self.tasks.changed.emit(Changed.RECORDS | Changed.BATCHES | Changed.TRUST)

    def _busy(self, *, busy: bool) -> None:
        for button in (self._give, self._take, self._both):
            button.setEnabled(not busy)
        if not busy:
            self._give.setFocus()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose the stick or folder"))
        if folder:
            self.write_to(Path(folder))

    def _choose_shared(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose the shared folder"))
        if folder:
            self.exchange_with(Path(folder))

    def _choose_files(self) -> None:
        kind = _("Batches") + " (*.tumpeang *.tumpeang-part)"
        files, _filter = QFileDialog.getOpenFileNames(self, _("Choose files"), "", kind)
        if files:
            self.take_in([Path(file) for file in files])


def _at_hub(post: Post) -> str:
    where = _("This office exchanges with the hub at {url}.", url=post.address)
    said = {
        State.UNDER_WAY: _("Sending and receiving now."),
        State.DONE: _("Everything was sent and received."),
        State.NO_LINE: _("There is no connection now. Everything is kept here and goes out by itself."),
    }
    return f"{where} {said.get(post.state, '')}".strip()


def _sealed(*, by_secretariat: bool) -> str:
    if by_secretariat:
        return _("What was decided is sealed so that only the office it is meant for can read it.")
    return _("What was submitted is sealed so that only the secretariat can read it.")


def _written(files: tuple[Path, ...]) -> str:
    if not files:
        return _("There is nothing to send.")
    folder = files[0].parent
    facts = {"n": speech.number(len(files)), "folder": folder.name or folder}
    return _(
        "Files written to {folder}: {n}. Each was read back and is whole. The stick can be taken out.",
        **facts,
    )


def _waiting(here: tuple[str, ...], given: tuple[str, ...], written: str) -> str:
    """The reports that wait here and those that were given away, and when files last went out."""
    said = []
    if here:
        said.append(_("Waiting to be sent: {period}", period=", ".join(map(speech.period, here))))
    if given:
        names = ", ".join(map(speech.period, given))
        said.append(_("Handed over, waiting for the receipt: {period}", period=names))
    waits = " · ".join(said) or _("No report waits to be sent.")
    if not written:
        return waits
    day = dt.datetime.fromisoformat(written).astimezone()
    last = _(
        "last written to a stick or folder: {when}", when=f"{speech.date(day.date())} {speech.clock(day)}"
    )
    return f"{waits} · {last}"
