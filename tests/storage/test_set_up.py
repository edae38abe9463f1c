"""A set-up that is broken off leaves nothing that stands in the way of the next one."""

from pathlib import Path

import pytest

from desktop.actions import office
from desktop.actions.office import HALF_MADE, NewOffice
from desktop.storage import replacing
from desktop.storage.database import connection

OFFICE = NewOffice("040101", "Example officer", "three example words", example=True)


class PowerCut(BaseException):
    """Nothing catches it, as nothing catches a power cut."""


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_set_up_that_was_broken_off_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    folder, done = tmp_path / "ការិយាល័យ", []

    def cut_off_after(half: Path, path: Path) -> None:
        if len(done) == moves and half.parent.name == HALF_MADE:
            raise PowerCut
        done.append(path)
        replacing.move_over(half, path)

    monkeypatch.setattr(office, "move_over", cut_off_after)
    with pytest.raises(PowerCut):
        office.set_up(folder, OFFICE)
    monkeypatch.undo()
    assert not office.is_set_up(folder)
    made = office.set_up(folder, OFFICE)
    with connection(made.store) as db:
        assert office.describe(db).unit.code == "040101"
    assert not (folder / HALF_MADE).exists()
    assert office.unlock(folder, OFFICE.passphrase).key == made.store.key
