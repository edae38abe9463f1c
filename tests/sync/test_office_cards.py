"""Cards for all offices in one go: each sets its office up, and a forged, foreign or older one is refused."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import cards, office, registry
from desktop.actions import exchange as exchanging
from desktop.actions.cards import CardIsOlder, CardOfAnotherSecretariat, NotACard, NumberDiffers
from desktop.actions.office import CardOfAnother, CardOfAnotherOffice, NewOffice
from desktop.actions.register import NoSuchOffice
from desktop.actions.registry import Named
from desktop.actions.review import OnlySecretariat
from desktop.domain.org_unit import OrgKind, OrgUnit
from desktop.domain.record import Book
from desktop.storage import org_units, registers, settings
from desktop.storage.database import Database
from desktop.sync import card
from desktop.sync.record import fingerprint
from tests.sync.forging import key_of, name_of
from tests.sync.laptops import PASSPHRASE, PERSON, Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
FORGER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def card_for(province: Laptop, unit: str, number: int = 1, key: Ed25519PrivateKey | None = None) -> bytes:
    return card.write(key or key_of(province), "kh.04", province.box(), unit, number)


@pytest.fixture(scope="module")
def folder(known_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every card of a province, and the paper, in a folder that was not there before."""
    found = tmp_path_factory.mktemp("cards") / "ប័ណ្ណ អង្គភាព"
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
    for code, shown in files.items():
        assert shown.office.unit is not None
        assert (shown.office.unit.code, shown.secretariat) == (code, "04")
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
    found = cards.read_card(card_for(known("province"), "kh.04.mosvy")).office.unit
    assert found is not None
    assert found.code == "04-MoSVY"


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


def office_by(content: bytes, folder: Path) -> OrgUnit:
    """The office that a card alone sets up, as its new store shows it, with its line complete."""
    made = office.set_up(folder, NewOffice("", PERSON, PASSPHRASE, content))
    with office.connection(made.store) as db:
        shown = office.describe(db)
        assert [unit.id for unit in shown.line][:2] == ["kh", "kh.04"]
        assert shown.secretariat == "kh.04"
        return shown.unit


def changed(db: Database, *proposals: registry.Proposal) -> None:
    for proposal in proposals:
        registry.sign(db, proposal)


def cards_of(db: Database, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    cards.write_all(db, folder, "km", "khmer")
    return {path.stem: path.read_bytes() for path in folder.glob(f"*{cards.SUFFIX}")}


def test_the_card_of_an_added_ngo_sets_it_up_alone(known: Laptops, tmp_path: Path) -> None:
    with known("province").open() as db:
        changed(db, registry.add_ngo(db, "អង្គការឧទាហរណ៍", "Example NGO"))
        content = cards_of(db, tmp_path / "cards")["04-N01"]
    shown = cards.read_card(content).office
    assert shown.unit is not None
    assert [unit.name_en for unit in shown.line][-1] == "Example NGO"
    found = office_by(content, tmp_path / "new")
    assert (found.id, found.name_km, found.kind) == ("kh.04.n01", "អង្គការឧទាហរណ៍", OrgKind.NGO)


def test_the_cards_after_a_split_set_the_new_communes_up_and_an_old_code_means_the_new_office(
    known: Laptops, tmp_path: Path
) -> None:
    """040101 is closed and its code goes to one of the two that come out of it."""
    day = dt.date(2026, 7, 1)
    with known("province").open() as db:
        old = registry.find(db, "040101")
        changed(db, registry.recode(db, old, "040199"))
        old = registry.find(db, "040199")
        into = (Named("040101", "ឃុំទីមួយ", "First"), Named("040190", "ឃុំទីពីរ", "Second"))
        changed(db, registry.split(db, old, into, day))
        new = {code: registry.find(db, code) for code in ("040101", "040190")}
        content = cards_of(db, tmp_path / "cards")
    assert new["040101"].id == "kh.040101-2"
    for code, unit in new.items():
        assert office_by(content[code], tmp_path / code) == unit
    with pytest.raises(CardOfAnotherOffice):
        office.set_up(tmp_path / "x", NewOffice("040190", PERSON, PASSPHRASE, content["040101"]))
    assert not (tmp_path / "x").exists()


def test_a_card_says_how_a_recoded_district_is_called_and_the_register_agrees_when_it_comes(
    known: Laptops, tmp_path: Path
) -> None:
    province = known("province")
    with province.open() as db:
        changed(db, registry.rename(db, registry.find(db, "0401"), "ស្រុកថ្មី", "New"))
        content = cards_of(db, tmp_path / "cards")["040102"]
    made = office.set_up(tmp_path / "new", NewOffice("", PERSON, PASSPHRASE, content))
    new = Laptop("neighbour", made.store, made.recovery_key, made.device)
    for _ in range(2):  # before the register came, and after
        with new.open() as db:
            assert [unit.name_en for unit in office.describe(db).line][2] == "New"
            exchanging.rebuild(db)
        take(new, seal_for(province, province.kept_names(), [new.box()]))
    with new.open() as db:
        assert registers.live(db, Book.REGISTER)


@pytest.mark.parametrize(
    "entries",
    [
        {"kh.05:name_en": "Another province"},
        {"kh.050101:name_en": "A commune of another province"},
        {"kh.04:name_en": "The secretariat itself"},
        {"kh:name_en": "The nation"},
        {"kh.040101:parent": "kh.040102"},
        {"kh.040101:valid_to": "never"},
        {"kh.040101:level": "village"},
        {"kh.040101:name_km": " "},
        {"not a cell": "x"},
    ],
    ids=str,
)
def test_a_card_cannot_say_what_the_register_could_not(
    known: Laptops, tmp_path: Path, entries: dict[str, str]
) -> None:
    province = known("province")
    content = card.write(
        key_of(province), "kh.04", province.box(), "kh.040101", entries={"kh.040101:name_en": "Fine"}
    )
    assert cards.read_card(content).office.unit is not None
    forged = card.write(key_of(province), "kh.04", province.box(), "kh.040101", entries=entries)
    with pytest.raises(NotACard):
        cards.read_card(forged)
    with pytest.raises(NotACard):
        office.set_up(tmp_path / "x", NewOffice("", PERSON, PASSPHRASE, forged))
    assert not (tmp_path / "x").exists()


def test_what_a_card_says_of_an_office_is_signed(known: Laptops) -> None:
    province = known("province")
    entries = {"kh.040101:name_en": "Honest"}
    content = card.write(key_of(province), "kh.04", province.box(), "kh.040101", entries=entries)
    with pytest.raises(NotACard):
        cards.read_card(content.replace(b"Honest", b"Forged"))


def test_a_card_stays_small_enough_for_its_qr_code(known: Laptops, tmp_path: Path) -> None:
    """The longest that the register can hold of an office, its district and a hub still goes into one."""
    with known("province").open() as db:
        changed(db, registry.rename(db, registry.find(db, "0401"), "ស" * 40, "District " * 5))
        changed(db, registry.add_ngo(db, "អង្គការ" * 6, "Example NGO " * 4))
        content = cards_of(db, tmp_path / "cards")
    assert max(map(len, content.values())) < 2_000
