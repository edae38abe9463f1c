"""Every paper leaves as a workbook too; what people wrote into reports is text in it, whatever it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from desktop.actions import releasing
from desktop.actions.printout import Order, Paper
from desktop.actions.releasing import FileFormat
from desktop.domain.report import ReportKey
from desktop.domain.sheet import Grade
from desktop.printing.breaking import clean
from desktop.storage import settings
from desktop.storage.database import Database
from tests.printing.formula_payloads import PAYLOADS
from tests.printing.workbook_reader import Parts, assert_harmless
from tests.sync.laptops import PERIOD, Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
NARRATIVES = ("challenges", "solutions", "next_steps", "requests")
OF_A_YEAR = {Paper.ANNUAL, Paper.MID_TERM, Paper.FINAL}


@pytest.fixture(scope="module")
def hostile(known_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Laptop]:
    """A commune that writes nothing but what a spreadsheet could take for a formula, and its province."""
    folder = tmp_path_factory.mktemp("hostile")
    laptops = {name: known_once[name].copy_to(folder / name) for name in ("commune", "province")}
    commune, province = laptops["commune"], laptops["province"]
    for laptop in laptops.values():
        with laptop.open() as db:
            settings.put(db, person=PAYLOADS[2])
    texts = {f"narrative__{name}": "\n".join(PAYLOADS[at::4]) for at, name in enumerate(NARRATIVES)}
    notes = {"2.3.1__note": "\n".join(PAYLOADS), "2.3.4__note": PAYLOADS[0], "1.1.3__note": PAYLOADS[1]}
    before = commune.kept_names()
    commune.fill(**texts, **notes)
    commune.submit()
    take(province, seal_for(commune, commune.kept_names() - before, [province.box()]))
    return laptops


@contextmanager
def workbook(laptop: Laptop, paper: Paper, *, official: bool, receiver: str = "") -> Iterator[bytes]:
    with laptop.open() as db:
        yield made(db, laptop, paper, official=official, receiver=receiver)


def made(db: Database, laptop: Laptop, paper: Paper, *, official: bool, receiver: str) -> bytes:
    grade = Grade.OFFICIAL if official else Grade.SHAREABLE
    period = PERIOD[:4] if paper in OF_A_YEAR else PERIOD
    about = ReportKey("kh.040101", PERIOD) if paper is Paper.FEEDBACK else None
    order = Order(paper, period, "en", "latin", about, grade, receiver)
    return releasing.release(db, order, FileFormat.XLSX).content


# A receipt holds nothing that an office wrote, and comes only from another computer.
PAPERS = [
    (paper, official)
    for paper in Paper
    for official in (False, True)
    if not (official and paper.is_open) and paper is not Paper.RECEIPT
]


@pytest.mark.parametrize(("paper", "official"), PAPERS)
def test_every_paper_is_a_workbook_in_which_nothing_reckons(
    hostile: dict[str, Laptop], paper: Paper, official: bool
) -> None:
    office = "commune" if paper in (Paper.OFFICE, Paper.HISTORY, Paper.FORM) else "province"
    receiver = PAYLOADS[3] if official else ""
    with workbook(hostile[office], paper, official=official, receiver=receiver) as content:
        assert_harmless(Parts(content), chart=True)


def test_everything_that_was_written_stands_in_the_official_report_and_summary_as_text(
    hostile: dict[str, Laptop],
) -> None:
    for office, paper in (("commune", Paper.OFFICE), ("province", Paper.SUMMARY)):
        with workbook(hostile[office], paper, official=True, receiver="Example") as content:
            said = "\n".join(Parts(content).texts())
        missing = [one for one in PAYLOADS if clean(one).strip() not in said]
        assert not missing, (paper, missing)


def test_nothing_that_was_written_stands_in_what_may_be_shared(hostile: dict[str, Laptop]) -> None:
    for office, paper in (("commune", Paper.OFFICE), ("commune", Paper.HISTORY), ("province", Paper.SUMMARY)):
        with workbook(hostile[office], paper, official=False) as content:
            everything = b"".join(Parts(content).content.values())
        assert b"example.invalid" not in everything, paper
        assert b"Example officer" not in everything
