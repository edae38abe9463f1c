"""Achievement: how far the targets of a strategy, a cluster or an activity are reached, in one number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Cluster, Plan, Strategy
from desktop.domain.progress_table import Line

ALL = Decimal(1)


@dataclass(frozen=True, slots=True)
class Reached:
    """`share` is the mean of the shares reached of `targets`, each counted to all of it at most.

    Unlike things cannot be added: this is the only number that sessions and trained people have in
    common. None where no target was set. `share` of one measure may be more than 1 (see `own`).
    """

    share: Decimal | None
    targets: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A strategy, cluster or activity with what stands under it, or a measure with its figures (`line`)."""

    of: Strategy | Cluster | Activity | Line
    reached: Reached
    under: tuple["Branch", ...] = ()

    @property
    def code(self) -> str:
        match self.of:
            case Strategy(number=number):
                return str(number)
            case Line(activity=activity):
                return activity.code
        return self.of.code


def tree(plan: Plan, lines: Sequence[Line]) -> tuple[Branch, ...]:
    """The lines under their activities, clusters and strategies; nothing for what has no line."""
    by_code: dict[str, list[Line]] = {}
    for line in lines:
        by_code.setdefault(line.activity.code, []).append(line)
    return tuple(_strategies(plan, by_code))


def reached(lines: Iterable[Line]) -> Reached:
    """How far the targets among these measures are reached."""
    shares = [line.progress.achieved for line in lines if _has_target(line)]
    counted = [min(share or Decimal(0), ALL) for share in shares]
    return Reached(sum(counted, Decimal(0)) / len(counted) if counted else None, len(counted))


def pace(period: ReportingPeriod) -> Decimal:
    """Which part of its year has passed at a period's end."""
    return Decimal(period.end.month) / 12


def _strategies(plan: Plan, lines: dict[str, list[Line]]) -> Iterator[Branch]:
    for strategy in plan.strategies:
        under = tuple(_clusters(strategy, lines))
        if under:
            yield _branch(strategy, under)


def _clusters(strategy: Strategy, lines: dict[str, list[Line]]) -> Iterator[Branch]:
    for cluster in strategy.clusters:
        under = tuple(_activity(one, lines[one.code]) for one in cluster.activities if one.code in lines)
        if under:
            yield _branch(cluster, under)


def _activity(activity: Activity, lines: list[Line]) -> Branch:
    return _branch(activity, tuple(Branch(line, _own(line)) for line in lines))


def _branch(of: Strategy | Cluster | Activity, under: tuple[Branch, ...]) -> Branch:
    return Branch(of, reached(_lines(under)), under)


def _lines(branches: Iterable[Branch]) -> Iterator[Line]:
    for branch in branches:
        if isinstance(branch.of, Line):
            yield branch.of
        else:
            yield from _lines(branch.under)


def _own(line: Line) -> Reached:
    return Reached(line.progress.achieved, 1) if _has_target(line) else Reached(None, 0)


def _has_target(line: Line) -> bool:
    return bool(line.progress.target.amount)
