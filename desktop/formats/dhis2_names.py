"""Names as DHIS2 has them: identifiers and codes that are always the same for the same thing."""

import hashlib
import string
from collections.abc import Iterable
from functools import cache

from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import FIRST_YEAR, PeriodKind, ReportingPeriod

PREFIX = "NAPVAC_"  # before every code but those of offices, which the administration gave
FIRST_DAY = f"{FIRST_YEAR}-01-01"  # of an office that stood before the plan
_ALPHABET = string.ascii_letters + string.digits
_NATIONAL_CODE = "KH"
_PERIOD_TYPES = {
    PeriodKind.MONTH: "Monthly",
    PeriodKind.QUARTER: "Quarterly",
    PeriodKind.SEMESTER: "SixMonthly",
    PeriodKind.YEAR: "Yearly",
}

# What every DHIS2 has for things that are not split (its own identifiers).
DEFAULT_COMBO = "bjDvmb4bfuf"


@cache
def uid(kind: str, name: str) -> str:
    """Eleven letters and digits of which the first is a letter, worked out from the name alone.

    65 bits of SHA-256 go into them; that no two things of the plan meet is held by a test.
    """
    number = int.from_bytes(hashlib.sha256(f"{kind}:{name}".encode()).digest()[:12], "big")
    number, letter = divmod(number, 52)
    letters = [_ALPHABET[letter]]
    for _ in range(10):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)


def coded(name: str) -> str:
    return f"{PREFIX}{name}"


def period_type(period: ReportingPeriod) -> str | None:
    """How DHIS2 calls this length; None for nine months, which it has not."""
    return _PERIOD_TYPES.get(period.kind)


def office_codes(offices: Iterable[OrgUnit]) -> dict[str, str]:
    """The official code of each office by its id; its id where one that stands has the code now."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for unit in sorted(offices, key=lambda unit: (unit.valid_to is not None, unit.id)):
        code = unit.code or _NATIONAL_CODE
        found[unit.id] = unit.id if code in taken else code
        taken.add(code)
    return found
