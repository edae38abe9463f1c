"""The merge bench by commands: look, take in what is clean, set an import aside, close, print the receipt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.cli.main import run
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop, seal_for


class NoWindow:
    """Stands where the window would be: commands must not need it."""

    def open(self, store: Path | None) -> int:
        return 99

    def take_pictures(self, folder: Path) -> list[Path]:
        raise AssertionError(folder)


Said = tuple[int, str]


@pytest.fixture
def tumpeang(
    known: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Runs a command in the province's store; its exit code and what it said."""
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")

    def command(*arguments: object) -> Said:
        capsys.readouterr()
        line = ["--store", known("province").folder, *arguments]
        return run([str(argument) for argument in line], NoWindow()), capsys.readouterr().out

    return command


@pytest.fixture
def stick(known: Callable[[str], Laptop], tmp_path: Path) -> Path:
    """A report of the commune, and a letter that is for somebody else."""
    province, commune, folder = known("province"), known("commune"), tmp_path / "stick"
    folder.mkdir()
    commune.fill()
    commune.submit()
    names = commune.kept_names() - province.kept_names()
    (folder / "report.tumpeang").write_bytes(seal_for(commune, names, [province.box()]))
    (folder / "for others.tumpeang").write_bytes(seal_for(commune, names, [commune.box()]))
    return folder


def test_a_stick_is_looked_at_and_what_is_clean_is_taken_in(
    known: Callable[[str], Laptop], tumpeang: Callable[..., Said], stick: Path
) -> None:
    before = known("province").kept_names()
    code, said = tumpeang("merge", "--look", "--period", PERIOD, stick)
    assert (code, known("province").kept_names()) == (0, before)
    assert "1  new" in said
    assert "1  for other offices" in said
    assert "040102" in said  # its report is missing
    code, said = tumpeang("merge", "--clean", stick)
    assert code == 0
    assert "1  taken in" in said
    assert len(known("province").kept_names()) == len(before) + 1


def test_an_import_is_set_aside_and_a_period_closed_by_commands(
    known: Callable[[str], Laptop], tumpeang: Callable[..., Said], stick: Path, tmp_path: Path
) -> None:
    province = known("province")
    tumpeang("merge", stick)
    code, said = tumpeang("imports", "list")
    number = said.split()[0]
    assert tumpeang("imports", "set-aside", number)[0] == 0
    assert "set aside" in tumpeang("imports", "list")[1].splitlines()[0]
    assert tumpeang("imports", "bring-back", number)[0] == 0
    assert tumpeang("imports", "set-aside", 999)[0] == 1
    assert tumpeang("review", "close", "--period", PERIOD)[0] == 0
    assert tumpeang("review", "close", "--period", PERIOD)[0] == 1
    assert "Period closed" in tumpeang("history", "show", "--code", "040101", "--period", PERIOD)[1]
    page = ("print", "receipt", "--code", "040101", "--period", PERIOD, "--out", tmp_path / "receipt.pdf")
    assert tumpeang(*page)[0] == 1  # none was signed yet
    province.exchange(tmp_path / "post")
    assert tumpeang(*page)[0] == 0
