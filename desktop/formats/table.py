"""A table with its schema: one CSV file and its part of a data package (specs.frictionlessdata.io)."""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from desktop.formats.guarded import guarded
from desktop.i18n.words import say

CsvCell = str | int | bool | dt.date | None
Tree = dict[str, object]
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows that Khmer letters are UTF-8


class Type(Enum):
    """The field types of the Table Schema that are used."""

    TEXT = "string"
    NUMBER = "integer"
    DAY = "date"
    YES_NO = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `means` is a msgid; an empty field is a missing value unless the column is `required`."""

    name: str
    type: Type
    means: str
    required: bool = False
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A column that names a row of another table (or of its own, for an empty `table`) by a column there."""

    field: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class CsvTable:
    """One file of a package. `means` is a msgid; `primary` the columns that tell its rows apart."""

    name: str
    means: str
    fields: tuple[Field, ...]
    primary: tuple[str, ...]
    rows: tuple[tuple[CsvCell, ...], ...]
    keys: tuple[Key, ...] = ()


def csv_file(table: CsvTable) -> bytes:
    """UTF-8 with a mark for Excel, lines as RFC 4180 has them, every text guarded against formulas."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([each.name for each in table.fields])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def resource(table: CsvTable, content: bytes) -> Tree:
    """What a data package says of the file."""
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        **in_both("description", table.means),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table),
    }


def in_both(name: str, msgid: str) -> Tree:
    """A text in English, and beside it in Khmer, as the language pattern of data packages has it."""
    return {name: say("en", msgid), f"{name}@km": say("km", msgid)}


def _schema(table: CsvTable) -> Tree:
    return {
        "fields": [_field(each) for each in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.primary),
        "foreignKeys": [
            {"fields": [key.field], "reference": {"resource": key.table, "fields": [key.column]}}
            for key in table.keys
        ],
    }


def _field(each: Field) -> Tree:
    constraints: Tree = {"required": True} if each.required else {}
    if each.among:
        constraints["enum"] = list(each.among)
    found: Tree = {"name": each.name, "type": each.type.value, **in_both("description", each.means)}
    return {**found, "constraints": constraints} if constraints else found


def _written(cell: CsvCell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return guarded(cell)
    return "" if cell is None else str(cell)


def among(found: Iterable[Enum]) -> tuple[str, ...]:
    return tuple(str(each.value) for each in found)
