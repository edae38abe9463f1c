"""Who has reported and when: listed by day for a province, and not for a whole nation."""

import datetime as dt

from desktop.domain.org_unit import NATIONAL_ID
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import ReportKey
from desktop.domain.sheet import Bullets
from desktop.domain.sheet_words import voice
from desktop.domain.standing import Standing, standing
from desktop.domain.standing_tables import arrived
from desktop.storage.org_units import gazetteer

PERIOD = ReportingPeriod("2026Q3")
VOICE = voice("en", "latin")
UNITS = {unit.id: unit for unit in gazetteer()}


def all_arrived(office: str, late: str = "") -> Standing:
    below = [unit for unit in UNITS.values() if unit.id != office and unit.id.startswith(office)]
    days = {unit.id: dt.date(2026, 11, 2) if unit.id == late else dt.date(2026, 10, 4) for unit in below}
    received = {ReportKey(unit, PERIOD.code): day for unit, day in days.items()}
    return standing(UNITS[office], below, PERIOD, received)


def items(of: Standing) -> list[str]:
    return [item for block in arrived(of, VOICE) if isinstance(block, Bullets) for item in block.items]


def test_offices_of_one_day_stand_together_and_the_most_come_first() -> None:
    first, *_rest = items(all_arrived("kh.04", late="kh.040101"))
    day, late = first.split("; ")
    assert day.startswith("**Baribour District:** 4 Oct 2026: Baribour District, Chhnok Tru Commune, ")
    assert late == "2 Nov 2026, late: Anhchanh Rung Commune"


def test_every_office_of_any_province_is_listed() -> None:
    for province in (unit for unit in UNITS.values() if unit.parent == NATIONAL_ID and len(unit.code) == 2):
        below = sum(unit.id.startswith(province.id) for unit in UNITS.values()) - 1
        assert sum(item.count(",") + 1 for item in items(all_arrived(province.id))) >= below


def test_a_whole_nation_is_not_listed_office_by_office() -> None:
    assert items(all_arrived(NATIONAL_ID)) == []
