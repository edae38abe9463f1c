"""One pass over the XML of a workbook before anybody believes it: nothing is built, everything is counted.

What would grow while it is read (entities, deep nesting, millions of cells, merged ranges, endless texts) and
what leads out of the file (formulas into other files, objects) ends the pass.
"""

import re
from collections import Counter
from collections.abc import Mapping
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from desktop.printing.excel.refusing import NotASpreadsheet, SpreadsheetHoldsMore, SpreadsheetTooLarge

MOST_DEEP = 40
MOST_ELEMENTS = 1_500_000
MOST_OTHERS = 60_000  # of what is neither a cell nor its text: rules, links, styles take long to read
MOST_ROW, MOST_COLUMN = 1_048_576, 256
MOST_LETTERS = 40_000  # in one text of a cell; Excel itself takes 32,767
MOST_OF_A_FORMULA = 1_000  # a shared one is written anew for every cell that has it
_MOST = {
    "row": 20_000,
    "c": 100_000,
    "f": 2_000,
    "mergeCell": 5_000,
    "si": 100_000,
    "xf": 65_500,
    "numFmt": 5_000,
    "sheet": 60,
    "definedName": 2_000,
    "dataValidation": 20_000,
    "Relationship": 1_000,
    "Override": 1_000,
}
_FOREIGN = {"externalReference", "ddeLink", "oleObject", "oleLink", "control", "macroSheet", "fileRecoveryPr"}
# Into another file, by its number or its name; or the old way to start a program (DDE).
_LEADS_OUT = re.compile(r"\[\d+\]|\[[^\]]*\.xl|\||\bWEBSERVICE\s*\(|\bCALL\s*\(|\bREGISTER", re.IGNORECASE)
_TEXTS = {"t", "v", "f", "definedName"}
_CELLS = {
    "row",
    "c",
    "v",
    "f",
    "is",
    "si",
    "t",
    "r",
    "rPr",
    "rFont",
    "sz",
    "color",
    "b",
    "i",
    "u",
    "family",
    "scheme",
}
_REFERENCE = re.compile(r"\A([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_NUMBER = re.compile(r"\A[1-9][0-9]{0,9}\Z")
_ENCODINGS = {None, "utf-8", "us-ascii", "ascii"}


class Watch:
    """What a part holds, as far as the reader needs to know it before it reads."""

    def __init__(self) -> None:
        self.count = Counter[str]()
        self.merged: list[str] = []  # ranges
        self.sheets: list[Mapping[str, str]] = []
        self.relations: list[Mapping[str, str]] = []
        self.types: list[Mapping[str, str]] = []
        self._deep = 0
        self._row = self._column = 0
        self._in = ""
        self._text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._deep += 1
        self.count[name] += 1
        self.count[""] += 1
        self._must_be_few(name)
        if name in _FOREIGN:
            raise SpreadsheetHoldsMore
        if name not in _CELLS:
            self.count["other"] += 1
        if name == "row":
            self._to_row(attributes.get("r"))
        elif name == "c":
            self._to_cell(attributes.get("r"))
        if name in _TEXTS:
            self._in, self._text = name, ""
        self._note(name, attributes)

    def end(self, tag: str) -> None:
        self._deep -= 1
        name = tag.rpartition(" ")[2]
        if name in ("f", "definedName") and _LEADS_OUT.search(self._text):
            raise SpreadsheetHoldsMore
        if name == self._in:
            self._in = ""

    def letters(self, text: str) -> None:
        if self._in:
            self._text += text
            if len(self._text) > (MOST_OF_A_FORMULA if self._in == "f" else MOST_LETTERS):
                raise SpreadsheetTooLarge

    def _must_be_few(self, name: str) -> None:
        if self._deep > MOST_DEEP or self.count[""] > MOST_ELEMENTS or self.count["other"] > MOST_OTHERS:
            raise SpreadsheetTooLarge
        if self.count[name] > _MOST.get(name, MOST_ELEMENTS):
            raise SpreadsheetTooLarge

    def _to_row(self, number: str | None) -> None:
        """Rows go down: a reader passes over one that comes again, and so would lose what stands in it."""
        row = self._row + 1 if number is None else int(number) if _NUMBER.match(number) else 0
        if row > MOST_ROW:
            raise SpreadsheetTooLarge
        if row <= self._row:
            raise NotASpreadsheet
        self._row, self._column = row, 0

    def _to_cell(self, reference: str | None) -> None:
        """Cells go to the right, in the row in which they stand."""
        column = self._column + 1
        if reference is not None:
            found = _REFERENCE.match(reference)
            if found is None or int(found[2]) != self._row:
                raise NotASpreadsheet
            column = column_index_from_string(found[1])
        if column > MOST_COLUMN:
            raise SpreadsheetTooLarge
        if column <= self._column:
            raise NotASpreadsheet
        self._column = column

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        noted = {"sheet": self.sheets, "Relationship": self.relations, "Override": self.types}
        if name in noted:
            noted[name].append({key.rpartition(" ")[2]: value for key, value in attributes.items()})
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))


def watch(content: bytes) -> Watch:
    """Look a part over. Raises one of the refusals."""
    watching = Watch()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = watching.start
    parser.EndElementHandler = watching.end
    parser.CharacterDataHandler = watching.letters
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _no_types
    if b"\x00" in content[:4] or content[:2] in (b"\xfe\xff", b"\xff\xfe"):
        raise NotASpreadsheet  # not UTF-8, in which every workbook is written
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, UnicodeError) as cause:
        raise NotASpreadsheet from cause
    return watching


def _declared(_version: str, encoding: str | None, _alone: int) -> None:
    if (encoding.casefold() if encoding else None) not in _ENCODINGS:
        raise NotASpreadsheet


def _no_types(*_declaration: object) -> None:
    """A document type can define entities that grow, or that read other files."""
    raise SpreadsheetHoldsMore
