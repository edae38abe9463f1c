"""How far long work is, and being told to stop."""

import pytest

from desktop.progress import UNWATCHED, Progress, Stopped


def test_what_watches_hears_each_step() -> None:
    heard: list[tuple[int, int]] = []
    progress = Progress(lambda done, total: heard.append((done, total)))
    progress(0)
    progress(3, 12)
    assert heard == [(0, 0), (3, 12)]


def test_work_that_was_told_to_stop_ends_at_its_next_step_and_says_nothing_more() -> None:
    heard: list[int] = []
    progress = Progress(lambda done, _total: heard.append(done))
    progress(1, 9)
    progress.stop()
    assert progress.stopped
    with pytest.raises(Stopped):
        progress(2, 9)
    assert heard == [1]


def test_work_goes_on_where_nobody_watches() -> None:
    UNWATCHED(5, 9)
    assert not UNWATCHED.stopped
