"""Tables: their order, what a copy holds and hides, what is remembered, and the keyboard."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import speech
from desktop.ui.pieces import respeak
from desktop.ui.remembered import Arrangement, Remembered
from desktop.ui.table import Column, Table, TableCell, TableRow
from desktop.ui.tree import PROTECTED, CopyTree

OFFICES = (
    ("ឃុំអូរឫស្សី", 12, "Quarter 3, 2026", "2026Q3"),
    ("ឃុំកំពង់ហៅ", 9, "Quarter 4, 2025", "2025Q4"),
    ("ឃុំឈូក ២", 100, "–", ""),
    ("ឃុំឈូក ១០", 0, "Quarter 1, 2026", "2026Q1"),
)


@pytest.fixture(autouse=True)
def _english(qapp: object) -> None:
    speech.speak("en", "latin")
    QGuiApplication.clipboard().clear()


def rows() -> list[TableRow]:
    return [row(n, name, count, when, by) for n, (name, count, when, by) in enumerate(OFFICES)]


def row(
    key: object, name: str, count: int, when: str = "", by: str = "", *, protected: bool = False
) -> TableRow:
    number = TableCell(speech.number(count), number=count, protected=protected)
    return TableRow(key, (TableCell(name), number, TableCell(when, order=by)))


def made(remembered: Remembered | None = None) -> Table:
    columns = (
        Column("office", lambda: "Office", stretch=True),
        Column("count", lambda: "Reports", number=True),
        Column("when", lambda: "Period"),
    )
    table = Table(columns, lambda: "Offices", name="offices", remembered=remembered)
    table.show_rows(rows)
    return table


def shown(qtbot: QtBot, remembered: Remembered | None = None) -> Table:
    table = made(remembered)
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    return table


def names(table: Table) -> list[str]:
    return [table.texts(line)[0] for line in range(table.rows.rowCount())]


def keys(table: Table) -> list[object]:
    return [table.rows.row(line).key for line in range(table.rows.rowCount())]


def copied(table: Table) -> list[list[str]]:
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]


def test_names_stand_in_khmer_order_and_numbers_in_them_count() -> None:
    table = made()
    assert keys(table) == [0, 1, 2, 3]
    table.sort_by("office")
    assert names(table) == ["ឃុំកំពង់ហៅ", "ឃុំឈូក ២", "ឃុំឈូក ១០", "ឃុំអូរឫស្សី"]


def test_numbers_are_sorted_as_numbers_and_what_is_empty_stands_last_both_ways() -> None:
    table = made()
    table.sort_by("count", down=True)
    assert keys(table) == [2, 0, 1, 3]
    table.sort_by("when")
    assert keys(table) == [1, 3, 0, 2]
    table.sort_by("when", down=True)
    assert keys(table) == [0, 3, 1, 2]
    table.sort_by("")
    assert keys(table) == [0, 1, 2, 3]


def test_one_stays_in_the_row_one_was_in_when_the_order_or_the_rows_change() -> None:
    table = made()
    table.choose(1)
    table.sort_by("count", down=True)
    assert (table.current, table.currentIndex().row()) == (1, 2)
    table.show_rows(lambda: rows()[1:])
    assert table.current == 1
    table.show_rows(lambda: rows()[2:])
    assert table.current is None


def test_a_row_is_as_high_as_its_words_also_when_it_is_narrower_or_elsewhere(qtbot: QtBot) -> None:
    long = "words that do not fit into a line " * 20
    table = Table((Column("words", lambda: "Words", stretch=True),), lambda: "Words", wraps=True)
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    table.show_rows(lambda: [TableRow(n, (TableCell(words),)) for n, words in enumerate((long, "b", "a"))])

    def heights() -> dict[object, int]:
        return {table.rows.row(line).key: table.rowHeight(line) for line in range(table.rows.rowCount())}

    qtbot.waitUntil(lambda: heights()[0] > 2 * heights()[1])
    before = heights()[0]
    table.resize(350, 400)
    qtbot.waitUntil(lambda: heights()[0] > 1.5 * before)
    table.sort_by("words")
    qtbot.waitUntil(lambda: keys(table)[-1] == 0 and heights()[0] > 2 * heights()[1])


def test_where_the_program_leads_only_that_row_is_marked_with_ctrl_held_too() -> None:
    table = made()
    table.choose(0)
    QTest.keyPress(table, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    table.choose(2)
    assert table.marked == (2,)
    QTest.keyRelease(table, Qt.Key.Key_K)


def test_the_marked_rows_are_copied_with_their_heads_as_a_spreadsheet_takes_them() -> None:
    table = made()
    table.horizontalHeader().moveSection(2, 0)
    assert copied(table)[:2] == [["Period", "Office", "Reports"], ["Quarter 3, 2026", "ឃុំអូរឫស្សី", "12"]]
    table.clearSelection()
    table.choose(2)
    table.copy()
    assert QGuiApplication.clipboard().text() == "Period\tOffice\tReports\n–\tឃុំឈូក ២\t100\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", "\u200b=", "＝", "＠"])
def test_no_cell_of_a_copy_is_taken_for_a_formula(start: str) -> None:
    table = made()
    words = f'{start}HYPERLINK("http://example.org")'
    table.show_rows(lambda: [TableRow(0, (TableCell(words), TableCell("1\n2"), TableCell("")))])
    line = copied(table)[1]
    assert line[0].startswith("'")
    assert line[1:] == ["1 2", ""]


def test_counts_of_cases_never_leave_by_the_clipboard_nor_by_the_order() -> None:
    table = made()
    counts = (3, 0, 41)
    table.show_rows(lambda: [row(n, f"office {n}", count, protected=True) for n, count in enumerate(counts)])
    table.sort_by("count")
    assert [table.texts(line)[1] for line in range(3)] == ["0", "3", "41"]  # seen here, by whom it concerns
    assert copied(table)[1:] == [["office 0", "…", ""], ["office 1", "…", ""], ["office 2", "…", ""]]
    table.setCurrentIndex(table.rows.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "0" not in QGuiApplication.clipboard().text().splitlines()[1].split("\t")
    table.menu().actions()[0].trigger()
    assert "41" not in QGuiApplication.clipboard().text()


def test_a_row_that_tells_by_being_there_is_left_out_of_a_copy() -> None:
    table = made()
    cells = TableCell("Cases of girls, 6-11"), TableCell("3", number=3, protected=True), TableCell("")
    table.show_rows(lambda: [row(0, "office 0", 5), TableRow(1, cells, kept_back=True)])
    assert table.texts(1)[0] == "Cases of girls, 6-11"
    assert copied(table)[1:] == [["office 0", "5", ""]]


def test_widths_order_and_sorting_are_as_the_person_left_them(tmp_path: Path) -> None:
    table = made(Remembered(tmp_path))
    header = table.horizontalHeader()
    header.moveSection(2, 0)
    before = table.columnWidth(1)
    table.setCurrentIndex(table.rows.index(0, 1))
    table.menu().actions()[-3].trigger()  # wider
    table.sort_by("count", down=True)
    again = made(Remembered(tmp_path))
    assert again.columnWidth(1) == before + 24
    assert again.horizontalHeader().logicalIndex(0) == 2
    assert keys(again) == [2, 0, 1, 3]
    again.menu().actions()[-1].trigger()  # as they were
    fresh = made(Remembered(tmp_path))
    assert (fresh.columnWidth(1), fresh.horizontalHeader().logicalIndex(0)) == (before, 0)
    assert keys(fresh) == [0, 1, 2, 3]


def test_a_column_that_is_dragged_keeps_its_width(qtbot: QtBot, tmp_path: Path) -> None:
    table = shown(qtbot, Remembered(tmp_path))
    heads = table.horizontalHeader()
    edge = heads.sectionViewportPosition(2)  # between the second column and the third
    here, there = [heads.viewport().rect().center() for _ in range(2)]
    here.setX(edge - 1)
    there.setX(edge + 40)
    before = table.columnWidth(1)
    QTest.mousePress(heads.viewport(), Qt.MouseButton.LeftButton, pos=here)
    QTest.mouseMove(heads.viewport(), there)
    QTest.mouseRelease(heads.viewport(), Qt.MouseButton.LeftButton, pos=there)
    wide = table.columnWidth(1)
    assert wide > before
    assert made(Remembered(tmp_path)).columnWidth(1) == wide


NOT_UNDERSTOOD = ("[]", "{", '{"order": 3}', '{"widths": {"count": "x"}}', '{"widths": {"count": 99999}}')


@pytest.mark.parametrize("kept", NOT_UNDERSTOOD)
def test_a_file_that_is_not_understood_leaves_the_columns_as_they_come(tmp_path: Path, kept: str) -> None:
    remembered = Remembered(tmp_path)
    remembered._file.setValue("tables/offices", kept)
    assert Remembered(tmp_path).columns("offices") == Arrangement()


def test_tab_goes_past_a_table_and_enter_opens_the_row(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    table, after = made(), QLineEdit()
    table.setParent(page)
    after.setParent(page)
    page.show()
    page.activateWindow()
    table.setFocus()
    table.choose(1)
    with qtbot.waitSignal(table.opened) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [1]
    with qtbot.waitSignal(table.moved) as heard:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert heard.args == [2]
    QTest.keyClick(table, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.hasFocus)


def test_rows_and_heads_are_said_again_in_the_other_language(qtbot: QtBot) -> None:
    columns = (Column("period", lambda: speech.period("2026Q3")),)
    table = Table(columns, lambda: speech.period("2026Q2"))
    qtbot.addWidget(table)
    table.show_rows(lambda: [TableRow(0, (TableCell(speech.number(7)),))])
    speech.speak("km", "khmer")
    respeak(table)
    assert table.texts(0) == ["៧"]
    assert "ត្រីមាស" in str(table.rows.headerData(0, Qt.Orientation.Horizontal))
    assert "ត្រីមាស" in table.accessibleName()


def test_every_commune_of_the_country_finds_its_place() -> None:
    table = made()
    many = [row(n, f"ឃុំអូរឫស្សី {n}", n) for n in range(1652)]
    table.show_rows(lambda: reversed(many))
    table.sort_by("office")
    assert keys(table) == list(range(1652))


def test_the_marked_rows_of_a_tree_are_copied_and_counts_of_cases_are_not(qapp: object) -> None:
    tree = CopyTree()
    tree.setHeaderLabels(["Plan", "This quarter"])
    top = QTreeWidgetItem(tree, ["=2.3  Parents", ""])
    for words, count, protected in (("Sessions", "12", False), ("Cases identified", "73", True)):
        item = QTreeWidgetItem(top, [words, count])
        item.setData(1, PROTECTED, protected)
    top.setExpanded(True)
    tree.selectAll()
    QTest.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == ["Plan\tThis quarter", "'=2.3 Parents\t", "Sessions\t12", "Cases identified\t…"]
    tree.clearSelection()
    tree.setCurrentItem(top.child(1), 1)
    tree.menu().actions()[0].trigger()
    assert "73" not in QGuiApplication.clipboard().text()


def test_no_screen_has_a_table_or_tree_that_copies_as_qt_does() -> None:
    for module in sorted(Path("desktop/ui").glob("*.py")):
        code = module.read_text(encoding="utf-8")
        assert not re.search(r"= Q(Table|Tree)(View|Widget)\(", code), module.name
