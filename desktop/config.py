"""Where files are: what ships with the program, and where an office's store lies."""

import sys
from pathlib import Path


def resources() -> Path:
    """The folder that holds `assets/` and `translations/`, in a source tree and in a built program."""
    built = getattr(sys, "_MEIPASS", None)
    return Path(built) if built else Path(__file__).resolve().parent.parent


def default_store() -> Path:
    """The folder of the store where none is named: the platform's own place for a user's data."""
    import platformdirs  # only the program's start needs it

    return Path(platformdirs.user_data_dir("Tumpeang", appauthor=False))


def log_file() -> Path:
    """Where unexpected problems are written down; it never holds figures or names."""
    import platformdirs

    return Path(platformdirs.user_log_dir("Tumpeang", appauthor=False)) / "tumpeang.log"
