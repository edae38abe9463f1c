"""What was given at first start is there again until the office is set up."""

from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.actions import begun, office
from desktop.actions.begun import Begun
from desktop.storage import keys
from tests.sync.laptops import PASSPHRASE

GIVEN = Begun(
    "en", "anhchanh", "040101", b"\x00card\xff", "០៤.tumpeang-card", "មន្ត្រី ឧទាហរណ៍", "role", replaces=True
)


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "ទុក" / "store"
    begun.keep(folder, GIVEN)
    assert begun.read(folder) == GIVEN
    found = begun.chosen_office(GIVEN)
    assert found is not None
    assert found.unit.code == "040101"


def test_without_a_file_all_fields_are_empty(tmp_path: Path) -> None:
    assert begun.read(tmp_path) == Begun()
    assert begun.chosen_office(Begun()) is None
    assert begun.chosen_office(Begun(code="0401999")) is None


@given(content=st.binary(max_size=300) | st.sampled_from([b"[]", b'{"language": "km"}', b'"text"', b"null"]))
def test_what_somebody_made_of_the_file_hurts_nothing(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("store")
    (folder / office.BEGUN).write_bytes(content)
    assert begun.read(folder) == Begun()


def test_no_passphrase_is_among_what_is_kept() -> None:
    assert not [name for name in asdict(GIVEN) if "pass" in name or "secret" in name]


@pytest.fixture
def set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office that was set up after its fields had been kept."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)  # what a vault costs is tested elsewhere
    monkeypatch.setattr(keys, "PASSES", 1)
    begun.keep(tmp_path, GIVEN)
    office.set_up(tmp_path, office.NewOffice("04", "Example officer", PASSPHRASE))
    return tmp_path


def test_setting_up_takes_it_away(set_up: Path) -> None:
    assert not (set_up / office.BEGUN).exists()


def test_nothing_is_kept_beside_a_store(set_up: Path) -> None:
    begun.keep(set_up, GIVEN)
    assert not (set_up / office.BEGUN).exists()


def test_opening_a_store_takes_away_what_a_power_cut_left(set_up: Path) -> None:
    (set_up / office.BEGUN).write_bytes(b"{}")
    office.unlock(set_up, PASSPHRASE)
    assert not (set_up / office.BEGUN).exists()
