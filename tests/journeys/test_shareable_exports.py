"""Kep shares its figures with other programs: the same protected values in every format, and no exact one."""

import io
import zipfile
from pathlib import Path

from defusedxml.ElementTree import fromstring
from frictionless import Package

from desktop.actions import exporting, stamp
from desktop.actions.exporting import Export, OpenFormat
from desktop.actions.office import Store, connection
from desktop.domain.measure import Kind
from desktop.storage import measures, releases
from tests.formats.dhis2_importer import Dhis2
from tests.formats.test_data_package import rows
from tests.formats.test_dhis2 import files, said
from tests.journeys.test_printouts import at
from tests.journeys.test_shareable_summary import (
    QUARTER,
    SECRET,
    WHEN_DUE,
    let_go,
    made,
    made_once,
)

__all__ = ["made", "made_once"]
Made = tuple[Store, list[Store]]
REFERRED, IDENTIFIED = ("2.3.4", "cases_referred"), ("2.3.4", "cases_identified")


def exported(store: Store, wanted: OpenFormat, day: str = WHEN_DUE, period: str = QUARTER) -> bytes:
    with stamp.held(at(day)), connection(store) as db:
        return exporting.export(db, Export(wanted, period)).content


def counts(store: Store, **others: str) -> dict[tuple[str, str], str]:
    """What the data package shows of each protected count."""
    found = rows(exported(store, OpenFormat.CSV, **others), "counts")
    assert {row["office"] for row in found} <= {"kh.23"}
    return {(row["activity"], row["measure"]): row["shown"] for row in found if row["part"] == "all"}


def test_every_format_shows_what_the_paper_shows(made: Made) -> None:
    store = made[0]
    let_go(store)
    shown = counts(store)
    assert (shown[REFERRED], shown[IDENTIFIED]) == ("45", "<10")
    values = said(exported(store, OpenFormat.DHIS2))
    assert values["23", QUARTER, "2.3.4_cases_referred_shared", ""] == "45"
    message = fromstring(exported(store, OpenFormat.ADX))
    numbers = {
        one.attrib["dataElement"]: one.attrib["value"] for one in message.iter() if "value" in one.attrib
    }
    assert numbers["NAPVAC_2.3.4_cases_referred_shared"] == "45"
    visible = {f"{item}_{measure}_shared": text for (item, measure), text in shown.items() if text.isdigit()}
    assert visible == {key[2]: value for key, value in values.items() if key[2].endswith("_shared")}
    assert visible == {
        name.removeprefix("NAPVAC_"): value for name, value in numbers.items() if name.endswith("_shared")
    }


def test_what_a_real_province_exports_holds_together(made: Made, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(made[0], OpenFormat.CSV))) as archive:
        archive.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "type", "message"])
    found = files(exported(made[0], OpenFormat.DHIS2))
    server = Dhis2(found["metadata.json"])
    server.take_in(found["dataValueSets.json"])
    server.complete(found["completeDataSetRegistrations.json"])
    assert server.problems == []


def test_before_the_reports_are_due_no_format_shows_a_count(made: Made) -> None:
    assert not any(shown.isdigit() for shown in counts(made[0], day="2026-10-04").values())


def test_what_was_exported_once_is_said_again_word_for_word(made: Made) -> None:
    before = exported(made[0], OpenFormat.CSV)
    assert exported(made[0], OpenFormat.CSV) == before
    with connection(made[0]) as db:
        assert len(list(releases.every(db))) == 2
        kept = releases.cells(db, 2026)
    assert kept[QUARTER]


def test_no_answer_about_children_and_no_text_is_among_the_values(made: Made) -> None:
    protected = {code for code, each in measures.measures().measures.items() if each.protected}
    texts = {code for code, each in measures.measures().measures.items() if each.kind is Kind.TEXT}
    found = {row["measure"] for row in rows(exported(made[0], OpenFormat.CSV), "values")}
    assert "sessions" in found
    assert not found & (protected | texts)
    for wanted in (OpenFormat.CSV, OpenFormat.DHIS2, OpenFormat.ADX):
        content = exported(made[0], wanted)
        inside = [content]
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inside = [archive.read(name) for name in archive.namelist()]
        assert not any(SECRET.encode() in each for each in inside)
    elements = {key[2] for key in said(exported(made[0], OpenFormat.DHIS2))}
    assert not {one for one in elements if one.split("_", 1)[-1] in protected}
