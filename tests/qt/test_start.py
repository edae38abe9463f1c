"""Starting: the first window imports nothing heavy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "sqlite_utils", "sqlcipher3", "cryptography", "pyrage", "msgspec", "reportlab", "uharfbuzz", "icu4py",
    "click", "babel", "requests", "tomllib", "PySide6.QtSvg", "desktop.actions", "desktop.storage",
)  # fmt: skip
SCRIPT = """
import sys
from pathlib import Path
from desktop.ui.start import application
from desktop.ui.window import Window
app = application()
window = Window(Path(sys.argv[1]))
window.painted.disconnect()  # what is loaded afterwards is not waited for
window.painted.connect(app.quit)
window.show()
app.exec()
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize("there", [True, False])
def test_the_first_window_imports_nothing_heavy(there: bool, tmp_path: Path) -> None:
    if there:  # that a store is there is seen by its file alone; it is opened after the passphrase
        (tmp_path / "store.db").write_bytes(b"")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    loaded = run.stdout.split()
    assert "desktop.ui.window" in loaded
    assert [name for name in HEAVY if name in loaded] == []
