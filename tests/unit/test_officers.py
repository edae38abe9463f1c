"""Several officers share a computer: each with a passphrase, and each work under the name of who did it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import office, officers, report
from desktop.actions.office import NewOffice, PassphraseTooShort, Store, connection
from desktop.actions.officers import LastOfficer, Officer, Strength, WrongPassphrase, strength
from desktop.storage import keys
from tests.sync.laptops import Laptop

FIRST, SECOND, THIRD = "three example words", "four other example words", "ទន្លេ ស្វាយ ចាប ប្រាំពីរ"


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store where two officers work, opened by the first; what a vault costs is tested elsewhere."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    folder = tmp_path / "ការិយាល័យ ទី១"
    store = office.set_up(folder, NewOffice("04", "Example one", FIRST, role="chief")).store
    officers.add_officer(store, "Example two", "ស្មៀន", SECOND)
    return store


def person(store: Store) -> str:
    with connection(store) as db:
        return office.describe(db).person


def vault(store: Store) -> bytes:
    return b"".join((store.folder / name).read_bytes() for name in keys.NAMES)


def test_whoever_unlocks_is_who_works(shared: Store) -> None:
    assert officers.list_officers(shared) == (Officer("Example one", "chief"), Officer("Example two", "ស្មៀន"))
    assert person(office.unlock(shared.folder, FIRST)) == "Example one"
    assert person(office.unlock(shared.folder, SECOND)) == "Example two"


def test_two_windows_on_one_store_write_two_names(known: Callable[[str], Laptop]) -> None:
    laptop = known("commune")
    officers.add_officer(laptop.store, "Example two", "", SECOND)
    windows = [office.unlock(laptop.folder, "three example words"), office.unlock(laptop.folder, SECOND)]
    for store, period in zip(windows, ("2026Q2", "2026Q3"), strict=True):
        laptop.fill(period)
        with connection(store) as db:
            report.submit(db, laptop.report(period))
    people = [row[2] for row in sorted(laptop.content()["submission"])]
    assert people == ["Example officer", "Example two"]


def test_a_hand_over_leaves_the_history_and_lets_the_old_passphrase_open_nothing(
    known: Callable[[str], Laptop],
) -> None:
    laptop = known("commune")
    laptop.fill("2026Q3")
    with connection(office.unlock(laptop.folder, "three example words")) as db:
        report.submit(db, laptop.report("2026Q3"))
    before = laptop.content()
    officers.add_officer(laptop.store, "Example new", "", SECOND)
    new = office.unlock(laptop.folder, SECOND)
    officers.remove_officer(new, "Example officer")
    with pytest.raises(WrongPassphrase):
        office.unlock(laptop.folder, "three example words")
    after = laptop.content()
    assert {name: rows for name, rows in after.items() if name != "setting"} == {
        name: rows for name, rows in before.items() if name != "setting"
    }
    assert person(laptop.store) == "Example new"  # opened without saying who it is


def test_the_vault_names_nobody_and_a_swapped_passphrase_speaks_for_nobody(shared: Store) -> None:
    content = vault(shared)
    for name in ("Example", "one", "two", "ស្មៀន", "chief"):
        assert name.encode() not in content
    for name in keys.NAMES:
        path = shared.folder / name
        sealed = re.findall(rb'"officer": "([^"]+)"', path.read_bytes())
        assert len(sealed) == 2
        swapped = (
            path.read_bytes().replace(sealed[0], b"?").replace(sealed[1], sealed[0]).replace(b"?", sealed[1])
        )
        path.write_bytes(swapped)
    assert keys.recognise(shared.folder, FIRST) == (shared.key, keys.NOBODY)
    assert keys.recognise(shared.folder, SECOND) == (shared.key, keys.NOBODY)


def test_the_last_officer_stays(shared: Store) -> None:
    officers.remove_officer(shared, "Example one")
    before = vault(shared)
    with pytest.raises(LastOfficer):
        officers.remove_officer(shared, "Example two")
    assert vault(shared) == before
    assert office.unlock(shared.folder, SECOND).person == "Example two"


def test_a_new_passphrase_is_for_that_officer_alone(shared: Store) -> None:
    officers.change_passphrase(shared, "Example two", THIRD)
    assert office.unlock(shared.folder, THIRD).person == "Example two"
    assert office.unlock(shared.folder, FIRST).person == "Example one"
    with pytest.raises(WrongPassphrase):
        office.unlock(shared.folder, SECOND)
    assert set(officers.list_officers(shared)) == {
        Officer("Example one", "chief"),
        Officer("Example two", "ស្មៀន"),
    }


@pytest.mark.parametrize(
    ("name", "passphrase", "problem"),
    [
        ("", THIRD, officers.NotAName),
        (" \u200b ", THIRD, officers.NotAName),
        ("x" * 101, THIRD, officers.NotAName),
        (" Example  two ", THIRD, officers.OfficerIsThere),
        ("Example three", "short", PassphraseTooShort),
        ("Example three", SECOND, officers.PassphraseIsTaken),
        ("Example three", FIRST, officers.PassphraseIsTaken),
    ],
)
def test_who_cannot_be_added_changes_nothing(
    shared: Store, name: str, passphrase: str, problem: type[Exception]
) -> None:
    before = vault(shared)
    with pytest.raises(problem):
        officers.add_officer(shared, name, "", passphrase)
    assert vault(shared) == before


def test_nobody_takes_the_passphrase_of_another(shared: Store) -> None:
    with pytest.raises(officers.PassphraseIsTaken):
        officers.change_passphrase(shared, "Example two", FIRST)
    officers.change_passphrase(shared, "Example two", SECOND)  # one's own may be kept
    for act in (officers.remove_officer, officers.work_as):
        with pytest.raises(officers.NoSuchOfficer, match="Nobody called"):
            act(shared, "Example nobody")


def test_the_recovery_key_is_one_officer_s_or_asks_who(tmp_path: Path) -> None:
    made = office.set_up(tmp_path, NewOffice("04", "Example one", FIRST))
    assert office.unlock_with_recovery_key(tmp_path, made.recovery_key).person == "Example one"
    officers.add_officer(made.store, "Example two", "", SECOND)
    opened = office.unlock_with_recovery_key(tmp_path, made.recovery_key)
    assert opened.person == ""
    assert person(officers.work_as(opened, "Example two")) == "Example two"
    officers.change_passphrase(opened, "Example one", THIRD)  # the one who forgot
    assert office.unlock(tmp_path, THIRD).person == "Example one"


def test_a_name_is_one_name_however_its_signs_were_typed(shared: Store) -> None:
    officers.add_officer(shared, "ស្រ្តី ឧទាហរណ៍", "", THIRD)  # the subscripts the other way round
    assert office.unlock(shared.folder, THIRD).person == "ស្ត្រី ឧទាហរណ៍"
    officers.remove_officer(shared, "ស្ត្រី ឧទាហរណ៍")


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.TOO_SHORT),
        ("abc 12", Strength.TOO_SHORT),
        ("password", Strength.WEAK),
        ("P@ssw0rdP@ssw0rd", Strength.WEAK),
        ("12345678", Strength.WEAK),
        ("១២៣៤៥៦៧៨", Strength.WEAK),
        ("012 345 678", Strength.WEAK),
        ("កម្ពុជា១២៣", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("kandal kandal kandal kandal", Strength.WEAK),
        ("three example words", Strength.GOOD),
        ("ទន្លេ ស្វាយ ចាប ប្រាំពីរ", Strength.GOOD),
        ("Tr7#kq9!Zm", Strength.GOOD),
        ("river lotus mango seven drum", Strength.STRONG),
        ("ទន្លេ ស្វាយ ចាប ប្រាំពីរ ស្គរ ផ្កាឈូក", Strength.STRONG),
    ],
)
def test_strength_is_said_as_a_guesser_would_see_it(passphrase: str, expected: Strength) -> None:
    assert strength(passphrase) is expected


def test_a_name_that_everybody_knows_makes_nothing_stronger() -> None:
    assert strength("somebody example words") is Strength.GOOD
    assert strength("somebody example words", ["Somebody Example"]) is Strength.WEAK
