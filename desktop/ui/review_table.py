"""The cells of a report as a reviewer sees them, with a place beside each for a reason or a comment."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.domain.cell_order import BY_CODE
from desktop.domain.report import Answer, Cell
from desktop.domain.shareable import HIDDEN
from desktop.i18n.words import _, chosen
from desktop.ui import remarks, speech
from desktop.ui.cell_names import CellNames
from desktop.ui.look import colour
from desktop.ui.look_over import in_sentence
from desktop.ui.pieces import breakable

if TYPE_CHECKING:
    from desktop.actions.look_over import Look

ASKED, NOW, BEFORE, FOUND, WHY = range(5)
ROW_HEIGHT = 32  # pixels
SHARES = {ASKED: 33, NOW: 12, BEFORE: 15, FOUND: 20, WHY: 20}  # of the width, in percent
_KEY = Qt.ItemDataRole.UserRole
Flag = Qt.ItemFlag


class ReviewTable(QTableWidget):
    """Arrows move; typing on a cell writes why it is returned; Delete takes that away."""

    reasoned = Signal()  # a reason was written or taken away

    def __init__(self) -> None:
        super().__init__(0, 5)
        self.reasons: dict[str, str] = {}
        self._look: Look | None = None
        self._only_changed = False
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectItems)
        trigger = QTableWidget.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        self.itemChanged.connect(self._written)
        self.say_again()

    @property
    def changed(self) -> int:
        """How many cells say something else than when the report was judged last."""
        return sum(self._look.changed(cell) for cell in _cells(self._look)) if self._look else 0

    def show_look(self, look: "Look", reasons: Mapping[str, str]) -> None:
        """Show a report with the reasons that were typed already; one stays on the cell one was on."""
        here = self._cell(self.currentRow())
        self._look, self.reasons = look, dict(reasons)
        self.say_again()
        self.go_to(here) if here else self._go_to_first()

    def show_only_changed(self, only: bool) -> None:
        self._only_changed = only
        shown = ""
        for line in reversed(range(self.rowCount())):  # a heading is shown for what stands under it
            cell = self._cell(line)
            if cell:
                hide = only and self._look is not None and not self._look.changed(cell)
                shown = shown if hide else cell
            else:
                hide, shown = only and not shown, ""
            self.setRowHidden(line, hide)

    def go_to(self, cell: str) -> None:
        """Go to a cell; to its whole where a split is not there."""
        lines = {self._cell(line): line for line in range(self.rowCount())}
        whole = Cell(Cell.of(cell).item, Cell.of(cell).measure).key
        if (line := lines.get(cell, lines.get(whole))) is not None:
            self.setCurrentCell(line, NOW)
            self.scrollTo(self.currentIndex(), QTableWidget.ScrollHint.PositionAtCenter)

    def forget_reasons(self) -> None:
        self.reasons.clear()
        self.say_again()

    def say_again(self) -> None:
        """Fill the table in the language on screen."""
        self.setAccessibleName(_("The report, cell by cell"))
        heads = (
            _("What is asked"),
            _("Now"),
            _("When judged last"),
            _("To look at"),
            _("Why it is returned") if self._look is None or self._look.may_decide else _("Comment"),
        )
        self.setHorizontalHeaderLabels(heads)
        if self._look is None:
            return
        with QSignalBlocker(self):
            self._fill(self._look)
        self.show_only_changed(self._only_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wherever one stands in a line, what is typed goes to its reason."""
        line = self.currentRow()
        if self.state() is QTableWidget.State.EditingState:  # Enter ends a reason, and comes here as well
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(line)
            return
        if event.key() == Qt.Key.Key_Delete and self._cell(line):
            self.model().setData(self.model().index(line, WHY), "")
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._cell(line) and self._look and _may_write(self._look) and (enter or event.text().strip()):
            self.setCurrentCell(line, WHY)
            if enter:
                self.edit(self.currentIndex())
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for place, share in SHARES.items():
            self.setColumnWidth(place, width * share // 100)

    def _fill(self, look: "Look") -> None:
        names = CellNames(look.opened.form.measures)
        found: dict[str, list[str]] = {}
        for finding in look.findings:
            found.setdefault(finding.cell, []).append(in_sentence(finding))
        for cell in {cell for one in look.remarks for cell in one.said.cell_words}:
            found.setdefault(cell, []).extend(remarks.beside(look.remarks, cell))
        lines = list(_lines(look))
        self.clearSpans()
        self.setRowCount(len(lines))
        for line, (heading, cell) in enumerate(lines):
            if cell:
                self._show_cell(line, cell, look, names, " ".join(found.get(cell, ())))
            else:
                self._show_heading(line, heading)

    def _show_heading(self, line: int, words: str) -> None:
        item = QTableWidgetItem(breakable(words))
        item.setFlags(Flag.NoItemFlags)
        item.setForeground(QColor(colour("ink")))
        item.setBackground(QColor(colour("side")))
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        self.setItem(line, ASKED, item)
        self.setSpan(line, ASKED, 1, WHY + 1)

    def _show_cell(self, line: int, cell: str, look: "Look", names: CellNames, found: str) -> None:
        live = look.opened.view.live.get(cell)
        changed = look.changed(cell)
        before = names.answers(cell, (look.before or {}).get(cell, ())) if changed else ""
        name = names.say(cell).removeprefix(f"{speech.voice().write(Cell.of(cell).item)}  ")
        texts = (name, names.answers(cell, _now(cell, look)), before, found, self.reasons.get(cell, ""))
        fixed = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        for place, text in enumerate(texts):
            item = QTableWidgetItem(text if place == WHY else breakable(text))
            item.setFlags(fixed | Flag.ItemIsEditable if place == WHY and _may_write(look) else fixed)
            item.setData(_KEY, cell)
            item.setToolTip(breakable(text))
            if place == FOUND or (place == NOW and live is not None and live.conflict):
                item.setForeground(QColor(colour("amber")))
            if place in (NOW, BEFORE) and changed:
                item.setBackground(QColor(colour("blue_soft")))
            self.setItem(line, place, item)
        if found or max(map(len, texts[:3])) > 40:
            self.resizeRowToContents(line)

    def _written(self, item: QTableWidgetItem) -> None:
        if item.column() != WHY:
            return
        cell, reason = item.data(_KEY), item.text().strip()
        if reason:
            self.reasons[cell] = reason
        else:
            self.reasons.pop(cell, None)
        self.reasoned.emit()

    def _copy(self, line: int) -> None:
        """One line; what is protected stays here."""
        if (cell := self._cell(line)) and self._look:
            names = CellNames(self._look.opened.form.measures)
            if names.tells_by_name(cell):
                return
            said = HIDDEN if names.is_protected(cell) else names.answers(cell, _now(cell, self._look))
            QGuiApplication.clipboard().setText(f"{names.say(cell)}\t{said}")

    def _cell(self, line: int) -> str:
        item = self.item(line, WHY)
        return str(item.data(_KEY) or "") if item is not None else ""

    def _go_to_first(self) -> None:
        line = next((line for line in range(self.rowCount()) if self._cell(line)), -1)
        if line >= 0:
            self.setCurrentCell(line, NOW)


def _may_write(look: "Look") -> bool:
    """Whether words beside a cell can be sent: as a reason, or as a comment."""
    return look.may_decide or look.may_comment


def _cells(look: "Look") -> list[str]:
    """Every cell that is asked or was answered, now or when judged last, in the order of the form."""
    places = {cell.key: place for place, cell in enumerate(look.opened.form.asked())}
    every = places.keys() | look.opened.view.live.keys() | (look.before or {}).keys()

    def order(key: str) -> tuple[int, object]:
        cell = Cell.of(key)
        return places.get(key, places.get(Cell(cell.item, cell.measure).key, len(places))), BY_CODE.place(key)

    return sorted(every, key=order)


def _lines(look: "Look") -> Iterator[tuple[str, str]]:
    """(heading, "") before the cells of each activity, else ("", cell)."""
    titles = {one.code: one.title.say(chosen()) for one in look.opened.form.activities}
    last = ""
    for cell in _cells(look):
        item = Cell.of(cell).item
        if item != last:
            last = item
            heading = titles.get(item, "").partition("\n")[0]
            yield (f"{speech.voice().write(item)}  {heading}" if heading else _others(item)), ""
        yield "", cell


def _others(item: str) -> str:
    words = {"budget": _("Budget"), "narrative": _("Narrative")}
    return words.get(item, speech.voice().write(item))


def _now(cell: str, look: "Look") -> tuple[Answer, ...]:
    """What stands in a cell; where cases were counted split by split, all of them."""
    if cell in look.opened.view.live:
        return look.opened.view.live[cell].answers
    live = look.opened.view.live.items()
    parts = [one.answer for key, one in live if key.startswith(f"{cell}:") and isinstance(one.answer, int)]
    return (sum(parts),) if parts else ()
