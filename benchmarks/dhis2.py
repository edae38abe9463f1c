"""A report as DHIS2's `dataValueSets` JSON, in the least form its import takes.

Identifiers have DHIS2's eleven letters; a tally's split is a category option combination; a text is
a value; a reason stands as the comment of a value left empty, which is as near as DHIS2 comes.
"""

from collections.abc import Iterator, Mapping

import msgspec

from desktop.domain.report import Answer, Cell, Reason, ReportKey
from desktop.formats.dhis2_names import uid


def value_set(report: ReportKey, answers: Mapping[str, Answer]) -> bytes:
    """The JSON, without spaces."""
    whole = {
        "dataSet": _identifier("quarter"),
        "completeDate": "2026-10-05",
        "period": report.period,
        "orgUnit": _identifier(report.org_unit),
        "dataValues": [dict(_value(Cell.of(key), answer)) for key, answer in sorted(answers.items())],
    }
    return msgspec.json.encode(whole)


def _value(cell: Cell, answer: Answer) -> Iterator[tuple[str, str]]:
    yield "dataElement", _identifier(f"{cell.item}:{cell.measure}")
    if cell.split:
        yield "categoryOptionCombo", _identifier(cell.split)
    if isinstance(answer, Reason):
        yield "comment", answer.value
    else:
        yield "value", str(answer)


def _identifier(name: str) -> str:
    return uid("benchmark", name)
