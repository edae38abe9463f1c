"""Whatever carries the letters, the same happens: a folder, a hub on SQLite, a hub on PostgreSQL."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import stamp, trust
from desktop.storage import batches, reports
from desktop.storage.database import writing
from desktop.sync import exchange, hub_access, hub_membership
from desktop.sync.folder_hub import FolderHub
from desktop.sync.http_line import Pace
from desktop.sync.http_trouble import HubRefused
from desktop.sync.hub import Hub
from desktop.sync.hub_invitation import place
from desktop.sync.merge import Fate, Outcome
from desktop.sync.server import letters
from desktop.sync.server.database import connect
from desktop.sync.server.database import writing as writing_at_hub
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import open_office
from tests.hub import conftest
from tests.hub.computers import Listening
from tests.hub.conftest import postgresql
from tests.sync.laptops import PERIOD, Laptop, dump

__all__ = ["postgresql"]  # a fixture of the hub's own tests
Laptops = Callable[[str], Laptop]
QUICK = Pace(first_wait=0.001, longest_wait=0.01)
PROVINCE, SESSIONS = "kh.04", "2.3.1:sessions"


@dataclass
class Carrier:
    """A way for letters, and how it forgets all of them as a hub does that is put back to a backup."""

    meet: Callable[[Any], AbstractContextManager[Hub]]
    forget: Callable[[], object]

    def exchange(self, *laptops: Laptop) -> list[Outcome]:
        found: list[Outcome] = []
        for laptop in laptops:
            with laptop.open() as db, self.meet(db) as hub:
                if laptop.org_unit == PROVINCE and not isinstance(hub, FolderHub):
                    hub_access.tell_who_may_come(db, hub)
                found += exchange.exchange(db, hub, stamp.now(), stamp.salt)
        return found


@pytest.fixture(params=["folder", "sqlite", "postgresql"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path, known: Laptops) -> Iterator[Carrier]:
    if request.param == "folder":
        folder = tmp_path / "shared"
        yield Carrier(
            lambda _db: nullcontext(FolderHub(folder)), lambda: [each.unlink() for each in folder.iterdir()]
        )
        return
    database = conftest.new_database(request, request.param, tmp_path)
    with conftest.stopping() as stops:
        hub, stop = conftest.listening(open_office(connect(database), Limits()))
        stops.append(stop)
        _join(hub, known)
        yield Carrier(partial(hub_access.dialled, pace=QUICK), partial(_forget, hub))


def _join(hub: Listening, known: Laptops) -> None:
    """What an office card does: every laptop learns where the hub is."""
    province = known("province")
    with province.open() as db, writing(db):
        hub_membership.join(db, place(hub.url, hub.office.name, hub.invite(PROVINCE)))
        places = {unit: hub_membership.place_for(db, unit) for unit in ("kh.040101", "kh.040102")}
    with province.open() as db, hub_access.dialled(db, pace=QUICK) as line:
        hub_access.tell_who_may_come(db, line)
    for name in ("commune", "commune_again", "neighbour"):
        laptop = known(name)
        with laptop.open() as db, writing(db):
            given = places[laptop.org_unit]
            assert given is not None
            hub_membership.join(db, given)


def _forget(hub: Listening) -> None:
    with writing_at_hub(hub.office.engine) as db:
        letters.forget(db, "9999")


def test_a_report_goes_up_and_its_receipt_comes_down(carrier: Carrier, known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    commune.answer(SESSIONS, 7)
    key = commune.submit()
    outcomes = carrier.exchange(commune, province, commune)
    assert {outcome.fate for outcome in outcomes} == {Fate.TAKEN_IN}
    with province.open() as db:
        assert reports.view(db, key).answers()[SESSIONS] == 7
    with commune.open() as db:
        (record,) = reports.live_records(db, key)
        assert batches.has_receipt(db, record, PROVINCE)


def test_two_laptops_of_one_office_come_to_know_the_same(carrier: Carrier, known: Laptops) -> None:
    here, there, province = known("commune"), known("commune_again"), known("province")
    here.fill()
    key = here.submit()
    carrier.exchange(there, here, province, there, here)
    with there.open() as db:
        assert reports.view(db, key).answers()[SESSIONS] == 1


def test_exchanging_again_changes_nothing(carrier: Carrier, known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    commune.submit()
    for _ in range(3):
        carrier.exchange(commune, province)
    before = [_contents(laptop) for laptop in (commune, province)]
    assert carrier.exchange(commune, province) == []
    assert [_contents(laptop) for laptop in (commune, province)] == before


def test_what_the_carrier_lost_is_given_again_until_the_receipt_came(
    carrier: Carrier, known: Laptops
) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    key = commune.submit()
    carrier.exchange(commune)
    carrier.forget()
    carrier.exchange(commune, province)
    with province.open() as db:
        assert reports.view(db, key).answers()
    carrier.forget()
    carrier.exchange(province, commune)
    with commune.open() as db:
        (record,) = reports.live_records(db, key)
        assert batches.has_receipt(db, record, PROVINCE)


def test_offices_take_in_nothing_of_each_other(carrier: Carrier, known: Laptops) -> None:
    commune, neighbour, province = known("commune"), known("neighbour"), known("province")
    for laptop in (commune, neighbour):
        laptop.fill()
        laptop.submit()
    carrier.exchange(commune, neighbour, province, commune, neighbour)
    with neighbour.open() as db:
        assert not reports.view(db, commune.report(PERIOD)).answers()


def test_a_lost_laptop_says_nothing_more(carrier: Carrier, known: Laptops) -> None:
    commune, province = known("commune"), known("province")
    carrier.exchange(commune, province)
    with province.open() as db:
        trust.revoke(db, commune.device, commune.org_unit)
    carrier.exchange(province)
    commune.fill()
    key = commune.submit()
    with contextlib.suppress(HubRefused):  # a hub refuses it, a folder cannot
        carrier.exchange(commune)
    carrier.exchange(province)
    with province.open() as db:
        assert not reports.view(db, key).answers()


def _contents(laptop: Laptop) -> object:
    with laptop.open() as db:
        return dump(db)
