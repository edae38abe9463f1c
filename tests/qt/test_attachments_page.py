"""Attachments in the window: added by file, drop and paste, captioned, looked at, removed and taken back."""

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import attachments as taking
from desktop.domain.attachment import PLACES, Attachment, Kind, attachment
from desktop.progress import Progress, Stopped
from desktop.ui.attachments import AttachmentsPage
from desktop.ui.report_form import ReportForm
from tests.example_files import SECRET, pdf, photo
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import disagree, drafted, kept, unlocked
from tests.stopping import stopped_after
from tests.sync.laptops import PERIOD, Laptop

Opens = Callable[[str], Hand]
Named = Callable[[str], Laptop]


def page(form: ReportForm) -> AttachmentsPage:
    return cast(AttachmentsPage, form.page)


def opened(hand: Hand) -> ReportForm:
    form = unlocked(hand).form(PERIOD, "attachment")
    assert isinstance(form.page, AttachmentsPage)
    return form


def files(folder: Path, *contents: bytes) -> list[Path]:
    found = [folder / f"រូបកុមារ {SECRET} {n}.jpg" for n in range(len(contents))]
    for path, content in zip(found, contents, strict=True):
        path.write_bytes(content)
    return found


def in_store(laptop: Laptop, cell: str) -> Attachment | None:
    return attachment(cell, kept(laptop, cell))


def test_photos_and_pdfs_are_kept_and_stand_there_after_a_night(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo(), pdf()))
    commune.wait(lambda: len(page(form).rows) == 2)
    first, second = (in_store(commune.laptop, cell) for cell in PLACES[:2])
    assert first is not None
    assert second is not None
    assert (first.kind, second.kind) == (Kind.PHOTO, Kind.PDF)
    commune.reopen()
    form = opened(commune)
    commune.wait(lambda: not page(form).rows[PLACES[1]].picture.pixmap().isNull())
    assert list(page(form).rows) == list(PLACES[:2])
    assert (
        page(form).room.text() == f"2 of 5 attachments, {-(-(first.size + second.size) // 1000)} of 2,000 kB"
    )


def test_files_that_are_dropped_are_attached(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in files(tmp_path, photo())])
    page(form).dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier(0),
        )
    )
    commune.wait(lambda: list(page(form).rows) == [PLACES[0]])


def test_a_picture_is_pasted_with_a_key_also_while_a_caption_has_the_focus(
    hand: Opens, tmp_path: Path
) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo()))
    commune.wait(lambda: len(page(form).rows) == 1)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("green"))
    QGuiApplication.clipboard().setImage(picture)
    caption = page(form).rows[PLACES[0]].caption
    caption.setFocus()
    QTest.keyClick(caption, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    commune.wait(lambda: len(page(form).rows) == 2)
    found = in_store(commune.laptop, PLACES[1])
    assert found is not None
    with commune.laptop.open() as db, Image.open(io.BytesIO(taking.content(db, found))) as there:
        assert there.size == (40, 30)


def test_a_caption_is_kept_in_one_line_and_watched_for_telephone_numbers(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo()))
    commune.wait(lambda: len(page(form).rows) == 1)
    row = page(form).rows[PLACES[0]]
    assert row.caption.placeholderText() == "Photo 1"
    type_text(row.caption, "ប្រជុំ 012 345 678")
    page(form).add.setFocus()
    commune.wait(lambda: not row.watch.isHidden())
    assert "telephone number" in row.watch.words.text()
    found = in_store(commune.laptop, PLACES[0])
    assert found is not None
    assert found.caption == "ប្រជុំ 012 345 678"
    assert page(form).rows[PLACES[0]] is row


def test_what_was_removed_is_taken_back_with_its_picture(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo()))
    commune.wait(lambda: len(page(form).rows) == 1)
    page(form).rows[PLACES[0]].remove.click()
    commune.wait()
    assert not page(form).rows
    assert kept(commune.laptop, PLACES[0]) is None
    assert form.notice.words.text() == "Removed from the report: Photo 1"
    QTest.keyClick(page(form).add, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    commune.wait(lambda: len(page(form).rows) == 1)
    commune.wait(lambda: not page(form).rows[PLACES[0]].picture.pixmap().isNull())
    assert in_store(commune.laptop, PLACES[0]) is not None


def test_a_pdf_is_read_page_by_page_inside_the_window_and_by_keys(
    hand: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, pdf(3)))
    commune.wait(lambda: len(page(form).rows) == 1)
    written = tmp_path / "temporary"
    written.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(written))
    QTest.keyClick(page(form).rows[PLACES[0]].open, Qt.Key.Key_Return)
    viewer = page(form).viewer
    commune.wait(lambda: viewer.of_pages.text() == "Page 1 of 3")
    assert viewer.title.text() == "PDF 1"
    assert not viewer.picture.pixmap().isNull()
    QTest.keyClick(viewer.back, Qt.Key.Key_PageDown)
    commune.wait(lambda: viewer.of_pages.text() == "Page 2 of 3")
    viewer.turn(5)
    small = viewer.picture.pixmap().width()
    viewer.resize_picture()
    commune.wait(lambda: viewer.picture.pixmap().width() > small)
    QTest.keyClick(viewer.back, Qt.Key.Key_Escape)
    assert viewer.isHidden()
    assert page(form).rows[PLACES[0]].open.hasFocus()
    assert list(written.iterdir()) == []


def test_what_cannot_be_taken_is_told_in_words_and_the_others_are_taken(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, b"MZ a program", photo()))
    commune.wait(lambda: len(page(form).rows) == 1)
    assert "neither a photo" in commune.window.message.text.text()
    assert page(form).room.text().startswith("1 of 5")


def test_a_person_who_goes_on_meanwhile_finds_it_attached(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo((2000, 1500), noise=True)))
    form.show_item("budget")
    form.refresh()  # and records come in
    commune.wait(lambda: in_store(commune.laptop, PLACES[0]) is not None)
    form.show_item("attachment")
    assert list(page(form).rows) == [PLACES[0]]


def test_one_that_takes_long_can_be_stopped_and_taken_again(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    tasks, free = commune.frame.tasks, threading.Event()
    tasks.slow.submit(free.wait)
    page(form).take(files(tmp_path, photo()))
    assert tasks.at_work is not None
    assert tasks.at_work.words() == "Making the attachment small"
    tasks.at_work.progress.stop()
    free.set()
    commune.wait()
    assert page(form).rows == {}
    assert page(form).room.text().startswith("0 of 5")
    assert commune.window.message.isHidden()
    page(form).take(files(tmp_path, photo()))
    commune.wait(lambda: len(page(form).rows) == 1)


@pytest.mark.parametrize("content", [photo(), pdf(3)])
def test_one_stopped_at_any_step_is_not_in_the_store(content: bytes, fresh: Callable[[str], Laptop]) -> None:
    heard: list[int] = []
    taking.clean(content, "", Progress(lambda done, _total: heard.append(done)))
    assert len(heard) > 1
    with fresh("commune").open() as db:
        for steps in range(len(heard) + 1):
            with pytest.raises(Stopped):
                taking.take(db, content, progress=stopped_after(steps))
        assert db.execute("SELECT count(*) FROM part").fetchone() == (0,)
        taking.take(db, content, progress=stopped_after(len(heard) + 1))  # too late: it is kept


def test_more_than_five_are_not_taken(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, *(photo((40, 30 + n)) for n in range(6))))
    commune.wait(lambda: len(page(form).rows) == 5)
    assert "at most 5" in commune.window.message.text.text()
    page(form).take(files(tmp_path, photo()))
    commune.wait()
    assert len(page(form).rows) == 5


def test_a_submitted_report_shows_its_attachments_and_changes_none(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    with commune.laptop.open() as db:
        view = taking.report.open_form(db, commune.laptop.report()).view
        taking.attach(db, view, files(tmp_path, photo())[0], "Example meeting")
    commune.laptop.fill()
    commune.laptop.submit()
    form = opened(commune)
    row = page(form).rows[PLACES[0]]
    assert row.caption.isReadOnly()
    assert row.caption.toPlainText() == "Example meeting"
    assert row.remove.isHidden()
    assert not page(form).add.isVisible()
    page(form).take(files(tmp_path, photo((50, 50))))
    commune.wait()
    assert list(page(form).rows) == [PLACES[0]]
    assert not drafted(commune.laptop, PLACES[1])
    row.open.click()
    commune.wait(lambda: not page(form).viewer.picture.pixmap().isNull())


@pytest.fixture
def disputed(qtbot: QtBot, known: Named) -> Iterator[tuple[Hand, str, str]]:
    """The window of a laptop whose office attached two different photos in one place."""
    mine, theirs = (Attachment(Kind.PHOTO, 5000, f"{n:064x}", f"Photo of {n}").answer for n in (1, 2))
    here = known("commune")
    disagree(here, known("commune_again"), attachment__1=(mine, theirs))
    opened_ = Hand(qtbot, here)
    yield opened_, mine, theirs
    opened_.close()


def test_of_two_attachments_in_one_place_both_can_be_kept_and_one_may_not_have_come(
    disputed: tuple[Hand, str, str],
) -> None:
    commune, mine, theirs = disputed
    form = opened(commune)
    choice = page(form).rows[PLACES[0]].choice
    assert choice is not None
    assert [choice._answer_words(answer) for answer in (mine, theirs)] == [
        "Photo, 5 kB: Photo of 1",
        "Photo, 5 kB: Photo of 2",
    ]
    page(form).rows[PLACES[0]]._keep_both()
    commune.wait(lambda: len(page(form).rows) == 2)
    assert {kept(commune.laptop, cell) for cell in PLACES[:2]} == {mine, theirs}
    commune.wait(lambda: "not arrived" in page(form).rows[PLACES[1]].what.text())
    assert not page(form).rows[PLACES[1]].open.isEnabled()


def test_every_control_has_a_name_that_tells_which_attachment_it_is_about(
    hand: Opens, tmp_path: Path
) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo(), pdf()))
    commune.wait(lambda: len(page(form).rows) == 2)
    first, second = page(form).rows.values()
    assert first.open.accessibleName() == "Open: Photo 1"
    assert second.remove.accessibleName() == "Remove: PDF 2"
    assert second.caption.accessibleName() == "Attachment 2"
    assert first.picture.accessibleName() == "Photo 1"


def test_a_photo_is_not_lost_when_the_window_closes_at_once(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, photo()))
    commune.close()
    assert in_store(commune.laptop, PLACES[0]) is not None


def test_a_photo_that_cannot_be_taken_does_not_keep_the_window_open(hand: Opens, tmp_path: Path) -> None:
    commune = hand("commune")
    form = opened(commune)
    page(form).take(files(tmp_path, b"MZ a program", photo()))
    commune.close()
    assert in_store(commune.laptop, PLACES[0]) is not None
