"""Before a file leaves it is looked over: what no page or table shows must not be in it."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from desktop.printing.paper import pdf
from desktop.printing.scanning import HoldsMore, look_over
from desktop.printing.workbook import xlsx
from tests.printing.example_sheets import english_report, khmer_report

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx(english_report()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_what_this_program_makes_may_leave(members: Mapping[str, bytes]) -> None:
    for sheet in (english_report(), khmer_report()):
        look_over(pdf(sheet))
        look_over(xlsx(sheet))
    look_over(packed(members))


@pytest.mark.parametrize(
    "word", [b"/JavaScript (x)", b"/EmbeddedFiles 1 0 R", b"/OCProperties <<>>", b"/AcroForm 2 0 R"]
)
def test_a_paper_with_a_script_a_file_a_layer_or_a_form_may_not(word: bytes) -> None:
    page = pdf(english_report())
    with pytest.raises(HoldsMore):
        look_over(page.replace(b"/Type /Catalog", b"/Type /Catalog " + word))


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/comments1.xml",
        "xl/externalLinks/externalLink1.xml",
        "customXml/item1.xml",
        "docProps/custom.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "xl/embeddings/object1.bin",
    ],
)
def test_a_workbook_with_another_member_may_not(members: Mapping[str, bytes], name: str) -> None:
    with pytest.raises(HoldsMore, match=name):
        look_over(packed({**members, name: b""}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b"<row><c><f>1+1</f></c></row></sheetData>"),
        (b"</sheetData>", b'<row hidden="1"></row></sheetData>'),
        (b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A1"/></hyperlinks>'),
        (b"<col ", b'<col hidden="1" '),
    ],
)
def test_a_workbook_with_a_formula_a_link_or_something_hidden_may_not(
    members: Mapping[str, bytes], old: bytes, new: bytes
) -> None:
    assert old in members[SHEET]
    with pytest.raises(HoldsMore):
        look_over(packed({**members, SHEET: members[SHEET].replace(old, new, 1)}))


def test_a_workbook_with_a_hidden_sheet_or_a_name_of_its_own_may_not(members: Mapping[str, bytes]) -> None:
    book = members["xl/workbook.xml"]
    for old, new in (
        (b"<sheet ", b'<sheet state="veryHidden" '),
        (b"</sheets>", b'</sheets><definedNames><definedName name="secret">1</definedName></definedNames>'),
    ):
        assert old in book
        with pytest.raises(HoldsMore):
            look_over(packed({**members, "xl/workbook.xml": book.replace(old, new, 1)}))
