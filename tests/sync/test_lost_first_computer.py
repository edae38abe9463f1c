"""The first computer of a secretariat is lost without a backup: its key file and the paper bring it back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import key_file, office, review, trust
from desktop.actions.key_file import NotAKeyFile, SomethingIsHere
from desktop.actions.review import OnlySecretariat
from desktop.domain.report import Status
from desktop.storage import reports
from desktop.storage.keys import WrongRecoveryKey
from tests.sync.laptops import PASSPHRASE, PERSON, Laptop

Laptops = Callable[[str], Laptop]


def set_up_again(folder: Path, code: str = "04") -> Laptop:
    made = office.set_up(folder, office.NewOffice(code, PERSON, PASSPHRASE, example=True))
    return Laptop("province", made.store, made.recovery_key, made.device)


def keys_of(laptop: Laptop) -> bytes:
    with laptop.open() as db:
        return key_file.write(db)


def test_offices_believe_the_new_computer_and_all_that_travelled_is_there(
    known: Laptops, tmp_path: Path
) -> None:
    lost, commune, post = known("province"), known("commune"), tmp_path / "post"
    commune.fill()
    key = commune.submit()
    for laptop in (commune, lost, commune):
        laptop.exchange(post)
    new = set_up_again(tmp_path / "new")
    with new.open() as db:
        key_file.bring_back(db, keys_of(lost), lost.recovery_key, [post])
        assert office.describe(db).device == lost.device
        assert reports.status(db, key) is Status.SUBMITTED
        assert commune.device in {one.device for one in trust.list_computers(db)}
        review.approve(db, key)
    for laptop in (new, commune):
        laptop.exchange(post)
    with commune.open() as db:
        assert reports.status(db, key) is Status.APPROVED


def test_nothing_is_given_without_the_paper_for_another_office_or_over_work(
    known: Laptops, tmp_path: Path
) -> None:
    lost = known("province")
    keys, other = keys_of(lost), set_up_again(tmp_path / "other", "05")
    new = set_up_again(tmp_path / "new")
    for laptop, content, paper, problem in (
        (new, keys, "no key", WrongRecoveryKey),
        (new, keys, other.recovery_key, NotAKeyFile),
        (new, keys[:-1], lost.recovery_key, NotAKeyFile),
        (other, keys, lost.recovery_key, NotAKeyFile),
        (known("province"), keys, lost.recovery_key, SomethingIsHere),
    ):
        before = laptop.content()
        with laptop.open() as db, pytest.raises(problem):
            key_file.bring_back(db, content, paper, [])
        assert laptop.content() == before


def test_an_office_has_no_keys_of_a_secretariat_to_save(known: Laptops) -> None:
    with pytest.raises(OnlySecretariat):
        keys_of(known("commune"))
