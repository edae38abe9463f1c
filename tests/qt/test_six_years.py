"""Six years in the store, and every screen still comes up; how fast says `./run bench screens`."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks import screens
from desktop.storage import keys

COMMUNES, QUARTERS, ROUNDS = 2, 24, 2


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_screen_comes_up_with_six_years_in_the_store(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)  # what a vault costs is tested elsewhere
    monkeypatch.setattr(keys, "PASSES", 1)
    for who, store in screens.stores(tmp_path, COMMUNES, QUARTERS).items():
        found = screens.waits(store, ROUNDS)
        assert {"home", "report", "plan", "send", "print", "settings", "history"} <= found.keys()
        slow = {name: each for name, each in found.items() if min(one.worked for one in each) > screens.MOST}
        assert not slow, f"{who}: {slow}"
