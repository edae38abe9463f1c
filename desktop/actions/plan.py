"""The plan as a reader of other programs wants it: whole, in both languages, with what is printed."""

from collections.abc import Mapping

from desktop.domain.measure import Measure, Member
from desktop.domain.org_unit import Level
from desktop.domain.period import FIRST_YEAR
from desktop.domain.plan import Activity, Cluster, Indicator, Institution, Plan, PlanText, Strategy, Text
from desktop.domain.plan_texts import Abbreviation, Committed, Duty, Entry, Item, Printed
from desktop.storage import measures, plan_texts, plans

Tree = dict[str, object]


def export() -> Tree:
    """The whole plan as plain values, ready for JSON.

    `text` is the reading in English, `text_km` its Khmer working translation, `printed` what the
    document says; where these differ `reason` and `reason_km` say why, else they are None. Years are
    plan years, 1 is 2025. `levels`, `template`, `measures`, `quantity` are not in the plan. Raises
    `PlanIsFaulty`.
    """
    plan, texts = plans.plan(), plan_texts.texts()
    return {
        **_both("title", plan.title),
        **_both("status", plan.status),
        "first_year": FIRST_YEAR,
        "goal": _goal(plan),
        "strategies": [_strategy(strategy, texts.printed) for strategy in plan.strategies],
        "institutions": [_institution(institution) for institution in plan.institutions],
        "resource_sources": [_member(member) for member in measures.measures().resource_sources],
        "obligations": [_duty(duty) for duty in texts.duties],
        "glossary": [_entry(entry) for entry in texts.glossary],
        "abbreviations": [_abbreviation(abbreviation) for abbreviation in texts.abbreviations],
        "commitments": [_committed(committed) for committed in texts.commitments],
        "measure_details": {code: _measure(each) for code, each in measures.measures().measures.items()},
    }


def show(code: str, language: str) -> Tree:
    """One activity in one language, with its calendar years. `KeyError` when the plan has none such."""
    plan = plans.plan()
    activity = plan.activity(code)
    cluster = next(found for found in plan.clusters() if activity in found.activities)
    names = {institution.name: institution.full for institution in plan.institutions}
    reason = activity.title.reason
    return {
        "code": activity.code,
        "text": activity.title.say(language),
        "cluster": cluster.title.say(language),
        "responsible": [names[name].say(language) for name in activity.responsible],
        "years": [FIRST_YEAR - 1 + year for year in activity.years],
        "indicator": next(
            row.title.say(language) for row in cluster.indicators if row.code == activity.indicator
        ),
        "quantity": activity.quantity.say(language),
        "measures": [measures.measures()[measure].label.say(language) for measure in activity.measures],
        "printed": activity.title.printed,
        "reason": reason.say(language) if reason else None,
    }


def _goal(plan: Plan) -> Tree:
    return {
        **_read("text", plan.goal),
        **_read("impact", plan.impact, "impact_"),
        "impact_indicators": [_indicator(row) for row in plan.impact_indicators],
    }


def _strategy(strategy: Strategy, printed: Printed) -> Tree:
    period = printed.periods.get(strategy.number)
    return {
        "number": strategy.number,
        **_read("title", strategy.title, "title_"),
        **_read("objective", strategy.objective, "objective_"),
        **_read("outcome", strategy.outcome, "outcome_"),
        "outcome_indicators": [_indicator(row) for row in strategy.outcome_indicators],
        "period": _read("text", period) if period else None,
        "clusters": [_cluster(cluster, printed) for cluster in strategy.clusters],
    }


def _cluster(cluster: Cluster, printed: Printed) -> Tree:
    return {
        "code": cluster.code,
        "printed_code": printed.cluster_codes.get(cluster.code, cluster.code),
        **_read("title", cluster.title),
        "indicators": [_indicator(row) for row in cluster.indicators],
        "activities": [_activity(activity, printed.responsible) for activity in cluster.activities],
    }


def _activity(activity: Activity, printed_responsible: Mapping[str, tuple[str, ...]]) -> Tree:
    printed = printed_responsible.get(activity.code, activity.responsible)
    return {
        "code": activity.code,
        "printed_code": activity.printed_code,
        **_read("text", activity.title),
        "responsible": list(activity.responsible),
        "responsible_printed": list(printed),
        "years_printed": list(activity.years_printed),
        "years": list(activity.years),
        "source_of_resources": activity.source_of_resources.text.en,
        "source_of_resources_km": activity.source_of_resources.text.km,
        "source_of_resources_printed": activity.source_of_resources.printed,
        "indicator": activity.indicator,
        "levels": {level.value: activity.levels[level] for level in Level},
        "template": activity.template,
        "measures": list(activity.measures),
        **_both("quantity", activity.quantity),
        "shares_budget": activity.shares_budget,
        "of_area": activity.of_area,
    }


def _indicator(indicator: Indicator) -> Tree:
    return {
        "code": indicator.code,
        "printed_code": indicator.printed_code,
        **_read("text", indicator.title),
    }


def _institution(institution: Institution) -> Tree:
    return {
        "name": institution.name,
        **_both("text", institution.full),
        "level": institution.level.value,
        "printed_as": list(institution.printed_as),
    }


def _member(member: Member) -> Tree:
    return {"code": member.code, **_both("text", member.label)}


def _measure(measure: Measure) -> Tree:
    return {
        **_both("text", measure.label),
        "kind": measure.kind.value,
        "over_time": measure.over_time.value,
        "unit": measure.unit,
        "of": list(measure.of),
        "protected": measure.protected,
        "tally": measure.tally,
        **_both("hint", measure.hint),
    }


def _duty(duty: Duty) -> Tree:
    return {
        "section": duty.section,
        "duty": duty.duty,
        **_both("who", duty.who),
        **_read("text", duty.text),
        "activity": duty.activity or None,
    }


def _entry(entry: Entry) -> Tree:
    return {
        "number": entry.number,
        **_both("term", entry.term),
        **_read("text", entry.text),
        "items": [_item(item) for item in entry.items],
    }


def _item(item: Item) -> Tree:
    return {
        "code": item.code,
        **_both("text", item.text),
        **_both("footnote", item.footnote),
        "items": [_item(below) for below in item.items],
    }


def _abbreviation(abbreviation: Abbreviation) -> Tree:
    return {
        "code": abbreviation.code,
        **_read("text", abbreviation.full),
        "in_plan": abbreviation.in_plan,
        **_both("note", abbreviation.note),
    }


def _committed(committed: Committed) -> Tree:
    return {
        "institution": committed.institution,
        **_both("name", committed.name),
        **_both("headline", committed.headline),
        "commitments": [
            {"number": each.number, **_read("text", each.text), "activities": list(each.activities)}
            for each in committed.commitments
        ],
    }


def _both(key: str, text: Text | None) -> Tree:
    return {key: text.en if text else None, f"{key}_km": text.km if text else None}


def _read(key: str, found: PlanText, prefix: str = "") -> Tree:
    """The reading under `key`, and beside it what is printed and why they differ."""
    return {
        **_both(key, found.text),
        f"{prefix}printed": found.printed,
        **_both(f"{prefix}reason", found.reason),
    }
