"""The last look at a file before it leaves: nothing is in it that a reader does not see."""

import io
import re
import zipfile
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_IN_PDF = (
    b"/JavaScript",
    b"/JS",
    b"/EmbeddedFile",
    b"/Launch",
    b"/OCProperties",
    b"/AcroForm",
    b"/RichMedia",
)
_MEMBERS = re.compile(
    r"\A(\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|"
    r"xl/(workbook|styles|sharedStrings)\.xml|xl/theme/theme1\.xml|"
    r"xl/(worksheets|drawings|charts)/[a-z]+\d+\.xml|xl/(_rels/workbook|(worksheets|drawings)/_rels/[a-z]+\d+)\.xml\.rels)\Z"
)
_IN_CELLS = re.compile(
    rb"<(f[ >]|hyperlink|legacyDrawing|oleObject|externalReference)"
    rb'|state="(veryH|h)idden"|\bhidden="(1|true)"'
)
_NAME = re.compile(rb'<definedName name="(?!_xlnm\.Print_)')


class HoldsMore(Exception):
    """A file holds something that no page or table of it shows: a fault of this program. It may not leave."""


def look_over(content: bytes) -> None:
    """Look over a PDF or a workbook that was made here; raises `HoldsMore`, and then it must not leave."""
    found = list(_in_pdf(content) if content.startswith(b"%PDF") else _in_workbook(content))
    if found:
        raise HoldsMore(", ".join(found))


def _in_pdf(content: bytes) -> Iterator[str]:
    """Scripts, attached files, layers, forms: by the words that stand around the pages' own streams."""
    around = _STREAM.sub(b"", content)
    yield from (word.decode() for word in _IN_PDF if word in around)


def _in_workbook(content: bytes) -> Iterator[str]:
    """Formulas, links, comments, macros, hidden sheets, rows, columns and names, and unknown members."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not _MEMBERS.match(name):
                yield name
            part = archive.read(name)
            if name.startswith("xl/w") and (_IN_CELLS.search(part) or _NAME.search(part)):
                yield f"{name}: something that is not shown"
