"""A laptop is lost, a backup is put back on another one, and no work that had travelled is lost with it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import backup, office, report
from desktop.actions.office import connection
from desktop.cli.main import run
from desktop.domain.report import ReportKey, Status
from desktop.storage import reports
from desktop.storage.database import Database
from desktop.storage.keys import WrongRecoveryKey
from desktop.sync.merge import Fate
from tests.journeys.test_command_line import NoWindow
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

CELL = "2.3.1:sessions"


def tumpeang(*arguments: object) -> int:
    return run([str(argument) for argument in arguments], NoWindow())


@pytest.fixture
def speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)


def live(db: Database, key: ReportKey) -> tuple[object, bool]:
    """What stands in the cell, and whether it is in conflict."""
    found = reports.view(db, key).live[CELL]
    return found.answer, found.conflict


def lose_a_day(commune: Laptop, stick: Path) -> tuple[ReportKey, Path]:
    """Submit 1; back up; submit 2 and send both; the laptop is lost."""
    key = commune.fill(**{CELL.replace(":", "__"): 1})
    commune.submit()
    file = backup.make(commune.store, stick / "backups")
    commune.answer(CELL, 2)
    commune.submit()
    commune.exchange(stick)
    shutil.rmtree(commune.folder)
    return key, file


def test_what_was_sent_after_the_backup_comes_back_with_the_recovery_key(
    known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune, province, stick = known("commune"), known("province"), tmp_path / "ឈើ stick"
    key, file = lose_a_day(commune, stick)
    province.exchange(stick)
    restored = backup.restore(file, tmp_path / "ថ្មី laptop", recovery_key=commune.recovery_key)
    with connection(restored) as db:
        assert backup.restored_at(db)
        assert live(db, key) == (1, False)
        outcomes = backup.bring_back(db, commune.recovery_key, [stick])
        assert Fate.TAKEN_IN in {outcome.fate for outcome in outcomes}
        assert live(db, key) == (2, False)
        again = backup.bring_back(db, commune.recovery_key, [stick])
        assert {outcome.fate for outcome in again} == {Fate.HAD_ALREADY}
        opened = report.open_form(db, key)
        report.save_value(db, opened.view, CELL, 3)
        report.submit(db, key)
    laptop = Laptop("commune", restored, commune.recovery_key, commune.device)
    laptop.exchange(stick)
    province.exchange(stick)
    with province.open() as db:
        assert live(db, key) == (3, False)


def test_an_edit_on_a_restored_store_makes_a_conflict_that_is_seen_and_settled(
    known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune, province, stick = known("commune"), known("province"), tmp_path / "stick"
    key, file = lose_a_day(commune, stick)
    province.exchange(stick)
    restored = backup.restore(file, tmp_path / "new laptop", passphrase=PASSPHRASE)
    laptop = Laptop("commune", restored, commune.recovery_key, commune.device)
    laptop.answer(CELL, 7)  # over the 1 of the backup: nobody here has seen the 2
    laptop.submit()
    laptop.exchange(stick)
    province.exchange(stick)
    with province.open() as db:
        assert live(db, key)[1], "both the 2 and the 7 stand, and a person sees them"
        assert {laid[2] for laid in province.content()["cell_write"] if laid[1] == CELL}
    with laptop.open() as db:
        backup.bring_back(db, commune.recovery_key, [stick])
        assert live(db, key)[1]
    laptop.answer(CELL, 7)
    laptop.submit()
    laptop.exchange(stick)
    province.exchange(stick)
    for each in (laptop, province):
        with each.open() as db:
            assert live(db, key) == (7, False)
            assert report.status(db, key) is Status.SUBMITTED


def test_the_recovery_key_of_another_office_brings_nothing_back(
    known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune, neighbour = known("commune"), known("neighbour")
    for key in (neighbour.recovery_key, "nonsense"):
        with commune.open() as db, pytest.raises(WrongRecoveryKey):
            backup.bring_back(db, key, [tmp_path])


def test_a_backup_by_commands(
    known: Callable[[str], Laptop],
    tmp_path: Path,
    speaks_english: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commune, stick, new = known("commune"), tmp_path / "stick", tmp_path / "new laptop"
    commune.fill()
    commune.submit()
    commune.exchange(stick)
    assert tumpeang("--store", commune.folder, "backup", "make", stick) == 0
    (file,) = stick.glob("*.zip")
    assert str(file) in capsys.readouterr().out
    monkeypatch.setenv("TUMPEANG_RECOVERY_KEY", " ".join(commune.recovery_key))
    assert tumpeang("--store", new, "backup", "restore", "--recovery-key", file) == 0
    assert tumpeang("--store", new, "backup", "bring-back", stick) == 0
    assert tumpeang("--store", known("neighbour").folder, "backup", "restore", file) == 1
    assert "040101" in capsys.readouterr().err.splitlines()[-1]
    assert tumpeang("--store", tmp_path / "other", "backup", "restore", new / "store.db") == 1
    assert "Put back vault.json" in capsys.readouterr().err


def test_a_hand_over_by_commands(
    known: Callable[[str], Laptop],
    tmp_path: Path,
    speaks_english: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    new = known("commune").folder
    monkeypatch.setenv("TUMPEANG_NEW_PASSPHRASE", "four other example words")
    assert tumpeang("--store", new, "officer", "add", "Example new", "--role", "clerk") == 0
    assert tumpeang("--store", new, "officer", "list") == 0
    heard = capsys.readouterr().out
    assert "The new passphrase is good." in heard
    assert "* Example officer\n" in heard
    assert "  Example new  clerk" in heard
    assert tumpeang("--store", new, "officer", "remove", "Example officer") == 0
    assert tumpeang("--store", new, "officer", "list") == 1
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", "four other example words")
    assert tumpeang("--store", new, "officer", "remove", "Example new") == 1
    assert "Add the new officer first" in capsys.readouterr().err
    monkeypatch.setenv("TUMPEANG_NEW_PASSPHRASE", "ទន្លេ ស្វាយ ចាប ប្រាំពីរ ស្គរ ផ្កាឈូក")
    assert tumpeang("--store", new, "officer", "passphrase", "Example new") == 0
    assert "The new passphrase is strong." in capsys.readouterr().out
    assert tumpeang("--store", new, "support", tmp_path / "support.json") == 0
    assert '"not_opened": "WrongPassphrase"' in (tmp_path / "support.json").read_text(encoding="ascii")


def test_a_secret_that_cannot_be_asked_for_is_named(
    known: Callable[[str], Laptop], speaks_english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tumpeang("--store", known("commune").folder, "officer", "add", "Example new") == 1
    assert "TUMPEANG_NEW_PASSPHRASE" in capsys.readouterr().err


def test_a_laptop_that_was_restored_and_one_that_lives_on_lose_nothing(
    known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune, province, stick = known("commune"), known("province"), tmp_path / "stick"
    key = commune.fill()
    commune.submit()
    file = backup.make(commune.store, tmp_path)
    restored = backup.restore(file, tmp_path / "second", passphrase=PASSPHRASE)
    second = Laptop("commune", restored, commune.recovery_key, commune.device)
    for laptop, answer in ((commune, 5), (second, 6)):
        laptop.answer(CELL, answer)
        laptop.submit()
        laptop.exchange(stick)
    province.exchange(stick)
    with province.open() as db:
        assert live(db, key)[1]
    assert office.unlock(commune.folder, PASSPHRASE).person == second.store.person
    assert key == ReportKey("kh.040101", PERIOD)
