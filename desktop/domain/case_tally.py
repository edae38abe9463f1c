"""Case tallies: cases by form of violence, setting, sex, age and disability, over time and offices."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.figures import NO_FIGURE, Figure, Progress, Report, Span, Spans, added_up, follow
from desktop.domain.measure import DIMENSIONS, Measure, OverTime
from desktop.domain.report import Answer, Cell

_SEX = DIMENSIONS.index("sex")


@dataclass(frozen=True, slots=True)
class CaseTally:
    """Cases of one stage: in all (`figure`), and those that were split, by their split."""

    figure: Figure
    splits: Mapping[str, int]

    @property
    def unsplit(self) -> int:
        """Cases counted without saying of whom."""
        return (self.figure.amount or 0) - sum(self.splits.values())

    def of(self, dimension: str, member: str, sex: str = "") -> int:
        """Cases of one member of a list, of one sex or both."""
        place = DIMENSIONS.index(dimension)
        return sum(
            number
            for split, number in self.splits.items()
            if (found := split.split("."))[place] == member and sex in ("", found[_SEX])
        )


def case_tally(span: Span, cell: Cell, measure: Measure, asked: Collection[str]) -> CaseTally:
    """Cases of one stage over the offices of a span; where a report has splits, they are its number."""
    splits: Counter[str] = Counter()
    for _unit, found, _answer in by_office(span, cell, measure.over_time):
        splits.update(found)
    return CaseTally(case_figure(span, cell, measure, asked), splits)


def case_figure(span: Span, cell: Cell, measure: Measure, asked: Collection[str]) -> Figure:
    """Cases of one stage in all; see `case_tally`."""
    said = span.about(cell.key)
    every = {
        unit: follow((_in_all(report, cell) for report in said[unit]), measure.over_time)
        for unit in span.reports
        if unit in said
    }
    answers = [answer for answer in every.values() if answer is not None]
    silent = sum(every.get(unit) is None for unit in asked if unit in span.reports)
    return added_up(answers, measure.kind, silent, span.in_dispute_about(cell.key))


def by_office(span: Span, cell: Cell, how: OverTime) -> Iterator[tuple[str, Counter[str], Answer]]:
    """For each office of a span its cases of a stage by their split, and in all."""
    said = span.about(cell.key)
    for unit in span.reports:
        yield unit, *_over_time(said.get(unit, ()), cell, how)


def case_progress(of: Spans, cell: Cell, measure: Measure, asked: Collection[str]) -> Progress:
    """A stage's figures in this period and the last and from January on; cases have no target."""
    now, before = (case_figure(span, cell, measure, asked) for span in (of.now, of.before))
    to_date = now if of.to_date is of.now else case_figure(of.to_date, cell, measure, asked)
    return Progress(now, before, to_date, NO_FIGURE, None)


def _over_time(reports: Sequence[Report], cell: Cell, how: OverTime) -> tuple[Counter[str], Answer]:
    """One office's cases by split and in all; without a number the last reason stands."""
    every = [_in_all(report, cell) for report in reports]
    counted = [report for report, answer in zip(reports, every, strict=True) if isinstance(answer, int)]
    splits: Counter[str] = Counter()
    for report in counted[-1:] if how is OverTime.LAST else counted:
        splits.update(_splits(report, cell))
    return splits, follow(every, how)


def _in_all(report: Report, cell: Cell) -> Answer:
    """The cases of a report: the sum of its splits, or what it says where it has none."""
    prefix = f"{cell.key}:"
    found = [n for key, n in report.items() if isinstance(n, int) and key.startswith(prefix)]
    return sum(found) if found else report.get(cell.key)


def _splits(report: Report, cell: Cell) -> dict[str, int]:
    """The cases of a report by their split, where that names every list; others count in all only."""
    prefix, dots = f"{cell.key}:", len(DIMENSIONS) - 1
    found = {key.removeprefix(prefix): n for key, n in report.items() if key.startswith(prefix)}
    return {split: n for split, n in found.items() if isinstance(n, int) and split.count(".") == dots}
