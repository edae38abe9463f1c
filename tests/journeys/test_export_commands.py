"""Open formats by commands, out of a province's real store."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import Package

from desktop.cli.main import run
from tests.journeys.test_bench_commands import NoWindow
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Said = tuple[int, str, str]
SECRET = 7_919  # a number of children that stands nowhere else
WORDS = "ទឹកជំនន់នៅភូមិ"


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
        code = run([str(argument) for argument in line], NoWindow())
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def reported(known: Callable[[str], Laptop], tmp_path: Path) -> None:
    """A commune's report with a secret in it lies in the province's store."""
    commune = known("commune")
    answers = {"2.3.4:cases_identified": SECRET, "narrative:challenges": WORDS}
    commune.fill(**{cell.replace(":", "__"): answer for cell, answer in answers.items()})
    commune.submit()
    known("province").merge(*commune.write(tmp_path))


def test_a_data_package_of_a_real_province_holds_to_its_schema(
    tumpeang: Callable[..., Said], reported: None, tmp_path: Path
) -> None:
    out, folder = tmp_path / "តារាង data.zip", tmp_path / "unpacked"
    code, said, _ = tumpeang("export", "csv", "--period", PERIOD, "--out", out)
    assert (code, str(out) in said) == (0, True)
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])
    written = (folder / "values.csv").read_text(encoding="utf-8-sig")
    assert f"kh.040101,{PERIOD},2.3.1,sessions,all,1," in written
    everything = "".join(file.read_text(encoding="utf-8-sig") for file in folder.iterdir())
    assert str(SECRET) not in everything
    assert WORDS not in everything
    described = json.loads((folder / "datapackage.json").read_bytes())
    assert not {"contributors", "sources", "homepage", "id"} & described.keys()


@pytest.mark.parametrize("name", ["dhis2", "adx"])
def test_an_official_copy_is_for_a_receiver_and_a_shareable_one_holds_no_count(
    tumpeang: Callable[..., Said], reported: None, tmp_path: Path, name: str
) -> None:
    out, official = tmp_path / "shared", tmp_path / "official"
    assert tumpeang("export", name, "--period", PERIOD, "--out", out)[0] == 0
    code, _, said = tumpeang("export", name, "--period", PERIOD, "--out", official, "--official")
    assert (code, official.exists()) == (1, False)
    assert "Say who receives it" in said
    asked = ("export", name, "--period", PERIOD, "--out", official, "--official", "--receiver", "CNCC")
    assert tumpeang(*asked)[0] == 0
    assert str(SECRET) not in everything(out)
    assert str(SECRET) in everything(official)


def test_every_file_is_in_the_register_with_its_hash(
    tumpeang: Callable[..., Said], reported: None, tmp_path: Path
) -> None:
    outs = [tmp_path / name for name in ("csv", "dhis2", "adx")]
    for number, out in enumerate(outs, start=1):
        code, said, _ = tumpeang("export", out.name, "--period", PERIOD, "--out", out)
        assert (code, f"Number in the register: {number}" in said) == (0, True)
    _, register, _ = tumpeang("releases")
    for out in outs:
        assert f"{out.name} kh.04 {PERIOD}" in register
        assert hashlib.sha256(out.read_bytes()).hexdigest() in register


def everything(path: Path) -> str:
    """All that a file says, out of its ZIP where it is one."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_where_nothing_was_reported_nothing_is_written(tumpeang: Callable[..., Said], tmp_path: Path) -> None:
    out = tmp_path / "nothing.zip"
    code, _, said = tumpeang("export", "csv", "--period", "2027Q1", "--out", out)
    assert (code, out.exists()) == (1, False)
    assert "No report about Quarter 1, 2027 is here yet" in said
