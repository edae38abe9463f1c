"""The empty form on paper: an office's own activities with room to write, and nothing protected on it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions import office, printout, releasing, report
from desktop.actions.office import NewOffice, Store, connection
from desktop.actions.printout import Order, Paper
from desktop.actions.review import OnlySecretariat
from desktop.domain.report import Answer, Reason, ReportKey
from desktop.domain.sheet import Grade, Row, RowKind, Sheet, SheetCell, Table, WritingLines
from desktop.i18n.words import Language
from desktop.storage import sheets
from tests.printing.pdf_readers import needs_poppler, poppler_pages

LAST: dict[str, Answer] = {
    "2.3.1:sessions": 4_711,
    "3.1.1:sessions": Reason.NOT_PLANNED,
    "1.1.3:in_annual_plan": 1,
    "2.3.4:cases_identified": 5_882,
    "budget:spent:state": 7_300_111,
}
FORM = Order(Paper.FORM, "2026Q3", "en", "latin")


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = office.set_up(tmp_path_factory.mktemp("form"), NewOffice("040101", "Example officer", "example"))
    with connection(made.store) as db:
        opened = report.open_form(db, report.my_report(db, "2026Q2"))
        rest = {cell.key: Reason.NOTHING for cell in opened.form.required()}
        report.save_values(db, opened.view, {**rest, **LAST})
        report.submit(db, opened.view.key)
    return made.store


def printed(store: Store, **changes: object) -> Sheet:
    with connection(store) as db:
        return printout.sheet_of(db, replace(FORM, **changes))  # type: ignore[arg-type]


def tables(sheet: Sheet) -> Iterator[Table]:
    return (block for block in sheet.blocks if isinstance(block, Table))


def rows(sheet: Sheet) -> list[Row]:
    return [row for table in tables(sheet) for row in table.rows]


def under(sheet: Sheet, activity: str) -> dict[SheetCell, tuple[SheetCell, ...]]:
    """The rows of an activity by their measure."""
    found = rows(sheet)
    (at,) = [n for n, row in enumerate(found) if str(row.cells[0]).startswith(f"{activity}  ")]
    end = next((n for n in range(at + 1, len(found)) if found[n].kind.spans), len(found))
    return {row.cells[0]: row.cells[1:] for row in found[at + 1 : end]}


def test_it_asks_what_the_screen_asks_of_this_office(commune: Store) -> None:
    with connection(commune) as db:
        asked = report.open_form(db, report.my_report(db, FORM.period)).form
    sheet = printed(commune)
    titles = [str(row.cells[0]).split("  ")[0] for row in rows(sheet) if row.kind is RowKind.SUBGROUP]
    assert titles == [activity.code for activity in asked.activities]
    labels = [row.cells[0] for row in rows(sheet) if row.kind is RowKind.BODY and row.cells[0] is not None]
    required = {(cell.item, asked.measures[cell.measure].label.en) for cell in asked.required()}
    assert len(labels) == len(required) + len(asked.measures.resource_sources)
    assert all(table.by_hand for table in tables(sheet))
    assert sum(isinstance(block, WritingLines) for block in sheet.blocks) == 5


def test_boxes_are_empty_but_for_words_to_circle_and_the_last_period_is_beside_them(commune: Store) -> None:
    sheet = printed(commune)
    assert under(sheet, "2.3.1")["Sessions"] == (None, 4_711)
    assert under(sheet, "3.1.1")["Sessions"] == (None, "not planned")
    assert under(sheet, "1.1.3")["In the annual plan or investment programme"] == ("yes / no", "yes")
    plain = printed(commune, last_period=False)
    assert under(plain, "2.3.1")["Sessions"] == (None,)


@needs_poppler
@pytest.mark.parametrize("language", ["km", "en"])
def test_no_protected_figure_stands_on_it_and_it_needs_no_receiver(
    commune: Store, language: Language, tmp_path: Path
) -> None:
    with connection(commune) as db:
        released = releasing.release(db, replace(FORM, language=language))
    text = "".join(poppler_pages(released.content, tmp_path))
    assert "4,711" in text or "4.711" in text
    assert "5,882" not in text
    assert "5.882" not in text
    assert released.number is None
    sheet = printed(commune)
    assert (sheet.grade, sheet.reference) == (Grade.OPEN, None)
    assert under(sheet, "2.3.4")["Child victims identified"] == (None, None)


def test_protected_answers_do_not_even_reach_the_form(commune: Store) -> None:
    with connection(commune) as db:
        before = sheets.form_facts(db, ReportKey("kh.040101", FORM.period), last_period=True).before
    assert before["2.3.1:sessions"] == 4_711
    assert "2.3.4:cases_identified" not in before


def test_cases_have_a_line_for_each_kind_with_the_words_of_every_list(commune: Store) -> None:
    (identified, referred) = [table for table in tables(printed(commune)) if len(table.columns) == 6]
    assert [column.title for column in identified.columns] == [
        "Form of violence", "Setting", "Sex", "Age", "Disability", "Number",
    ]  # fmt: skip
    assert identified.rows == referred.rows
    assert set(identified.rows) == {Row((None,))}


def test_the_form_of_a_year_asks_for_baselines_and_targets_and_no_words(commune: Store) -> None:
    sheet = printed(commune, period="2026")
    assert under(sheet, "2.3.1")["Sessions"] == (None, None)
    assert [column.title for column in next(tables(sheet)).columns[1:]] == ["Baseline", "Target of the year"]
    assert not any(isinstance(block, WritingLines) for block in sheet.blocks)


def test_a_district_prints_the_form_of_a_commune_under_it_and_of_no_other(tmp_path: Path) -> None:
    district = office.set_up(tmp_path / "district", NewOffice("0401", "Example officer", "example"))
    sheet = printed(district.store, report=ReportKey("kh.040102", "2026Q3"))
    assert sheet.subtitle.startswith("Chhnok Tru Commune")
    with pytest.raises(OnlySecretariat):
        printed(district.store, report=ReportKey("kh.040201", "2026Q3"))
