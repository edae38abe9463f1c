"""Gathers the licence files of everything the built program carries into `licences/`."""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "licences"
LOCK = ROOT / "requirements.lock"
OF_A_HUB = {"anyio", "h11", "psycopg", "psycopg-binary", "sqlalchemy", "starlette", "uvicorn"}
NOT_CARRIED = {"pip", "setuptools", *OF_A_HUB}  # as build.spec leaves them out
_LICENCE = re.compile(r"licen[sc]e|copying|notice", re.IGNORECASE)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def main() -> int:
    """Copy each package's licence files to `licences/PACKAGE/`; packages without any are listed."""
    without = []
    for name in _PINNED.findall(LOCK.read_text(encoding="utf-8")):
        found = _installed(name)
        if name in NOT_CARRIED or found is None:
            continue
        if not _copy(name, found) and not (FOLDER / name).exists():
            without.append(name)
    for name in without:
        print(f"{name} carries no licence file: put its licence into licences/{name}/ by hand")
    return 1 if without else 0


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # a package for another system
        return None


def _copy(name: str, package: Distribution) -> bool:
    inside = [file for file in package.files or () if ".dist-info" in file.parts[0]]
    files = [file for file in inside if _LICENCE.search(file.name)]
    for file in files:
        (FOLDER / name).mkdir(parents=True, exist_ok=True)
        content = Path(str(file.locate())).read_text(encoding="utf-8")
        (FOLDER / name / file.name).write_text(content, encoding="utf-8", newline="\n")
    return bool(files)


if __name__ == "__main__":
    sys.exit(main())
