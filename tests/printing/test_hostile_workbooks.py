"""A workbook that comes from anywhere is refused before it is parsed, whole, in bounded time and memory."""

import os
import random
import secrets
import sys
import time
import tracemalloc
from collections.abc import Callable

import pytest
from hostile_workbooks import HOSTILE, Hostile, damaged, parts_of, zipped

from desktop.actions import excel_form
from desktop.errors import UserError
from desktop.printing.form import read_form
from desktop.storage import reports
from tests.excel_hand import Hand
from tests.sync.laptops import Laptop

Laptops = Callable[[str], Laptop]
SEED = int(os.environ.get("SEED", "0")) or secrets.randbelow(10**9)
FORMS = int(os.environ.get("FORMS", "80"))
MOST_SECONDS, MOST_MEMORY = 20, 160_000_000  # of the slowest on a busy machine; bytes


@pytest.fixture(scope="module")
def form(known_once: dict[str, Laptop]) -> bytes:
    with known_once["commune"].open() as db:
        return excel_form.make(db, "2026Q3")


@pytest.fixture(scope="module")
def filled(form: bytes) -> bytes:
    hand = Hand(form)
    hand.answer("1.3.1:sessions", "12")
    hand.reason("1.3.1:people", "not known")
    return hand.saved()


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_for_what_it_is(form: bytes, hostile: Hostile) -> None:
    content = hostile.content(form)
    began = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(UserError) as told:
            read_form(content)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()
    assert type(told.value) is hostile.refusal
    assert time.process_time() - began < MOST_SECONDS


def test_no_hostile_file_changes_the_report(known: Laptops, form: bytes) -> None:
    commune = known("commune")
    commune.answer("1.3.1:sessions", 4)
    with commune.open() as db:
        before = reports.view(db, commune.report())
        written = db.conn.total_changes
        for hostile in HOSTILE[:: max(1, len(HOSTILE) // 12)]:
            with pytest.raises(hostile.refusal):
                excel_form.look(db, hostile.content(form))
        assert reports.view(db, commune.report()) == before
        assert db.conn.total_changes == written


def test_the_table_of_hostile_files_names_each_once() -> None:
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE) >= 60


def test_an_ordinary_workbook_with_what_offices_add_is_read(form: bytes) -> None:
    parts = parts_of(form)
    parts["xl/printerSettings/printerSettings1.bin"] = b"x" * 500
    parts["docProps/custom.xml"] = b"<Properties/>"
    parts["docMetadata/LabelInfo.xml"] = b"<labelList/>"
    parts["xl/calcChain.xml"] = b"<calcChain/>"
    parts["xl/media/image1.png"] = b"\x89PNG"
    web = (
        b'<Relationships><Relationship Id="rId9" TargetMode="External" Target="http://example.invalid" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = web
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        b"</styleSheet>", b'<extLst><ext uri="{0}"/></extLst></styleSheet>'
    )
    extended = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"</worksheet>", extended)
    assert read_form(zipped(parts)) == read_form(form)


def test_a_damaged_form_is_refused_or_read_and_never_breaks_the_program(filled: bytes) -> None:
    sys.stdout.write(f"SEED={SEED} FORMS={FORMS}\n")
    dice = random.Random(SEED)
    refused = 0
    for number in range(FORMS):
        content = damaged(filled, dice)
        try:
            read_form(content)
        except UserError:
            refused += 1
        except Exception as breaks:
            raise AssertionError(f"SEED={SEED}, form {number}") from breaks
    assert refused
