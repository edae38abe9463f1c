"""An extract as a Frictionless Data Package: a ZIP of CSV files with the schema of each."""

import json

from desktop.domain.extract import Extract
from desktop.domain.sheet import Grade
from desktop.domain.sheet_words import EXAMPLE
from desktop.formats.archive import bound
from desktop.formats.package_tables import named
from desktop.formats.package_values import counts, reports, values
from desktop.formats.table import Tree, csv_file, in_both, resource
from desktop.i18n.words import mark

TITLE = mark("What offices reported under the National Action Plan on Violence Against Children 2025-2030")
WITHOUT = mark(
    "To be shared: numbers of children, cases and services are rounded or not shown, and everything "
    "written in words is left out. What is absent is not 0. A text that a spreadsheet might run stands "
    "behind an apostrophe."
)


class NeverAsCsv(ValueError):
    """Exact counts of children or cases were asked for as CSV (docs/small-numbers.md, rule 20): a bug."""


def data_package(extract: Extract) -> bytes:
    """The ZIP: `datapackage.json` first. Raises `NeverAsCsv` for anything but a shareable extract."""
    if extract.grade is not Grade.SHAREABLE:
        raise NeverAsCsv(extract.grade)
    found = (*named(extract), values(extract), counts(extract), reports(extract))
    files = {table.name: csv_file(table) for table in found}
    described: Tree = {
        "profile": "tabular-data-package",
        "name": f"tumpeang-{extract.unit.id}-{extract.period.code}".lower(),
        "languages": ["en", "km"],
        **in_both("title", TITLE),
        **in_both("description", WITHOUT),
        **(in_both("notice", EXAMPLE) if extract.is_example else {}),
        "created": extract.as_of,
        "resources": [resource(table, files[table.name]) for table in found],
    }
    text = json.dumps(described, ensure_ascii=False, indent=1)
    return bound({"datapackage.json": text.encode(), **{f"{name}.csv": file for name, file in files.items()}})
