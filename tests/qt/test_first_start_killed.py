"""First start, killed half-way: a second after the last key all that was given is there again."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.i18n.words import chosen
from desktop.sync import card
from desktop.ui import speech
from desktop.ui.first_start import FirstStart
from desktop.ui.window import Window
from tests.sync.forging import key_of
from tests.sync.laptops import Laptop

ROOT = Path(__file__).parents[2]
PATIENCE = 20_000  # milliseconds
DURABLE_WITHIN = 1.0  # seconds


def killed_half_way(folder: Path, card_file: Path) -> None:
    command = [sys.executable, "-m", "tests.qt.first_start_hand", str(folder), str(card_file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"given\n"
            time.sleep(DURABLE_WITHIN)  # the promise itself: by then it is on the disk
        finally:
            process.kill()


def test_a_first_start_that_is_killed_half_way_goes_on_where_it_was(
    qtbot: QtBot, known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    province = known("province")
    file = tmp_path / "040102.tumpeang-card"
    file.write_bytes(card.write(key_of(province), "kh.04", province.box(), "kh.040102"))
    folder = tmp_path / "ទុក" / "store"
    killed_half_way(folder, file)
    assert not [one for one in folder.rglob("*") if b"three secret words" in one.read_bytes()]
    window = Window(folder)
    qtbot.addWidget(window)
    window.show()
    speech.speak("km", "khmer")
    qtbot.waitUntil(lambda: isinstance(window.body.currentWidget(), FirstStart), timeout=PATIENCE)
    page = window.body.currentWidget()
    assert isinstance(page, FirstStart)
    qtbot.waitUntil(lambda: page.office.unit is not None and window.tasks.idle, timeout=PATIENCE)
    assert (chosen(), page.office.search.text()) == ("en", "anhchanh")
    assert (page.person.text(), page.role.text()) == ("មន្ត្រី ឧទាហរណ៍", "អ្នកទទួលបន្ទុក")
    assert page.office.unit is not None
    assert page.office.unit.code == "040102"
    assert page.office.card == file.read_bytes()
    assert page.replaces.isChecked()
    assert page.passphrase.text() == ""
    assert page.missing.text() == "Still needed: the passphrase"
