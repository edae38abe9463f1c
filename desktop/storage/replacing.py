"""Replacing a file so that a power cut leaves the old one or the new one, never half of either.

The only place that knows how Windows behaves here: a virus scanner or a sync program may hold
the old file for some seconds, so the replacement is tried again before it is given up.
"""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from desktop.progress import Stopped

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)  # seconds between tries; about 13 in all


def replace_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`: beside it first, flushed to the disk, then moved over it.

    Raises `OSError` when the disk is full or the old file stays held; the old file is then whole.
    """
    replace_with(path, lambda file: file.write(content))


def replace_with(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """As `replace_bytes`, for what is too large to hold in memory; `write` may read back what it wrote."""
    half = path.with_name(path.name + ".part")
    try:
        with half.open("w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        move_over(half, path)
    except (OSError, Stopped):
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)  # on a full disk its space is wanted
        raise


def move_over(half: Path, path: Path) -> None:
    """Move a file that is written and flushed to where it belongs. Raises `OSError` while that stays held."""
    _move_over(half, path)
    _flush_folder(path.parent)


def _move_over(half: Path, path: Path) -> None:
    for pause in _PATIENCE:
        try:
            half.replace(path)
        except PermissionError:
            time.sleep(pause)  # somebody else holds the file; nothing of ours is waiting
        else:
            return
    half.replace(path)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows flushes the name with the file and cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
