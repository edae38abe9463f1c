"""The Khmer lunar date, as it stands above the solar one on administrative letters.

The calendar is reckoned by the published algorithm (FACTS.md section 2.4). A year here is a round of
months from បុស្ស on, named by the solar year that most of it lies in.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.i18n.digits import Digits, in_digits

_WEEKDAYS: Final = ("ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍", "អាទិត្យ")
_ANIMALS: Final = (
    "ជូត", "ឆ្លូវ", "ខាល", "ថោះ", "រោង", "ម្សាញ់", "មមី", "មមែ", "វក", "រកា", "ច", "កុរ",
)  # fmt: skip
_SAKS: Final = (
    "សំរឹទ្ធិស័ក", "ឯកស័ក", "ទោស័ក", "ត្រីស័ក", "ចត្វាស័ក",
    "បញ្ចស័ក", "ឆស័ក", "សប្តស័ក", "អដ្ឋស័ក", "នព្វស័ក",
)  # fmt: skip
_BEFORE_SUMMER: Final = (("បុស្ស", 30), ("មាឃ", 29), ("ផល្គុន", 30), ("ចេត្រ", 29), ("ពិសាខ", 30))
_AFTER_SUMMER: Final = (
    ("ស្រាពណ៍", 29), ("ភទ្របទ", 30), ("អស្សុជ", 29), ("កត្តិក", 30), ("មិគសិរ", 29),
)  # fmt: skip
_FULL_MOON = 15  # the day of a month on which the moon is full: what follows is waning

_FIRST_YEAR, _FIRST_DAY = 1900, dt.date(1900, 1, 1)  # the 1st of បុស្ស fell on this day
_SOLAR_YEAR = 292_207  # eight hundredths of a day: 365.25875 days
_NEW_ERA_YEAR, _NEW_ERA_DAY = 2025, dt.date(2025, 4, 16)
# The sun reaches Aries this much before its mean place does, from which the era is reckoned.
_SUN_AHEAD = dt.timedelta(days=2.165)
_NOON = 12


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day: its name, its day in the waxing (កើត) or waning (រោច) moon, month, and three counts of years."""

    weekday: str
    day: int
    waxing: bool
    month: str
    animal: str
    sak: str
    buddhist_era: int

    def written(self, digits: Digits) -> str:
        """Return "ថ្ងៃចន្ទ ១៣រោច ខែបុស្ស ឆ្នាំជូត ទោស័ក ព.ស. ២៥៦៤"."""
        phase = "កើត" if self.waxing else "រោច"
        words = (
            f"ថ្ងៃ{self.weekday} {self.day}{phase} ខែ{self.month} ឆ្នាំ{self.animal} {self.sak} "
            f"ព.ស. {self.buddhist_era}"
        )
        return in_digits(words, digits)


class _Signs(NamedTuple):
    """What a year's leaps are told by, reckoned for its April."""

    avoman: int
    bodithey: int
    long_sun: bool  # the solar year has 366 days


def lunar_date(date: dt.date) -> LunarDate:
    """The lunar date of a day. Raises ValueError before 1900, where the reckoning begins."""
    if date < _FIRST_DAY:
        raise ValueError(f"the lunar calendar is reckoned from 1900 on: {date}")
    month, counted = _month_and_day(date)
    waxing = counted <= _FULL_MOON
    return LunarDate(
        weekday=_WEEKDAYS[date.weekday()],
        day=counted if waxing else counted - _FULL_MOON,
        waxing=waxing,
        month=month,
        animal=_ANIMALS[(_year_of(date, _animal_begins(date.year)) - 4) % 12],
        sak=_SAKS[(_year_of(date, _sak_begins(date.year)) - 638) % 10],
        buddhist_era=_year_of(date, _era_begins(date.year)) + 544,
    )


def _month_and_day(date: dt.date) -> tuple[str, int]:
    """The month a day lies in, and which day of it: 1 to 30."""
    year = next(year for year in (date.year + 1, date.year, date.year - 1) if _first_day(year) <= date)
    past = (date - _first_day(year)).days
    *others, last = _months(year)
    for month, long in others:
        if past < long:
            return month, past + 1
        past -= long
    return last[0], past + 1


def _year_of(date: dt.date, begins: dt.date) -> int:
    return date.year if date >= begins else date.year - 1


@lru_cache(256)
def _first_day(year: int) -> dt.date:
    """The 1st of បុស្ស, from which the months of a year are counted."""
    days = sum(long for before in range(_FIRST_YEAR, year) for _, long in _months(before))
    return _FIRST_DAY + dt.timedelta(days=days)


@lru_cache(256)
def _months(year: int) -> tuple[tuple[str, int], ...]:
    """The months from បុស្ស to មិគសិរ with their days: a leap day ends ជេស្ឋ, a leap month doubles អាសាឍ."""
    if _has_leap_month(year):
        summer: tuple[tuple[str, int], ...] = (("ជេស្ឋ", 29), ("បឋមាសាឍ", 30), ("ទុតិយាសាឍ", 30))
    else:
        # Where both fall due together, the month comes first and the day a year later.
        put_off = _due_leap_day(year - 1) and _has_leap_month(year - 1)
        leap_day = _due_leap_day(year) or put_off
        summer = (("ជេស្ឋ", 30 if leap_day else 29), ("អាសាឍ", 30))
    return (*_BEFORE_SUMMER, *summer, *_AFTER_SUMMER)


def _signs(year: int) -> _Signs:
    total = (year + 544) * _SOLAR_YEAR + 499
    days = total // 800 + 4
    moons = days * 11 + 25
    return _Signs(moons % 692, (moons // 692 + days + 29) % 30, 800 - total % 800 <= 207)


def _has_leap_month(year: int) -> bool:
    now, following = _signs(year).bodithey, _signs(year + 1).bodithey
    if (now, following) == (25, 5):
        return False
    return now >= 25 or now <= 5 or (now, following) == (24, 6)


def _due_leap_day(year: int) -> bool:
    now = _signs(year)
    if now.long_sun:
        return now.avoman <= 126
    return now.avoman <= 137 and _signs(year + 1).avoman != 0


def _era_begins(year: int) -> dt.date:
    """The Buddhist era counts on from the first day after the full moon of ពិសាខ."""
    months = dict(_BEFORE_SUMMER)
    before = sum(long for month, long in months.items() if month != "ពិសាខ")
    return _first_day(year) + dt.timedelta(days=before + _FULL_MOON)


def _sak_begins(year: int) -> dt.date:
    """The day of the new era, ថ្ងៃឡើងស័ក."""
    return _NEW_ERA_DAY + dt.timedelta(days=_sun(year) // 800 - _sun(_NEW_ERA_YEAR) // 800)


def _animal_begins(year: int) -> dt.date:
    """The day of the new year, មហាសង្ក្រាន្ត; the next day where it comes after noon."""
    begins = dt.datetime.combine(_sak_begins(year), dt.time())
    moment = begins + dt.timedelta(days=_sun(year) % 800 / 800) - _SUN_AHEAD
    return moment.date() + dt.timedelta(days=moment.hour >= _NOON)


def _sun(year: int) -> int:
    """Eight hundredths of days from the beginning of the lesser era to the year's new era."""
    return (year - 638) * _SOLAR_YEAR + 373
