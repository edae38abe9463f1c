"""From the keeper's invitation to a report at the secretariat, over TLS, by commands and cards alone."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import cards, exchange, trust
from desktop.actions import hub as keeping
from desktop.actions.hub_membership import accept_invitation
from desktop.storage import batches, reports, settings
from desktop.sync import card, hub_introduction, hub_membership, identity, signed
from desktop.sync.http_trouble import NoConnection, NotTheHub
from desktop.sync.hub_introduction import Introduction
from desktop.sync.merge import Fate
from desktop.sync.record import fingerprint
from desktop.sync.server import certificate, running, web
from desktop.sync.server.database import connect
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office
from desktop.sync.signed import NotSigned
from tests.sync.laptops import Laptop

Laptops = Callable[[str], Laptop]


class Kept:
    """A hub with certificates of its own, as its keeper runs it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.database = folder, f"sqlite:///{folder / 'hub.db'}"
        self.authorities = 0
        self.start()

    def start(self, port: int = 0) -> None:
        keys = self.folder / f"keys {self.authorities}"
        certificate.make(keys, ["127.0.0.1"])
        authority = (keys / certificate.AUTHORITY).read_text(encoding="ascii")
        office = open_office(connect(self.database), Limits(), authority)
        self.name = office.name
        made = running.Settings("127.0.0.1", port, "", keys / certificate.CERTIFICATE, keys / certificate.KEY)
        self._server = running.server(web.application(office), made)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()

    def replace_authority(self) -> None:
        """New certificates of a new authority at the same address."""
        self.stop()
        self.authorities += 1
        self.start(self.port)

    def invite(self, org_unit: str) -> bytes:
        return keeping.invite(self.database, org_unit, f"https://127.0.0.1:{self.port}")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    hub = Kept(tmp_path)
    yield hub
    hub.stop()


@pytest.fixture
def province(known: Laptops, kept: Kept) -> Laptop:
    """A secretariat that accepted the keeper's invitation."""
    found = known("province")
    with found.open() as db:
        accept_invitation(db, kept.invite("kh.04"))
    return found


@pytest.fixture
def commune(known: Laptops, province: Laptop) -> Laptop:
    """An office that took the newer card, on which the hub stands."""
    found = known("commune")
    with province.open() as db:
        place = hub_membership.place_for(db, "kh.040101")
        content = card.write(
            identity.signing_key(db), "kh.04", identity.box_recipient(db), "kh.040101", 2, place
        )
    with found.open() as db:
        cards.take_newer(db, content, fingerprint(province.device))
    return found


def swap(*laptops: Laptop) -> list[Fate]:
    """Each exchanges once with its hub."""
    fates: list[Fate] = []
    for laptop in laptops:
        with laptop.open() as db:
            fates += [outcome.fate for outcome in exchange.exchange_with_hub(db)]
    return fates


def test_the_cards_of_a_secretariat_that_was_invited_name_its_hub(province: Laptop, tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    with province.open() as db:
        cards.write_all(db, tmp_path / "cards", "en", "latin", number=2)
        wanted = hub_membership.place_for(db, "kh.040101")
    found = card.read((tmp_path / "cards" / f"040101{cards.SUFFIX}").read_bytes())
    assert found.hub == wanted is not None


def test_a_report_and_its_receipt_go_by_the_hub(province: Laptop, commune: Laptop) -> None:
    swap(province)
    commune.fill()
    key = commune.submit()
    swap(commune)
    with commune.open() as db:
        (record,) = reports.live_records(db, key)
        assert batches.at_a_hub(db, record, "kh.04")
        assert not batches.has_receipt(db, record, "kh.04")
    assert set(swap(province, commune)) == {Fate.TAKEN_IN}
    with commune.open() as db:
        assert batches.has_receipt(db, record, "kh.04")


def test_an_office_whose_hub_has_a_new_authority_learns_it_by_itself(
    province: Laptop, commune: Laptop, kept: Kept
) -> None:
    swap(province, commune)
    kept.replace_authority()
    commune.fill()
    commune.submit()
    swap(commune)
    assert Fate.TAKEN_IN in swap(province)


def test_whoever_cannot_sign_with_the_key_on_the_card_is_not_the_hub(
    province: Laptop, commune: Laptop, kept: Kept, tmp_path: Path
) -> None:
    swap(province)
    kept.stop()
    other = Kept(tmp_path / "another")
    try:
        with commune.open() as db:
            with db.conn:
                settings.put(db, hub_url=f"https://127.0.0.1:{other.port}")
            with pytest.raises(NotTheHub):
                exchange.exchange_with_hub(db)
    finally:
        other.stop()
        kept.start(kept.port)


def test_an_introduction_that_another_hand_wrote_in_the_hubs_name_is_not_believed(kept: Kept) -> None:
    hub = kept.name
    said = Introduction("an authority of my own", hub_introduction.FORMAT, hub)
    forged = signed.sign(Ed25519PrivateKey.generate(), b"tumpeang hub introduction 1\n", said)
    with pytest.raises(NotSigned, match="signature"):
        hub_introduction.read(forged, hub)


def test_an_office_without_a_hub_is_told_so(known: Laptops) -> None:
    with known("neighbour").open() as db, pytest.raises(exchange.NoHub):
        exchange.exchange_with_hub(db)


def test_a_lost_laptop_is_shut_out_of_the_hub_when_the_secretariat_says_so(
    province: Laptop, commune: Laptop
) -> None:
    swap(province, commune, province)
    with province.open() as db:
        trust.revoke(db, commune.device, commune.org_unit)
    swap(province)
    with commune.open() as db, pytest.raises(Exception, match="revoked"):
        exchange.exchange_with_hub(db)


def test_no_connection_is_no_trouble(province: Laptop, commune: Laptop, kept: Kept) -> None:
    swap(province)
    kept.stop()
    commune.fill()
    commune.submit()
    with commune.open() as db, pytest.raises(NoConnection):
        exchange.exchange_with_hub(db)
    kept.start(kept.port)
    swap(commune)
