"""Cards for all offices in one go: each sets its office up, and a forged, foreign or older one is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import cards, office
from desktop.actions.cards import CardIsOlder, CardOfAnotherSecretariat, NotACard, NumberDiffers
from desktop.actions.office import CardOfAnother, CardOfAnotherOffice, NewOffice
from desktop.actions.register import NoSuchOffice
from desktop.actions.review import OnlySecretariat
from desktop.storage import org_units, settings
from desktop.sync import card
from desktop.sync.record import fingerprint
from tests.sync.forging import key_of, name_of
from tests.sync.laptops import PASSPHRASE, PERSON, Laptop

Laptops = Callable[[str], Laptop]
FORGER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def card_for(province: Laptop, unit: str, number: int = 1, key: Ed25519PrivateKey | None = None) -> bytes:
    return card.write(key or key_of(province), "kh.04", province.box(), unit, number)


@pytest.fixture(scope="module")
def folder(known_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every card of a province, and the paper."""
    found = tmp_path_factory.mktemp("cards") / "ប័ណ្ណ អង្គភាព"
    found.mkdir()
    province = known_once["province"].copy_to(tmp_path_factory.mktemp("a store") / "province")
    with province.open() as db:
        cards.write_all(db, found, "km", "khmer")
    return found


def test_every_office_gets_a_card_of_its_own_and_a_page(folder: Path, known: Laptops) -> None:
    from pypdf import PdfReader

    province = known("province")
    with province.open() as db:
        below = org_units.below(db, "kh.04")
    files = {path.stem: cards.read_card(path.read_bytes()) for path in folder.glob(f"*{cards.SUFFIX}")}
    assert set(files) == {unit.code for unit in below} | {"04"}
    assert all(shown.office == code and shown.secretariat == "04" for code, shown in files.items())
    assert {shown.fingerprint for shown in files.values()} == {fingerprint(province.device)}
    pages = PdfReader(folder / cards.SHEETS).pages
    assert len(pages) == len(below)


def test_the_paper_says_the_number_of_the_secretariat_s_computer_in_both_digits(
    folder: Path, known: Laptops
) -> None:
    from pypdf import PdfReader

    from desktop.i18n.digits import khmer_digits

    text = PdfReader(folder / cards.SHEETS).pages[3].extract_text()
    number = fingerprint(known("province").device)
    assert number in text
    assert khmer_digits(number) in text


def test_a_card_sets_its_office_up_without_asking_which_it_is(folder: Path, tmp_path: Path) -> None:
    content = (folder / f"040102{cards.SUFFIX}").read_bytes()
    made = office.set_up(tmp_path / "new", NewOffice("", PERSON, PASSPHRASE, content))
    with office.connection(made.store) as db:
        assert office.describe(db).unit.code == "040102"
        assert settings.get(db, settings.CARD_NUMBER) == "1"


def test_the_card_of_another_office_or_province_is_refused_and_nothing_is_made(
    known: Laptops, tmp_path: Path
) -> None:
    province = known("province")
    wrong = {
        CardOfAnotherOffice: NewOffice("040102", PERSON, PASSPHRASE, card_for(province, "kh.040101")),
        CardOfAnother: NewOffice("050101", PERSON, PASSPHRASE, card_for(province, "")),
        NoSuchOffice: NewOffice("", PERSON, PASSPHRASE, card_for(province, "")),
        NotACard: NewOffice("040101", PERSON, PASSPHRASE, card_for(province, "kh.040101")[:-9]),
    }
    for problem, new in wrong.items():
        with pytest.raises(problem):
            office.set_up(tmp_path / "new", new)
        assert not (tmp_path / "new").exists()


def test_a_department_s_card_knows_its_code(known: Laptops) -> None:
    assert cards.read_card(card_for(known("province"), "kh.04.mosvy")).office == "04-MoSVY"


def test_a_newer_card_is_taken_and_an_older_one_is_not(known: Laptops) -> None:
    province, commune = known("province"), known("commune")
    number = fingerprint(province.device)
    with commune.open() as db:
        cards.take_newer(db, card_for(province, "kh.040101", 3), number)
        with pytest.raises(CardIsOlder):
            cards.take_newer(db, card_for(province, "kh.040101", 2), number)
        assert settings.get(db, settings.CARD_NUMBER) == "3"


def test_a_card_by_another_hand_is_found_out_by_the_number_on_the_telephone(known: Laptops) -> None:
    province, commune = known("province"), known("commune")
    forged = card_for(province, "kh.040101", 9, FORGER)
    before = commune.content()
    for problem, content in (
        (NumberDiffers, forged),
        (CardOfAnotherSecretariat, card.write(FORGER, "kh.05", province.box(), "", 9)),
        (CardOfAnotherOffice, card_for(province, "kh.040102", 9)),
        (NotACard, forged[:-1]),
    ):
        with commune.open() as db, pytest.raises(problem):
            cards.take_newer(db, content, fingerprint(province.device))
    assert commune.content() == before


def test_with_a_new_first_computer_what_the_old_one_granted_counts_no_more(known: Laptops) -> None:
    """A stolen first computer: only a new card helps, and every office loads it by hand."""
    province, commune = known("province"), known("commune")
    with commune.open() as db:
        from desktop.sync import trust

        assert (province.device, "kh.04") in trust.judge(db).believed.mandates
        new = card_for(province, "", 2, FORGER)
        cards.take_newer(db, new, fingerprint(name_of(FORGER)))
        believed = trust.judge(db).believed
        assert (province.device, "kh.04") not in believed.mandates
        assert believed.mandates[name_of(FORGER), "kh.04"].first


def test_only_the_first_computer_of_a_secretariat_writes_cards(known: Laptops, tmp_path: Path) -> None:
    with known("commune").open() as db, pytest.raises(OnlySecretariat):
        cards.write_all(db, tmp_path, "km", "khmer")
    assert list(tmp_path.glob("*.tumpeang-card")) == []
