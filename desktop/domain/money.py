"""Money by source: planned for the year, spent in a period and since January, over some offices."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.figures import Against, Figure, Spans, against, figure
from desktop.domain.measure import Measures, Member, OverTime
from desktop.domain.report import BUDGET, Cell


@dataclass(frozen=True, slots=True)
class Money:
    """One source of money, in whole riel, and what was spent beside what was planned."""

    source: Member
    planned: Figure
    spent: Figure
    to_date: Figure
    against: Against


@dataclass(frozen=True, slots=True)
class Whole:
    """All sources together, in whole riel; None where nothing is known."""

    planned: int | None
    spent: int | None
    to_date: int | None
    against: Against


def by_source(of: Spans, measures: Measures, asked: Collection[str]) -> tuple[Money, ...]:
    """Each source of money over the offices of these spans; `asked` are the ids of those asked."""
    return tuple(_money(of, source, measures, asked) for source in measures.resource_sources)


def whole(money: Sequence[Money]) -> Whole:
    """The total of what is known."""
    actual = [found.against.actual for found in money if found.against.actual is not None]
    return Whole(
        _sum(found.planned for found in money),
        _sum(found.spent for found in money),
        _sum(found.to_date for found in money),
        Against(sum(actual) if actual else None, sum(found.against.wanted for found in money)),
    )


def _money(of: Spans, source: Member, measures: Measures, asked: Collection[str]) -> Money:
    planned, spent = Cell(BUDGET, "planned", source.code).key, Cell(BUDGET, "spent", source.code).key
    return Money(
        source,
        figure(of.of_year, planned, measures["planned"], asked),
        figure(of.now, spent, measures["spent"], asked),
        figure(of.to_date, spent, measures["spent"], asked),
        against(of, planned, spent, OverTime.SUM),
    )


def _sum(figures: Iterable[Figure]) -> int | None:
    known = [found.amount for found in figures if found.amount is not None]
    return sum(known) if known else None
