"""The history of a report over real stores: submitted, returned, corrected, disputed, clocks gone wrong."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import exchange, history, review, stamp
from desktop.actions.history import Change, ClockDoubt, Decided, NoSuchSubmission, Submitted
from desktop.cli.main import run
from desktop.domain.record import Verdict
from tests.journeys.test_command_line import NoWindow
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

CELL = "2.3.1:sessions"
At = Callable[[str], Laptop]


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


@pytest.fixture
def told(known: At, tmp_path: Path) -> dict[str, Laptop]:
    """A commune submits, is told to count again, and submits again; a second laptop says something else."""
    laptops = {name: known(name) for name in ("commune", "commune_again", "province")}
    commune, again, province = laptops.values()
    hub = tmp_path / "hub"
    with stamp.held(at("2026-10-03")):
        commune.fill()
        commune.submit()
        commune.exchange(hub)
        province.exchange(hub)
        with province.open() as db:
            review.send_back(db, commune.report(), "Count again", {CELL: "Many more came"})
        province.exchange(hub)
    with stamp.held(at("2001-01-01")):  # the battery of its clock is dead
        commune.exchange(hub)
        commune.answer(CELL, 9)
        commune.submit()
        commune.exchange(hub)
    with stamp.held(at("2026-10-19")):
        province.exchange(hub)
    with stamp.held(at("2099-01-01")):
        again.fill(**{CELL.replace(":", "__"): 12})
        again.submit()
        again.exchange(hub)
    with stamp.held(at("2026-10-20")):
        province.exchange(hub)
    return laptops


def test_a_returned_and_corrected_report_is_told_in_its_order(told: dict[str, Laptop]) -> None:
    with told["province"].open() as db:
        found = history.show(db, told["commune"].report())
    first, returned, second, beside = found.events
    assert isinstance(first, Submitted)
    assert isinstance(returned, Decided)
    assert isinstance(second, Submitted)
    assert isinstance(beside, Submitted)
    assert (returned.verdict, returned.reason) == (Verdict.RETURNED, "Count again")
    assert returned.judged == (first.record,)
    assert not returned.stands
    assert returned.cell_reasons == {CELL: "Many more came"}
    (change,) = second.changes
    assert (change.cell, change.before, change.after, change.replaced) == (CELL, (1,), 9, (first.record,))
    assert {rival.record for rival in change.rivals} == {beside.record}
    assert change.rivals[0].is_open
    assert found.offices["kh.04"].name_en == "Kampong Chhnang"


def test_clocks_that_cannot_be_right_are_doubted_and_the_order_does_not_follow_them(
    told: dict[str, Laptop],
) -> None:
    with told["province"].open() as db:
        shown = history.show(db, told["commune"].report()).submissions
    assert [event.clocks.doubt for event in shown] == [
        None,
        ClockDoubt.BEFORE_THE_PLAN,
        ClockDoubt.AFTER_ARRIVAL,
    ]


def test_receipts_come_back_to_the_office_that_wrote(told: dict[str, Laptop], tmp_path: Path) -> None:
    commune, province = told["commune"], told["province"]
    with commune.open() as db:
        first, _returned, second = history.show(db, commune.report()).events
    assert [receipt.org_unit for receipt in first.receipts] == ["kh.04"]
    assert second.receipts == ()
    province.exchange(tmp_path / "hub")
    commune.exchange(tmp_path / "hub")
    with commune.open() as db:
        shown = history.show(db, commune.report()).submissions
    assert all("kh.04" in {receipt.org_unit for receipt in event.receipts} for event in shown[:2])


def test_every_store_tells_the_same_of_the_same_records(told: dict[str, Laptop], tmp_path: Path) -> None:
    with told["province"].open() as db:
        there = history.show(db, told["commune"].report())
        exchange.rebuild(db)
        rebuilt = history.show(db, told["commune"].report())
    assert rebuilt == there
    with told["commune_again"].open() as db:
        own = history.show(db, told["commune"].report()).submissions
    of_province = {event.record: event for event in there.submissions}
    assert told["commune_again"].device in {event.author.device for event in own}
    for event in own:
        same = of_province[event.record]
        assert same.author == event.author
        assert [said(change) for change in same.changes] == [said(change) for change in event.changes]


def said(change: Change) -> tuple[object, ...]:
    """What a submission itself says of a cell: the rest depends on what else has arrived."""
    return change.cell, change.after, change.replaced


def test_two_submissions_are_compared_as_their_authors_had_the_report(told: dict[str, Laptop]) -> None:
    with told["province"].open() as db:
        key = told["commune"].report()
        first, second, beside = history.show(db, key).submissions
        rows = history.difference(db, key, first.record, second.record[:8]).rows
        assert [(row.cell, row.a, row.b) for row in rows] == [(CELL, (1,), (9,))]
        rows = history.difference(db, key, second.record, beside.record).rows
        assert [(row.cell, row.a, row.b) for row in rows] == [(CELL, (9,), (12,))]
        for name in ("", "no such name", first.record + "0"):
            with pytest.raises(NoSuchSubmission):
                history.difference(db, key, first.record, name)


def test_a_report_nobody_wrote_has_no_history(told: dict[str, Laptop]) -> None:
    with told["province"].open() as db:
        assert history.show(db, told["commune"].report("2027Q1")).events == ()


def test_the_command_line_tells_the_history_and_compares(
    told: dict[str, Laptop], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")
    store = ["--store", str(told["province"].folder)]
    about = ["--period", PERIOD, "--code", "040101"]
    assert run([*store, "history", "show", *about], NoWindow()) == 0
    said = capsys.readouterr().out
    assert "1. Submitted by Example officer, Anhchanh Rung 040101" in said
    assert "2. Returned by Example officer, Kampong Chhnang 04" in said
    assert f"{CELL}: 1 -> 9" in said
    assert "Another answer stands beside it: 12" in said
    assert "that computer’s clock was wrong" in said
    with told["province"].open() as db:
        names = [event.record[:8] for event in history.show(db, told["commune"].report()).submissions]
    assert run([*store, "history", "compare", *about, *names[:2]], NoWindow()) == 0
    assert capsys.readouterr().out.splitlines() == [f"{CELL}: 1 | 9", "Cells that differ: 1."]
    assert run([*store, "history", "compare", *about, "ffff", names[0]], NoWindow()) == 1
    assert "No submission of this report" in capsys.readouterr().err
