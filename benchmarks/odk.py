"""A report as the XML that ODK Collect sends: one group for each activity, one repeat for each tally.

As lean as a sensible XLSForm gives: names instead of paths, a reason only where there is no number
(what is not relevant is not sent), Collect's usual metadata, no line breaks.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.sax.saxutils import escape

from desktop.domain.measure import DIMENSIONS
from desktop.domain.report import Answer, Cell, Reason, ReportKey

_NAMESPACES = 'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"'


def submission(report: ReportKey, person: str, answers: Mapping[str, Answer]) -> bytes:
    """The submission's XML, UTF-8."""
    cells = sorted((Cell.of(key), answer) for key, answer in answers.items())
    groups = (_group(item, each) for item, each in groupby(cells, key=lambda pair: pair[0].item))
    head = (
        _node("start", "2026-10-05T08:01:02.345+07:00")
        + _node("end", "2026-10-05T09:31:02.345+07:00")
        + _node("deviceid", "collect:Xb2kQ9rLwz81mNpa")
        + _node("org_unit", report.org_unit)
        + _node("period", report.period)
        + _node("person", person)
    )
    meta = "<orx:meta><orx:instanceID>uuid:85cb9aff-005e-4edd-9739-dc9c1a829c44</orx:instanceID></orx:meta>"
    body = "".join((head, *groups, meta))
    form = f'<data {_NAMESPACES} id="vac_quarter" version="2026">{body}</data>'
    return f'<?xml version="1.0" encoding="utf-8"?>{form}'.encode()


def _group(item: str, cells: Iterable[tuple[Cell, Answer]]) -> str:
    name = f"a{item.replace('.', '_')}" if item[0].isdigit() else item
    return _node(name, "".join(_cell(cell, answer) for cell, answer in cells), escaped=True)


def _cell(cell: Cell, answer: Answer) -> str:
    if isinstance(answer, Reason):
        return _node(f"{_name(cell)}_why", answer.value)
    if cell.split.count(".") == len(DIMENSIONS) - 1:
        return _node(cell.measure, "".join(_tally(cell.split, answer)), escaped=True)
    return _node(_name(cell), str(answer))


def _tally(split: str, answer: Answer) -> Iterator[str]:
    for dimension, member in zip(DIMENSIONS, split.split("."), strict=True):
        yield _node(dimension, member)
    yield _node("count", str(answer))


def _name(cell: Cell) -> str:
    return f"{cell.measure}_{cell.split}" if cell.split else cell.measure


def _node(name: str, content: str, *, escaped: bool = False) -> str:
    return f"<{name}>{content if escaped else escape(content)}</{name}>"
