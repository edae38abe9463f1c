"""A small office for tests of backups, and a backup of it."""

from pathlib import Path

import pytest

from desktop.actions import office
from desktop.actions.office import NewOffice, Store
from desktop.storage import backup as making
from desktop.storage import keys
from tests.storage.backups import DAY, PASSPHRASE


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a vault costs is tested elsewhere."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)


@pytest.fixture
def made(tmp_path: Path, cheap: None) -> office.SetUp:
    return office.set_up(tmp_path / "ឃ្លាំង ទី១", NewOffice("040101", "Example officer", PASSPHRASE))


@pytest.fixture
def store(made: office.SetUp) -> Store:
    return made.store


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    return making.make(store, tmp_path / "ឈើ stick", DAY)
