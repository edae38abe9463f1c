"""The form in Excel as an officer meets it: what can be written to, what is offered, what is checked."""

import dataclasses
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from formula_payloads import PAYLOADS
from hostile_workbooks import parts_of, zipped
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from workbook_reader import Parts, assert_harmless

from desktop.domain.blank_form import BlankForm, blank_form
from desktop.domain.form import Form, form
from desktop.domain.measure import Kind
from desktop.domain.plan import Text
from desktop.domain.report import ReportKey
from desktop.i18n.khmer import has_khmer
from desktop.printing.form import form_xlsx, read_form
from desktop.storage import measures, org_units, plans
from tests.excel_hand import Hand

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # letters that Excel shows of a check


@cache
def asked(code: str = "040101", period: str = "2026Q3") -> Form:
    unit = next(unit for unit in org_units.gazetteer() if unit.code == code)
    return form(plans.plan(), measures.measures(), unit, ReportKey(unit.id, period))


@cache
def blank(code: str = "040101", period: str = "2026Q3") -> BlankForm:
    return blank_form(asked(code, period), plans.plan())


@cache
def made() -> bytes:
    return form_xlsx(blank())


def worksheets() -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(made())).worksheets


def test_only_answers_can_be_written_to() -> None:
    hand = Hand(made())
    answers = {hand.cell(cell.key) for cell in asked().asked()}
    open_ = {
        cell
        for sheet in hand.book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert answers <= open_
    assert all(sheet.protection.sheet for sheet in hand.book.worksheets)
    others = {cell.parent.title for cell in open_ - answers}
    assert others == {"សកម្មភាព · Activities", "ថវិកា · Budget", "ករណី · Cases", "សេចក្តីរៀបរាប់ · In words"}
    assert all(cell.value is None for cell in open_)


def test_answers_are_cells_of_text_so_that_excel_changes_nothing_of_what_is_typed() -> None:
    hand = Hand(made())
    assert {hand.cell(cell.key).number_format for cell in asked().asked()} == {"@"}


def test_every_answer_is_checked_or_chosen_by_its_kind() -> None:
    hand = Hand(made())
    wanted = {
        Kind.COUNT: "custom",
        Kind.MONEY: "custom",
        Kind.YES_NO: "list",
        Kind.STATUS: "list",
        Kind.TEXT: "textLength",
    }
    for cell in asked().asked():
        kind = asked().measures[cell.measure].kind
        assert _rule(hand, cell.key).type == wanted[kind], cell.key
        if kind is not Kind.TEXT:
            assert _rule(hand, cell.key, "reason").type == "list"
    assert hand.choices("1.1.3:in_annual_plan") == ["បាទ/ចាស · yes", "ទេ · no"]


def test_every_check_speaks_both_languages_and_fits_what_excel_shows() -> None:
    rules = [rule for sheet in worksheets() for rule in sheet.data_validations.dataValidation]
    assert len(rules) > 200
    for rule in rules:
        assert rule.showErrorMessage
        assert rule.errorStyle in (None, "stop")
        for title in (rule.promptTitle, rule.errorTitle):
            assert 0 < len(title) <= LONGEST_TITLE
        for message in (rule.prompt, rule.error):
            assert has_khmer(message)
            assert len(message) <= LONGEST_MESSAGE
        assert any("a" <= letter <= "z" for letter in rule.error)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_check_of_a_number_lets_pass_what_people_write_as_numbers(tmp_path: Path) -> None:
    hand = Hand(made())
    answer = hand.cell("1.3.1:sessions")
    formula = str(_rule(hand, "1.3.1:sessions").formula1)
    good = ("12", "១២", "1.200", "1,200", "12\u200b", "1 200", "", 12)
    bad = ("12a", "x=1", "-3", "many", "១២ នាក់")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, value in enumerate((*good, *bad), 1):
        sheet.cell(row, 1).value = value
        sheet.cell(row, 2).value = "=" + formula.replace(answer.coordinate, f"A{row}")
    book.save(tmp_path / "check.xlsx")
    command = [
        "soffice",
        f"-env:UserInstallation={tmp_path.as_uri()}/office",
        "--headless",
        "--convert-to",
        "csv",
    ]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "check.xlsx"], capture_output=True, check=True)
    told = [
        line.rpartition(",")[2] for line in (tmp_path / "check.csv").read_bytes().decode("latin-1").split()
    ]
    assert [word for word in told if word in ("TRUE", "FALSE")] == ["TRUE"] * len(good) + ["FALSE"] * len(bad)


def test_lists_stand_on_a_worksheet_that_everybody_sees() -> None:
    for sheet in worksheets():
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                assert rule.formula1.startswith("'បញ្ជី · Lists'!"), rule.formula1
    assert {sheet.sheet_state for sheet in worksheets()} == {"visible"}


def test_both_languages_and_the_plan_are_at_hand() -> None:
    texts = Parts(made()).texts()
    said = "\n".join(texts)
    for activity in asked().activities:
        assert activity.title.text.km in said
        assert activity.title.text.en in said
    for cell in asked().asked():
        label = asked().measures[cell.measure].label
        assert label.km in said
        assert label.en in said


def test_a_name_that_looks_like_a_formula_is_a_text_in_the_form_too() -> None:
    for payload in PAYLOADS[::125]:
        named = dataclasses.replace(blank(), office=Text(payload, payload), office_code=payload, example=True)
        parts = Parts(form_xlsx(named))
        assert_harmless(parts)


@pytest.mark.parametrize(
    ("code", "period"), [("04", "2026Q1"), ("0401", "2026S1"), ("040101", "2026"), ("", "2026Q3")]
)
def test_every_level_and_kind_of_period_has_its_form_and_it_reads_back_empty(code: str, period: str) -> None:
    filled = read_form(form_xlsx(blank(code, period)))
    keys = {row["cell"].text for row in filled.rows}
    assert {cell.key for cell in asked(code, period).asked()} <= keys
    assert not filled.unread
    assert all(row["answer"].is_empty for row in filled.rows)


def test_a_text_from_word_comes_in_without_the_signs_that_excel_writes_for_its_line_ends() -> None:
    hand = Hand(made())
    hand.answer("narrative:challenges", "MARK")
    written = b"a_x000D_&#10;b_x0007_c"
    parts = {name: part.replace(b"MARK", written) for name, part in parts_of(hand.saved()).items()}
    filled = read_form(zipped(parts))
    (found,) = [row["answer"].text for row in filled.rows if row["cell"].text == "narrative:challenges"]
    assert found == "a\nbc"


def test_making_it_twice_gives_the_same_bytes() -> None:
    assert form_xlsx(blank()) == made()


def _rule(hand: Hand, key: str, column: str = "answer") -> DataValidation:
    cell = hand.cell(key, column)
    (found,) = [rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref]
    return found
