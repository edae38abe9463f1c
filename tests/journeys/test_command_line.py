"""The command line, from setting up to the printed summary, and what it says when something is wrong."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.cli.main import COMMANDS, run
from tests.excel_hand import Hand

PASSPHRASE = "three example words"


class NoWindow:
    """Stands where the window would be: commands must not need it."""

    def open(self, store: Path | None) -> int:
        return 99

    def take_pictures(self, folder: Path) -> list[Path]:
        raise AssertionError(folder)


@pytest.fixture(autouse=True, scope="module")
def environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
        patch.setenv("TUMPEANG_LANGUAGE", "en")
        yield


def tumpeang(*arguments: object) -> int:
    return run([str(argument) for argument in arguments], NoWindow())


def set_up(folder: Path, code: str, *more: object) -> None:
    assert tumpeang("--store", folder, "office", "set-up", "--code", code, "--person", "Example", *more) == 0


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province, its card and a commune, just set up. Nobody writes to these: they are copied."""
    folder = tmp_path_factory.mktemp("ការិយាល័យ made once")
    set_up(folder / "province", "04")
    assert tumpeang("--store", folder / "province", "office", "card", "--out", folder / "card.json") == 0
    set_up(folder / "commune", "040101", "--card", folder / "card.json")
    return folder


@pytest.fixture
def province(tmp_path: Path, made_once: Path) -> Path:
    shutil.copy(made_once / "card.json", tmp_path / "card.json")
    return Path(shutil.copytree(made_once / "province", tmp_path / "ខេត្ត province"))


@pytest.fixture
def commune(tmp_path: Path, made_once: Path) -> Path:
    return Path(shutil.copytree(made_once / "commune", tmp_path / "ឃុំ commune"))


def test_a_report_goes_from_the_commune_to_the_printed_summary(
    tmp_path: Path, province: Path, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick, quarter = tmp_path / "stick", ("--period", "2026Q3")
    at_commune, at_province = ("--store", commune), ("--store", province)
    answers = ("2.3.1:sessions=4", "narrative:challenges=ផ្លូវពិបាក")
    assert tumpeang(*at_commune, "report", "set", *quarter, "--rest", "not_planned", *answers) == 0
    assert tumpeang(*at_commune, "report", "check", *quarter) == 0
    assert tumpeang(*at_commune, "report", "submit", *quarter) == 0
    assert tumpeang(*at_commune, "send", stick) == 0
    assert tumpeang(*at_province, "merge", stick) == 0
    capsys.readouterr()
    assert tumpeang(*at_province, "device", "waiting") == 0
    unit, fingerprint, *_reason = capsys.readouterr().out.split()
    assert unit == "kh.040101"
    assert tumpeang(*at_province, "device", "accept", fingerprint) == 0
    for language in ("km", "en"):
        out = tmp_path / f"summary-{language}.pdf"
        assert (
            tumpeang(*at_province, "print", "province", *quarter, "--language", language, "--out", out) == 0
        )
        assert out.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert tumpeang(*at_province, "scorecard", *quarter) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("040101,")][0].count("2026Q3") == 1
    review = ("review", "return", "--code", "040101", *quarter, "--reason", "count again")
    assert tumpeang(*at_province, *review, "--cell", "2.3.1:sessions=four?") == 0
    assert tumpeang(*at_province, "exchange", stick) == 0
    assert tumpeang(*at_commune, "exchange", stick) == 0
    assert tumpeang(*at_commune, "report", "set", *quarter, "2.3.1:sessions=5") == 0
    assert tumpeang(*at_commune, "report", "submit", *quarter) == 0
    assert tumpeang(*at_province, "rebuild") == 0


def test_a_copy_is_official_only_for_a_receiver_and_the_register_lists_both(
    tmp_path: Path, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_commune, quarter = ("--store", commune), ("--period", "2026Q3")
    assert tumpeang(*at_commune, "report", "set", *quarter, "2.3.1:sessions=4") == 0
    of_office = ("print", "office", *quarter, "--out", tmp_path / "office.pdf")
    assert tumpeang(*at_commune, *of_office) == 0
    assert tumpeang(*at_commune, *of_office, "--official") == 1
    assert "made for one receiver" in capsys.readouterr().err
    assert tumpeang(*at_commune, *of_office, "--official", "--receiver", "Baribour District") == 0
    capsys.readouterr()
    assert tumpeang(*at_commune, "releases") == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in listed[::2]] == ["2", "1"]
    assert "official copy\toffice kh.040101 2026Q3 pdf\tBaribour District" in listed[0]
    assert hashlib.sha256((tmp_path / "office.pdf").read_bytes()).hexdigest() in listed[1]


def test_the_letter_is_filled_in_and_an_empty_form_printed_by_command(
    tmp_path: Path, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_commune = ("--store", commune)
    quarter = ("--period", "2026Q3", "--language", "en", "--digits", "latin")
    assert tumpeang(*at_commune, "report", "set", "--period", "2026Q3", "2.3.1:sessions=4") == 0
    out = tmp_path / "office.pdf"
    signed = ("--letter-number", "12/26", "--signed-on", "2026-10-05")
    official = ("--official", "--receiver", "Baribour District")
    assert tumpeang(*at_commune, "print", "office", *quarter, *signed, *official, "--out", out) == 0
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert "12/26" in text
    assert "5 October 2026" in text
    assert tumpeang(*at_commune, "print", "form", *quarter, "--without-figures", "--out", out) == 0
    assert "Write one number in each box" in PdfReader(out).pages[0].extract_text()
    assert tumpeang(*at_commune, "print", "form", "--code", "040201", *quarter, "--out", out) == 1
    assert "Nothing was changed" in capsys.readouterr().err


def test_ministries_departments_and_ngos_report_what_concerns_them(
    tmp_path: Path, province: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tumpeang("--store", province, "office", "add-department", "MoSVY") == 0
    names = ("--name-km", "អង្គការឧទាហរណ៍", "--name-en", "Example NGO")
    assert tumpeang("--store", province, "office", "add-ngo", *names) == 0
    forms = {}
    for code in ("04-MoSVY", "04-N01", "MoLVT"):
        under_it = code != "MoLVT"  # a ministry stands under no province
        card = ("--card", tmp_path / "card.json") if under_it else ()
        set_up(tmp_path / code, code, *card, "--name", "Example NGO")
        capsys.readouterr()
        assert tumpeang("--store", tmp_path / code, "report", "form", "--period", "2026Q3") == 0
        forms[code] = {line.split(":")[0] for line in capsys.readouterr().out.splitlines()[1:]}
    assert "3.2.2" in forms["04-MoSVY"]
    assert "2.3.8" not in forms["04-MoSVY"]  # the labour ministry's
    assert "2.3.8" in forms["MoLVT"]
    assert "3.1.3" in forms["04-N01"]
    assert "2.3.5" not in forms["04-N01"]  # of the area: its administration's alone


def test_the_plan_and_the_gazetteer_are_exported(capsys: pytest.CaptureFixture[str]) -> None:
    assert tumpeang("plan", "export") == 0
    assert len(json.loads(capsys.readouterr().out)["strategies"]) == 5
    assert tumpeang("gazetteer", "export") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 25 + 210 + 1652


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert tumpeang(name, "--help") == 0
    assert "--help" in capsys.readouterr().out


def test_without_a_command_the_window_is_opened(tmp_path: Path) -> None:
    assert tumpeang("--store", tmp_path) == 99


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "form", "--period", "2026Q5"), "“2026Q5” is not a reporting period"),
        (("report", "set", "--period", "2026Q3", "no cell=1"), "“no cell” cannot hold this answer"),
        (("report", "set", "--period", "2026Q3", "2.3.1:sessions=" + "9" * 30), "cannot hold this answer"),
        (("report", "submit", "--period", "2026Q3"), "Nothing was changed since the last submission"),
        (("merge", "nothing.tumpeang"), "“nothing.tumpeang” cannot be read"),
        (("print", "province", "--period", "2026Q3", "--out", "x.pdf"), "Print your own report instead"),
        (("print", "office", "--period", "2026Q3", "--out", "x.pdf"), "written about Quarter 3, 2026"),
        (("scorecard", "--period", "2026Q3"), "Print your own report instead"),
        (("review", "approve", "--code", "040101", "--period", "2026Q3"), "Only the secretariat"),
        (("review", "approve", "--code", "999999", "--period", "2026Q3"), "No office has the code “999999”"),
        (("device", "accept", "00-00"), "No computer with the fingerprint"),
        (("office", "add-ngo", "--name-km", "ក", "--name-en", "A"), "Only the secretariat"),
        (("office", "set-up", "--code", "04", "--person", "x"), "There is already a store"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence_with_what_to_do(
    commune: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert tumpeang("--store", commune, *arguments) == 1
    heard = capsys.readouterr().err.strip().splitlines()[-1]
    assert said in heard
    assert "Traceback" not in heard


def test_a_wrong_passphrase_and_a_missing_store_are_told(
    tmp_path: Path, commune: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tumpeang("--store", tmp_path / "nowhere", "office", "show") == 1
    assert "There is no store" in capsys.readouterr().err
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", "something else")
    assert tumpeang("--store", commune, "office", "show") == 1
    assert "The passphrase is not right" in capsys.readouterr().err


def test_errors_are_said_in_khmer_where_khmer_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tumpeang("--language", "km", "--store", tmp_path, "office", "show") == 1
    heard = capsys.readouterr().err
    assert any("\u1780" <= letter <= "\u17ff" for letter in heard)


def test_a_faulty_office_card_is_refused(
    tmp_path: Path, province: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "card.json"
    changed = card.read_bytes().replace(b'"kh.04"', b'"kh.05"')
    assert changed != card.read_bytes()
    card.write_bytes(changed)
    arguments = ("office", "set-up", "--code", "040101", "--person", "Example", "--card", card)
    assert tumpeang("--store", tmp_path / "commune", *arguments) == 1
    assert "not an office card" in capsys.readouterr().err
    assert not (tmp_path / "commune").exists()


def test_the_card_of_another_province_is_refused(
    tmp_path: Path, province: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("office", "set-up", "--code", "050101", "--person", "Example")
    assert tumpeang("--store", tmp_path / "a", *arguments, "--card", tmp_path / "card.json") == 1
    assert "does not stand under" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_nobody_approves_his_own_report(province: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quarter = ("--period", "2026Q3")
    assert tumpeang("--store", province, "report", "set", *quarter, "--rest", "not_planned") == 0
    assert tumpeang("--store", province, "report", "submit", *quarter) == 0
    assert tumpeang("--store", province, "review", "approve", "--code", "04", *quarter) == 1
    assert "Only the secretariat" in capsys.readouterr().err


def test_a_form_goes_to_an_office_without_a_computer_and_comes_back_through_a_store_of_that_office(
    tmp_path: Path, province: Path, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The secretariat keeps a store of the office beside its own: it writes for nobody from its own store."""
    form, back = tmp_path / "ទម្រង់ form.xlsx", tmp_path / "filled.xlsx"
    quarter = ("--period", "2026Q3")
    assert tumpeang("--store", province, "form", "make", *quarter, "--code", "040101", "--out", form) == 0
    hand = Hand(form.read_bytes())
    place = hand.answer("1.3.1:sessions", "many")
    hand.answer("1.3.1:people", "១.២០០")
    back.write_bytes(hand.saved())
    assert tumpeang("--store", province, "form", "take-in", back) == 1
    capsys.readouterr()
    assert tumpeang("--store", commune, "form", "look", back) == 0
    said = capsys.readouterr().out
    assert f"{place}: many: This is not a whole number." in said
    assert "1 answers are new or changed, 0 stand in the report already, 1 cells are doubtful." in said
    assert tumpeang("--store", commune, "form", "take-in", back) == 1
    assert "1 cells of the form are doubtful" in capsys.readouterr().err
    assert tumpeang("--store", commune, "form", "take-in", back, "--leave-out", place) == 0
    assert tumpeang("--store", commune, "report", "form", *quarter) == 0
    assert "1.3.1:people,1200," in capsys.readouterr().out
