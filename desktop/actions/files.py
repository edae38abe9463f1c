"""Files of a person: writing a printout, a card, a table; reading a card or an invitation."""

from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage.replacing import replace_bytes


class FileCannotBeWritten(UserError):
    message = mark("“{file}” cannot be written. Your work is safe. Check the folder, or name another file.")


class FileCannotBeOpened(UserError):
    message = mark("“{file}” cannot be read, or is not what is expected here. Nothing was changed.")


SMALL = 100_000  # bytes: more than any card or invitation has


def read_small(path: Path, most: int = SMALL) -> bytes:
    """A file that came from somebody else, of at most so many bytes. Raises `FileCannotBeOpened`."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as cause:
        raise FileCannotBeOpened(file=path) from cause
    if len(content) > most:
        raise FileCannotBeOpened(file=path)
    return content


def write(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all. Raises `FileCannotBeWritten`; an older file is then whole."""
    try:
        replace_bytes(path, content)
    except OSError as cause:
        raise FileCannotBeWritten(file=path) from cause


def make_folder(path: Path) -> Path:
    """A folder to write files into, made where it is not there. Raises `FileCannotBeWritten`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise FileCannotBeWritten(file=path) from cause
    return path
