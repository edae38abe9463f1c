"""Power cuts and full disks in the middle of making a backup or putting one back."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.actions import office
from desktop.actions.office import Store
from desktop.storage import backup as making
from desktop.storage import restoring
from tests.storage.backups import DAY, PASSPHRASE, ROOT, SEED, content, nothing_changes, restore, write

pytestmark = pytest.mark.usefixtures("cheap")


def run(what: str, file: Path, folder: Path, die_at: int = 0, limit: int = 0) -> tuple[int, str]:
    arguments = [what, str(file), str(folder), str(die_at), str(limit)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.cut_off", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode in (0, 3, 9), done.stderr.decode(errors="replace")
    return done.returncode, done.stdout.decode()


def test_a_restore_cut_off_anywhere_leaves_the_old_store_or_the_new_one(store: Store, tmp_path: Path) -> None:
    write(store, "then")
    then = content(store)
    file = making.make(store, tmp_path / "stick", DAY)
    write(store, "now")
    now = content(store)
    shutil.copytree(store.folder, tmp_path / "rehearsal" / "store")
    code, said = run("restore", file, tmp_path / "rehearsal" / "store")
    steps, decided = map(int, said.split())
    assert code == 0
    assert 0 < decided < steps
    dice = random.Random(SEED)
    sys.stdout.write(f"seed {SEED}\n")
    early = dice.sample(range(1, decided - 3), 3)
    for at in sorted({*early, *range(decided - 2, steps + 1)}):
        folder = tmp_path / f"cut at {at}" / "store"
        shutil.copytree(store.folder, folder)
        assert run("restore", file, folder, at)[0] == 9
        assert office.is_set_up(folder)
        found = content(office.unlock(folder, PASSPHRASE))
        assert found == (then if at > decided else now), at
        assert not (folder / restoring.MARKER).exists()
        if at > decided:
            (aside,) = folder.glob("replaced-*")
            assert content(office.unlock(aside, PASSPHRASE)) == now
        assert content(restore(file, folder)) == then


def test_making_cut_off_anywhere_leaves_no_backup_or_a_whole_one(store: Store, tmp_path: Path) -> None:
    write(store, "work")
    office.unlock(store.folder, PASSPHRASE)
    before = content(store)
    shutil.copytree(store.folder, tmp_path / "rehearsal" / "store")
    code, said = run("make", tmp_path / "rehearsal" / "stick", tmp_path / "rehearsal" / "store")
    assert code == 0
    steps = int(said.split()[0])
    dice = random.Random(SEED)
    sys.stdout.write(f"seed {SEED}\n")
    for at in sorted(dice.sample(range(1, steps + 1), min(10, steps))):
        folder, stick = tmp_path / f"cut at {at}" / "store", tmp_path / f"cut at {at}" / "stick"
        shutil.copytree(store.folder, folder)
        assert run("make", stick, folder, at)[0] == 9
        assert content(office.unlock(folder, PASSPHRASE)) == before
        for found in stick.glob("*.zip"):
            assert content(restore(found, tmp_path / f"cut at {at}" / "again")) == before


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are set otherwise on Windows")
def test_a_full_disk_is_said_and_leaves_everything_as_it_was(
    store: Store, file: Path, tmp_path: Path
) -> None:
    office.unlock(store.folder, PASSPHRASE)
    size = file.stat().st_size
    for limit in (1000, 8192, size // 2, size - 8192):
        with nothing_changes(store.folder):
            assert run("make", tmp_path / "full", store.folder, limit=limit) == (3, "BackupFailed")
            assert run("restore", file, store.folder, limit=limit) == (3, "RestoreFailed")
        with nothing_changes(tmp_path / "new"):
            assert run("restore", file, tmp_path / "new", limit=limit) == (3, "RestoreFailed")
        assert list((tmp_path / "full").glob("*")) == []
