"""What one window types never takes the place of what another one typed unseen."""

from collections.abc import Callable

import pytest

from desktop.actions import report, typed
from desktop.actions.report import ChangedElsewhere
from desktop.actions.typed import Typed
from desktop.domain.report import Answer, Status
from desktop.storage.database import Database
from tests.qt.form_hand import disagree
from tests.sync.laptops import Laptop

Laptops = Callable[[str], Laptop]
SESSIONS, PLACES = "2.3.1:sessions", "2.3.1:participants"


def window(db: Database, laptop: Laptop) -> Typed:
    return Typed(report.open_form(db, laptop.report()).view)


def kept(db: Database, laptop: Laptop, cell: str = SESSIONS) -> Answer:
    return report.open_form(db, laptop.report()).view.answer(cell)


def test_what_another_window_typed_is_not_overwritten_by_a_stale_screen(known: Laptops) -> None:
    here = known("commune")
    with here.open() as db:
        one, other = window(db, here), window(db, here)
        one.keep(db, {SESSIONS: 5}, ())
        other.keep(db, {SESSIONS: 7, PLACES: 40}, ())
        assert kept(db, here) == 5
        assert kept(db, here, PLACES) == 40
        assert other.elsewhere == {SESSIONS}


def test_what_stands_on_the_screen_is_overwritten_as_often_as_one_types(known: Laptops) -> None:
    here = known("commune")
    with here.open() as db:
        one = window(db, here)
        for amount in (5, 6, 7):
            one.keep(db, {SESSIONS: amount}, ())
        assert kept(db, here) == 7
        window(db, here).keep(db, {SESSIONS: 8}, ())  # opened after it, so it showed the 7
        assert kept(db, here) == 8


def test_two_windows_that_type_the_same_agree(known: Laptops) -> None:
    here = known("commune")
    with here.open() as db:
        one, other = window(db, here), window(db, here)
        one.keep(db, {SESSIONS: 5}, ())
        other.keep(db, {SESSIONS: 5}, ())
        assert other.elsewhere == set()
        other.keep(db, {SESSIONS: 6}, ())
        assert kept(db, here) == 6


def test_taking_back_does_not_take_back_what_another_window_typed(known: Laptops) -> None:
    here = known("commune")
    with here.open() as db:
        one = window(db, here)
        one.keep(db, {SESSIONS: 5}, ())
        window(db, here).keep(db, {SESSIONS: 9}, ())
        one.keep(db, {}, (SESSIONS,))
        assert kept(db, here) == 9


def test_a_window_learns_that_it_is_behind(known: Laptops) -> None:
    here = known("commune")
    with here.open() as db:
        one, other = window(db, here), window(db, here)
        one.keep(db, {SESSIONS: 5}, ())
        assert other.is_behind(db)
        assert not one.is_behind(db)
        assert not window(db, here).is_behind(db)


def test_nothing_is_submitted_that_the_person_has_not_on_screen(known: Laptops) -> None:
    here = known("commune")
    with here.open() as db:
        here_fill(db, here)
        one, other = window(db, here), window(db, here)
        one.keep(db, {SESSIONS: 5}, ())
        with pytest.raises(ChangedElsewhere):
            other.submit(db)
        assert report.status(db, here.report()) is Status.DRAFT
        one.submit(db)
        assert report.status(db, here.report()) is Status.SUBMITTED


def here_fill(db: Database, laptop: Laptop) -> None:
    opened = report.open_form(db, laptop.report())
    report.save_values(db, opened.view, {cell.key: 1 for cell in opened.form.required()})


def test_typing_over_another_windows_draft_replaces_no_more_than_that_draft_did(known: Laptops) -> None:
    here, there = known("commune"), known("commune_again")
    disagree(here, there, **{SESSIONS.replace(":", "__"): (4, 7)})
    with here.open() as db:
        before = report.open_form(db, here.report()).view
        one = Typed(before)
        one.keep(db, {SESSIONS: 5}, ())
        window(db, here).keep(db, {SESSIONS: 6}, ())
        after = report.open_form(db, here.report()).view
        assert after.drafts[SESSIONS].seen == before.seen(SESSIONS)


def test_what_was_typed_over_another_windows_answer_is_kept_beside_it_until_one_is_chosen(
    known: Laptops,
) -> None:
    here = known("commune")
    with here.open() as db:
        view = report.open_form(db, here.report()).view
        one, other = typed.opened(db, view), typed.opened(db, view)
        one.keep(db, {SESSIONS: 5}, ())
        other.keep(db, {SESSIONS: 7}, ())
        assert typed.opened(db, view).left == {SESSIONS: 7}
        other.keep(db, {}, (), {SESSIONS: 74})
        assert typed.opened(db, view).left == {SESSIONS: 74}
        assert kept(db, here) == 5
        third = typed.opened(db, report.open_form(db, here.report()).view)
        third.keep(db, {SESSIONS: 74}, (), {}, {SESSIONS})
        assert typed.opened(db, view).left == {}
        assert kept(db, here) == 74
