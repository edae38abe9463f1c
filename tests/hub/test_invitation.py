"""The file by which a secretariat comes to a hub."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.cli.hub import command
from desktop.sync import hub_invitation
from desktop.sync.hub_invitation import InvitationOfAnother, NotAnInvitation
from desktop.sync.record import device_of

CODE = "c" * 43


def invitation(key: Ed25519PrivateKey, url: str = "https://hub.example") -> bytes:
    place = hub_invitation.place(url, device_of(key), CODE)
    return hub_invitation.write(key, "kh.08", place)


def test_what_the_keeper_writes_the_secretariat_reads(tmp_path: Path) -> None:
    out = tmp_path / "kh.08.tumpeang-hub"
    asked = ["invite", "kh.08", "--database", f"sqlite:///{tmp_path / 'hub.db'}"]
    done = CliRunner().invoke(command, [*asked, "--url", "https://hub.example/", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert hub_invitation.read(out.read_bytes(), "kh.08").url == "https://hub.example"


def test_an_invitation_for_another_office_is_refused() -> None:
    with pytest.raises(InvitationOfAnother):
        hub_invitation.read(invitation(Ed25519PrivateKey.generate()), "kh.04")


def test_every_changed_byte_is_noticed() -> None:
    content = invitation(Ed25519PrivateKey.generate())
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises((NotAnInvitation, InvitationOfAnother)):
            hub_invitation.read(bytes(changed), "kh.08")


def test_an_address_in_the_clear_or_of_another_kind_is_refused() -> None:
    key = Ed25519PrivateKey.generate()
    with pytest.raises(NotAnInvitation):
        hub_invitation.read(invitation(key, "http://hub.example"), "kh.08")
    for url in ("ftp://hub.example", "https://hub.example/?x", "https://a b", ""):
        with pytest.raises(NotAnInvitation):
            invitation(key, url)
