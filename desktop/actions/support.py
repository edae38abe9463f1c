"""The support file: what a technician needs to know about this computer and store, and nothing they say.

It holds counts, sizes, versions and the places in the program where problems arose. It holds no figure,
no narrative, no name of a person, office, folder or file, and no message: a message may quote any of them.
"""

import builtins
import json
import platform
import re
import shutil
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from desktop import __version__
from desktop.actions import files
from desktop.config import log_file
from desktop.errors import UserError
from desktop.storage import counting
from desktop.storage.backup import FOLDER, list_automatic
from desktop.storage.database import Store, connection

_PARTS = ("PySide6-Essentials", "sqlite-utils", "sqlcipher3", "cryptography", "pyrage", "reportlab", "icu4py")
_LAST_PROBLEMS = 20
_LOG_BYTES = 1_000_000  # of the log's end
_TRACEBACK = "Traceback (most recent call last):"
_FRAME = re.compile(r'  File "(?P<path>[^"]*)", line (?P<line>\d{1,6}), in (?P<where>[\w<>]+)$', re.ASCII)
_OUR_CODE = re.compile(r"(?:^|[\\/])(desktop(?:[\\/][a-z_0-9]{1,40}){1,3}\.py)$")
_KIND = re.compile(r"((?:[A-Za-z_]\w{0,60}\.){0,5}[A-Z]\w{0,60})(?::|$)", re.ASCII)
_KNOWN = ("desktop.", "sqlcipher3.", "sqlite_utils.", "pyrage.", "cryptography.", "json.", "zipfile.")


def make(store: Store | None, path: Path, trouble: UserError | None = None, log: Path | None = None) -> Path:
    """Write the support file. Without a store, `trouble` is why it could not be opened.

    Raises `FileCannotBeWritten`. The file is plain JSON, for the person to read before giving it away.
    """
    said: dict[str, object] = {
        "about": "Tumpeang support file. No figures, no narratives, no names.",
        "program": __version__,
        "computer": _computer(),
        "parts": {name: _version(name) for name in _PARTS},
        "store": _store(store) if store else {"not_opened": type(trouble).__name__},
        "problems": list(_problems(_end_of(log or log_file()))),
    }
    files.write(path, (json.dumps(said, indent=1) + "\n").encode())
    return path


def _computer() -> dict[str, str]:
    return {
        "system": platform.system(),
        "release": platform.release(),
        "version": platform.version(),
        "machine": platform.machine(),
        "python": platform.python_version(),
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # a built program carries no such notes
        return "unknown"


def _store(store: Store) -> dict[str, object]:
    with connection(store) as db:
        opened: dict[str, object] = {
            "engine": counting.engine(db),
            "rows": counting.rows(db),
            "settings": counting.setting_names(db),
            "quarantine": counting.quarantine_reasons(db),
        }
    ours = ("store.db", "store.db-wal", "vault.json", "vault-copy.json")
    copies = list_automatic(store.folder)
    return {
        **opened,
        "bytes": {name: _size(store.folder / name) for name in ours},
        "free_bytes": shutil.disk_usage(store.folder).free,
        "copies": {"number": len(copies), "bytes": sum(_size(copy.path) for copy in copies)},
        "copies_before_migrations": len(list((store.folder / FOLDER).glob("before-schema-*.db"))),
        "stores_put_aside": len(list(store.folder.glob("replaced-*"))),
    }


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _end_of(log: Path) -> list[str]:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _LOG_BYTES))
            return file.read(_LOG_BYTES).decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _problems(lines: Iterable[str]) -> list[dict[str, object]]:
    """The last problems: the kind of each, and where in the program it arose, innermost last."""
    return list(_each(lines))[-_LAST_PROBLEMS:]


def _each(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Only lines that stand where Python writes frames and kinds are looked at; a message is none of them."""
    places: list[str] | None = None
    for line in lines:
        if line == _TRACEBACK:
            places = []
        elif places is None:
            continue  # a message, or what else was logged
        elif frame := _FRAME.match(line):
            places.append(_place(frame))
        elif line and not line.startswith(" "):
            yield {"kind": _kind(line), "places": places[-12:]}
            places = None


def _place(frame: re.Match[str]) -> str:
    """Where in our own code; elsewhere the path may name a person's folder, and the place helps nobody."""
    ours = _OUR_CODE.search(frame["path"])
    return f"{ours[1]}:{frame['line']} {frame['where']}".replace("\\", "/") if ours else "elsewhere"


def _kind(line: str) -> str:
    """The class of an error, if it is one that the program or Python itself has."""
    match = _KIND.match(line)
    name = match[1] if match else ""
    builtin = getattr(builtins, name, None)
    is_builtin = isinstance(builtin, type) and issubclass(builtin, BaseException)
    return name if is_builtin or name.startswith(_KNOWN) else "unknown"
