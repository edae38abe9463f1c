"""A face inside one PDF: Type0 font, only the glyphs used, and a way back from glyphs to letters."""

import re
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from desktop.printing.shaping import Face, Glyph

# Tables a PDF reader has no use for: the text is shaped already.
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2")
_BLOCK = 100  # most entries a ToUnicode block may hold


def number(value: float) -> str:
    """A length in PDF syntax, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


class EmbeddedFace:
    """One face of one document.

    Every pair of a glyph and the letters it stands for gets its own code, in the order in which
    the document first uses it. So copying and searching give the letters in the order they are
    written, and the same document always gets the same codes.
    """

    def __init__(self, face: Face, key: str, document: Any) -> None:
        self.face = face
        self.key = key
        self.missing: set[str] = set()
        self._document = document
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self._glyphs: list[Glyph] = [Glyph(0, "", 0, 0, 0)]
        self._operators: dict[tuple[str, float], str] = {}
        # reportlab calls addObjects of every font in this list when it writes the file.
        document.delayedFonts.append(self)

    def operators(self, text: str, size: float) -> str:
        """PDF operators that draw `text` at the current place and move on by its width."""
        known = self._operators.get((text, size))
        if known is None:
            known = self._operators[text, size] = self._draw(text, size)
        return known

    def _draw(self, text: str, size: float) -> str:
        shaped = self.face.shape(text)
        self.missing.update(shaped.missing)
        thousandths = 1000 / self.face.units_per_em
        operators: list[str] = []
        parts: list[str] = []
        rise = pen = 0
        for glyph in shaped.glyphs:
            if glyph.rise != rise:
                _show(operators, parts)
                rise = glyph.rise
                operators.append(f"{number(rise * size / self.face.units_per_em)} Ts")
            if glyph.x != pen:
                parts.append(number((pen - glyph.x) * thousandths))
            parts.append(f"<{self._code(glyph):04X}>")
            pen = glyph.x + glyph.advance
        if pen != shaped.width:
            parts.append(number((pen - shaped.width) * thousandths))
        _show(operators, parts)
        if rise:
            operators.append("0 Ts")
        return " ".join(operators)

    def _code(self, glyph: Glyph) -> int:
        pair = (glyph.number, glyph.letters)
        code = self._codes.get(pair)
        if code is None:
            code = self._codes[pair] = len(self._glyphs)
            self._glyphs.append(glyph)
        return code

    def addObjects(self, document: Any) -> None:  # the name is reportlab's
        """Write the font into the file; reportlab calls this once, when all pages are drawn."""
        base = pdfdoc.PDFName(f"TMPANG+{self.face.name}")
        reference = document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": base,
                    "Encoding": "/Identity-H",
                    "DescendantFonts": pdfdoc.PDFArray([self._descendant(base)]),
                    "ToUnicode": self._stream("letters", self._to_unicode()),
                }
            ),
            f"font:{self.key}",
        )
        document.idToObject["BasicFonts"].dict[self.key] = reference

    def _descendant(self, base: Any) -> Any:
        glyphs = b"".join(glyph.number.to_bytes(2, "big") for glyph in self._glyphs)
        thousandths = 1000 / self.face.units_per_em
        widths = pdfdoc.PDFArrayCompact([round(glyph.advance * thousandths, 2) for glyph in self._glyphs])
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        entries = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "CIDToGIDMap": self._stream("glyphs", glyphs),
            "DW": 0,
            "W": pdfdoc.PDFArray([0, widths]),
            "FontDescriptor": self._descriptor(base),
        }
        return self._document.Reference(pdfdoc.PDFDictionary(entries), f"cid:{self.key}")

    def _descriptor(self, base: Any) -> Any:
        ascent, descent = round(self.face.ascent * 1000), round(self.face.descent * 1000)
        program = self._subset()
        entries = {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([-1000, -descent, 3000, ascent]),
            "ItalicAngle": 0,
            "Ascent": ascent,
            "Descent": -descent,
            "CapHeight": 714,
            "StemV": 80,
            "FontFile2": self._stream("program", program, Length1=len(program)),
        }
        return self._document.Reference(pdfdoc.PDFDictionary(entries), f"descriptor:{self.key}")

    def _subset(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({glyph.number for glyph in self._glyphs})
        flags = hb.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE | flags.NO_HINTING
        for table in _UNUSED_TABLES:
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode("ascii"), "big"))
        return bytes(hb.subset(self.face.source, wanted).blob.data)

    def _to_unicode(self) -> bytes:
        lines = [f"<{code:04X}> <{utf16(glyph.letters)}>" for code, glyph in enumerate(self._glyphs) if code]
        blocks = []
        for start in range(0, len(lines), _BLOCK):
            block = lines[start : start + _BLOCK]
            blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + "\n".join(blocks)
            + "\nendcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode("ascii")

    def _stream(self, what: str, content: bytes, **entries: int) -> Any:
        stream = pdfdoc.PDFStream(content=content)
        stream.dictionary.dict.update(entries)
        stream.filters = [pdfdoc.PDFZCompress]
        return self._document.Reference(stream, f"{what}:{self.key}")


def _show(operators: list[str], parts: list[str]) -> None:
    """Close the glyphs collected so far into one operator."""
    if parts:
        operators.append("[" + re.sub(r"> ?<", "", " ".join(parts)) + "] TJ")
        parts.clear()
