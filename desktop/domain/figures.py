"""Figures: what offices said, added up over time and then over offices, and how many of them said it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property

from desktop.domain.measure import Kind, Measure, Measures, OverTime
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.report import TARGET, Answer, Cell, Reason, ReportKey
from desktop.domain.shareable import Printed

Report = Mapping[str, Answer]  # the undisputed answers of one report by the key of their cell
Index = dict[str, dict[str, list[Report]]]  # what was said of a cell and its splits, by office, oldest first


class Said(dict[str, Answer]):
    """A report that nobody changes any more, so that what is found in it is kept with it."""

    @cached_property
    def by_cell(self) -> Mapping[str, Report]:
        """Its answers under the cell that they are to, each with those to the splits of the cell."""
        found: dict[str, dict[str, Answer]] = {}
        for key, answer in self.items():
            found.setdefault(_whole(key), {})[key] = answer
        return found


NO_ANSWERS = Said()


@dataclass(frozen=True)
class Answers:
    """What offices said, report by report. A cell that is disputed stands in `disputed` only."""

    given: Mapping[ReportKey, Report] = field(default_factory=dict)
    disputed: Mapping[ReportKey, frozenset[str]] = field(default_factory=dict)

    def over(
        self, org_units: Iterable[str], periods: Iterable[ReportingPeriod], ended: Container[str] = ()
    ) -> "Span":
        """The reports of these offices about these periods, which come oldest first; see `Span.ended`."""
        codes = [period.code for period in periods]
        silent = (NO_ANSWERS,) * len(codes)
        rows: dict[str, Sequence[Report]] = {}
        for unit in org_units:
            found = self._by_office.get(unit)
            rows[unit] = tuple(found.get(code, NO_ANSWERS) for code in codes) if found else silent
        disputed = dict.fromkeys(rows, frozenset[str]())
        for key, cells in self.disputed.items():
            if key.org_unit in rows and key.period in codes:
                disputed[key.org_unit] |= cells
        return Span(rows, disputed, frozenset(unit for unit in rows if unit in ended))

    @cached_property
    def _by_office(self) -> Mapping[str, Mapping[str, Report]]:
        """The reports of each office by the code of their period: looked up often, and over many periods."""
        found: dict[str, dict[str, Report]] = {}
        for key, report in self.given.items():
            found.setdefault(key.org_unit, {})[key.period] = report
        return found

    def disputes(self, org_units: Container[str], periods: Iterable[ReportingPeriod]) -> int:
        """How many cells of these reports have two different answers and so are left out of every sum."""
        codes = {period.code for period in periods}
        found = self.disputed.items()
        return sum(len(cells) for key, cells in found if key.org_unit in org_units and key.period in codes)

    def unprotected(self, measures: Measures) -> "Answers":
        """Without every answer that a shareable copy may not hold: see `Measures.protects`."""
        return self._of(lambda measure: not measures.protects(measure))

    def protected(self, measures: Measures) -> "Answers":
        """The others of these."""
        return self._of(measures.protects)

    def _of(self, wanted: Callable[[str], bool]) -> "Answers":
        every = (*self.given.values(), *self.disputed.values())
        keys = frozenset(cell for cells in every for cell in cells)
        kept = {key for key in keys if wanted(Cell.of(key).measure)}
        return Answers(
            {
                report: Said({cell: found[cell] for cell in found if cell in kept})
                for report, found in self.given.items()
            },
            {report: cells & kept for report, cells in self.disputed.items()},
        )


@dataclass(frozen=True)
class Span:
    """The reports of some offices over some periods: for each office one report per period, oldest first.

    `ended` are those that stood no more when the periods ended: what they had, others have now.
    """

    reports: Mapping[str, Sequence[Report]]
    disputed: Mapping[str, frozenset[str]]
    ended: frozenset[str] = frozenset()
    found: Index | None = field(default=None, repr=False, compare=False)  # the index, where it is known

    def about(self, cell: str) -> Mapping[str, list[Report]]:
        """The offices that said something about a cell or its splits: what they said, oldest first.

        An office has some of what all offices of a province say together. Looking each thing up in
        the report of each office takes many times as long as reading every report once.
        """
        return self._index.get(cell, {})

    def only(self, cell: str, left_out: Container[str]) -> "Span":
        """What was said of a cell and its splits, without some offices."""
        said = {unit: found for unit, found in self.about(cell).items() if unit not in left_out}
        reports = {unit: said.get(unit, []) for unit in self.reports if unit not in left_out}
        disputed = {unit: self.disputed[unit] for unit in reports}
        return Span(reports, disputed, self.ended, {cell: said})

    def given(self, cell: str, how: "OverTime") -> dict[str, Answer]:
        """The answer of each office that gave one to this very cell; a stock only where it still stands."""
        gone = self.ended if how is OverTime.LAST else frozenset[str]()
        said = self.about(_whole(cell)).items()
        every = {unit: over_time(reports, cell, how) for unit, reports in said if unit not in gone}
        return {unit: answer for unit, answer in every.items() if answer is not None}

    def in_dispute(self, cell: str) -> int:
        """How many offices have two answers to this very cell."""
        return sum(cell in cells for cells in self._in_dispute)

    def in_dispute_about(self, cell: str) -> int:
        """How many offices have two answers to a cell or to one of its splits."""
        return sum(any(_whole(key) == cell for key in cells) for cells in self._in_dispute)

    def items(self) -> frozenset[str]:
        """What was said something about: codes of activities, the budget, the narrative."""
        return frozenset(cell.partition(":")[0] for cell in self._index)

    @cached_property
    def _in_dispute(self) -> tuple[frozenset[str], ...]:
        return tuple(cells for cells in self.disputed.values() if cells)

    @cached_property
    def _index(self) -> Index:
        if self.found is not None:
            return self.found
        index: Index = {}
        for unit, reports in self.reports.items():
            for report in reports:
                of = report if isinstance(report, Said) else Said(report)
                for cell, said in of.by_cell.items():
                    index.setdefault(cell, {}).setdefault(unit, []).append(said)
        return index


@dataclass(frozen=True, slots=True)
class Spans:
    """What one printout looks at: this period, the last one, January to now, and the year's own report.

    `above` holds for each office the ids of those it stands under.
    """

    now: Span
    before: Span
    to_date: Span
    of_year: Span
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell over several offices.

    `amount` is the sum of the numbers given, None where nobody gave one: never 0 for that. For a yes
    or no it is the number of offices that said yes. `choices` counts offices by what they said to a
    yes or no (0, 1) or to a milestone (0, 1, 2). `reason` is the one reason given where nobody gave a
    number and all gave the same. `answered` of `asked` offices said something that is known: a
    number, "not planned" or "nothing to report". `disputed` counts offices with two answers. In a
    shareable copy `shown` is what stands for a protected figure, of which all else is unknown there.
    """

    amount: int | None
    answered: int
    asked: int
    reason: Reason | None = None
    choices: Mapping[int, int] = field(default_factory=dict)
    disputed: int = 0
    shown: Printed | None = None

    @property
    def says_something(self) -> bool:
        """Whether any office gave a number or any other known answer, or more than one."""
        return self.amount is not None or bool(self.answered or self.disputed)


NO_FIGURE = Figure(None, 0, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """A measure of an activity as a row of a printout. `achieved`: see `Against`."""

    now: Figure
    before: Figure
    to_date: Figure
    target: Figure
    achieved: Decimal | None


@dataclass(frozen=True, slots=True)
class Against:
    """What was done beside what was wanted, both of the offices only that said what they want."""

    actual: int | None
    wanted: int

    @property
    def achieved(self) -> Decimal | None:
        if self.actual is None or not self.wanted:
            return None
        return Decimal(self.actual) / Decimal(self.wanted)


def parts(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The periods whose reports make up a period: its quarters, or itself where it is shorter."""
    return period.quarters() or (period,)


def year_to_date(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The periods of the same kind of report from January to the period's end."""
    if period.kind is PeriodKind.MONTH:
        return tuple(ReportingPeriod(f"{period.year}{month:02d}") for month in range(1, period.number + 1))
    return tuple(quarter for quarter in whole_year(period).quarters() if quarter.end <= period.end)


def whole_year(period: ReportingPeriod) -> ReportingPeriod:
    """The whole year, whose report holds targets and planned money."""
    return ReportingPeriod(str(period.year))


def periods_read(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """Every period whose reports a printout about this one reads."""
    return (*parts(period.previous()), *parts(period), *year_to_date(period), whole_year(period))


def days_read(period: ReportingPeriod) -> tuple[dt.date, dt.date]:
    """The first and the last day that a printout about a period reads reports about."""
    return min(each.start for each in periods_read(period)), period.end


def spans(
    answers: Answers,
    org_units: Sequence[str],
    period: ReportingPeriod,
    above: Mapping[str, frozenset[str]] | None = None,
    ends: Mapping[str, dt.date] | None = None,
) -> Spans:
    """The reports of these offices that a printout about a period reads; `ends`: the last days of some."""
    now, before = (
        frozenset(unit for unit, last in (ends or {}).items() if last < end)
        for end in (period.end, period.previous().end)
    )
    return Spans(
        answers.over(org_units, parts(period), now),
        answers.over(org_units, parts(period.previous()), before),
        answers.over(org_units, year_to_date(period), now),
        answers.over(org_units, (whole_year(period),), now),
        above or {},
    )


def over_time(reports: Sequence[Report], cell: str, how: OverTime) -> Answer:
    """One office's answer over its reports, oldest first.

    Flows are summed, stocks take the last report that has a number; without a number the last
    reason stands.
    """
    if len(reports) == 1:  # by far the most
        return reports[0].get(cell)
    return follow([report.get(cell) for report in reports], how)


def follow(answers: Iterable[Answer], how: OverTime) -> Answer:
    """One answer for those that came one after the other, by the rule of `over_time`."""
    number: int | None = None
    other: Answer = None
    for answer in answers:
        if isinstance(answer, int):
            number = answer if number is None or how is OverTime.LAST else number + answer
        elif answer is not None:
            other = answer
    return other if number is None else number


def lowest(of: Spans, cell: str) -> Spans:
    """What is said of this cell or its splits, without the offices that have one under them which gave it.

    For what describes an area: a district's villages are those of its communes, and must not be
    added to them.
    """
    given = {unit for unit, found in of.to_date.about(cell).items() if _gives(found, cell)}
    covered = frozenset[str]().union(*(of.above.get(unit, frozenset()) for unit in given))
    now, before, of_year = (span.only(cell, covered) for span in (of.now, of.before, of.of_year))
    to_date = now if of.to_date is of.now else of.to_date.only(cell, covered)
    return Spans(now, before, to_date, of_year, of.above)


def figure(span: Span, cell: str, measure: Measure, asked: Collection[str]) -> Figure:
    """One cell over the offices of a span; an office that answers unasked counts as asked."""
    return _figure(span, cell, measure, asked, span.given(cell, measure.over_time))


def _figure(
    span: Span, cell: str, measure: Measure, asked: Collection[str], given: Mapping[str, Answer]
) -> Figure:
    missing = len((frozenset(asked) & span.reports.keys()) - given.keys())
    return added_up(tuple(given.values()), measure.kind, missing, span.in_dispute(cell))


def added_up(answers: Sequence[Answer], kind: Kind, missing: int, disputed: int) -> Figure:
    """The figure of these answers, one for each office that gave one, and of the offices that did not."""
    numbers = [answer for answer in answers if isinstance(answer, int)]
    reasons = {answer for answer in answers if isinstance(answer, Reason)}
    unknown = sum(answer is Reason.NOT_KNOWN for answer in answers)
    choices = Counter(numbers) if kind in (Kind.YES_NO, Kind.STATUS) else {}
    amount = choices.get(1, 0) if kind is Kind.YES_NO else sum(numbers)
    return Figure(
        amount=amount if numbers else None,
        answered=len(answers) - unknown,
        asked=len(answers) + missing,
        reason=reasons.pop() if len(reasons) == 1 and not numbers else None,
        choices=choices,
        disputed=disputed,
    )


def progress(of: Spans, cell: Cell, measure: Measure, asked: Collection[str]) -> Progress:
    """A measure's figures in this period and the last, from January on, and against the year's target."""
    now = figure(of.now, cell.key, measure, asked)
    goal, how = _target(cell), measure.over_time
    done, wanted = of.to_date.given(cell.key, how), of.of_year.given(goal, how)
    return Progress(
        now,
        figure(of.before, cell.key, measure, asked),
        now if of.to_date is of.now else _figure(of.to_date, cell.key, measure, asked, done),
        _figure(of.of_year, goal, measure, asked, wanted),
        _beside(done, wanted).achieved,
    )


def against(of: Spans, goal: str, cell: str, how: OverTime) -> Against:
    """The year to date beside the year's target or planned money in the cell `goal`."""
    return _beside(of.to_date.given(cell, how), of.of_year.given(goal, how))


def _beside(done: Mapping[str, Answer], targets: Mapping[str, Answer]) -> Against:
    actual: list[int] = []
    wanted = 0
    for unit, target in targets.items():
        if isinstance(target, int):
            wanted += target
            number = done.get(unit)
            actual += [number] if isinstance(number, int) else []
    return Against(sum(actual) if actual else None, wanted)


def texts(reports: Sequence[Report], cell: str) -> tuple[str, ...]:
    """What an office wrote in one place over its reports; what it said twice stands once."""
    written = (answer.strip() for report in reports if isinstance(answer := report.get(cell), str))
    return tuple(dict.fromkeys(text for text in written if text))


def _gives(reports: Sequence[Report], cell: str) -> bool:
    return any(isinstance(report.get(cell), int) or _is_split(report, cell) for report in reports)


def _is_split(report: Report, cell: str) -> bool:
    return any(key.startswith(f"{cell}:") for key in report)


@cache  # few keys, in many reports
def _whole(key: str) -> str:
    """The key of the cell that a split cell is a part of."""
    return ":".join(key.split(":", 2)[:2])


def _target(cell: Cell) -> str:
    return Cell(cell.item, cell.measure, TARGET).key
