"""Reads the parts of a workbook as XML."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from openpyxl.utils.escape import unescape

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Parts:
    """The parts of a workbook by their names."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.content = {name: archive.read(name) for name in archive.namelist()}

    def all(self, tag: str) -> list[ElementTree.Element]:
        """Every element of this name in every part."""
        return [found for root in self._roots(".xml") for found in root.iter(MAIN + tag)]

    def relations(self) -> list[ElementTree.Element]:
        return [found for root in self._roots(".rels") for found in root]

    def texts(self) -> list[str]:
        """Every text that a cell shows, in the order of the table of strings."""
        found = ("".join(text.text or "" for text in item.iter(MAIN + "t")) for item in self.all("si"))
        return [unescape(text) for text in found]  # "_x003D_" is how this format writes letters XML lacks

    def types(self) -> set[str]:
        root = ElementTree.fromstring(self.content["[Content_Types].xml"])
        return {element.get("ContentType", "") for element in root}

    def _roots(self, ending: str) -> Iterator[ElementTree.Element]:
        for name, content in self.content.items():
            if name.endswith(ending):
                yield ElementTree.fromstring(content)


def assert_harmless(parts: Parts, *, chart: bool = False) -> None:
    """No formula, link, macro, hidden or foreign part; properties say nothing."""
    for tag in (
        "f",
        "hyperlink",
        "externalReference",
        "ddeLink",
        "oleObject",
        "legacyDrawing",
        "pivotCache",
        "tablePart",
    ):
        assert not parts.all(tag), tag
    assert {cell.get("t") for cell in parts.all("c")} <= {"s", None}
    names = {found.get("name") for found in parts.all("definedName")}
    assert names <= {"_xlnm.Print_Area", "_xlnm.Print_Titles"}
    assert all(found.get("state") in (None, "visible") for found in parts.all("sheet"))
    assert not any(
        found.get("hidden") in ("1", "true")
        for tag in ("row", "col", "definedName")
        for found in parts.all(tag)
    )
    assert all(found.get("TargetMode") != "External" for found in parts.relations())
    kinds = {found.get("Type", "").rsplit("/", 1)[-1] for found in parts.relations()}
    assert kinds <= {
        "officeDocument",
        "core-properties",
        "extended-properties",
        "worksheet",
        "theme",
        "styles",
        "sharedStrings",
        *(("drawing", "chart") if chart else ()),
    }
    core = parts.content["docProps/core.xml"].decode()
    assert core.count("2025-01-01T00:00:00Z") == 2
    for tag in ("creator", "lastModifiedBy"):
        assert f"{tag}></" in core.replace(f"<dc:{tag}/>", f"<{tag}></") or f"{tag}/>" in core
    strings = {found.get("quotePrefix") for found in parts.all("xf") if found.get("quotePrefix")}
    assert strings == {"1"}
