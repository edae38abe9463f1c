"""Reading and writing the files a person names, or saying in words why that did not work."""

from pathlib import Path

from desktop.actions import files
from desktop.errors import UserError
from desktop.i18n.words import mark


class CannotSave(UserError):
    message = mark(
        "“{file}” could not be written. Your work is safe here. Close the file if it is open elsewhere, "
        "or choose another place."
    )


class CannotRead(UserError):
    message = mark("“{file}” could not be read. Nothing was changed. Check that the file is there.")


def save(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all. Raises `CannotSave`; an older file is then as it was."""
    try:
        files.write(path, content)
    except files.FileCannotBeWritten as cause:
        raise CannotSave(file=path) from cause
    return path


def read(path: Path, most: int) -> bytes:
    """Read a file, at most so many bytes of it. Raises `CannotRead`."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as cause:
        raise CannotRead(file=path) from cause
