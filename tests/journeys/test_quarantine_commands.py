"""What waits in quarantine by commands: listed with its size, and thrown away by its number."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import trust
from desktop.cli.main import run
from tests.journeys.test_bench_commands import NoWindow
from tests.sync.laptops import PASSPHRASE, Laptop


def test_what_waits_is_listed_with_its_size_and_thrown_away_by_its_number(
    fresh: Callable[[str], Laptop],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")
    province, commune = fresh("province"), fresh("commune")
    (path,) = commune.write(tmp_path / "stick")
    province.merge(path)
    store = ["--store", str(province.folder), "device"]
    assert run([*store, "waiting"], NoWindow()) == 0
    said = capsys.readouterr().out
    assert f"  {-(-path.stat().st_size // 1000)} kB  " in said
    number = said.split()[1]
    assert run([*store, "throw-away", number, "--yes"], NoWindow()) == 0
    assert capsys.readouterr().out == "Files thrown away: 1\n"
    with province.open() as db:
        assert trust.list_quarantine(db) == ()
    assert run([*store, "throw-away", number, "--yes"], NoWindow()) != 0
