"""Different answers side by side over all reports, and a returned report that stands as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import disputes, history, reply, report, review
from desktop.actions.report import NotYourReport
from desktop.domain.report import Status
from desktop.storage import reports
from tests.sync.laptops import Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
CELL = "2.3.1:sessions"


def hand_over(there: Laptop, here: Laptop) -> None:
    """Everything that one has and the other has not."""
    take(here, seal_for(there, there.kept_names() - here.kept_names(), [here.box()]))


@pytest.fixture
def disagreeing(known: Laptops) -> tuple[Laptop, Laptop, Laptop]:
    """Two laptops of one office that both corrected the same 1, and the province that has all."""
    one, other, province = known("commune"), known("commune_again"), known("province")
    one.fill()
    one.submit()
    hand_over(one, other)
    one.answer(CELL, 5)
    one.submit()
    other.answer(CELL, 7)
    other.submit()
    for laptop in (one, other):
        hand_over(laptop, province)
    return one, other, province


def test_both_answers_stand_with_who_gave_them_and_what_stood_before(
    disagreeing: tuple[Laptop, Laptop, Laptop],
) -> None:
    one, other, province = disagreeing
    with province.open() as db:
        (found,) = disputes.list_disputes(db).every
    assert (found.report, found.cell) == (one.report(), CELL)
    assert found.office is not None
    sides = {side.answer: side for side in found.sides}
    assert set(sides) == {5, 7}
    assert [event.author.device for event in sides[5].given] == [one.device]
    assert [event.author.device for event in sides[7].given] == [other.device]
    assert [side.before for side in found.sides] == [(1,), (1,)]


def test_an_office_settles_its_own_by_an_ordinary_submission(
    disagreeing: tuple[Laptop, Laptop, Laptop],
) -> None:
    one, other, province = disagreeing
    hand_over(other, one)
    with one.open() as db:
        (found,) = disputes.list_disputes(db).every
        disputes.settle(db, found, 6)
        disputes.submit(db, found.report)
        assert disputes.list_disputes(db).every == ()
    hand_over(one, province)
    with province.open() as db:
        assert disputes.list_disputes(db).every == ()
        assert reports.live(db, one.report())[CELL].answer == 6


def test_a_secretariat_asks_the_office_and_cannot_settle_it(
    disagreeing: tuple[Laptop, Laptop, Laptop],
) -> None:
    one, _, province = disagreeing
    with province.open() as db:
        (found,) = disputes.list_disputes(db).every
        with pytest.raises(NotYourReport):
            disputes.settle(db, found, 5)
        disputes.ask(db, found.report, "two answers", {CELL: "5 or 7?"})
        assert report.status(db, one.report()) is Status.RETURNED
        assert reports.reasons_of_return(db, one.report())[1] == {CELL: "5 or 7?"}


MORE = ("2.3.1:participants", "2.3.1:participants_female")


def test_where_two_computers_stand_against_each_other_all_of_one_side_is_taken_cell_by_cell(
    disagreeing: tuple[Laptop, Laptop, Laptop],
) -> None:
    one, other, province = disagreeing
    for laptop, number in ((one, 30), (other, 40)):
        for cell in MORE:
            laptop.answer(cell, number)
        laptop.submit()
    hand_over(other, one)
    with one.open() as db:
        every = disputes.list_disputes(db).every
        assert set(disputes.computers(every)) == {one.device, other.device}
        theirs = disputes.side_of(every, other.device)
        assert theirs == {CELL: 7, **dict.fromkeys(MORE, 40)}
        disputes.settle_all(db, every[0], theirs)
        disputes.submit_all(db, [one.report()])
        assert disputes.list_disputes(db).every == ()
        last = history.show(db, one.report()).submissions[-1]
    assert {change.cell: change.after for change in last.changes} == theirs
    assert all(change.settles for change in last.changes)
    hand_over(one, province)
    with province.open() as db:
        assert disputes.list_disputes(db).every == ()


def test_no_side_is_offered_where_it_is_not_plain_who_stands_against_whom(
    disagreeing: tuple[Laptop, Laptop, Laptop], known_once: dict[str, Laptop], tmp_path: Path
) -> None:
    one, other, province = disagreeing
    with province.open() as db:
        (alone,) = disputes.list_disputes(db).every
        assert disputes.computers([alone]) == ()  # one cell is chosen by itself
    for laptop, number in ((one, 30), (other, 40)):
        laptop.answer(MORE[0], number)
        laptop.submit()
    third = known_once["commune"].copy_to(tmp_path / "third")  # an older copy of the first one's disk
    third.fill(**{cell.replace(":", "__"): 99 for cell in (CELL, MORE[0])})
    third.submit()
    for laptop in (other, third):
        hand_over(laptop, one)
    with one.open() as db:
        every = disputes.list_disputes(db).every
        assert [len(found.sides) for found in every] == [3, 3]
        assert disputes.computers(every) == ()


def test_the_same_answer_by_two_is_no_dispute(known: Laptops) -> None:
    one, other = known("commune"), known("commune_again")
    for laptop in (one, other):
        laptop.fill()
        laptop.submit()
    hand_over(other, one)
    with one.open() as db:
        assert disputes.list_disputes(db).every == ()


@pytest.fixture
def returned(known: Laptops) -> tuple[Laptop, Laptop]:
    commune, province = known("commune"), known("province")
    commune.fill()
    key = commune.submit()
    hand_over(commune, province)
    with province.open() as db:
        review.send_back(db, key, "count again", {})
    hand_over(province, commune)
    return commune, province


def test_a_returned_report_is_submitted_again_unchanged_with_a_word(returned: tuple[Laptop, Laptop]) -> None:
    commune, province = returned
    with commune.open() as db:
        before = reports.live(db, commune.report())
        reply.reply(db, commune.report(), "  It was counted twice.  ")
        assert report.status(db, commune.report()) is Status.SUBMITTED
        after = dict(reports.live(db, commune.report()))
    assert after.pop(reply.REPLY).answer == "It was counted twice."
    assert after == before
    hand_over(commune, province)
    with province.open() as db:
        assert report.status(db, commune.report()) is Status.SUBMITTED


def test_a_second_return_is_replied_to_in_the_place_of_the_first(returned: tuple[Laptop, Laptop]) -> None:
    commune, province = returned
    for words in ("It was counted twice.", "And once more."):
        with commune.open() as db:
            reply.reply(db, commune.report(), words)
        hand_over(commune, province)
        with province.open() as db:
            review.send_back(db, commune.report(), "count again", {})
        hand_over(province, commune)
    with commune.open() as db:
        assert reports.live(db, commune.report())[reply.REPLY].answers == ("And once more.",)


def test_a_reply_needs_a_return_and_a_word(returned: tuple[Laptop, Laptop]) -> None:
    commune, province = returned
    with commune.open() as db:
        with pytest.raises(reply.NoWord):
            reply.reply(db, commune.report(), "  ")
        with pytest.raises(reply.NotReturned):
            reply.reply(db, commune.report("2026Q2"), "word")
    with province.open() as db, pytest.raises(NotYourReport):
        reply.reply(db, commune.report(), "word")
