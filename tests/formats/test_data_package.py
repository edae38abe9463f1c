"""CSV as a data package: held to its own schema by a public tool, and readable by Excel."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from desktop.domain.sheet import Grade
from desktop.formats.data_package import NeverAsCsv, data_package
from tests.formats.world import SECRET, exact, shared


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / "datapackage.json"


def rows(content: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(f"{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def described(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    return found


@pytest.fixture(scope="module")
def package() -> bytes:
    return data_package(shared())


def test_frictionless_finds_nothing_wrong(package: bytes, tmp_path: Path) -> None:
    report = Package(str(unpacked(package, tmp_path))).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])
    assert len(report.tasks) == 8


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("values", "kh.040101,2026Q3,2.3.1", "kh.999999,2026Q3,2.3.1", "foreign-key"),
        (
            "values",
            "kh.040101,2026Q3,2.3.1,sessions,all,4",
            "kh.040101,2026Q3,2.3.1,sessions,all,four",
            "type-error",
        ),
        ("values", "kh.040102,2026Q3,2.3.1,sessions", "kh.040101,2026Q3,2.3.1,sessions", "primary-key"),
        ("offices", "kh.0401,0401,district", "kh.0401,0401,village", "constraint-error"),
        ("measures", "sessions,count", ",count", "constraint-error"),
    ],
)
def test_frictionless_sees_what_breaks_the_schema(
    package: bytes, tmp_path: Path, name: str, old: str, new: str, error: str
) -> None:
    path = unpacked(package, tmp_path)
    file = tmp_path / f"{name}.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text("\N{ZERO WIDTH NO-BREAK SPACE}" + text.replace(old, new, 1), encoding="utf-8", newline="")
    found = {kind for (kind,) in Package(str(path)).validate().flatten(["type"])}
    assert error in found


def test_every_table_and_every_column_is_described_in_both_languages(package: bytes) -> None:
    whole = described(package)
    for each in [whole, *whole["resources"], *(f for r in whole["resources"] for f in r["schema"]["fields"])]:
        assert each["description"]
        assert any("\u1780" <= letter <= "\u17ff" for letter in each["description@km"]), each


def test_codes_are_texts_that_keep_their_zeros(package: bytes) -> None:
    assert [row["code"] for row in rows(package, "offices")] == [
        "",
        "04",
        "0401",
        "040101",
        "040102",
        "040103",
    ]
    offices = next(each for each in described(package)["resources"] if each["name"] == "offices")
    assert {f["name"]: f["type"] for f in offices["schema"]["fields"]}["code"] == "string"


def test_a_file_begins_as_excel_wants_it_and_ends_its_lines_as_rfc_4180_wants(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = archive.read("offices.csv")
    assert content.startswith(b"\xef\xbb\xbfid,code")
    assert content.count(b"\r\n") == content.count(b"\n") == 7
    assert "បរិបូណ៌".encode() in content or "កំពង់ឆ្នាំង".encode() in content


def test_what_was_reported_stands_there_and_nothing_else_does(package: bytes) -> None:
    found = {
        (row["office"], row["period"], row["activity"], row["measure"], row["part"]): row["value"]
        or row["reason"]
        for row in rows(package, "values")
    }
    assert found == {
        ("kh.040101", "2026", "2.3.1", "sessions", "target"): "10",
        ("kh.040101", "2026", "budget", "planned", "state"): "6000000",
        ("kh.040101", "2026Q3", "1.1.3", "in_annual_plan", "all"): "1",
        ("kh.040101", "2026Q3", "2.3.1", "participants", "all"): "60",
        ("kh.040101", "2026Q3", "2.3.1", "sessions", "all"): "4",
        ("kh.040101", "2026Q3", "3.1.1", "sessions", "all"): "not_planned",
        ("kh.040101", "2026Q3", "budget", "spent", "state"): "1500000",
        ("kh.040102", "2026Q3", "1.1.3", "in_annual_plan", "all"): "0",
        ("kh.040102", "2026Q3", "2.3.1", "sessions", "all"): "0",
    }


def test_counts_of_children_stand_there_as_they_may_be_shown(package: bytes) -> None:
    found = {(row["measure"], row["part"]): (row["value"], row["shown"]) for row in rows(package, "counts")}
    assert found == {
        ("cases_identified", "all"): ("7930", "7930"),
        ("cases_identified", "age.6-11"): ("7920", "7920"),
        ("cases_identified", "sex.boy"): ("", "…"),
        ("cases_identified", "sex.girl"): ("7920", "7920"),
        ("cases_referred", "all"): ("", "<10"),
    }


@pytest.mark.parametrize("period", ["2026Q3", "202609", "2026S2", "2026N", "2026"])
def test_every_length_of_period_gives_a_package_that_holds_together(tmp_path: Path, period: str) -> None:
    path = unpacked(data_package(shared(exact(period=period))), tmp_path)
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])


def test_who_reported_and_when_is_told_of_every_office(package: bytes) -> None:
    told = {row["office"]: (row["received"], row["on_time"]) for row in rows(package, "reports")}
    assert told == {
        "kh.0401": ("", ""),
        "kh.040101": ("2026-10-03", "true"),
        "kh.040102": ("2026-10-20", "false"),
        "kh.040103": ("", ""),
    }


def test_no_count_of_children_and_no_word_that_somebody_wrote_is_in_it(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert str(SECRET) not in whole
    assert "cases_identified" not in {row["measure"] for row in rows(package, "values")}
    assert "ទឹកជំនន់" not in whole
    assert "HYPERLINK" not in whole


def test_a_measure_of_a_newer_program_is_not_shared() -> None:
    newer = exact({"2.3.1:sessions": 4, "2.3.1:children_of_a_new_kind": 5, "9.9.9:sessions": 6})
    assert "children_of_a_new_kind" not in {v.cell.measure for v in shared(newer).values}
    assert not [row for row in rows(data_package(shared(newer)), "values") if row["activity"] == "9.9.9"]


@pytest.mark.parametrize("grade", [Grade.OFFICIAL, Grade.OPEN])
def test_exact_counts_never_leave_as_csv(grade: Grade) -> None:
    with pytest.raises(NeverAsCsv):
        data_package(replace(exact(), grade=grade))


def test_the_same_data_give_the_same_bytes_without_a_trace_of_who_made_them(package: bytes) -> None:
    assert data_package(shared()) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for member in archive.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert (member.create_system, member.extra, member.comment) == (0, b"", b"")
        assert archive.comment == b""
