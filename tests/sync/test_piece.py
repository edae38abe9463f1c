"""A piece of an attachment is sealed as a batch is, says so outside, and holds nothing else."""

import os

import msgspec
import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import batch
from desktop.sync.batch import Damaged, Sender
from desktop.sync.container import NotABatch
from desktop.sync.piece import PIECE_BYTES, Piece, cut
from tests.sync.forging import batch_of, canonical

KEY = Ed25519PrivateKey.generate()
BOX = pyrage.x25519.Identity.generate()
UNIT = "kh.040101"


def sealed(piece: Piece | None) -> bytes:
    return batch.seal(Sender(KEY, UNIT, 1, "kh.04"), [], [str(BOX.to_public())], piece)


def opened(body: bytes) -> batch.Opened:
    return batch.open_batch(body, [str(BOX)])


def by_hand(outside_says: bool | None, **piece: object) -> bytes:
    """A letter with a piece, genuinely sealed and signed, and wrong where it says so."""
    right = {"at": 0, "content": "YWJj", "part": "0" * 64, "size": 3}
    inside = {
        "device": batch.read_envelope(sealed(None)).device,
        "org_unit": UNIT,
        "piece": {**right, **piece},
        "receiver": "kh.04",
        "records": [],
        "sequence": 1,
    }
    outside = {} if outside_says is None else {"part": outside_says}
    return batch_of(KEY, UNIT, canonical(inside), [str(BOX.to_public())], **outside)


@pytest.mark.parametrize("size", [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 300_000, 1_000_000])
def test_a_part_that_was_cut_is_the_same_when_put_together(size: int) -> None:
    content = os.urandom(size)
    found = [opened(sealed(piece)).piece for piece in cut(content)]
    assert b"".join(piece.content for piece in found if piece) == content
    assert {(piece.part, piece.size) for piece in found if piece} == {(batch.digest(content), size)}


def test_sealing_costs_a_fifteenth_more_than_the_bytes() -> None:
    content = os.urandom(300_000)
    assert sum(len(sealed(piece)) for piece in cut(content)) < 1.067 * len(content)


def test_the_envelope_says_that_it_is_a_part_and_not_of_what() -> None:
    content = os.urandom(1000)
    body = sealed(next(cut(content)))
    assert batch.read_envelope(body).part
    assert not batch.read_envelope(sealed(None)).part
    assert batch.digest(content).encode() not in body


def test_a_letter_made_by_hand_as_the_format_says_is_opened() -> None:
    assert opened(by_hand(True)).piece == Piece(0, b"abc", "0" * 64, 3)


@pytest.mark.parametrize(
    ("outside_says", "wrong"),
    [
        (None, {}),  # outside it looks like figures
        (True, {"size": 4}),  # not cut as pieces are
        (True, {"at": 1, "size": 4}),
        (True, {"size": 0}),
        (True, {"size": 1_000_001}),
        (True, {"at": -96_000}),
        (True, {"part": "0" * 63}),
        (True, {"content": ""}),
        (True, {"more": 1}),
    ],
)
def test_a_piece_that_is_not_as_pieces_are_is_refused(
    outside_says: bool | None, wrong: dict[str, object]
) -> None:
    with pytest.raises(Damaged):
        opened(by_hand(outside_says, **wrong))


def test_an_envelope_says_that_it_is_no_part_in_one_way_only() -> None:
    with pytest.raises(NotABatch):
        opened(by_hand(False))


def test_a_part_outside_with_figures_inside_is_refused() -> None:
    from tests.sync.forging import payload_of

    body = batch_of(KEY, UNIT, payload_of(KEY, UNIT, []), [str(BOX.to_public())], part=True)
    with pytest.raises(Damaged):
        opened(body)


def test_a_piece_and_records_do_not_travel_together() -> None:
    payload = batch._Payload("", UNIT, "kh.04", [], 1, next(cut(b"abc")))
    line = batch._Line(msgspec.Raw(b"{}"), bytes(64))
    assert payload.is_one_thing
    assert not batch._Payload("", UNIT, "kh.04", [line], 1, payload.piece).is_one_thing
