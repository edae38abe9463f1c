"""Sending to a stick and taking in what came, in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import exchange, trust
from desktop.progress import Stopped
from desktop.ui.send import Send
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.stopping import stopped_after
from tests.sync.laptops import PASSPHRASE, Laptop

Opens = Callable[[str], Hand]


def sending(here: Hand) -> Send:
    here.unlock(PASSPHRASE)
    screen = here.frame.go("send")
    assert isinstance(screen, Send)
    here.wait()
    return screen


def test_a_submitted_report_is_written_to_a_stick(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.laptop.submit()
    screen = sending(here)
    stick = tmp_path / "USB ដុំ"
    assert screen.waiting.text() == "Waiting to be sent: Quarter 3, 2026"
    screen.write_to(stick)
    here.wait(screen.written.isVisible)
    here.wait(lambda: "last written to a stick or folder" in screen.waiting.text())
    files = list(stick.iterdir())
    assert len(files) == 1
    assert files[0].name.startswith("040101-")
    assert screen.written.text().startswith("Files written to USB ដុំ: 1. Each was read back")


def test_it_says_of_each_report_how_far_it_is_and_before_the_first_what_will_stand_there(
    hand: Opens, tmp_path: Path
) -> None:
    here = hand("commune")
    screen = sending(here)
    assert "What you submit will stand here" in said(screen.reports)
    here.laptop.fill()
    here.laptop.submit()
    screen.refresh()
    here.wait()
    assert "Kept here, to be sent" in said(screen.reports)
    screen.write_to(tmp_path / "stick")
    here.wait(lambda: "On its way" in said(screen.reports))
    assert "What you submit will stand here" not in said(screen.reports)


def test_writing_to_a_stick_that_is_stopped_loses_nothing(
    fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune = fresh("commune")
    commune.fill()
    commune.submit()
    stick = tmp_path / "stick"
    for steps in (0, 1):  # while it is sealed, and when that is done
        with pytest.raises(Stopped), commune.open() as db:
            exchange.write_batches(db, stick, stopped_after(steps))
        assert not stick.exists()
    with commune.open() as db:
        assert exchange.last_written(db) == ""
        assert len(exchange.write_batches(db, stick)) == 1


def test_a_folder_that_cannot_be_used_is_said_in_words(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    screen = sending(here)
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"not a folder")
    screen.write_to(blocked)
    here.wait(here.window.message.isVisible)
    assert "Your work is safe here" in here.window.message.text.text()


def test_a_secretariat_accepts_a_computer_and_its_report_is_taken_in(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    commune = fresh("commune")
    commune.fill()
    commune.submit()
    files = commune.write(tmp_path / "stick")
    here = hand("province")
    screen = sending(here)
    screen.take_in(files)
    here.wait(lambda: bool(screen.quarantine.accept))
    assert screen.outcomes.counts.text() == "kept aside, waiting 1"
    screen.quarantine.accept[0].click()
    here.wait(lambda: not screen.quarantine.accept)
    assert commune.kept_names() <= here.laptop.kept_names()


def test_what_waits_is_thrown_away_only_after_it_was_asked_again(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    files = fresh("commune").write(tmp_path / "stick")
    here = hand("province")
    screen = sending(here)
    screen.take_in(files)
    here.wait(lambda: bool(screen.quarantine.throw_away))
    (away,) = screen.quarantine.throw_away
    assert f"Files: 1, together {-(-files[0].stat().st_size // 1000)} kB" in said(screen.quarantine)
    assert not away.sure.isVisible()
    away.ask.click()
    assert "This cannot be undone" in away.warning.text()
    with here.laptop.open() as db:
        assert len(trust.list_quarantine(db)) == 1
    away.sure.click()
    here.wait(lambda: screen.quarantine.isHidden())
    with here.laptop.open() as db:
        assert trust.list_quarantine(db) == ()


def test_a_damaged_file_is_refused_with_a_reason(hand: Opens, tmp_path: Path) -> None:
    here = hand("province")
    screen = sending(here)
    broken = tmp_path / "broken.tumpeang"
    broken.write_bytes(b"cut off")
    screen.take_in([broken])
    here.wait()
    assert screen.outcomes.counts.text() == "refused 1"
    assert "damaged on the way" in screen.outcomes.table.texts(0)[2]
