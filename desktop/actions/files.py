"""Writing a file for a person: a printout, a card, a table."""

from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage.replacing import replace_bytes


class FileCannotBeWritten(UserError):
    message = mark("“{file}” cannot be written. Your work is safe. Check the folder, or name another file.")


def write(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all. Raises `FileCannotBeWritten`; an older file is then whole."""
    try:
        replace_bytes(path, content)
    except OSError as cause:
        raise FileCannotBeWritten(file=path) from cause
