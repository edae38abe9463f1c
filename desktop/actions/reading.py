"""The plan as the screens read it."""

from desktop.domain.plan import Plan
from desktop.storage import plans


def the_plan() -> Plan:
    """The whole plan, read once for the length of the program. Raises `PlanIsFaulty`."""
    return plans.plan()
