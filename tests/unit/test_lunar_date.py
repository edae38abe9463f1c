"""The Khmer lunar date: equal to what officials wrote on their letters, and to the reference day by day."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.digits import khmer_digits
from desktop.i18n.lunar import lunar_date

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "facts" / "lunar_dates_2025_2031.csv"

# Pairs of dates on letters of the administration (FACTS.md section 2.4), and single days around leaps.
OFFICIAL = {
    "2020-05-11": ("ចន្ទ", "៥រោច", "ពិសាខ"),
    "2021-01-11": ("ចន្ទ", "១៣រោច", "បុស្ស"),
    "2021-05-28": ("សុក្រ", "២រោច", "ជេស្ឋ"),
    "2022-03-08": ("អង្គារ", "៦កើត", "ផល្គុន"),
    "2022-08-16": ("អង្គារ", "៤រោច", "ស្រាពណ៍"),
    "2023-11-14": ("អង្គារ", "២កើត", "កត្តិក"),
    "2026-01-24": ("សៅរ៍", "៦កើត", "មាឃ"),
}


def day_of(date: dt.date) -> str:
    found = lunar_date(date)
    return khmer_digits(f"{found.day}{'កើត' if found.waxing else 'រោច'}")


@pytest.mark.parametrize("day", OFFICIAL)
def test_it_equals_the_date_on_official_letters(day: str) -> None:
    date = dt.date.fromisoformat(day)
    assert (lunar_date(date).weekday, day_of(date), lunar_date(date).month) == OFFICIAL[day]


def test_it_is_written_as_on_a_letter() -> None:
    written = lunar_date(dt.date(2021, 1, 11)).written
    assert written("khmer") == "ថ្ងៃចន្ទ ១៣រោច ខែបុស្ស ឆ្នាំជូត ទោស័ក ព.ស. ២៥៦៤"
    assert written("latin") == "ថ្ងៃចន្ទ 13រោច ខែបុស្ស ឆ្នាំជូត ទោស័ក ព.ស. 2564"
    assert lunar_date(dt.date(2023, 11, 14)).written("khmer").endswith("ឆ្នាំថោះ បញ្ចស័ក ព.ស. ២៥៦៧")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("animal", "2026-04-13", "2026-04-14"),
        ("animal", "2027-04-14", "2027-04-15"),
        ("sak", "2026-04-15", "2026-04-16"),
        ("buddhist_era", "2026-05-01", "2026-05-02"),
    ],
)
def test_each_count_of_years_changes_on_its_own_day(name: str, before: str, after: str) -> None:
    days = [dt.date.fromisoformat(day) for day in (before, after)]
    old, new = (getattr(lunar_date(day), name) for day in days)
    assert old != new
    assert getattr(lunar_date(days[0] - dt.timedelta(days=30)), name) == old
    assert getattr(lunar_date(days[1] + dt.timedelta(days=300)), name) == new


@pytest.mark.parametrize("year", range(2020, 2032))
def test_leap_months_and_days_stand_in_their_years(year: int) -> None:
    days = [dt.date(year, 1, 1) + dt.timedelta(days=past) for past in range(365)]
    months = [lunar_date(day).month for day in days]
    assert ("ទុតិយាសាឍ" in months) == (year in (2021, 2023, 2026, 2029, 2031))
    assert months.count("ជេស្ឋ") == (30 if year in (2020, 2025, 2030) else 29)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 30)))
def test_a_day_follows_the_day_before(day: dt.date) -> None:
    today, tomorrow = lunar_date(day), lunar_date(day + dt.timedelta(days=1))
    if today.month == tomorrow.month and today.waxing == tomorrow.waxing:
        assert tomorrow.day == today.day + 1
    else:
        assert tomorrow.day == 1
        assert today.day in ((15,) if today.waxing else (14, 15))


def test_there_is_none_before_the_reckoning_begins() -> None:
    with pytest.raises(ValueError, match="1900"):
        lunar_date(dt.date(1899, 12, 31))


@pytest.mark.skipif(
    not REFERENCE.exists(), reason=f"NOT COMPARED: ../shared/facts/{REFERENCE.name} is not here"
)
def test_every_day_of_seven_years_equals_the_reference() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2556
    for row in rows:
        date = dt.date.fromisoformat(row["date"])
        found = lunar_date(date)
        assert (found.weekday, day_of(date), found.month) == (
            row["weekday_km"],
            row["lunar_day"],
            row["lunar_month"],
        ), date
        years = (found.animal, found.sak, khmer_digits(str(found.buddhist_era)))
        assert years == (row["animal"], row["sak"], row["buddhist_era"]), date
