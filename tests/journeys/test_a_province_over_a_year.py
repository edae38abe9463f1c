"""A province of a hundred offices over a year, and at its end every entry ever submitted is counted.

Sticks are lost, come late, or twice; a laptop is stolen and its thief writes on; a disk breaks and a backup
is put back; two laptops of one office disagree; clocks stand at 2001 and 2099; a report is returned, a
period closed, a commune recoded; imports are set aside, one of them for good. `OFFICES=130 QUARTERS=8`
asks for more, `SEED=` repeats a year; each run prints its own.
"""

import datetime as dt
import secrets
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions import backup, closing, exchange, registry, review, stamp, trust
from desktop.domain.report import ReportKey, Status
from desktop.storage import org_units, reports
from desktop.sync import identity, merge
from desktop.sync.merge import Fate
from tests.journeys.a_year import NEW_CODE, NUMBER, PERIODS, Year, begin
from tests.journeys.example_province import (
    MOMENTS,
    Author,
    Whole,
    accept,
    some_cells,
)


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return begin(tmp_path)


def live(laptop: Whole, key: ReportKey, cell: str) -> set[object]:
    with laptop.open() as db:
        return set(reports.live(db, key)[cell].answers)


def status(laptop: Whole, key: ReportKey) -> Status:
    with laptop.open() as db:
        return reports.status(db, key)


def two_laptops_disagree(year: Year, period: str) -> None:
    """Both correct the same answer, and neither knows of the other; one with its clock at 2099."""
    for laptop, number, clock in zip(year.pair, (31, 32), (MOMENTS[0], MOMENTS[2]), strict=True):
        with stamp.held(dt.datetime.fromisoformat(clock)):
            laptop.answer(NUMBER, number, period)
            laptop.submit(period)
    year.exchange(*year.pair)
    for laptop in (*year.pair, year.province, year.colleague):
        assert live(laptop, year.pair[0].report(period), NUMBER) == {31, 32}


def they_settle_it(year: Year, period: str) -> None:
    year.pair[0].answer(NUMBER, 33, period)
    year.pair[0].submit(period)
    year.exchange(*year.pair)
    assert live(year.province, year.pair[0].report(period), NUMBER) == {33}


def a_report_is_returned(year: Year, period: str) -> None:
    """The second computer of the secretariat returns it; the office corrects it; the first approves it."""
    one, key = year.pair[0], year.pair[0].report(period)
    with year.colleague.open() as db:
        review.send_back(db, key, "count again", {NUMBER: "too many"})
    year.exchange(one)
    assert status(one, key) is status(year.province, key) is Status.RETURNED
    one.answer(NUMBER, 3, period)
    one.submit(period)
    year.exchange(one)
    assert status(year.colleague, key) is Status.SUBMITTED
    with year.province.open() as db:
        review.approve(db, key)
    year.exchange(*year.pair)
    assert status(year.pair[1], key) is status(year.colleague, key) is Status.APPROVED


def one_that_will_be_stolen_reports(year: Year, period: str) -> None:
    with stamp.held(dt.datetime.fromisoformat(MOMENTS[1])):  # its clock stands at 2001
        year.stolen.fill(period)
        year.stolen.submit(period)
    year.exchange(year.stolen)


def it_is_stolen_with_a_stick_in_its_bag(year: Year, period: str) -> None:
    year.stolen.fill(period)
    year.stolen.submit(period)
    year.stolen.write(year.folder / "late stick")


def its_word_counts_no_more(year: Year, period: str) -> None:
    """The laptop is taken back; the late stick, what the thief writes, and what others forge all come."""
    unit = year.stolen.org_unit
    with year.province.open() as db:
        trust.revoke(db, year.stolen.device, unit)
    year.exchange(*year.whole)
    year.stolen.answer(NUMBER, 99, period)
    year.stolen.fill(period)
    year.stolen.submit(period)
    year.stolen.write(year.folder / "late stick")
    with year.stolen.open() as db:
        key = identity.signing_key(db).private_bytes_raw()
    there = year.authors[0].unit
    for office, seed in ((unit, key), (there, key), (there, secrets.token_bytes(32))):
        forged = year.report(Author(office, year.chance, seed=seed), period)
        year.put(forged, year.folder / "late stick")
    outcomes = year.merge(year.folder / "late stick")
    assert {outcome.fate for outcome in outcomes} == {Fate.QUARANTINED}
    year.authors.append(Author(unit, year.chance))  # the office has a new laptop
    accept(year.province, year.authors[-1].device, unit)


def a_backup_is_made(year: Year, period: str) -> None:
    year.backup = backup.make(year.breaking.store, year.folder / "backups")


def the_disk_breaks(year: Year, period: str) -> None:
    """What was typed and sent since the backup comes back from the office's own letters."""
    old, key = year.breaking, year.breaking.report(period)
    year.ledger.note_all_of(old)
    shutil.rmtree(old.folder)
    store = backup.restore(year.backup, year.folder / "new laptop", recovery_key=old.recovery_key)
    year.breaking = replace(old, store=store)
    with year.breaking.open() as db:
        assert reports.live(db, key) == {}
        backup.bring_back(db, old.recovery_key, [year.post])
        assert reports.live(db, key)[NUMBER].answer == 1
    year.breaking.answer(NUMBER, 5, period)
    year.breaking.submit(period)
    year.exchange(year.breaking)
    assert live(year.province, key, NUMBER) == {5}


def the_first_period_is_closed(year: Year, period: str) -> None:
    with year.province.open() as db:
        closing.close(db, PERIODS[0])


def somebody_amends_it(year: Year, period: str) -> None:
    author = year.authors[0]
    stick, cells = year.folder / "amendment", some_cells(year.units[author.unit], PERIODS[0])[:2]
    stick.mkdir()
    year.put(year.report(author, PERIODS[0], cells), stick)
    year.merge(stick)
    with year.province.open() as db:
        found = closing.amendments(db, ReportKey(author.unit, PERIODS[0]))
    assert found is not None
    assert set(cells) <= set(found.cells)


def an_import_is_set_aside_and_brought_back(year: Year, period: str) -> None:
    number = year.latest_import(f"{period} stick 0")
    with year.province.open() as db:
        before = reports.all_live(db)
        merge.set_aside(db, number, stamp.now())
        assert reports.all_live(db) != before
        merge.bring_back(db, number)
        assert reports.all_live(db) == before


def an_import_is_set_aside_for_good(year: Year, period: str) -> None:
    stick = year.folder / "set aside"
    stick.mkdir()
    for author in year.authors[:3]:
        year.put(year.report(author, period, some_cells(year.units[author.unit], period)[:4]), stick)
    year.merge(stick)
    with year.province.open() as db:
        merge.set_aside(db, year.latest_import("set aside"), stamp.now())


def a_commune_is_recoded(year: Year, period: str) -> None:
    """It has another official code in the middle of the year, and is the same office with all it said."""
    unit = year.units[year.authors[1].unit]
    with year.province.open() as db:
        before = reports.live(db, ReportKey(unit.id, PERIODS[0]))
        registry.sign(db, registry.recode(db, unit, NEW_CODE))
        found = org_units.by_code(db, NEW_CODE)
        assert found is not None
        assert found.id == unit.id
        assert reports.live(db, ReportKey(unit.id, PERIODS[0])) == before != {}
    year.exchange(*year.whole)
    for laptop in (*year.whole, year.colleague):
        with laptop.open() as db:
            again = org_units.by_code(db, NEW_CODE)
        assert again is not None
        assert again.id == unit.id


SCENES = {
    0: (
        two_laptops_disagree,
        they_settle_it,
        a_report_is_returned,
        one_that_will_be_stolen_reports,
        a_backup_is_made,
    ),
    1: (two_laptops_disagree, it_is_stolen_with_a_stick_in_its_bag, the_first_period_is_closed),
    2: (
        a_commune_is_recoded,
        its_word_counts_no_more,
        the_disk_breaks,
        somebody_amends_it,
        an_import_is_set_aside_and_brought_back,
    ),
    3: (an_import_is_set_aside_for_good,),
}


def what_was_lost_comes_at_last(year: Year) -> None:
    stick = year.folder / "the last stick"
    stick.mkdir()
    for letter in year.bag:
        year.put(letter, stick)
    assert {outcome.fate for outcome in year.merge(stick)} <= {Fate.TAKEN_IN, Fate.HAD_ALREADY}
    for _ in range(2):  # the second computer could pass on to the first what this one set aside
        year.exchange(*year.whole)


def test_every_entry_of_a_year_is_live_or_replaced_or_in_conflict_or_kept_with_its_reason(year: Year) -> None:
    for n, period in enumerate(PERIODS):
        with year.after(period):
            year.quarter(period)
            for scene in SCENES.get(n, ()):
                scene(year, period)
    with year.after(PERIODS[-1]):
        what_was_lost_comes_at_last(year)
        found = year.count()
        sys.stdout.write(f"{len(year.ledger.entries())} entries: {found}; {year.files} files\n")
        assert found.pop("lost", 0) == found.pop("ghosts", 0) == 0
        assert set(found) == {"live", "replaced", "in conflict", "not counted"}
        assert sum(found.values()) == len(year.ledger.entries())
        assert year.reasons == {"revoked_device", "unknown_device", "other_office", "set_aside"}
        assert set(year.fates) >= {Fate.TAKEN_IN, Fate.HAD_ALREADY, Fate.REFUSED, Fate.QUARANTINED}
        both_computers_of_the_secretariat_show_the_same(year)


def both_computers_of_the_secretariat_show_the_same(year: Year) -> None:
    """Once the import that was set aside on one of them is brought back; and rebuilding changes nothing."""
    with year.province.open() as db:
        merge.bring_back(db, year.latest_import("set aside"))
    year.exchange(*year.whole)
    with year.province.open() as first, year.colleague.open() as second:
        shown = reports.all_live(first)
        assert shown == reports.all_live(second)
        exchange.rebuild(first)
        assert reports.all_live(first) == shown
