"""The plan and what stands around it, as it is published here: what screens and papers show."""

from dataclasses import dataclass

from desktop.domain.plan import Plan
from desktop.domain.plan_texts import PlanTexts
from desktop.storage import plan_texts, plans, registers
from desktop.storage.database import Database


@dataclass(frozen=True)
class Reading:
    """The plan, and its glossary, abbreviations, duties and commitments."""

    plan: Plan
    texts: PlanTexts


def plan_here(db: Database) -> Plan:
    """The plan with the official texts that were published, and what the register asks of whom.

    Raises `PlanIsFaulty`.
    """
    return registers.plan(db)


def reading_here(db: Database) -> Reading:
    """The plan as `plan_here`, with what stands around it. Raises `PlanIsFaulty`."""
    return Reading(plan_here(db), registers.texts(db))


def as_shipped() -> Reading:
    """What every program reads before anything was published."""
    return Reading(plans.plan(), plan_texts.texts())
