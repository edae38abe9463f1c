"""Workbooks that somebody could send to harm: bombs, lies about sizes, things that lead out of the file."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from desktop.printing.form import (
    NotASpreadsheet,
    SpreadsheetHoldsMore,
    SpreadsheetIsLocked,
    SpreadsheetTooLarge,
)

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
BOOK_RELATIONS, TYPES, STYLES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Hostile:
    """A file, and the refusal with which it must be met."""

    name: str
    content: Callable[[bytes], bytes]
    refusal: type[Exception]


def parts_of(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()


def with_parts(**changed: bytes | None) -> Callable[[bytes], bytes]:
    """The form with parts put in, in place of others, or taken out; names are given with `__` for `/`."""

    def make(form: bytes) -> bytes:
        parts = parts_of(form)
        for name, content in changed.items():
            parts.pop(name, None)
            if content is not None:
                parts[name] = content
        return zipped(parts)

    return make


def put(name: str, content: bytes | None) -> Callable[[bytes], bytes]:
    return with_parts(**{name: content})


def edited(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def make(form: bytes) -> bytes:
        parts = parts_of(form)
        assert old in parts[name], (name, old)
        parts[name] = parts[name].replace(old, new, 1)
        return zipped(parts)

    return make


def in_rows(rows: bytes, after: bytes = b"") -> Callable[[bytes], bytes]:
    """A first worksheet that holds just these rows."""
    return put(
        SHEET, f"<worksheet {MAIN}><sheetData>".encode() + rows + b"</sheetData>" + after + b"</worksheet>"
    )


def texts(strings: bytes) -> Callable[[bytes], bytes]:
    return put(STRINGS, f"<sst {MAIN}>".encode() + strings + b"</sst>")


def related(kind: str, target: str, mode: str = "") -> Callable[[bytes], bytes]:
    external = f' TargetMode="{mode}"' if mode else ""
    line = f'<Relationship Id="rIdX" Type="{RELATIONS}/{kind}" Target="{target}"{external}/></Relationships>'
    return edited(BOOK_RELATIONS, b"</Relationships>", line.encode())


def _declares(
    size: int | None = None, packed: int | None = None, flags: int | None = None
) -> Callable[[bytes], bytes]:
    """The directory says something else of its first part than is true."""

    def make(form: bytes) -> bytes:
        content = bytearray(form)
        at = content.rfind(b"PK\x01\x02", 0, content.find(b"PK\x01\x02") + 4)
        if flags is not None:
            struct.pack_into("<H", content, at + 8, flags)
        if packed is not None:
            struct.pack_into("<L", content, at + 20, packed)
        if size is not None:
            struct.pack_into("<L", content, at + 24, size)
        return bytes(content)

    return make


def _overlapping(form: bytes) -> bytes:
    """Many names in the directory for one and the same packed part: small file, endless content."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = kernel.compress(b"\0" * 100_000) + kernel.flush()
    crc = zlib.crc32(b"\0" * 100_000)
    out = io.BytesIO(form)
    with zipfile.ZipFile(out, "a") as archive:
        first = archive.infolist()[0]
        for number in range(100):
            entry = zipfile.ZipInfo(f"xl/media/image{number}.png", (1980, 1, 1, 0, 0, 0))
            entry.header_offset, entry.CRC = first.header_offset, crc
            entry.compress_size, entry.file_size, entry.compress_type = (
                len(data),
                100_000,
                zipfile.ZIP_DEFLATED,
            )
            archive.filelist.append(entry)
        archive._didModify = True
    return out.getvalue()


def _quoted(form: bytes) -> bytes:
    """Beside a whole form, parts whose packed bytes quote the header of the next.

    All unpack what the last holds. Each is sound by itself; together they are far more than the file.
    """
    many, size, start, _comment = struct.unpack("<H2LH", form[-12:])
    before, listed = form[:start], form[start : start + size]
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    inner, stream = b"a" * 100_000, kernel.compress(b"a" * 100_000) + kernel.flush()
    entries: list[tuple[bytes, tuple[int, int, int]]] = []
    for number in reversed(range(20)):
        name = f"xl/media/image{number}.png".encode()
        sums = (zlib.crc32(inner), len(stream), len(inner))
        header = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *sums, len(name), 0) + name
        entries.insert(0, (name, sums))
        whole = header + stream
        quoted = struct.pack("<BHH", 0, len(header), 0xFFFF ^ len(header)) + header
        inner, stream = header + inner, quoted + stream
    directory, whole = listed, before + whole
    for name, sums in entries:
        at = len(whole) - sums[1] - 30 - len(name)
        fields = (20, 20, 0, 8, 0, 33, *sums, len(name), 0, 0, 0, 0, 0, at)
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields) + name
    many += len(entries)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many, many, len(directory), len(whole), 0)
    return whole + directory + end


def _other_name_inside(form: bytes) -> bytes:
    """The directory calls a part by one name, its own header by another."""
    return form.replace(b"xl/workbook.xml", b"xl/Xorkbook.xml", 1)


def _twice(form: bytes) -> bytes:
    out = io.BytesIO(form)
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("XL/Workbook.xml", (1980, 1, 1, 0, 0, 0))
        archive.writestr(entry, parts_of(form)[BOOK])
    return out.getvalue()


def _broken_sum(form: bytes) -> bytes:
    """One byte of a packed part is another."""
    at = form.find(b"xl/workbook.xml") + 60
    return form[:at] + bytes([form[at] ^ 0xFF]) + form[at + 1 :]


def _named(name: str) -> Callable[[bytes], bytes]:
    def make(form: bytes) -> bytes:
        return zipped({**parts_of(form), name: b"x"})

    return make


def _nul_name(form: bytes) -> bytes:
    return _named("xl/media/a.png0exe.png")(form).replace(b"a.png0exe.png", b"a.png\0exe.png")


def _laughs(levels: int = 9) -> bytes:
    lines = [b'<!ENTITY a0 "ha">']
    for level in range(1, levels):
        lines.append(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">'.encode())
    return b'<?xml version="1.0"?><!DOCTYPE sst [' + b"".join(lines) + b"]>"


def _cell(number: int, formula: str = "", value: str = "1") -> bytes:
    inside = f"<f>{formula}</f>" if formula else ""
    return f'<row r="{number}"><c r="A{number}">{inside}<v>{value}</v></c></row>'.encode()


_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
_SHEET_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
_ZEROS = b"\0" * 30_000_000
_BAD, _MORE, _LOCKED, _LARGE = NotASpreadsheet, SpreadsheetHoldsMore, SpreadsheetIsLocked, SpreadsheetTooLarge

HOSTILE = (
    # not what it says
    Hostile("nothing", lambda _form: b"", _BAD),
    Hostile("a text", lambda _form: b"code,answer\n1.3.1:sessions,5\n", _BAD),
    Hostile("a PDF", lambda _form: b"%PDF-1.7\n" + b"0" * 999, _BAD),
    Hostile("HTML with a workbook's name", lambda _form: b"<html><table><tr><td>=1+1", _BAD),
    Hostile("an old .xls", lambda _form: _OLD, _LOCKED),
    Hostile("a ZIP of something else", lambda _form: zipped({"docProps/a.txt": b"x"}), _BAD),
    Hostile("a program before the ZIP", lambda form: b"MZ" + form, _BAD),
    Hostile("cut off in the middle", lambda form: form[: len(form) // 2], _BAD),
    Hostile("cut off in the directory", lambda form: form[:-30], _BAD),
    Hostile("a byte changed", _broken_sum, _BAD),
    # the directory
    Hostile("far too large", lambda form: form + b"\0" * 6_000_000, _LARGE),
    Hostile("a bomb of zeros", put("xl/media/a.bmp", _ZEROS), _LARGE),
    Hostile("a smaller bomb", put("xl/media/a.bmp", b"\0" * 2_000_000), _LARGE),
    Hostile(
        "many middling parts",
        with_parts(**{f"xl/media/{n}.bmp": bytes(range(256)) * 60_000 for n in range(3)}),
        _LARGE,
    ),
    Hostile("a thousand parts", with_parts(**{f"xl/media/{n}.png": b"x" for n in range(1_000)}), _LARGE),
    Hostile("says that it is small", _declares(size=10), _BAD),
    Hostile("says that it is huge", _declares(size=4_000_000_000), _LARGE),
    Hostile("says that it packs to nothing", _declares(packed=0), _BAD),
    Hostile("parts over one another", _overlapping, _BAD),
    Hostile("parts that quote one another", _quoted, _BAD),
    Hostile("another name inside", _other_name_inside, _BAD),
    Hostile("one part twice", _twice, _BAD),
    Hostile("a password on a part", _declares(flags=0x1), _LOCKED),
    Hostile("an unusual packing", lambda form: zipped(parts_of(form), zipfile.ZIP_BZIP2), _BAD),
    Hostile("a path upwards", _named("../../autostart.png"), _BAD),
    Hostile("a path from the root", _named("/xl/media/a.png"), _BAD),
    Hostile("a path of Windows", _named("C:\\Windows\\a.png"), _BAD),
    Hostile("a hidden end of a name", _nul_name, _BAD),
    Hostile("a workbook in a workbook", lambda form: put("xl/media/inner.xlsx", form)(form), _MORE),
    # what has no place in a form
    Hostile("macros", put("xl/vbaProject.bin", b"x"), _MORE),
    Hostile("a kind with macros", edited(TYPES, _SHEET_MAIN, _MACRO.encode()), _MORE),
    Hostile("a template", edited(TYPES, _SHEET_MAIN, _TEMPLATE.encode()), _BAD),
    Hostile("an old macro sheet", related("xlMacrosheet", "macrosheets/sheet1.xml", "External"), _MORE),
    Hostile("a link to another file", put("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), _MORE),
    Hostile(
        "a relation out of the file", related("externalLinkPath", "file:///C:/a.xlsx", "External"), _MORE
    ),
    Hostile(
        "a template from the internet",
        related("attachedTemplate", "http://example.invalid", "External"),
        _MORE,
    ),
    Hostile("an object put inside", put("xl/embeddings/oleObject1.bin", b"x"), _MORE),
    Hostile("a control", put("xl/activeX/activeX1.bin", b"x"), _MORE),
    Hostile("a connection", put("xl/connections.xml", b"<connections/>"), _MORE),
    Hostile("a link to start a program", in_rows(_cell(1, "cmd|'/C calc'!A0")), _MORE),
    Hostile("a formula into another file", in_rows(_cell(1, "[1]Sheet1!A1")), _MORE),
    Hostile("a formula to the internet", in_rows(_cell(1, 'WEBSERVICE("http://example.invalid")')), _MORE),
    Hostile(
        "a name that leads out",
        edited(BOOK, b"</definedNames>", b"<definedName name='a'>[1]Sheet1!A1</definedName></definedNames>"),
        _MORE,
    ),
    Hostile("an object in a worksheet", in_rows(b"", b"<oleObjects><oleObject/></oleObjects>"), _MORE),
    # XML
    Hostile("a billion laughs", put(STRINGS, _laughs() + b"<sst><si><t>&a8;</t></si></sst>"), _MORE),
    Hostile(
        "a file read through an entity",
        put(STRINGS, b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'),
        _MORE,
    ),
    Hostile("a document type", put(SHEET, b"<!DOCTYPE worksheet><worksheet/>"), _MORE),
    Hostile("UTF-16 around a document type", put(STRINGS, "<!DOCTYPE s><sst/>".encode("utf-16")), _BAD),
    Hostile("a letter set of its own", put(STRINGS, b"<?xml version='1.0' encoding='utf-7'?><sst/>"), _BAD),
    Hostile("nested without end", put(SHEET, b"<worksheet>" + _DEEP + b"</worksheet>"), _LARGE),
    Hostile("XML that does not end", put(SHEET, b"<worksheet><sheetData><row>"), _BAD),
    Hostile("no XML at all", put(SHEET, b"\xff\xfe\x00\x01"), _BAD),
    # cells
    Hostile("a million rows", in_rows(b"<row/>" * 1_048_576), _LARGE),
    Hostile("a row beyond all", in_rows(_cell(2_000_000_000)), _LARGE),
    Hostile("a row without a number", in_rows(b'<row r="one"/>'), _BAD),
    Hostile("a cell far to the right", in_rows(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'), _LARGE),
    Hostile("rows that climb", in_rows(_cell(9) + _cell(3)), _BAD),
    Hostile("a cell in another row", in_rows(b'<row r="1"><c r="A7"><v>1</v></c></row>'), _BAD),
    Hostile(
        "a million cells",
        in_rows(b"<row>" + b"<c/>" * 250 + b"</row>" + (b"<row>" + b"<c/>" * 250 + b"</row>") * 4_000),
        _LARGE,
    ),
    Hostile("a million texts", texts(b"<si><t>a</t></si>" * 500_000), _LARGE),
    Hostile(
        "formulas that grow while they are read",
        in_rows(
            b'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A99">' + b"B1+" * 9_000 + b"1</f></c></row>"
        ),
        _LARGE,
    ),
    Hostile("an endless text", texts(b"<si><t>" + bytes(range(97, 122)) * 60_000 + b"</t></si>"), _LARGE),
    Hostile(
        "everything merged, many times",
        in_rows(b"", b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 6_000 + b"</mergeCells>"),
        _LARGE,
    ),
    Hostile(
        "a merge that is none", in_rows(_cell(1), b'<mergeCells><mergeCell ref="::"/></mergeCells>'), _BAD
    ),
    Hostile("endless rules", in_rows(b"", b"<x>" + b"<cfRule/>" * 70_000 + b"</x>"), _LARGE),
    Hostile(
        "a text that is not there", in_rows(b'<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'), _BAD
    ),
    Hostile("a number of nothing", in_rows(b'<row r="1"><c r="A1"><v>one</v></c></row>'), _BAD),
    # relations
    Hostile("no workbook", put(BOOK, None), _BAD),
    Hostile("no list of kinds", put(TYPES, None), _BAD),
    Hostile("no relations", put(BOOK_RELATIONS, None), _BAD),
    Hostile(
        "a worksheet that is the workbook",
        edited(BOOK_RELATIONS, b"worksheets/sheet1.xml", b"workbook.xml"),
        _BAD,
    ),
    Hostile(
        "two names for one worksheet",
        edited(BOOK_RELATIONS, b"worksheets/sheet1.xml", b"worksheets/sheet2.xml"),
        _BAD,
    ),
    Hostile(
        "a worksheet outside", edited(BOOK_RELATIONS, b"worksheets/sheet1.xml", b"../../sheet1.xml"), _BAD
    ),
    Hostile(
        "a worksheet that is not there",
        edited(BOOK_RELATIONS, b"worksheets/sheet1.xml", b"worksheets/no.xml"),
        _BAD,
    ),
    Hostile("no worksheet at all", put(BOOK, f"<workbook {MAIN}><sheets/></workbook>".encode()), _BAD),
)


def damaged(form: bytes, dice: random.Random) -> bytes:
    """A form after accidents: bytes changed, cut out or doubled, in the ZIP itself or inside its parts."""
    if dice.random() < 0.3:
        return _hit(form, dice)
    parts = parts_of(form)
    for _accident in range(dice.choice((1, 1, 2, 5))):
        name = dice.choice(sorted(parts))
        parts[name] = _hit(parts[name], dice)
    return zipped(parts)


def _hit(content: bytes, dice: random.Random) -> bytes:
    at, many = dice.randrange(len(content) or 1), dice.choice((1, 1, 2, 4, 40, 400))
    piece = content[at : at + many]
    other = dice.choice(
        (
            bytes(dice.randrange(256) for _byte in piece),
            b"",
            piece * 3,
            dice.choice(
                (
                    b"<",
                    b">",
                    b"&",
                    b'"',
                    b"</c>",
                    b"<c>",
                    b"<f>",
                    b"0",
                    b"-1",
                    b"99999999999",
                    b"NaN",
                    b"1E999",
                )
            ),
            content[dice.randrange(len(content) or 1) :][:many],
        )
    )
    return content[:at] + other + content[at + many :]
