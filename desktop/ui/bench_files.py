"""What a stick would bring: counts in a line, the offices still missing, and a row for each file."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Label, row
from desktop.ui.screen import Desk
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.bench import Look, Seen
    from desktop.domain.report import ReportKey

# How a file stands: its word, its sign and colour; those that a person must decide about stand first.
STANDINGS = {
    "differs": (mark("to be decided"), "finding", "amber"),
    "quarantined": (mark("to wait until it can be judged"), "waiting", "blue"),
    "refused": (mark("damaged"), "why", "red"),
    "set_aside": (mark("set aside before"), "back", "second"),
    "clean": (mark("new"), "received", "green"),
    "had_already": (mark("already had"), "answered", "second"),
    "not_for_us": (mark("for other offices"), "send", "second"),
}
COUNTED = ("clean", "had_already", "differs", "quarantined", "refused", "set_aside", "not_for_us")
TakeIn = Callable[[Sequence[Path]], object]
ROWS_IN_SIGHT, EDGE = 8, 4
NAMED = 12  # missing offices that are named; the rest is counted


class FoundFiles(Card):
    """`take_in` gets the clean files, `decide` those that would stand beside a different answer."""

    def __init__(self, frame: Desk, take_in: TakeIn, decide: TakeIn) -> None:
        super().__init__(gap=8)
        self._take_in, self._decide = take_in, decide
        self._look: Look | None = None
        self._source = ""
        self.head = Label(self._headline, "heading")
        self.take = Button(self._take_words, self._take, main=True, icon="received")
        self.counts = Label(self._counted, "subheading")
        self.missing = Label(self._missing, "second")
        columns = (
            Column("office", lambda: _("Office")),
            Column("period", lambda: _("Period")),
            Column("what", lambda: _("What it is")),
            Column("file", lambda: _("File"), stretch=True),
        )
        self.table = Table(
            columns, lambda: _("Files"), name="bench", remembered=frame.remembered, wraps=False
        )
        self.decide = Button(lambda: _("Take it in and decide"), self._decide_current, icon="finding")
        self.decide_all = Button(self._decide_words, self._decide_them, icon="finding")
        self.table.moved.connect(lambda _key: self._offer())
        self.table.opened.connect(lambda _key: self._decide_current())
        top = row(self.head, None, self.take)
        top.setStretch(0, 1)
        self.why = Label(lambda: "", "second")
        last = row(self.why, self.decide, self.decide_all)
        last.setStretch(0, 1)
        self.add(top, self.counts, self.missing, self.table, last)
        self.hide()

    @property
    def period(self) -> str:
        """The period whose missing offices are named."""
        return self._look.period if self._look else ""

    def show_look(self, look: "Look", source: str) -> None:
        self._look, self._source = look, source
        for label, words in (
            (self.head, self._headline),
            (self.counts, self._counted),
            (self.missing, self._missing),
        ):
            label.say(words)
        self.take.say(self._take_words)
        self.take.setVisible(bool(look.clean))
        self.missing.setVisible(bool(look.missing))
        self.table.show_rows(self._rows)
        self.table.setVisible(bool(self.table.rows.rowCount()))
        self._offer()
        self.show()
        QTimer.singleShot(0, self, self._fit)

    def without(self, paths: Sequence[Path]) -> list[Path]:
        """The files of the last look but these."""
        taken = set(paths)
        return [one.path for one in self._look.files if one.path not in taken] if self._look else []

    def _take(self) -> None:
        if self._look is not None and self._look.clean:
            self._take_in(self._look.clean)

    def _decide_current(self) -> None:
        seen = self._current()
        if seen is not None and seen.differs:
            self._decide([seen.path])

    def _decide_them(self) -> None:
        if self._look is not None:
            self._decide(self._look.of("differs"))

    def _decide_words(self) -> str:
        n = self._look.counts["differs"] if self._look else 0
        return _("Take in all that differ and decide: {n}", n=speech.number(n))

    def _current(self) -> "Seen | None":
        path = self.table.current
        return next((one for one in self._look.files if one.path == path), None) if self._look else None

    def _offer(self) -> None:
        seen = self._current()
        self.why.say(lambda: _why(seen) if seen is not None else "")
        self.decide.setVisible(bool(self._look and self._look.counts["differs"]))
        self.decide_all.say(self._decide_words)
        self.decide_all.setVisible(bool(self._look and self._look.counts["differs"] > 1))
        self.decide.setEnabled(seen is not None and bool(seen.differs))

    def _headline(self) -> str:
        n = speech.number(len(self._look.files) if self._look else 0)
        if self._look is not None and self._look.stopped:
            return _("Looked at: {n}. You stopped it there.", n=n)
        return _("Files from {source}: {n}", source=self._source or _("what you chose"), n=n)

    def _take_words(self) -> str:
        n = len(self._look.clean) if self._look else 0
        return _("Take in: {n}", n=speech.number(n))

    def _counted(self) -> str:
        if self._look is None or not self._look.files:
            return _("No files were found there.")
        counts = self._look.counts
        parts = [
            f"{_(word)} {speech.number(counts[name])}"
            for name, (word, _icon, _tint) in ((name, STANDINGS[name]) for name in COUNTED)
            if counts[name]
        ]
        return " · ".join(parts)

    def _missing(self) -> str:
        missing = self._look.missing if self._look else ()
        names = ", ".join(speech.voice().office(unit) for unit in missing[:NAMED])
        period, n = speech.period(self.period) if self.period else "", speech.number(len(missing))
        said = _("{period}, still missing {n}: {names}", period=period, n=n, names=names)
        more = len(missing) - NAMED
        return said + _(" and {n} more", n=speech.number(more)) if more > 0 else said

    def _rows(self) -> Iterator[TableRow]:
        """Files for other offices are counted above, and no more."""
        look = self._look
        if look is None:
            return
        order = list(STANDINGS)
        for one in sorted(look.files, key=lambda seen: order.index(seen.standing)):
            if one.standing == "not_for_us":
                continue
            _word, icon, tint = STANDINGS[one.standing]
            unit = look.offices.get(one.reports[0].org_unit if one.reports else one.outcome.org_unit)
            yield TableRow(
                one.path,
                (
                    TableCell(speech.voice().office(unit) if unit else ""),
                    TableCell(_periods(one.reports), order=max((k.period for k in one.reports), default="")),
                    TableCell(_what(one), icon=icon, tint=tint),
                    TableCell(one.path.name),
                ),
            )

    def _fit(self) -> None:
        lines = min(self.table.rows.rowCount(), ROWS_IN_SIGHT)
        height = sum(self.table.rowHeight(line) for line in range(lines))
        self.table.setFixedHeight(height + self.table.horizontalHeader().height() + 2 * EDGE)


def _periods(reports: "Sequence[ReportKey]") -> str:
    return ", ".join(speech.period(code) for code in sorted({key.period for key in reports}))


def _what(one: "Seen") -> str:
    if one.differs:
        return _("different answers: {n}", n=speech.number(len(one.differs)))
    return _(STANDINGS[one.standing][0])


def _why(one: "Seen") -> str:
    """The whole reason, where there is one: it is too long for a row."""
    from desktop.actions.bench import reason_of

    if one.standing == "set_aside":
        return _("What was set aside is brought back in the list of what came, below.")
    return reason_of(one.outcome, chosen())
