"""Attachments travel after the figures, by every carrier, and arrive whole or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from desktop.actions import attachments, exchange, stamp
from desktop.domain.attachment import Attachment, Kind
from desktop.storage import attachments as parts
from desktop.storage import pieces, reports
from desktop.storage.database import writing
from desktop.sync import batch
from desktop.sync.letter import Letter
from desktop.sync.piece import PIECE_BYTES
from tests.hub.conftest import postgresql
from tests.sync.laptops import Laptop
from tests.sync.test_hub_contract import Carrier, carrier

__all__ = ["carrier", "postgresql"]  # fixtures of another file
Laptops = Callable[[str], Laptop]
PLACE = "attachment:1"
LARGE = 3 * PIECE_BYTES - 7  # bytes


class LineBroke(Exception):
    """What a test does in the middle."""


def attach(laptop: Laptop, size: int = LARGE, cell: str = PLACE) -> Attachment:
    """Put bytes into the report, as a cleaned photo is."""
    content = os.urandom(size)
    with laptop.open() as db, writing(db):
        found = Attachment(Kind.PHOTO, size, parts.keep_part(db, content, stamp.now()), "Example")
    laptop.answer(cell, found.answer)
    return found


def missing(laptop: Laptop, of: Laptop) -> int:
    with laptop.open() as db:
        return len(attachments.missing_parts(db, of.report()))


def has(laptop: Laptop, found: Attachment) -> bool:
    with laptop.open() as db:
        content = parts.part(db, found.digest)
    return content is not None and batch.digest(content) == found.digest


def figures(laptop: Laptop, of: Laptop) -> bool:
    with laptop.open() as db:
        return bool(reports.view(db, of.report()).answers())


def still_to_give(laptop: Laptop) -> int:
    with laptop.open() as db:
        return len(pieces.to_give(db))


@contextmanager
def broken_after(monkeypatch: pytest.MonkeyPatch, n: int) -> Iterator[None]:
    """The line breaks when the piece after the first `n` would be given."""
    given: list[str] = []
    original = exchange.exchange._piece

    def piece(db: object, digest: str) -> Letter:
        if len(given) == n:
            raise LineBroke
        given.append(digest)
        return original(db, digest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(exchange.exchange, "_piece", piece)
        yield


def test_an_attachment_comes_with_its_report_and_is_heard_of(carrier: Carrier, known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    small, large = attach(commune, 5_000), attach(commune, cell="attachment:2")
    commune.submit()
    carrier.exchange(commune)
    assert still_to_give(commune) == 4
    carrier.exchange(province, commune)
    assert has(province, small)
    assert has(province, large)
    assert missing(province, commune) == 0
    assert still_to_give(commune) == 0


def test_figures_come_though_the_line_breaks_before_the_photo(
    carrier: Carrier, known: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune)
    commune.submit()
    with broken_after(monkeypatch, 1), pytest.raises(LineBroke):
        carrier.exchange(commune)
    carrier.exchange(province)
    assert figures(province, commune)
    assert missing(province, commune) == 1
    with province.open() as db:
        assert [(heap.held, heap.size) for heap in pieces.heaps(db)] == [(PIECE_BYTES, LARGE)]
    carrier.exchange(commune, province)
    assert missing(province, commune) == 0
    assert has(province, found)


def test_of_a_photo_that_was_taken_out_before_it_left_nothing_leaves(
    carrier: Carrier, known: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    gone = attach(commune)
    commune.submit()
    with broken_after(monkeypatch, 0), pytest.raises(LineBroke):
        carrier.exchange(commune)
    stays = attach(commune, 4_000)  # in the same place, of a corrected report
    commune.submit()
    carrier.exchange(commune, province, commune)
    assert has(province, stays)
    assert not has(province, gone)
    assert missing(province, commune) == 0
    assert still_to_give(commune) == 0


def test_what_a_hub_lost_of_a_photo_is_given_again(carrier: Carrier, known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    found = attach(commune)
    commune.submit()
    carrier.exchange(commune)
    carrier.forget()
    carrier.exchange(commune, province)
    assert has(province, found)


def test_the_other_laptop_of_an_office_gets_the_photo_too(carrier: Carrier, known: Laptops) -> None:
    here, there, province = known("commune"), known("commune_again"), known("province")
    here.fill()
    found = attach(here, 5_000)
    here.submit()
    carrier.exchange(there, here, province, there, here)
    assert has(there, found)
    carrier.exchange(province)
    assert still_to_give(province) == still_to_give(there) == 0


def test_exchanging_again_gives_and_takes_nothing(carrier: Carrier, known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    attach(commune, 5_000)
    commune.submit()
    for _ in range(3):
        carrier.exchange(commune, province)
    before = [laptop.content() for laptop in (commune, province)]
    assert carrier.exchange(commune, province) == []
    assert [laptop.content() for laptop in (commune, province)] == before
