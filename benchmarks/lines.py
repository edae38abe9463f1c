"""Lines of the table in which benchmarks tell what they found."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.rounds import Seconds

_HEADS = ("what", "ours", "beside it", "ratio", "target", "met")


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison, in words and figures. Times and their ratios are `minimum / median`."""

    what: str
    ours: str
    beside: str
    ratio: str
    target: str = ""
    met: str = ""


def compare(what: str, ours: Seconds, name: str, rival: Seconds, most: float | None = None) -> Line:
    """Our time against a rival's; `most` is how many times the rival's we may take."""
    least, middle = ours.least / rival.least, ours.middle / rival.middle
    target, met = ("", "") if most is None else (f"at most {most:g}", said(middle <= most))
    return Line(what, shown(ours), f"{name}: {shown(rival)}", f"{least:.2f} / {middle:.2f}", target, met)


def shown(found: Seconds) -> str:
    """Minimum and median, in the unit that suits them."""
    unit, times = ("s", 1) if found.least >= 1 else ("ms", 1_000)
    digits = 2 if found.least * times < 100 else 0
    return f"{found.least * times:.{digits}f} / {found.middle * times:.{digits}f} {unit}"


def said(met: bool) -> str:
    return "yes" if met else "**no**"


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table."""
    rows = [_HEADS, ("---",) * len(_HEADS)]
    rows += [(line.what, line.ours, line.beside, line.ratio, line.target, line.met) for line in lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
