"""The National Action Plan: strategies, clusters, activities, and what is printed where it differs."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.register import NO_RULES, Rules


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages. `en` is the reading; the Khmer is a working translation."""

    en: str
    km: str

    def say(self, language: str) -> str:
        return self.km if language == "km" else self.en


@dataclass(frozen=True, slots=True)
class PlanText:
    """A text of the plan: the reading, and what the document prints where that differs.

    `official`: the national secretariat published it; else its Khmer is a working translation.
    """

    text: Text
    printed: str
    reason: Text | None = None
    official: bool = False

    @property
    def differs(self) -> bool:
        return self.reason is not None

    def say(self, language: str) -> str:
        return self.text.say(language)


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    title: PlanText
    printed_code: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    name: str
    full: Text
    level: Level
    printed_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """One of the 135 activities.

    `levels`, `template` and `measures` are not in the plan: they say who reports it and how
    (subnational_activities, FACTS.md section 5). `years` are plan years 1 to 6 as read. Where it is
    `of_area`, offices above and below describe the same things: see `figures.lowest`.
    """

    code: str
    title: PlanText
    responsible: tuple[str, ...]
    years: tuple[int, ...]
    years_printed: tuple[int, ...]
    indicator: str
    source_of_resources: PlanText
    levels: dict[Level, str] = field(hash=False)
    template: str
    measures: tuple[str, ...]
    quantity: Text
    shares_budget: bool = False
    of_area: bool = False
    printed_code: str = ""

    def is_core(self, level: Level) -> bool:
        return self.levels[level] == "core"

    def is_reported(self, level: Level) -> bool:
        return self.levels[level] != "none"


@dataclass(frozen=True, slots=True)
class Cluster:
    code: str
    title: PlanText
    indicators: tuple[Indicator, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    number: int
    title: PlanText
    objective: PlanText
    outcome: PlanText
    outcome_indicators: tuple[Indicator, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `activity(code)` answers by code; iteration follows the document."""

    title: Text
    status: Text
    goal: PlanText
    impact: PlanText
    impact_indicators: tuple[Indicator, ...]
    strategies: tuple[Strategy, ...]
    institutions: tuple[Institution, ...]
    rules: Rules = NO_RULES  # what the register asks of whom beside

    def activities(self) -> Iterator[Activity]:
        for cluster in self.clusters():
            yield from cluster.activities

    def clusters(self) -> Iterator[Cluster]:
        for strategy in self.strategies:
            yield from strategy.clusters

    def indicators(self) -> Iterator[Indicator]:
        """All indicators: impact, then of each strategy outcome and output."""
        yield from self.impact_indicators
        for strategy in self.strategies:
            yield from strategy.outcome_indicators
            for cluster in strategy.clusters:
                yield from cluster.indicators

    def activity(self, code: str) -> Activity:
        """The activity with this code; `KeyError` when the plan has none."""
        for activity in self.activities():
            if activity.code == code:
                return activity
        raise KeyError(code)

    def ruled_by(self, rules: Rules) -> "Plan":
        """The same plan, asked of whom the register says."""
        return replace(self, rules=rules)

    def asked_of(self, level: Level, year: int | None) -> tuple[Activity, ...]:
        """The activities an administration must report in a plan year (None: in any year), in order."""
        return tuple(found for found in self.in_year(year) if found.is_core(level))

    def asked_of_office(self, unit: OrgUnit, year: int | None) -> tuple[Activity, ...]:
        """The activities an office must report in a plan year, in order: what the register asks counts.

        Where it says nothing: a ministry reports those it is responsible for, its department those of
        them that a province reports on, an NGO what it takes part in: the commune's (our choice). What
        describes an area is for its administration alone.
        """
        ruled = self.rules.asks(unit)
        if not ruled:
            return self._usual(unit, year)
        usual = {found.code for found in self._usual(unit, year)}
        return tuple(found for found in self.in_year(year) if ruled.get(found.code, found.code in usual))

    def _usual(self, unit: OrgUnit, year: int | None) -> tuple[Activity, ...]:
        """What an office is asked where the register says nothing."""
        if unit.kind is OrgKind.ADMINISTRATION:
            return self.asked_of(unit.level, year)
        own = (found for found in self.in_year(year) if self._is_of(unit, found))
        return tuple(found for found in own if unit.kind is OrgKind.MINISTRY or not found.of_area)

    def _is_of(self, unit: OrgUnit, activity: Activity) -> bool:
        match unit.kind:
            case OrgKind.NGO:
                return activity.is_core(Level.COMMUNE)
            case OrgKind.DEPARTMENT if not activity.is_reported(Level.PROVINCE):
                return False
        return unit.institution in activity.responsible

    def in_year(self, year: int | None) -> Iterator[Activity]:
        """The activities of a plan year; all of them for None."""
        return (found for found in self.activities() if year is None or year in found.years)
