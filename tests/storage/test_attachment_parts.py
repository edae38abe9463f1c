"""Parts of reports: kept whole and once, found again after everything, let go when nothing speaks of them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import attachments, backup, exchange, report, stamp
from desktop.actions.attachments import PLACES, Attachment, Travel
from desktop.domain.report import Status
from desktop.storage import attachments as parts
from desktop.storage.database import connection, writing
from desktop.storage.engine import DatabaseError
from tests.example_files import pdf, photo
from tests.sync.laptops import Laptop, seal_for, take

Named = Callable[[str], Laptop]
TODAY = dt.datetime(2026, 10, 3, 4, 30, tzinfo=dt.UTC)
LATER = TODAY + dt.timedelta(days=3)


def attach(laptop: Laptop, folder: Path, content: bytes, caption: str = "") -> tuple[str, Attachment]:
    file = folder / "ឈ្មោះ នៃឯកសារ.jpg"
    file.write_bytes(content)
    with laptop.open() as db:
        opened = report.open_form(db, laptop.report())
        return attachments.attach(db, opened.view, file, caption)


def has(laptop: Laptop, found: Attachment) -> bool:
    with laptop.open() as db:
        return parts.part(db, found.digest) is not None


def remove(laptop: Laptop, cell: str) -> None:
    laptop.answer(cell, None)


def test_an_attachment_is_kept_with_the_report_and_read_back(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    cell, found = attach(commune, tmp_path, photo(), "ប្រជុំ  គ.ក.ន.ក")
    again, second = attach(commune, tmp_path, pdf())
    assert (cell, again) == PLACES[:2]
    with commune.open() as db:
        answers = report.open_form(db, commune.report()).view.answers()
        assert attachments.attachments(answers) == {cell: found, again: second}
        assert found.caption == "ប្រជុំ គ.ក.ន.ក"
        assert len(attachments.content(db, found)) == found.size
        assert attachments.content(db, second).startswith(b"%PDF-")
        assert attachments.missing_parts(db, commune.report()) == ()


def test_attachments_ask_for_nothing_and_are_nothing_to_look_at_again(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    commune.fill()
    with commune.open() as db:
        before = report.findings(report.open_form(db, commune.report()))
    attach(commune, tmp_path, photo())
    with commune.open() as db:
        assert report.findings(report.open_form(db, commune.report())) == before


def test_of_a_file_that_cannot_be_taken_nothing_is_kept(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    before = commune.content()
    with pytest.raises(attachments.NeitherPhotoNorPdf):
        attach(commune, tmp_path, b"MZ a program")
    with commune.open() as db, pytest.raises(attachments.CannotBeRead):
        attachments.take(db, tmp_path / "gone.jpg")
    assert commune.content() == before


def test_the_name_of_the_file_is_kept_nowhere(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    attach(commune, tmp_path, photo())
    assert "ឈ្មោះ" not in repr(commune.content())


def test_a_part_never_changes(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    attach(commune, tmp_path, photo())
    with commune.open() as db, pytest.raises(DatabaseError, match="never changes"), writing(db):
        db.conn.execute("UPDATE part SET content = x'00'")


def test_what_was_taken_away_before_submitting_is_let_go_after_a_day(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    with stamp.held(TODAY):
        cell, found = attach(commune, tmp_path, photo())
        other, kept = attach(commune, tmp_path, pdf())
        remove(commune, cell)
        commune.fill()
        commune.submit()
    assert has(commune, found)
    with stamp.held(LATER):
        commune.answer("narrative:challenges", "Rain")
        commune.submit()
    assert not has(commune, found)
    assert has(commune, kept)


def test_what_is_in_a_draft_or_was_ever_submitted_stays_for_ever(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    with stamp.held(TODAY):
        cell, submitted = attach(commune, tmp_path, photo())
        commune.fill()
        commune.submit()
        remove(commune, cell)  # a correction: the record of the first submission still speaks of it
        commune.submit()
        _cell, drafted = attach(commune, tmp_path, pdf())
    with stamp.held(LATER), commune.open() as db, writing(db):
        assert parts.drop_unused(db, *stamp.day_around()) == 0
    assert has(commune, submitted)
    assert has(commune, drafted)


def test_a_part_taken_in_again_counts_as_new(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    with stamp.held(TODAY), commune.open() as db:
        found = attachments.take(db, photo())
    with stamp.held(LATER), commune.open() as db:
        assert attachments.take(db, photo()) == found
        with writing(db):
            assert parts.drop_unused(db, *stamp.day_around()) == 0
    assert has(commune, found)


def test_attachments_outlast_a_rebuild_and_come_back_with_a_backup(fresh: Named, tmp_path: Path) -> None:
    commune = fresh("commune")
    _cell, found = attach(commune, tmp_path, photo())
    commune.fill()
    commune.submit()
    with commune.open() as db:
        exchange.rebuild(db)
        assert attachments.missing_parts(db, commune.report()) == ()
    file = backup.make(commune.store, tmp_path / "stick")
    restored = backup.restore(file, tmp_path / "another laptop", recovery_key=commune.recovery_key)
    with connection(restored) as db:
        assert attachments.content(db, found) == content_of(commune, found)


def test_a_report_is_not_whole_while_a_part_has_not_come(known: Named, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    cell, found = attach(commune, tmp_path, photo())
    commune.fill()
    before = commune.kept_names()
    commune.submit()
    take(province, seal_for(commune, commune.kept_names() - before, [province.box()]))
    with province.open() as db:
        live = report.open_form(db, commune.report()).view
        assert live.status is Status.SUBMITTED
        assert attachments.attachment(cell, live.answer(cell)) == found
        assert attachments.missing_parts(db, commune.report()) == (found.digest,)
        with pytest.raises(attachments.NotHereYet):
            attachments.content(db, found)
        with writing(db):
            parts.keep_part(db, content_of(commune, found), stamp.now())
        assert attachments.missing_parts(db, commune.report()) == ()


def content_of(laptop: Laptop, found: Attachment) -> bytes:
    with laptop.open() as db:
        return attachments.content(db, found)


def test_two_computers_that_attach_at_once_lose_neither(known: Named, tmp_path: Path) -> None:
    """The same place with two photos is a conflict that a person sees, as any other."""
    here, there = known("commune"), known("commune_again")
    cell, mine = attach(here, tmp_path, photo())
    here.fill()
    here.submit()
    before = there.kept_names()
    _same, theirs = attach(there, tmp_path, photo((320, 200)))
    there.fill()
    there.submit()
    take(here, seal_for(there, there.kept_names() - before, [here.box()]))
    with here.open() as db:
        live = report.open_form(db, here.report()).view.live[cell]
        assert set(live.answers) == {mine.answer, theirs.answer}
        assert attachments.missing_parts(db, here.report()) == (theirs.digest,)


def test_how_far_attachments_are_is_known_at_both_ends(known: Named, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    for content in (photo(), pdf()):
        attach(commune, tmp_path, content)
    commune.fill()
    before = commune.kept_names()
    commune.submit()
    take(province, seal_for(commune, commune.kept_names() - before, [province.box()]))
    assert travel(commune, commune) == Travel(every=2, missing=0, unheard=2)
    assert travel(province, commune) == Travel(every=2, missing=2, unheard=0)
    for laptop in (commune, province, commune):
        laptop.exchange(tmp_path / "stick")
    assert travel(commune, commune) == Travel(every=2, missing=0, unheard=0)
    assert travel(province, commune) == Travel(every=2, missing=0, unheard=0)


def travel(at: Laptop, of: Laptop) -> Travel:
    with at.open() as db:
        return attachments.travel(db, of.report())
