"""The office card says who the secretariat is, signed by it, and nothing else is taken for one."""

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import office
from desktop.sync import card
from desktop.sync.card import NotACard
from tests.sync.forging import name_of
from tests.sync.laptops import Laptop

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BOX = "age1" + "q" * 58
RIGHT = card.write(KEY, "kh.04", BOX)


def test_a_card_is_read_as_it_was_written() -> None:
    read = card.read(RIGHT)
    assert (read.org_unit, read.device, read.box) == ("kh.04", name_of(KEY), BOX)


def test_a_secretariat_s_card_names_its_office_device_and_box(known: Callable[[str], Laptop]) -> None:
    province = known("province")
    with province.open() as db:
        read = card.read(office.office_card(db))
    assert (read.org_unit, read.device, read.box) == (province.org_unit, province.device, province.box())


def test_every_changed_bit_and_every_truncation_is_refused() -> None:
    for at in range(len(RIGHT)):
        other = bytearray(RIGHT)
        other[at] ^= 1 << at % 8
        with pytest.raises(NotACard):
            card.read(bytes(other))
        with pytest.raises(NotACard):
            card.read(RIGHT[:at])


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"\xff" * 100, b"[" * 9_000, bytes(50_000_000), b'{"card":{},"signature":""}'],
    ids=["empty", "a list", "no text", "nested", "50 MB", "unsigned"],
)
def test_what_is_no_card_is_refused(content: bytes) -> None:
    with pytest.raises(NotACard):
        card.read(content)


def test_a_signature_for_another_purpose_or_by_another_key_makes_no_card() -> None:
    said = json.loads(RIGHT)["card"]
    raw = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    purpose = b"tumpeang office card 1\n"

    def signed(key: Ed25519PrivateKey, start: bytes) -> bytes:
        signature = base64.b64encode(key.sign(start + raw)).decode()
        return json.dumps({"card": said, "signature": signature}, separators=(",", ":")).encode()

    assert card.read(signed(KEY, purpose)) == card.read(RIGHT)  # the control
    for key, start in ((KEY, b""), (KEY, b"tumpeang record 1\n"), (Ed25519PrivateKey.generate(), purpose)):
        with pytest.raises(NotACard):
            card.read(signed(key, start))


def test_a_card_of_a_newer_format_is_not_guessed_at() -> None:
    raw = b'{"box":"%b","device":"%b","format":2,"org_unit":"kh.04"}' % (BOX.encode(), name_of(KEY).encode())
    signature = base64.b64encode(KEY.sign(b"tumpeang office card 1\n" + raw))
    with pytest.raises(NotACard):
        card.read(b'{"card":%b,"signature":"%b"}' % (raw, signature))
