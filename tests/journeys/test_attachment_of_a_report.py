"""The way of a photo with a report: attached, submitted, counted on paper, corrected, still readable."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from desktop.actions import attachments, history, printout, report
from desktop.cli.main import run
from desktop.domain.sheet import Grade
from tests.example_files import SECRET, pdf, photo
from tests.journeys.test_command_line import NoWindow
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Named = Callable[[str], Laptop]


def test_a_photo_goes_with_its_report_and_the_printout_only_counts_it(
    known: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")
    commune = known("commune")
    at = ("--store", str(commune.folder), "report", "attach", "--period", PERIOD)
    for name, content in (("កុមារី.jpg", photo((2000, 1500))), ("plan.pdf", pdf())):
        (tmp_path / name).write_bytes(content)
        assert run([*at, "--caption", "Example meeting", str(tmp_path / name)], NoWindow()) == 0
    assert "attachment:2: kept on this computer" in capsys.readouterr().out
    commune.fill()
    commune.submit()
    commune.answer("attachment:2", None)
    commune.submit()

    with commune.open() as db:
        paper = printout.office_report(db, PERIOD, "en", "latin", grade=Grade.OFFICIAL)
        written = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
        assert "Attachments kept with this report in the program: 1." in written
        first, second = history.show(db, commune.report()).submissions
        submitted = {change.cell: change.after for change in first.changes}
        (removed,) = second.changes
        assert (removed.cell, removed.after) == ("attachment:2", None)
        for cell in attachments.PLACES[:2]:  # also what was corrected away is still there to be read
            found = attachments.attachment(cell, submitted[cell])
            assert found is not None
            assert found.caption == "Example meeting"
            assert SECRET.encode() not in attachments.content(db, found)
        live = report.open_form(db, commune.report()).view.answers()
        (kept,) = attachments.attachments(live).values()
        with Image.open(io.BytesIO(attachments.content(db, kept))) as picture:
            assert picture.size == (1600, 1200)


@pytest.mark.parametrize("name", ["gone.jpg", "program.exe"])
def test_a_file_that_cannot_be_attached_is_told_by_the_command_in_one_sentence(
    known: Named,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")
    (tmp_path / "program.exe").write_bytes(b"MZ a program")
    commune = known("commune")
    before = commune.content()
    at = ("--store", str(commune.folder), "report", "attach", "--period", PERIOD, str(tmp_path / name))
    assert run(list(at), NoWindow()) == 1
    assert "Nothing was changed" in capsys.readouterr().err
    assert commune.content() == before
