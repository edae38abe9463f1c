"""Going anywhere by typing: what there is to go to from the report in hand."""

from functools import cache

from desktop.actions import home
from desktop.domain.attachment import ATTACHMENT
from desktop.domain.form import form, may_add
from desktop.domain.goals import Goal, GoalKind, Goals
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.plan import Activity, Text
from desktop.domain.report import BUDGET, NARRATIVE, ReportKey
from desktop.domain.sheet_words import voice
from desktop.i18n.words import mark, say
from desktop.storage import measures, org_units, plans, settings
from desktop.storage.database import Database

__all__ = ["Goal", "GoalKind", "Goals"]

REVIEW = "review"
_WHOLE = (
    (BUDGET, mark("Budget")),
    (NARRATIVE, mark("In words")),
    (ATTACHMENT, mark("Attachments")),
    (REVIEW, mark("Look over and submit")),
)
_PLAN_OF = mark("Plan of the year {year}")
_REPORT_FOR = mark("Report for {period}")


def both(msgid: str, **facts: object) -> Text:
    """A word of the program in both languages."""
    return Text(say("en", msgid, **facts), say("km", msgid, **facts))


def reports(db: Database, period: str = "") -> tuple[Goal, ...]:
    """The activities of the report of a period, without one of the report in hand; and other reports.

    Also those that may be added to that report. Raises `NotAPeriod`.
    """
    shown = home.show(db, period)
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    assert unit is not None
    found = [Goal(GoalKind.REPORT, code, _report(code), also=(code,)) for code in shown.choices]
    return (*found, *_items(unit, shown.period))


@cache
def plan() -> tuple[Goal, ...]:
    """Every activity of the plan, in its order."""
    return tuple(_activity(GoalKind.ACTIVITY, found) for found in plans.plan().activities())


def _items(unit: OrgUnit, period: str) -> list[Goal]:
    asked = form(plans.plan(), measures.measures(), unit, ReportKey(unit.id, period))
    found = [_activity(GoalKind.ITEM, activity) for activity in asked.activities]
    there = [(name, word) for name, word in _WHOLE if name != NARRATIVE or asked.narrative_cells()]
    more = [_activity(GoalKind.ADD, activity) for activity in may_add(plans.plan(), asked)]
    return found + [Goal(GoalKind.ITEM, name, both(word)) for name, word in there] + more


def _activity(kind: GoalKind, found: Activity) -> Goal:
    return Goal(kind, found.code, found.title.text, found.code, (found.title.printed,))


def _report(code: str) -> Text:
    period = ReportingPeriod(code)
    en, km = voice("en", "latin"), voice("km", "khmer")
    if period.kind is PeriodKind.YEAR:
        return Text(say("en", _PLAN_OF, year=en.write(code)), say("km", _PLAN_OF, year=km.write(code)))
    return Text(
        say("en", _REPORT_FOR, period=en.period(period)), say("km", _REPORT_FOR, period=km.period(period))
    )
