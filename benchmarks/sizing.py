"""Size: a sealed and signed batch, beside the same report as DHIS2 and as ODK would send it."""

import gzip
import random
import statistics
from collections.abc import Sequence

from benchmarks import dhis2, odk
from benchmarks.__main__ import Asked
from benchmarks.example_offices import communes, quarters, sealed
from benchmarks.example_report import PERSON, answers
from benchmarks.lines import Line, said
from desktop.domain.report import ReportKey

REPORTS = 60
MOST = 1.15  # times the gzipped ODK form, which is neither sealed nor signed


def measure(asked: Asked) -> list[Line]:
    """Medians of sizes over so many communes' reports of one quarter."""
    offices = random.Random(1).sample(communes(), REPORTS * asked.repeat)
    period = quarters(3)[-1]
    ours, odk_forms, dhis2_sets = [], [], []
    for number, office in enumerate(offices):
        report = ReportKey(office.org_unit, period)
        said_ = answers(report, random.Random(f"{office.org_unit}/{period}"))
        ours.append(sealed(office, period, number % 40 + 1, office.box))
        odk_forms.append(odk.submission(report, PERSON, said_))
        dhis2_sets.append(dhis2.value_set(report, said_))
    return [
        _line(ours, "ODK submission, gzip -9", _gzipped(odk_forms), MOST),
        _line(ours, "ODK submission", odk_forms),
        _line(ours, "DHIS2 dataValueSets, gzip -9", _gzipped(dhis2_sets)),
        _line(ours, "DHIS2 dataValueSets", dhis2_sets),
    ]


def _line(ours: Sequence[bytes], name: str, rival: Sequence[bytes], most: float | None = None) -> Line:
    sizes = [statistics.median(map(len, each)) for each in (ours, rival)]
    ratio = statistics.median(len(one) / len(other) for one, other in zip(ours, rival, strict=True))
    target, met = ("", "") if most is None else (f"at most {most:g}", said(ratio <= most))
    what = "size of a sealed, signed report"
    return Line(what, f"{sizes[0]:,.0f} B", f"{name}: {sizes[1]:,.0f} B", f"{ratio:.2f}", target, met)


def _gzipped(contents: Sequence[bytes]) -> list[bytes]:
    return [gzip.compress(content, 9, mtime=0) for content in contents]
