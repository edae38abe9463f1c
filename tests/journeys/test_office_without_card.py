"""An office found in the gazetteer begins without its card; what it did goes out when the card is here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import cards, exchange, home, office, report, review, trust
from desktop.actions.office import NewOffice
from desktop.domain.report import ReportKey
from desktop.storage import reports, settings
from desktop.storage.database import connection
from desktop.sync import card, identity
from desktop.sync.merge import Fate
from desktop.sync.record import fingerprint
from tests.sync.laptops import PASSPHRASE, PERIOD, PERSON, Laptop

Laptops = Callable[[str], Laptop]


@pytest.fixture
def cardless(tmp_path: Path) -> Laptop:
    made = office.set_up(tmp_path / "ឃុំ ទី១", NewOffice("040102", PERSON, PASSPHRASE, example=True))
    return Laptop("neighbour", made.store, made.recovery_key, made.device)


def test_it_knows_who_stands_above_it_and_is_no_secretariat(cardless: Laptop) -> None:
    with cardless.open() as db:
        shown = office.describe(db)
        assert (shown.secretariat, shown.is_secretariat) == ("kh.04", False)
        with pytest.raises(review.OnlySecretariat):
            trust.accept(db, cardless.device, cardless.org_unit)


def test_its_work_is_kept_and_goes_out_when_the_card_is_here(
    cardless: Laptop, fresh: Laptops, tmp_path: Path
) -> None:
    province = fresh("province")
    cardless.fill()
    key = cardless.submit()
    with cardless.open() as db:
        for send in (exchange.write_batches, exchange.exchange_with_folder):
            with pytest.raises(exchange.NoCardYet):
                send(db, tmp_path / "stick")
        assert not home.show(db, PERIOD).in_hand.received
        assert not (tmp_path / "stick").exists()
    with province.open() as db:
        content = card.write(
            identity.signing_key(db), "kh.04", identity.box_recipient(db), cardless.org_unit, 1
        )
    with cardless.open() as db:
        cards.take_newer(db, content, fingerprint(province.device))
    (path,) = cardless.write(tmp_path / "stick")
    with province.open() as db:
        trust.accept(db, cardless.device, cardless.org_unit)
        (outcome,) = exchange.merge_files(db, [path])
        assert outcome.fate is Fate.TAKEN_IN
        assert reports.view(db, key).answers()


@pytest.mark.parametrize(
    ("code", "above"),
    [("", "kh"), ("04", "kh.04"), ("0401", "kh.04"), ("MoSVY", "kh"), ("04-MoSVY", "kh.04")],
)
def test_every_office_knows_its_secretariat_by_the_register(tmp_path: Path, code: str, above: str) -> None:
    made = office.set_up(tmp_path / "office", NewOffice(code, PERSON, PASSPHRASE))
    with connection(made.store) as db:
        assert settings.need(db, settings.SECRETARIAT_UNIT) == above
        assert report.open_form(db, ReportKey(office.describe(db).unit.id, PERIOD)).form
