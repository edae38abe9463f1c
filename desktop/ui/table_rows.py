"""The rows of a table: what stands in each place, by what it is sorted, and what a copy says of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from desktop.domain.shareable import HIDDEN
from desktop.i18n.sorting import SortKey, sort_key
from desktop.ui import icons
from desktop.ui.look import colour
from desktop.ui.pieces import Words, breakable

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
ONE_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
DANGEROUS = tuple("=+-@＝＋－＠")  # a formula to a spreadsheet (docs/small-numbers.md, rule 18)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. It is remembered by its `name`; numbers stand at the right; one column may `stretch`."""

    name: str
    head: Words
    number: bool = False
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in one place. What has neither `number` nor `order` is sorted by its words.

    `number` is what is sorted by and copied; `order` is only sorted by, for example "2026Q3". `protected`
    is a count of children, cases or services concerning violence, or a free text: a copy, which may be
    passed on, hides it (docs/small-numbers.md, rule 21).
    `tint` and `shade` are colours of the theme by name, for ink and paper; never the only sign.
    """

    words: str
    number: int | float | None = None
    order: int | str | None = None
    protected: bool = False
    icon: str = ""
    tint: str = ""
    shade: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """`key` is what the row is about; it is what a table's signals speak of.

    `kept_back`: a copy leaves the whole row out, where that it is there tells what a copy hides.
    """

    key: object
    cells: tuple[TableCell, ...]
    kept_back: bool = False


class Rows(QAbstractTableModel):
    """Rows as they were given, or sorted; what is empty stands last both ways."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._given: tuple[TableRow, ...] = ()
        self._order: list[int] = []  # of the rows as they are shown: their place as they were given
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None

    def give(self, rows: Iterable[TableRow]) -> None:
        """Show other rows, sorted as those before."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._order = self._sorted()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by -1, as the rows were given."""
        self.sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self.layoutAboutToBeChanged.emit()
        before, held = self._order, self.persistentIndexList()
        self._order = self._sorted()
        now = {given: line for line, given in enumerate(self._order)}
        moved = [self.index(now[before[index.row()]], index.column()) for index in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def row(self, line: int) -> TableRow:
        return self._given[self._order[line]]

    def line_of(self, key: object) -> int:
        """Where the row about `key` stands; -1 where there is none."""
        found = (line for line in range(len(self._order)) if self.row(line).key == key)
        return next(found, -1)

    def copied(self, lines: Iterable[int], columns: Sequence[int]) -> str:
        """Rows with their heads as a spreadsheet takes them: tabs between, one line each."""
        marked = (self._order[line] for line in sorted(lines))
        places = [place for place in marked if not self._given[place].kept_back]
        if self._order_tells():
            places.sort()
        heads = [self.columns[column].head() for column in columns]
        return tab_separated(heads, ([self._given[place].cells[at] for at in columns] for place in places))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt calls it without
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt calls it without
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.TextAlignmentRole:
            return self._aligned(index.column())
        tell = _TELLS.get(role)
        return tell(self.row(index.row()).cells[index.column()]) if tell else None

    def headerData(self, section: int, across: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if across is not Qt.Orientation.Horizontal:
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self.columns[section].head()
        return self._aligned(section) if role == Role.TextAlignmentRole else None

    def _aligned(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[column].number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _sorted(self) -> list[int]:
        lines = list(range(len(self._given)))
        if self.sorted_by is None:
            return lines
        column, order = self.sorted_by
        keys = {line: key for line in lines if (key := _key(self._given[line].cells[column])) is not None}
        filled = sorted(keys, key=keys.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        return filled + [line for line in lines if line not in keys]

    def _order_tells(self) -> bool:
        """Whether the order of the rows tells what a copy hides (docs/small-numbers.md, rule 12)."""
        column = self.sorted_by[0] if self.sorted_by else -1
        return column >= 0 and any(row.cells[column].protected for row in self._given)


def tab_separated(heads: Iterable[str], rows: Iterable[Iterable[TableCell]]) -> str:
    """Rows under their heads, a line each with tabs between; what is protected says "…"."""
    lines = [map(_plain, heads), *(map(_copy, row) for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _key(cell: TableCell) -> tuple[int, float, SortKey | None] | None:
    """By what a cell is sorted: numbers before words; None for an empty one."""
    if cell.number is not None:
        return 0, cell.number, None
    if isinstance(cell.order, int):
        return 0, cell.order, None
    words = cell.order or cell.words
    return (1, 0, sort_key(words)) if words.strip(" –") else None


def _copy(cell: TableCell) -> str:
    if cell.protected:
        return HIDDEN
    if isinstance(cell.number, float):
        from PySide6.QtCore import QLocale  # the spreadsheet on this computer reads this computer's numbers

        return f"{cell.number:.10g}".replace(".", QLocale.system().decimalPoint())
    return _plain(cell.words) if cell.number is None else str(cell.number)


def _plain(words: str) -> str:
    """Words on one line that no spreadsheet takes for a formula."""
    line = " ".join(words.split())
    guarded = line.lstrip("\ufeff\u200b\u200c\u200d\u2060").startswith(DANGEROUS)
    return f"'{line}" if guarded or words.startswith(("\t", "\r")) else line


def _decoration(cell: TableCell) -> object:
    return icons.icon(cell.icon, cell.tint or "ink") if cell.icon else None


_TELLS: dict[int, Callable[[TableCell], object]] = {
    Role.DisplayRole: lambda cell: breakable(cell.words),
    Role.AccessibleTextRole: lambda cell: cell.words,
    Role.AccessibleDescriptionRole: lambda cell: cell.hint,
    Role.ToolTipRole: lambda cell: breakable(cell.hint or cell.words) or None,
    Role.DecorationRole: _decoration,
    Role.ForegroundRole: lambda cell: QColor(colour(cell.tint)) if cell.tint else None,
    Role.BackgroundRole: lambda cell: QColor(colour(cell.shade)) if cell.shade else None,
}
