"""From the bytes of a file to worksheets that are safe to read, or a refusal.

First the directory of the ZIP, then every part by itself; what is handed on is packed anew from the parts
that were looked over, with names and relations of our own, so that nobody follows those of the file.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.printing.excel.archive import part, parts
from desktop.printing.excel.refusing import NotASpreadsheet, SpreadsheetHoldsMore
from desktop.printing.excel.xml_watch import Watch, watch

_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OF_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_OF_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_WORKBOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml"


@dataclass(frozen=True, slots=True)
class Opened:
    """The worksheets of a file: their names as people see them, their merged ranges, and a safe workbook.

    In `workbook` they stand in the same order under names of our own.
    """

    names: tuple[str, ...]
    merged: tuple[tuple[str, ...], ...]
    workbook: bytes


def opened(content: bytes) -> Opened:
    """Look a file over and pack what is safe. Raises one of the refusals of `refusing`."""
    found = parts(content)
    looked = {name: watch(each) for name, each in found.items() if name.endswith((".xml", ".rels"))}
    _must_be_a_workbook(looked)
    _must_stay_inside(looked)
    sheets = _sheets(found, looked)
    return Opened(
        tuple(sheets.values()),
        tuple(tuple(looked[name].merged) for name in sheets),
        _packed([found[name] for name in sheets], found.get(_STRINGS), found.get(_STYLES)),
    )


def _must_be_a_workbook(looked: Mapping[str, Watch]) -> None:
    types = looked.get("[content_types].xml")
    if types is None:
        raise NotASpreadsheet
    kinds = {each.get("PartName", "").casefold(): each.get("ContentType", "") for each in types.types}
    kind = kinds.get(f"/{_WORKBOOK}", "")
    if "macroenabled" in kind.casefold() or any("vba" in each.casefold() for each in kinds.values()):
        raise SpreadsheetHoldsMore
    if kind != _MAIN:
        raise NotASpreadsheet


def _must_stay_inside(looked: Mapping[str, Watch]) -> None:
    """Nothing is fetched from elsewhere; a web address that Excel made of typed words leads nowhere here."""
    for each in looked.values():
        for relation in each.relations:
            if relation.get("TargetMode") == "External" and relation.get("Type") != _OF_LINK:
                raise SpreadsheetHoldsMore


def _sheets(found: Mapping[str, bytes], looked: Mapping[str, Watch]) -> dict[str, str]:
    """The parts of the worksheets in their order, with their names; each part once."""
    part(found, _WORKBOOK)
    relations = looked.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        raise NotASpreadsheet
    targets = {each.get("Id", ""): each for each in relations.relations}
    sheets: dict[str, str] = {}
    for sheet in looked[_WORKBOOK].sheets:
        relation = targets.get(sheet.get("id", ""), {})
        if relation.get("Type") != _OF_SHEET:
            raise SpreadsheetHoldsMore if relation else NotASpreadsheet
        name = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:].casefold()
        if name in sheets or not name.startswith("xl/worksheets/") or name not in found:
            raise NotASpreadsheet
        sheets[name] = sheet.get("name", "")
    if not sheets:
        raise NotASpreadsheet
    return sheets


def _packed(sheets: list[bytes], strings: bytes | None, styles: bytes | None) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    others = {"sharedStrings": strings, "styles": styles}
    types = "".join(
        [
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
            for n in numbers
        ]
        + [
            f'<Override PartName="/xl/{name}.xml" ContentType="{kind}.{name}+xml"/>'
            for name, each in others.items()
            if each is not None
        ]
    )
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/{_WORKBOOK}" ContentType="{_MAIN}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{relations}/officeDocument" Target="{_WORKBOOK}"/></Relationships>',
        _WORKBOOK: f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}'
        "</Relationships>",
    }
    held = {f"xl/worksheets/sheet{n}.xml": each for n, each in zip(numbers, sheets, strict=True)}
    held |= {f"xl/{name}.xml": each for name, each in others.items() if each is not None}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
        for name, each in held.items():
            archive.writestr(name, each)
    return out.getvalue()
