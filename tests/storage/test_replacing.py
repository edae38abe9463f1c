"""Replacing a file: the old one or the new one, never half of either, and patience with whoever holds it."""

import errno
import os
from pathlib import Path

import pytest

from desktop.storage.replacing import replace_bytes

OLD, NEW = b"the old content, longer than the new", "ថ្មី".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An old file where paths are as people make them."""
    folder = tmp_path / "ការិយាល័យ ឃុំ ទី១"
    folder.mkdir()
    file = folder / "របាយការណ៍ ត្រីមាស ៣.json"
    file.write_bytes(OLD)
    return file


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting them."""
    waited: list[float] = []
    monkeypatch.setattr("desktop.storage.replacing.time.sleep", waited.append)
    return waited


def hold(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """As Windows does while a virus scanner has the old file open."""
    left, move = [times], Path.replace

    def held(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held by another program", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", held)


def test_a_new_file_takes_the_place_of_the_old_one(path: Path) -> None:
    replace_bytes(path, NEW)
    assert path.read_bytes() == NEW
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_file_is_made_where_there_was_none(path: Path) -> None:
    replace_bytes(path.with_name("ថ្មី.json"), NEW)
    assert path.with_name("ថ្មី.json").read_bytes() == NEW


@pytest.mark.parametrize("times", [1, 3, 8])
def test_a_file_held_for_a_while_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], times: int
) -> None:
    hold(monkeypatch, times)
    replace_bytes(path, NEW)
    assert path.read_bytes() == NEW
    assert len(pauses) == times
    assert pauses == sorted(pauses)


def test_a_file_held_for_ever_stays_whole_and_that_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    hold(monkeypatch, 1000)
    with pytest.raises(PermissionError):
        replace_bytes(path, NEW)
    assert path.read_bytes() == OLD
    assert 10 <= sum(pauses) <= 30


def test_half_a_file_from_before_a_power_cut_is_no_hindrance(path: Path) -> None:
    path.with_name(path.name + ".part").write_bytes(b"half of something longer than what comes now" * 99)
    replace_bytes(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, full)
    with pytest.raises(OSError, match="No space"):
        replace_bytes(path, NEW)
    assert path.read_bytes() == OLD
    assert pauses == []


def test_the_content_is_on_the_disk_before_the_name_is_and_the_name_before_it_returns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    flush, move = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        is_folder = os.path.isdir(f"/proc/self/fd/{handle}") if os.path.isdir("/proc/self/fd") else bool(done)
        done.append("flush the folder" if is_folder and "move" in done else "flush the content")
        flush(handle)

    def moved(self: Path, target: Path) -> Path:
        assert self.read_bytes() == NEW
        done.append("move")
        return move(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", moved)
    replace_bytes(path, NEW)
    expected = ["flush the content", "move", "flush the folder"]
    assert done == (expected[:2] if os.name == "nt" else expected)
