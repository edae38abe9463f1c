"""A report as DHIS2's `dataValueSets` JSON, in the least form its import takes.

Identifiers have DHIS2's eleven letters; a tally's split is a category option combination; a text is
a value; a reason stands as the comment of a value left empty, which is as near as DHIS2 comes.
"""

import hashlib
import string
from collections.abc import Iterator, Mapping

import msgspec

from desktop.domain.report import Answer, Cell, Reason, ReportKey

_LETTERS = string.ascii_letters + string.digits


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
    """Eleven letters that stand for a name, as DHIS2 gives them out: the first is not a digit."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:12], "big")
    letters = [_LETTERS[number % 52]]
    for _ in range(10):
        number //= 62
        letters.append(_LETTERS[number % 62])
    return "".join(letters)
