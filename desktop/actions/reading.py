"""The plan as the screens read it."""

from desktop.domain.plan import Plan
from desktop.storage import registers
from desktop.storage.database import Database


def plan_here(db: Database) -> Plan:
    """The plan with the official texts that were published, and what the register asks of whom.

    Raises `PlanIsFaulty`.
    """
    return registers.plan(db)
