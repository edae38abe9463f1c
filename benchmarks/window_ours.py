"""The program's window on the store named, as `python -m desktop` shows it; prints when it was painted."""

import os
import sys
import time
from pathlib import Path


def _end() -> None:
    sys.stdout.write(f"{time.time()!r}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    import desktop.app  # noqa: F401 - the way the program comes to its window
    from desktop.ui.start import application
    from desktop.ui.window import Window

    app = application()
    window = Window(Path(sys.argv[1]))
    window.painted.connect(_end)
    window.show()
    app.exec()
