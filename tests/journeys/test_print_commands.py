"""Every paper by command: at its grade, of this office or one under it, as PDF or Excel by its name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.journeys.test_export_commands import PERIOD, SECRET, WORDS, reported, tumpeang
from tests.printing.pdf_readers import pypdf_pages

__all__ = ["reported", "tumpeang"]
Said = tuple[int, str, str]
OFFICIAL = ("--official", "--receiver", "CNCC", "--language", "en", "--digits", "latin")
pytestmark = pytest.mark.usefixtures("reported")


def cells(path: Path) -> set[object]:
    return {cell.value for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row}


def test_the_ending_of_the_name_says_whether_it_is_a_page_or_a_workbook(
    tumpeang: Callable[..., Said], tmp_path: Path
) -> None:
    for name, begins in (("តារាង.XLSX", b"PK"), ("paper.pdf", b"%PDF")):
        out = tmp_path / name
        assert tumpeang("print", "province", "--period", PERIOD, "--out", out)[0] == 0
        assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["paper.docx", "paper", "paper.pdf.exe"])
def test_another_ending_is_refused_before_anything_is_registered(
    tumpeang: Callable[..., Said], tmp_path: Path, name: str
) -> None:
    code, _, said = tumpeang("print", "province", "--period", PERIOD, "--out", tmp_path / name)
    assert (code, list(tmp_path.glob("paper*"))) == (1, [])
    assert "ends in neither .pdf nor .xlsx" in said
    assert tumpeang("releases")[1] == ""


def test_a_workbook_is_exact_for_a_receiver_only(tumpeang: Callable[..., Said], tmp_path: Path) -> None:
    shared, official = tmp_path / "shared.xlsx", tmp_path / "official.xlsx"
    of_commune = ("print", "office", "--code", "040101", "--period", PERIOD)
    assert tumpeang(*of_commune, "--out", shared)[0] == 0
    assert tumpeang(*of_commune, "--out", official, *OFFICIAL)[0] == 0
    assert SECRET in cells(official)
    assert not {SECRET, str(SECRET), WORDS} & cells(shared)


def test_the_history_of_a_report_is_printed_at_either_grade(
    tumpeang: Callable[..., Said], tmp_path: Path
) -> None:
    shared, official = tmp_path / "shared.pdf", tmp_path / "official.pdf"
    of_commune = ("print", "history", "--code", "040101", "--period", PERIOD)
    assert tumpeang(*of_commune, "--out", shared)[0] == 0
    assert tumpeang(*of_commune, "--out", official, *OFFICIAL)[0] == 0
    assert "7,919" in "".join(pypdf_pages(official.read_bytes()))
    assert "7,919" not in "".join(pypdf_pages(shared.read_bytes()))
    said = tumpeang("releases")[1]
    assert said.count("history kh.040101") == 2


@pytest.mark.parametrize("paper", ["form", "register", "feedback"])
def test_papers_without_counts_come_as_workbooks_too(
    tumpeang: Callable[..., Said], tmp_path: Path, paper: str
) -> None:
    out = tmp_path / f"{paper}.xlsx"
    of = ("--code", "040101") if paper != "register" else ()
    assert tumpeang("print", paper, *of, "--period", PERIOD, "--out", out)[0] == 0
    assert len(cells(out)) > 10
    assert tumpeang("releases")[1] == ""
