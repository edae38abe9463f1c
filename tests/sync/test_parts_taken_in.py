"""Pieces of attachments come in any order, and become parts only if a report names them."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions import attachments, report, stamp
from desktop.domain.attachment import Attachment
from desktop.storage import attachments as parts
from desktop.storage import imports, pieces, reports
from desktop.storage.database import writing
from desktop.sync import batch, identity, merge
from desktop.sync import parts as travelling
from desktop.sync.batch import PART_SUFFIX, Sender
from desktop.sync.letter import Letter
from desktop.sync.merge import Fate, Outcome
from desktop.sync.piece import PIECE_BYTES, Piece, cut
from tests.sync.laptops import Laptop, take
from tests.sync.test_parts_contract import LARGE, PLACE, attach, has

Laptops = Callable[[str], Laptop]


def sealed(sender: Laptop, receiver: Laptop, *some: Piece) -> list[bytes]:
    with sender.open() as db:
        key = identity.signing_key(db)
    who = Sender(key, sender.org_unit, 1, receiver.org_unit)
    return [batch.seal(who, [], [receiver.box()], piece) for piece in some]


def content_of(laptop: Laptop, found: Attachment) -> bytes:
    with laptop.open() as db:
        return attachments.content(db, found)


def report_of(commune: Laptop, folder: Path) -> list[bytes]:
    """The report's letters, without its attachments."""
    return [path.read_bytes() for path in commune.write(folder) if path.suffix != PART_SUFFIX]


def test_a_part_that_comes_before_its_report_waits_for_it(known: Laptops, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune)
    commune.submit()
    letters = sealed(commune, province, *cut(content_of(commune, found)))
    assert {one.fate for one in take(province, *reversed(letters))} == {Fate.TAKEN_IN}
    assert not has(province, found)
    take(province, *report_of(commune, tmp_path))
    assert has(province, found)
    with province.open() as db:
        assert pieces.heaps(db) == []


def test_the_same_piece_twice_is_had_already(known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    (letter,) = sealed(commune, province, *cut(b"a photo"))
    assert [one.fate for one in take(province, letter, letter)] == [Fate.TAKEN_IN, Fate.HAD_ALREADY]
    again = sealed(commune, province, *cut(b"a photo"))
    take(province, *again)
    with province.open() as db:
        assert [heap.held for heap in pieces.heaps(db)] == [7]


@pytest.mark.parametrize("size", [LARGE, LARGE - 1])
def test_a_part_other_than_its_report_says_is_refused(known: Laptops, tmp_path: Path, size: int) -> None:
    """Other bytes, and another size than the cell names."""
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune)
    commune.submit()
    take(province, *report_of(commune, tmp_path))
    forged = [Piece(piece.at, piece.content, found.digest, piece.size) for piece in cut(os.urandom(size))]
    outcomes = take(province, *sealed(commune, province, *forged))
    assert [one.fate for one in outcomes] == [Fate.REFUSED] * len(forged)
    assert all(one.reason is not None for one in outcomes)
    assert not has(province, found)
    take(province, *sealed(commune, province, *cut(content_of(commune, found))))
    assert has(province, found)


def test_a_part_of_another_size_than_its_report_says_is_refused_though_the_digest_is_right(
    known: Laptops, tmp_path: Path
) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune)
    commune.answer(PLACE, replace(found, size=found.size + 1).answer)
    commune.submit()
    take(province, *report_of(commune, tmp_path))
    outcomes = take(province, *sealed(commune, province, *cut(content_of(commune, found))))
    assert {one.fate for one in outcomes} == {Fate.REFUSED}
    assert not has(province, found)


def test_pieces_are_sealed_once_however_often_they_are_given(known: Laptops, tmp_path: Path) -> None:
    commune = known("commune")
    commune.fill()
    attach(commune)
    commune.submit()
    assert commune.write(tmp_path) == commune.write(tmp_path)


def test_what_one_computer_sends_does_not_spoil_what_another_sends(known: Laptops, tmp_path: Path) -> None:
    commune, neighbour, province = known("commune"), known("neighbour"), known("province")
    commune.fill()
    found = attach(commune)
    commune.submit()
    take(province, *report_of(commune, tmp_path))
    wrong = Piece(0, os.urandom(PIECE_BYTES), found.digest, LARGE)
    take(province, *sealed(neighbour, province, wrong))
    take(province, *sealed(commune, province, *cut(content_of(commune, found))))
    assert has(province, found)


def test_of_what_no_report_names_only_so_much_of_an_office_waits(
    known: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 5
    monkeypatch.setattr(travelling, "WAITING_BYTES", many * PIECE_BYTES)
    commune, neighbour, province = known("commune"), known("neighbour"), known("province")
    take(province, *sealed(neighbour, province, *cut(b"a photo of another office")))
    first = sealed(commune, province, next(cut(os.urandom(PIECE_BYTES))))
    take(province, *first)
    more = [next(cut(os.urandom(PIECE_BYTES))) for _ in range(many)]
    take(province, *sealed(commune, province, *more))
    with province.open() as db:
        waits = [(heap.org_unit, heap.held) for heap in pieces.heaps(db)]
    assert sum(held for unit, held in waits if unit == commune.org_unit) == many * PIECE_BYTES
    assert (neighbour.org_unit, 25) in waits
    (again,) = take(province, *first)  # it had to go: brought again, it is new
    assert again.fate is Fate.TAKEN_IN


def test_what_no_report_names_goes_when_it_is_old(known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    (letter,) = sealed(commune, province, *cut(b"a photo"))
    (later,) = sealed(commune, province, *cut(b"another"))
    with province.open() as db:
        mine = identity.box_identities(db)
        for day, body in (("2026-01-01T00:00:00Z", letter), ("2027-03-01T00:00:00Z", later)):
            merge.take_in(db, [merge.read(Letter("photo", body), mine)], day)
        assert [heap.arrived_at[:4] for heap in pieces.heaps(db)] == ["2027"]


def test_parts_of_a_computer_nobody_accepted_wait_in_quarantine(fresh: Laptops) -> None:
    commune, province = fresh("commune"), fresh("province")
    (outcome,) = take(province, *sealed(commune, province, *cut(b"a photo")))
    assert outcome.fate is Fate.QUARANTINED
    with province.open() as db:
        assert pieces.heaps(db) == []


def test_a_stick_brings_figures_and_photos_as_files(known: Laptops, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune)
    commune.submit()
    paths = commune.write(tmp_path)
    assert [path.suffix for path in paths[-3:]] == [PART_SUFFIX] * 3
    assert all(re.fullmatch(r"[0-9]+-\d{4}-[\d\-]{10}-[0-9a-f]{8}", path.stem) for path in paths)
    outcomes: tuple[Outcome, ...] = province.merge(tmp_path)
    assert {one.fate for one in outcomes} == {Fate.TAKEN_IN}
    assert has(province, found)


def test_a_part_of_a_report_that_was_set_aside_stays(known: Laptops, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune, 5_000)
    commune.submit()
    commune.write(tmp_path)
    province.merge(tmp_path)
    with province.open() as db:
        latest = imports.every(db)[0].n
        merge.set_aside(db, latest, stamp.now())
        assert not reports.view(db, commune.report()).answers()
        with writing(db):
            assert parts.drop_unused(db, "2000", "2000") == 0
        merge.bring_back(db, latest)
        assert report.open_form(db, commune.report()).view.answers()
    assert has(province, found)
