"""Case tallies: cases by form of violence, setting, sex, age and disability, over time and offices."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.figures import NO_FIGURE, Figure, Progress, Report, Span, Spans, added_up
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
    answers: list[Answer] = []
    silent = disputed = 0
    for unit, found, answer in by_office(span, cell, measure.over_time):
        splits.update(found)
        answers += [answer] if answer is not None else []
        silent += answer is None and unit in asked
        disputed += any(f"{key}:".startswith(f"{cell.key}:") for key in span.disputed[unit])
    return CaseTally(added_up(answers, measure.kind, silent, disputed), splits)


def by_office(span: Span, cell: Cell, how: OverTime) -> Iterator[tuple[str, Counter[str], Answer]]:
    """For each office of a span its cases of a stage by their split, and in all."""
    said = span.about(cell.key)
    for unit in span.reports:
        yield unit, *_over_time(said.get(unit, ()), cell, how)


def case_progress(of: Spans, cell: Cell, measure: Measure, asked: Collection[str]) -> Progress:
    """A stage's figures in this period and the last and from January on; cases have no target."""
    now, before = (case_tally(span, cell, measure, asked).figure for span in (of.now, of.before))
    to_date = now if of.to_date is of.now else case_tally(of.to_date, cell, measure, asked).figure
    return Progress(now, before, to_date, NO_FIGURE, None)


def _over_time(reports: Sequence[Report], cell: Cell, how: OverTime) -> tuple[Counter[str], Answer]:
    """One office's cases by split and in all; without a number the last reason stands."""
    every = [_cases(report, cell) for report in reports]
    counted = [(splits, answer) for splits, answer in every if isinstance(answer, int)]
    if not counted:
        said = [answer for _, answer in every if answer is not None]
        return Counter(), said[-1] if said else None
    if how is OverTime.LAST or len(counted) == 1:
        return counted[-1]
    splits: Counter[str] = Counter()
    for found, _ in counted:
        splits.update(found)
    return splits, sum(answer for _, answer in counted)


def _cases(report: Report, cell: Cell) -> tuple[Counter[str], Answer]:
    prefix = f"{cell.key}:"
    found = {
        key.removeprefix(prefix): answer
        for key, answer in report.items()
        if key.startswith(prefix) and isinstance(answer, int)
    }
    whole = sum(found.values()) if found else report.get(cell.key)
    well_formed = {split: n for split, n in found.items() if split.count(".") == len(DIMENSIONS) - 1}
    return Counter(well_formed), whole
