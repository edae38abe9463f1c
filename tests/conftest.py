"""Stores for every test that needs one: made once, because stretching a passphrase is slow, then copied."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.sync.laptops import Laptop, introduce_all, set_up_all


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Laptop]:
    """Laptops that were only just set up. Nobody writes to these: they are copied."""
    return set_up_all(tmp_path_factory.mktemp("set up"))


@pytest.fixture(scope="session")
def known_once(made_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Laptop]:
    """Laptops that all know and accept each other. Nobody writes to these: they are copied."""
    folder = tmp_path_factory.mktemp("known")
    laptops = {name: laptop.copy_to(folder / name) for name, laptop in made_once.items()}
    introduce_all(laptops)
    return laptops


@pytest.fixture
def fresh(made_once: dict[str, Laptop], tmp_path: Path) -> Callable[[str], Laptop]:
    """A copy of a laptop by name, just set up: the secretariat knows nobody yet."""
    return _copies(made_once, tmp_path)


@pytest.fixture
def known(known_once: dict[str, Laptop], tmp_path: Path) -> Callable[[str], Laptop]:
    """A copy of a laptop by name, in a province where everybody was accepted."""
    return _copies(known_once, tmp_path)


def _copies(once: dict[str, Laptop], folder: Path) -> Callable[[str], Laptop]:
    """One copy of each laptop for a test, under a path with Khmer and spaces in it."""
    return cache(lambda name: once[name].copy_to(folder / "ការិយាល័យ ទី១" / name))
