"""A province shares a summary: what it may say of children and cases, and that it never says more later."""

import io
import re
import shutil
import zipfile
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.actions import children, office, printout, protecting, releasing, stamp, trust
from desktop.actions.office import NewOffice, Store, connection
from desktop.actions.printout import Paper
from desktop.actions.protecting import CannotBeProtected
from desktop.actions.releasing import FileFormat
from desktop.config import log_file
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Answer
from desktop.domain.shareable import UNPRINTED, ProtectedCell, ReleasedCell
from desktop.domain.sheet import Paragraph, Sheet, Table
from desktop.storage import releases
from desktop.storage.database import writing
from desktop.storage.releases import Release
from tests.journeys.test_printouts import at, delivered, reported
from tests.printing.pdf_readers import needs_poppler, poppler_pages

COMMUNES = ("230101", "230103", "230201", "230202", "230203")  # all of Kep, the smallest province
QUARTER, IN_TIME, WHEN_DUE = "2026Q3", "2026-10-03", "2026-11-20"
IDENTIFIED, REFERRED, COORDINATED = (
    "2.3.4:cases_identified",
    "2.3.4:cases_referred",
    "1.1.9:cases_coordinated",
)
EXACT = (10_711, 10_722, 10_733, 10_744, 10_755)  # together 53,665; no other number has these digits
TOTAL = sum(EXACT)
SECRET = "Sokha of the blue house"


def of_commune(number: int) -> dict[str, Answer]:
    few = 1 if number < 3 else 0
    return {
        "2.3.1:sessions": 4,
        f"{IDENTIFIED}:physical.home.girl.6-11.without": few,
        f"{REFERRED}:physical.home.girl.6-11.without": 4 + number,
        f"{REFERRED}:sexual.online.boy.12-17.without": 3,
        COORDINATED: EXACT[number] % 100,
        "1.1.9:note": SECRET,
        "narrative:challenges": f"About {SECRET}",
    }


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Store]]:
    """Kep with its five communes, which have reported about a quarter."""
    folder = tmp_path_factory.mktemp("កែប one")
    secretariat = office.set_up(folder / "province", NewOffice("23", "Example officer", "example"))
    with connection(secretariat.store) as db:
        card = office.office_card(db)
    stores = []
    for number, code in enumerate(COMMUNES):
        made = office.set_up(folder / code, NewOffice(code, "Example officer", "example", card))
        with connection(secretariat.store) as db:
            trust.accept(db, made.device, f"kh.{code}")
        with stamp.held(at(IN_TIME)):
            reported(made.store, QUARTER, of_commune(number))
        stores.append(made.store)
    with stamp.held(at(IN_TIME)):
        delivered(stores, secretariat.store, folder / "stick")
    return secretariat.store, stores


@pytest.fixture
def made(made_once: tuple[Store, list[Store]], tmp_path: Path) -> tuple[Store, list[Store]]:
    """The same for one test alone."""

    def copied(store: Store) -> Store:
        return Store(Path(shutil.copytree(store.folder, tmp_path / store.folder.name)), store.key)

    return copied(made_once[0]), [copied(store) for store in made_once[1]]


def shared(store: Store, period: str = QUARTER, day: str = WHEN_DUE) -> Sheet:
    with stamp.held(at(day)), connection(store) as db:
        return printout.sheet_of(db, printout.order(db, Paper.SUMMARY, period, "en", "latin"))


def let_go(
    store: Store,
    period: str = QUARTER,
    language: str = "en",
    receiver: str = "",
    file_format: FileFormat = FileFormat.PDF,
) -> bytes:
    with stamp.held(at(WHEN_DUE)), connection(store) as db:
        order = printout.order(
            db, Paper.SUMMARY, period, language, "latin", receiver=receiver, official=bool(receiver)
        )
        return releasing.release(db, order, file_format).content


def cells(sheet: Sheet, label: str) -> list[tuple[object, ...]]:
    rows = [row for block in sheet.blocks if isinstance(block, Table) for row in block.rows]
    return [row.cells[1:] for row in rows if row.cells[0] == label]


def says(sheet: Sheet) -> str:
    return " ".join(block.text for block in sheet.blocks if isinstance(block, Paragraph))


def test_how_far_an_indicator_is_reached_is_not_told_where_all_of_it_is_protected(
    made: tuple[Store, list[Store]],
) -> None:
    rows = [row for block in shared(made[0]).blocks if isinstance(block, Table) for row in block.rows]
    (told,) = [row.cells[1:] for row in rows if str(row.cells[0]).startswith("Indicator 3.3b: ")]
    assert told == ("…", "…", "…")


def test_a_summary_that_may_be_shared_rounds_bands_and_hides(made: tuple[Store, list[Store]]) -> None:
    sheet = shared(made[0])
    # 1 + 1 + 1 of girls; 4 + 5 + 6 + 7 + 8 of girls and 5 times 3 of boys: 45. Lists are for years.
    assert cells(sheet, "2.3.4  Child victims identified") == [("…", "…", "<10")]
    assert cells(sheet, "2.3.4  Cases referred") == [("…", "…", 45)]
    assert "rounded to 5" in says(sheet)
    assert "do not say how common violence is" in says(sheet)


def test_sums_of_other_times_and_how_many_answered_stand_beside_no_protected_count(
    made: tuple[Store, list[Store]],
) -> None:
    rows = cells(shared(made[0]), "Cases coordinated")
    assert (165, "…", "…", None, None) in rows  # 11 + 22 + 33 + 44 + 55


def test_before_the_reports_are_due_nothing_is_shown(made: tuple[Store, list[Store]]) -> None:
    sheet = shared(made[0], day="2026-10-04")
    assert "not shown yet" in says(sheet)
    assert not cells(sheet, "2.3.4  Cases referred")
    assert {row[0] for row in cells(sheet, "Cases coordinated")} == {"…"}


def test_a_month_and_nine_months_show_nothing(made: tuple[Store, list[Store]]) -> None:
    assert "a small number can tell who is meant" in says(shared(made[0], "2026N", "2027-02-01"))


def test_what_was_shared_once_stands_whatever_is_corrected(
    made: tuple[Store, list[Store]], tmp_path: Path
) -> None:
    store, communes = made
    let_go(store)
    with connection(store) as db:
        kept = releases.cells(db, 2026)[QUARTER]
    assert {one.exact for one in kept if one.cell.measure == "cases_coordinated"} == {165}
    with stamp.held(at("2026-11-25")):
        reported(communes[0], QUARTER, {**of_commune(0), COORDINATED: 999})
        delivered([communes[0]], store, tmp_path / "stick")
    assert 165 in [row[0] for row in cells(shared(store), "Cases coordinated")]
    let_go(store, language="km")
    with connection(store) as db:
        assert releases.cells(db, 2026)[QUARTER] == kept  # nothing new is kept of what says nothing new
        official = printout.province_summary_sheet(db, QUARTER, "en", "latin", grade=printout.Grade.OFFICIAL)
    assert 165 - 11 + 999 in [row[0] for row in cells(official, "Cases coordinated")]
    assert UNPRINTED not in {one.printed for one in kept}


ODD = 8_317  # no other number in these papers has these digits
NEVER = (b"8317", b"8,317", "៨៣១៧".encode(), SECRET.encode(), SECRET.encode("utf-16-be"), b"Example officer")


@pytest.fixture
def odd(made: tuple[Store, list[Store]], tmp_path: Path) -> Store:
    """The province when one commune has reported a number of its own."""
    store, communes = made
    with stamp.held(at("2026-11-25")):
        reported(communes[1], QUARTER, {**of_commune(1), "2.3.7:violence_reports": ODD, COORDINATED: ODD})
        delivered([communes[1]], store, tmp_path / "stick")
    return store


@needs_poppler
def test_no_exact_count_and_nothing_written_is_left_over_in_the_pages(odd: Store, tmp_path: Path) -> None:
    official = let_go(odd, receiver="CNCC")
    assert any("8,317" in page for page in poppler_pages(official, tmp_path))
    for language in ("en", "km"):
        content = let_go(odd, language=language)
        parts = [*streams(content), *(page.encode() for page in poppler_pages(content, tmp_path))]
        for words in NEVER:
            for part in parts:
                found = re.search(rb"(?<![.0-9])" + re.escape(words), part)
                assert not found, part[found.start() - 40 : found.end() + 40] if found else b""


def test_no_exact_count_and_nothing_written_is_left_over_in_the_workbook(odd: Store) -> None:
    official = members(let_go(odd, receiver="CNCC", file_format=FileFormat.XLSX))
    assert any(b"8317" in part for part in official.values())
    shared_one = members(let_go(odd, file_format=FileFormat.XLSX))
    assert not [words for words in NEVER for part in shared_one.values() if words in part]
    everything = b"".join(shared_one.values())
    for hidden in (
        b"<f>",
        b'state="hidden"',
        b'state="veryHidden"',
        b'hidden="1"',
        b"externalLink",
        b"comment",
    ):
        assert hidden not in everything
    assert not [name for name in shared_one if re.search("vba|pivot|custom|external|embed", name)]


def streams(pdf: bytes) -> list[bytes]:
    """The file as it lies, every stream of it unpacked, and what it says of itself."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            found.append(stream)
    return [*found, str(PdfReader(io.BytesIO(pdf)).metadata).encode()]


def members(xlsx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_year_is_divided_by_one_list_at_a_time_and_by_districts_whose_children_are_known(
    made: tuple[Store, list[Store]], tmp_path: Path
) -> None:
    store, communes = made
    for number, commune in enumerate(communes):
        for quarter in (1, 2, 4):  # the third is there
            cases: dict[str, Answer] = {
                f"{REFERRED}:physical.home.girl.6-11.without": 4 + number,
                f"{REFERRED}:sexual.online.boy.12-17.without": 3,
                f"{REFERRED}:neglect.home.boy.0-5.with": 1,
            }
            with stamp.held(at("2027-01-02")):
                reported(commune, f"2026Q{quarter}", cases)
    with stamp.held(at("2027-01-02")):
        delivered(communes, store, tmp_path / "stick")
    with connection(store) as db:
        children.enter(db, "2301,4000\n2302,9000\n")
    sheet = shared(store, "2026", "2027-03-01")
    # Girls 4 x (4 + 5 + 6 + 7 + 8) = 120, boys 5 x (4 x 3 + 3 x 1) = 75; of the disabled nothing is shown.
    assert cells(sheet, "2.3.4  Cases referred") == [(120, 75, 195), (), (), (), ()]
    assert (165, 165, "…", None, None) in cells(sheet, "Cases coordinated")  # the year to date is the year
    # Of those identified, who were three in all, a list would tell nothing more.
    assert cells(sheet, "Physical violence") == [(120,)]
    assert cells(sheet, "Neglect") == [(15,)]
    assert cells(sheet, "Abduction") == [("<10",)]
    assert cells(sheet, "0-5 years") == [(15,)]
    # Two communes are too few, and three have 4 x (6 + 7 + 8) + 3 x (4 x 3 + 3) = 129.
    assert cells(sheet, "Damnak Chang'aeu District")[-1] == ("…",)
    assert cells(sheet, "Kep Municipality")[-1] == (130,)
    with stamp.held(at("2027-03-01")), connection(store) as db:
        # A district's own copy is its own to make: here it would not be held against those of the province.
        assert not protecting.protect(db, "kh.2302", ReportingPeriod("2026")).shareable.shows_something
        exact = {
            one.cell.category: one.exact
            for one in protecting.protect(db, "kh.23", ReportingPeriod("2026")).cells
            if (one.cell.measure, one.cell.period, one.cell.place) == ("cases_referred", "2026", "kh.23")
        }
        official = printout.province_summary_sheet(db, "2026", "en", "latin", grade=printout.Grade.OFFICIAL)
    assert cells(official, "2.3.4  Cases referred")[0][:3] == (exact["sex.girl"], exact["sex.boy"], exact[""])


def test_where_what_was_shared_fits_no_numbers_nothing_leaves_and_a_person_is_told_what_to_do(
    made: tuple[Store, list[Store]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "notes"))
    quarter, half = (
        ProtectedCell("1.1.9", "cases_coordinated", "kh.23", period) for period in (QUARTER, "2026S2")
    )
    damaged = [ReleasedCell(quarter, 165, UNPRINTED), ReleasedCell(half, 165, 10)]
    entry = Release(1, "shareable", "summary", "kh.23", "2026S2", "pdf", "", 1, 0, "example", "", b"")
    with connection(made[0]) as db:
        with writing(db):
            releases.keep(db, entry, damaged)
        with pytest.raises(CannotBeProtected):
            let_go(made[0])
        assert [one.number for one in releases.every(db)] == [1]
    assert "Contradiction" in log_file().read_text(encoding="utf-8")
    assert let_go(made[0], receiver="the ministry")
