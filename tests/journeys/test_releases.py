"""What leaves the office: the official copy for one receiver, the copy that may be shared, the register."""

import hashlib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from desktop.actions import office, printout, protecting, releasing, stamp
from desktop.actions.office import NewOffice, Store, connection
from desktop.actions.printout import Order, Paper
from desktop.actions.releasing import FileFormat, Leaving, NotFitToLeave, ReceiverNeeded, RegisterWasBusy
from desktop.config import log_file
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Answer, Cell, ReportKey
from desktop.domain.shareable import HIDDEN, ProtectedCell, ReleasedCell
from desktop.domain.sheet import Grade, Signatures, Table
from desktop.storage import releases
from desktop.storage.database import writing
from desktop.storage.releases import Release
from tests.journeys.test_printouts import at, reported
from tests.printing.pdf_readers import needs_poppler, poppler_pages

PERIOD = "2026Q3"
ODD = 8_317  # no other number in these papers has these digits
SECRET = "Sokha of the blue house"
GIRL = "physical.home.girl.6-11.without"
ANSWERS: dict[str, Answer] = {
    "2.3.1:sessions": 4,
    f"2.3.4:cases_identified:{GIRL}": ODD,
    "2.3.4:note": SECRET,
    "narrative:challenges": f"About {SECRET}",
}


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = office.set_up(tmp_path_factory.mktemp("ឃុំ one"), NewOffice("040101", "Example officer", "example"))
    with stamp.held(at("2026-10-03")):
        reported(made.store, PERIOD, ANSWERS)
    return made.store


def order(paper: Paper = Paper.OFFICE, receiver: str = "") -> Order:
    grade = Grade.OFFICIAL if receiver else Grade.SHAREABLE
    return Order(paper, PERIOD, "en", "latin", grade=grade, receiver=receiver)


def everything(thing: object) -> list[object]:
    """All values within a sheet, however deep."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return [found for field in fields(thing) for found in everything(getattr(thing, field.name))]
    if isinstance(thing, tuple | list):
        return [found for part in thing for found in everything(part)]
    return [thing]


@pytest.mark.parametrize("paper", [Paper.OFFICE, Paper.HISTORY])
def test_a_copy_is_shareable_unless_asked_otherwise_and_holds_no_exact_count_and_nothing_written(
    commune: Store, paper: Paper
) -> None:
    with connection(commune) as db:
        sheet = printout.sheet_of(db, order(paper))
    assert sheet.grade is Grade.SHAREABLE
    said = everything(sheet)
    assert ODD not in said
    assert not any(SECRET in words or "8317" in words or "8,317" in words for words in map(str, said))
    assert not any("Example officer" in str(words) for words in said)
    assert not any(isinstance(block, Signatures) for block in sheet.blocks)


def test_the_history_that_may_be_shared_does_not_even_name_the_cells_of_a_case(commune: Store) -> None:
    with connection(commune) as db:
        shared, exact = (
            printout.sheet_of(db, order(Paper.HISTORY, receiver)) for receiver in ("", "the district")
        )
    assert any("6-11" in str(words) for words in everything(exact))
    assert not any("6-11" in str(words) for words in everything(shared))


def test_progress_stands_in_the_shareable_copy_as_it_is(commune: Store) -> None:
    with connection(commune) as db:
        sheet = printout.sheet_of(db, order())
    rows = [row for block in sheet.blocks if isinstance(block, Table) for row in block.rows]
    assert ("Sessions", 4) in [row.cells[:2] for row in rows]
    assert any("official copy" in str(getattr(block, "text", "")) for block in sheet.blocks)


def assert_foot(pdf: bytes, folder: Path, words: str) -> None:
    for page in poppler_pages(pdf, folder):
        assert words in " ".join(page.split())


@needs_poppler
def test_every_page_says_which_copy_it_is_and_for_whom(commune: Store, tmp_path: Path) -> None:
    with connection(commune) as db:
        shared = releasing.release(db, order())
        official = releasing.release(db, order(receiver="Baribour District"))
    may_be_shared = "Copy that may be shared: small counts are protected"
    assert_foot(shared.content, tmp_path, f"{may_be_shared} · No. {shared.number}")
    to_whom = f"not to be shared · No. {official.number}, for: Baribour District"
    assert_foot(official.content, tmp_path, to_whom)
    assert any("8,317" in page for page in poppler_pages(official.content, tmp_path))


def test_what_left_stands_in_the_register(commune: Store) -> None:
    with connection(commune) as db:
        first = releasing.release(db, order(receiver=" Baribour District "))
        second = releasing.release(db, order())
        last, before, *_ = releasing.list_releases(db)
    assert (before.number, last.number) == (first.number, second.number)
    assert (before.grade, before.receiver, last.grade, last.receiver) == (
        "official",
        "Baribour District",
        "shareable",
        "",
    )
    assert last.digest == hashlib.sha256(second.content).digest()
    assert (last.paper, last.place, last.period, last.format) == ("office", "kh.040101", PERIOD, "pdf")
    assert last.person == "Example officer"
    assert last.data_cut > 0
    assert second.name == "040101-office-2026Q3.pdf"


def test_an_official_copy_needs_a_receiver_and_nothing_is_registered_without(commune: Store) -> None:
    with connection(commune) as db:
        before = releasing.list_releases(db)
        nobody = Order(Paper.OFFICE, PERIOD, "en", "latin", grade=Grade.OFFICIAL, receiver="  ")
        with pytest.raises(ReceiverNeeded):
            releasing.release(db, nobody)
        assert releasing.list_releases(db) == before


def test_a_paper_without_counts_needs_no_number(commune: Store) -> None:
    with connection(commune) as db:
        before = releasing.list_releases(db)
        released = releasing.release(db, order(Paper.HOTLINES))
        assert released.number is None
        assert released.name == "hotlines-en.pdf"
        assert releasing.list_releases(db) == before


def test_a_copy_that_another_overtook_is_made_again_with_the_next_number(commune: Store) -> None:
    leaving = Leaving(Grade.SHAREABLE, "export", "kh.040101", PERIOD, "csv")
    with connection(commune) as db, connection(commune) as other:
        drawn: list[int] = []

        def draw(number: int, _values: object) -> bytes:
            drawn.append(number)
            if len(drawn) == 1:
                releasing.release(other, order())
            return f"copy {number}".encode()

        released = releasing.register(db, leaving, draw)
        assert drawn == [drawn[0], drawn[0] + 1]
        assert released.content == f"copy {drawn[1]}".encode()

        def hopeless(_number: int, _values: object) -> bytes:
            releasing.release(other, order())
            return b""

        with pytest.raises(RegisterWasBusy):
            releasing.register(db, leaving, hopeless)


def test_the_history_of_another_office_is_registered_under_that_office(commune: Store) -> None:
    with connection(commune) as db:
        about = Order(Paper.HISTORY, PERIOD, "en", "latin", ReportKey("kh.040101", PERIOD))
        releasing.release(db, about, FileFormat.PDF)
        assert releasing.list_releases(db)[0].place == "kh.040101"


def test_answers_are_either_open_or_protected_and_unknown_ones_are_protected(commune: Store) -> None:
    from desktop.storage.measures import measures

    assert not measures().protects(Cell.of("2.3.1:sessions").measure)
    for cell in ("2.3.4:cases_identified", "2.3.4:note", "narrative:challenges", "9.9.9:of_tomorrow"):
        assert measures().protects(Cell.of(cell).measure)


def test_a_copy_of_the_country_shows_no_province_that_it_reckoned_with(tmp_path: Path) -> None:
    country = ProtectedCell("2.3.4", "cases_identified", "kh", PERIOD)
    province = ProtectedCell("2.3.4", "cases_identified", "kh.04", PERIOD)
    entry = Release(1, "shareable", "summary", "kh", PERIOD, "pdf", "", 1, 0, "example", "2026-12-01", b"")
    made = office.set_up(tmp_path, NewOffice("", "Example officer", "example"))
    with connection(made.store) as db:
        with writing(db):
            releases.keep(db, entry, [ReleasedCell(country, 30, 30), ReleasedCell(province, 4, HIDDEN)])
        assert protecting.protect(db, "kh", ReportingPeriod(PERIOD)).shareable.values == {country: 30}


def test_a_file_that_holds_more_than_its_pages_does_not_leave_and_the_log_says_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(NotFitToLeave):
        releasing.looked_over(b"%PDF-1.4\n1 0 obj << /JavaScript (x) >> endobj")
    assert "HoldsMore: /JavaScript" in log_file().read_text(encoding="utf-8")
