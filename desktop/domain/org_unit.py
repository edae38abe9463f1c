"""Org units: the offices that report, and where each stands."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """The four tiers of the plan, from the top (plan, section 6)."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class OrgKind(Enum):
    """Who may report (plan, sections 6.1 and 6.2)."""

    ADMINISTRATION = "administration"  # commune, district, province, national council
    MINISTRY = "ministry"
    DEPARTMENT = "department"  # a ministry's provincial department
    NGO = "ngo"


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """An office. `id` never changes; `code` is the official one and may (FACTS.md, section 1).

    `parent` is the id of the office above, empty for the national level. `type` is the
    administration's own word (commune, sangkat, khan ...). `focal_officer` is who reports.
    """

    id: str
    code: str
    level: Level
    kind: OrgKind
    type: str
    name_km: str
    name_en: str
    parent: str
    focal_officer: str = ""

    def name(self, language: str) -> str:
        return self.name_km if language == "km" else self.name_en


NATIONAL_ID = "kh"


def unit_id(code: str) -> str:
    """The stable id of a gazetteer unit: the code it had when it first entered the gazetteer."""
    return f"{NATIONAL_ID}.{code}" if code else NATIONAL_ID
