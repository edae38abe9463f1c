"""Browsing the plan: its tree, all that belongs to one activity, search, and what its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from desktop.actions.reading import Reading, as_shipped
from desktop.domain.measure import Measure
from desktop.domain.org_unit import Level
from desktop.domain.period import FIRST_YEAR
from desktop.domain.plan import Activity, Cluster, Indicator, Institution, PlanText, Strategy, Text
from desktop.domain.plan_search import EVERYTHING, Hit, Kind, Only, PlanSearch, Rank, Wanted, key
from desktop.domain.plan_texts import Duty, Entry, Item, PlanTexts
from desktop.storage import measures, plan_texts, plans

__all__ = ["Duty", "Entry", "Hit", "Item", "Kind", "Only", "Rank"]


@dataclass(frozen=True, slots=True)
class Node:
    """A strategy, cluster or activity. `title` holds the reading, what is printed, and why they differ."""

    code: str
    printed_code: str
    title: PlanText
    below: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedCommitment:
    """What a ministry promised before this plan that an activity takes up."""

    institution: Text
    number: int
    text: PlanText


@dataclass(frozen=True, slots=True)
class Page:
    """All that belongs to one activity. Years are calendar years.

    `reporters`: "core" or "optional" for each level that reports it. These, `measures` and the
    activity's `quantity` are not in the plan. `institutions_printed` and `years_printed` are what
    the document prints; they differ from the reading only where the title's reason says so.
    """

    activity: Activity
    strategy: Strategy
    cluster: Cluster
    indicator: Indicator
    institutions: tuple[Institution, ...]
    institutions_printed: tuple[str, ...]
    years: tuple[int, ...]
    years_printed: tuple[int, ...]
    measures: tuple[Measure, ...]
    reporters: Mapping[Level, str] = field(hash=False)
    commitments: tuple[LinkedCommitment, ...]
    duties: tuple[Duty, ...]


def tree() -> tuple[Node, ...]:
    """Strategies, under them their clusters, under these their activities, in the order of the plan."""
    printed = plan_texts.texts().printed.cluster_codes
    return tuple(
        Node(
            str(strategy.number),
            str(strategy.number),
            strategy.title,
            tuple(
                Node(found.code, printed.get(found.code, found.code), found.title, _activities(found))
                for found in strategy.clusters
            ),
        )
        for strategy in plans.plan().strategies
    )


def page(code: str, found: Reading | None = None) -> Page:
    """Everything about the activity with this code, as the plan ships or by another reading of it.

    `KeyError` when the plan has none such.
    """
    found = found or as_shipped()
    plan, texts = found.plan, found.texts
    activity = plan.activity(code)
    strategy, cluster = next(
        (strategy, cluster)
        for strategy in plan.strategies
        for cluster in strategy.clusters
        if activity in cluster.activities
    )
    institutions = {found.name: found for found in plan.institutions}
    return Page(
        activity=activity,
        strategy=strategy,
        cluster=cluster,
        indicator=next(row for row in cluster.indicators if row.code == activity.indicator),
        institutions=tuple(institutions[name] for name in activity.responsible),
        institutions_printed=texts.printed.responsible.get(code, activity.responsible),
        years=_calendar(activity.years),
        years_printed=_calendar(activity.years_printed),
        measures=tuple(measures.measures()[measure] for measure in activity.measures),
        reporters={level: activity.levels[level] for level in Level if activity.is_reported(level)},
        commitments=_commitments(code, texts),
        duties=tuple(duty for duty in texts.duties if duty.activity == code),
    )


def find(text: str = "", only: Only = EVERYTHING) -> tuple[Hit, ...]:
    """The activities and indicators that fit what was typed, the best first."""
    return _search().find(text, only)


def glossary() -> tuple[Entry, ...]:
    """The plan's glossary as it ships, in its order."""
    return plan_texts.texts().glossary


def find_terms(text: str, among: tuple[Entry, ...] | None = None) -> tuple[Entry, ...]:
    """The glossary's entries that fit: by their term first, then by what they say.

    `among`: a glossary as it is published somewhere; else the one that ships.
    """
    wanted = Wanted.of(text)
    if wanted.is_empty:
        return among or glossary()
    every = _keyed(among) if among else _entries()
    ranked = [(wanted.rank("", term, says), entry) for entry, term, says in every]
    found = sorted((pair for pair in ranked if pair[0] is not None), key=lambda pair: pair[0] or 0)
    if found:
        return tuple(entry for _rank, entry in found)
    return tuple(entry for entry, term, _says in every if wanted.is_near(term))


def definition(term: str) -> Entry | None:
    """The glossary's entry for a term in either language; where several hold it the shortest term's."""
    wanted, every = Wanted.of(term), _entries()
    fits = (Rank.PHRASE, Rank.WORDS)
    found = [(len(title), entry) for entry, title, _says in every if wanted.rank("", title, "") in fits]
    return min(found, key=lambda pair: pair[0])[1] if found and not wanted.is_empty else None


@cache
def _search() -> PlanSearch:
    return PlanSearch(plans.plan())


@cache
def _entries() -> tuple[tuple[Entry, str, str], ...]:
    return _keyed(glossary())


def _keyed(among: tuple[Entry, ...]) -> tuple[tuple[Entry, str, str], ...]:
    """Each entry with the keys of its term and of what it says."""
    return tuple(
        (entry, key(entry.term.en, entry.term.km), key(*_says(entry.text.text, entry.items)))
        for entry in among
    )


def _says(text: Text, items: tuple[Item, ...]) -> tuple[str, ...]:
    below = (said for item in items for said in _says(item.text, item.items))
    return (text.en, text.km, *below)


def _activities(cluster: Cluster) -> tuple[Node, ...]:
    return tuple(Node(found.code, found.printed_code, found.title) for found in cluster.activities)


def _commitments(code: str, texts: PlanTexts) -> tuple[LinkedCommitment, ...]:
    return tuple(
        LinkedCommitment(committed.name, each.number, each.text)
        for committed in texts.commitments
        for each in committed.commitments
        if code in each.activities
    )


def _calendar(years: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(FIRST_YEAR - 1 + year for year in years)
