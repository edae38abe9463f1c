"""Who has reported, line by line as Qt asks for it: offices as a tree down, periods across, and its words."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop.domain.overview import Line, Sign, Square, Sum
from desktop.i18n.words import _, mark
from desktop.ui import speech

if TYPE_CHECKING:
    from desktop.domain.overview import Grid

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
INDENT = "     "  # of an office that stands under the one above it; as wide as the arrow of a group
MOST_OPEN = 40  # offices: more are first shown as groups

# icon, ink, shade and words of each sign; the icon tells them apart without colour
SIGNS = {
    Sign.NOTHING: ("", "second", "paper", mark("Not due yet")),
    Sign.LATE: ("waiting", "amber", "amber_soft", mark("Not come yet")),
    Sign.NONE_THEN: ("", "second", "paper", mark("This office did not report then")),
    Sign.RECEIVED: ("received", "blue", "blue_soft", mark("Received")),
    Sign.RETURNED: ("returned", "red", "red_soft", mark("Returned")),
    Sign.APPROVED: ("answered", "green", "green_soft", mark("Approved")),
}
CAME = mark("{sign}. It came {date}.")
CAME_LATE = mark("{sign}. It came {date}, after it was due.")
WAS_DUE = mark("{sign}. It was due {date}.")
IS_DUE = mark("{sign}. It is due {date}.")
LACKS = mark("{words} It is not complete: attachments that have not come: {n}.")
AMENDED = mark("{words} It was amended after the period was closed.")


SUM = mark("{period}: {received} of {expected} reports have come, {on_time} of them on time.")
SUM_LATE = mark("Not come yet: {n}")
SUM_RETURNED = mark("Returned: {n}")
SUM_LACKS = mark("Attachments have not all come: {n}.")
OWN = mark("Its own report")
OPEN = mark("Enter hides the offices under it.")
CLOSED = mark("Enter shows the offices under it.")


class Row(NamedTuple):
    """A line as it is shown: `group` sums up an office and all under it, else it is its own report."""

    line: Line
    depth: int
    group: bool = False
    own: bool = False  # of the office whose group it stands in

    @property
    def unit(self) -> str:
        return self.line.unit.id


def words_of(square: Square) -> str:
    """What a square says, without whose it is."""
    words = _words_of(square)
    if square.lacks:
        words = _(LACKS, words=words, n=speech.number(square.lacks))
    return _(AMENDED, words=words) if square.amended else words


def _words_of(square: Square) -> str:
    sign = _(SIGNS[square.sign][3])
    if square.sign is Sign.NONE_THEN:
        return sign
    if square.received is not None:
        return _(CAME_LATE if square.came_late else CAME, sign=sign, date=speech.date(square.received))
    return _(WAS_DUE if square.sign is Sign.LATE else IS_DUE, sign=sign, date=speech.date(square.due))


def words_of_sum(period: str, total: Sum) -> str:
    """How the reports of a group about a period stand, without whose they are."""
    counted = {"received": total.received, "expected": total.expected, "on_time": total.on_time}
    said = {name: speech.number(n) for name, n in counted.items()}
    rest = ((SUM_LATE, total.late), (SUM_RETURNED, total.returned), (SUM_LACKS, total.lacks))
    words = [_(SUM, period=period, **said)]
    return " · ".join([*words, *(_(each, n=speech.number(n)) for each, n in rest if n)])


class Squares(QAbstractTableModel):
    """The grid as Qt asks for it. It holds no words: they are made when somebody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._found: Grid | None = None
        self._open: set[str] | None = None  # groups, by office; None before anything was shown

    def give(self, found: "Grid") -> None:
        """Show another grid; what was open stays open."""
        self.beginResetModel()
        self._found = found
        if self._open is None:
            self._open = self._groups() if len(found.lines) <= MOST_OPEN else set()
        self.rows = list(self._rows())
        self.endResetModel()

    @property
    def has_groups(self) -> bool:
        return bool(self._groups())

    @property
    def all_open(self) -> bool:
        return self._groups() <= (self._open or set())

    def is_open(self, row: Row) -> bool:
        return row.group and row.unit in (self._open or ())

    def open_all(self, wanted: bool) -> None:
        """Open every group, or close every one."""
        self.beginResetModel()
        self._open = self._groups() if wanted else set()
        self.rows = list(self._rows())
        self.endResetModel()

    def turn(self, at: int) -> None:
        """Open the group in this row, or close it with all that is shown under it."""
        row, before = self.rows[at], len(self.rows)
        assert row.group
        assert self._open is not None
        opens = row.unit not in self._open
        self._open ^= {row.unit}
        rows = list(self._rows())
        if opens:
            self.beginInsertRows(NONE, at + 1, at + len(rows) - before)
        else:
            self.beginRemoveRows(NONE, at + 1, at + before - len(rows))
        self.rows = rows
        if opens:
            self.endInsertRows()
        else:
            self.endRemoveRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, at, at)

    def group_of(self, at: int) -> int:
        """The row of the group that a row is or stands in; -1: it stands in none."""
        depth = self.rows[at].depth + self.rows[at].group
        return next((n for n in range(at, -1, -1) if self.rows[n].group and self.rows[n].depth < depth), -1)

    def row_of(self, unit: str) -> int:
        """Where an office is shown; 0 where it is not."""
        return next((n for n, row in enumerate(self.rows) if row.unit == unit), 0)

    def square(self, index: Index) -> Square:
        return self.rows[index.row()].line.squares[index.column()]

    def total(self, index: Index) -> Sum:
        return self.rows[index.row()].line.sums[index.column()]

    def widest(self) -> int:
        """The most reports that a group expects about one period."""
        totals = (total for row in self.rows if row.group for total in row.line.sums)
        return max((total.expected for total in totals), default=0)

    def words(self, index: Index) -> str:
        """Whose report, about when, and where it stands; of a group how many."""
        assert self._found is not None
        row = self.rows[index.row()]
        office = speech.voice().office(row.line.unit)
        period = speech.period(self._found.periods[index.column()].code)
        if row.group:
            return f"{office} · {words_of_sum(period, self.total(index))}"
        return f"{office} · {period}: {words_of(self.square(index))}"

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() or self._found is None else len(self._found.periods)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            row = self.rows[index.row()]
            turn = f" · {_(OPEN if self.is_open(row) else CLOSED)}" if row.group else ""
            return f"{self.words(index)}{turn}"
        return None

    def headerData(self, section: int, across: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if across is Qt.Orientation.Horizontal:
            return self._period(section, role)
        return self._office(self.rows[section], role)

    def _period(self, section: int, role: int) -> object:
        assert self._found is not None
        code = self._found.periods[section].code
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return speech.period(code)
        if role == Role.DisplayRole:
            year = code[:4] if code.endswith("1") or section == 0 else ""  # four Khmer digits are wide
            return speech.voice().write(f"{_('Q{number}', number=code[-1])}\n{year}")
        return int(Qt.AlignmentFlag.AlignCenter) if role == Role.TextAlignmentRole else None

    def _office(self, row: Row, role: int) -> object:
        name = speech.voice().office(row.line.unit)
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return f"{name}. {_(OPEN if self.is_open(row) else CLOSED)}" if row.group else name
        if role == Role.DisplayRole:
            return f"{INDENT * (row.depth + row.group)}{_(OWN) if row.own else name}"
        if role == Role.FontRole and row.group:
            return _bold()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return int(left) if role == Role.TextAlignmentRole else None

    def _rows(self) -> Iterator[Row]:
        """The office that looks, then what stands under it as far as it is open."""
        assert self._found is not None
        yield Row(self._found.top, 0)
        for line in self._found.top.below:
            yield from self._under(line, 0)

    def _under(self, line: Line, depth: int) -> Iterator[Row]:
        yield Row(line, depth, group=bool(line.below))
        if line.below and line.unit.id in (self._open or ()):
            yield Row(line, depth + 1, own=True)
            for below in line.below:
                yield from self._under(below, depth + 1)

    def _groups(self) -> set[str]:
        assert self._found is not None
        return {line.unit.id for line in self._found.lines[1:] if line.below}


@cache
def _bold() -> QFont:
    font = QFont(QApplication.font())
    font.setBold(True)
    return font
