"""What was given at first start before the office is set up: kept beside its store.

The passphrase is never in it. Setting up, or opening a store there, takes the file away.
"""

import base64
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.actions import files, office
from desktop.domain.gazetteer_search import Found

MOST = 500_000  # bytes: a card has at most 100,000, the rest is a few lines


@dataclass(frozen=True, slots=True)
class Begun:
    """The fields of first start as they were left.

    `language` is "km", "en", or "" while nobody has seen the page; `code` is of the office chosen, "" while
    there is none, `searched` what was typed to find it; `card` the content of the file `card_name`.
    """

    language: str = ""
    searched: str = ""
    code: str = ""
    card: bytes | None = None
    card_name: str = ""
    person: str = ""
    role: str = ""
    replaces: bool = False


def keep(folder: Path, begun: Begun) -> None:
    """Keep it, durably; nothing is written where a store lies. Raises `FileCannotBeWritten`."""
    if office.is_set_up(folder):
        return
    card = base64.b64encode(begun.card).decode() if begun.card is not None else None
    content = json.dumps({**asdict(begun), "card": card}, ensure_ascii=False, indent=1)
    files.write(files.make_folder(folder) / office.BEGUN, content.encode())


def read(folder: Path) -> Begun:
    """What was kept; empty fields where nothing was, or where somebody made something else of the file."""
    try:
        return _begun(json.loads(files.read_small(folder / office.BEGUN, MOST)))
    except (files.FileCannotBeOpened, ValueError, TypeError, KeyError):
        return Begun()


def chosen_office(begun: Begun) -> Found | None:
    """The office that was chosen by its code. One that only a card describes is found by the card."""
    from desktop.actions import gazetteer

    found = gazetteer.find(begun.code, limit=1) if begun.code else ()
    return next((one for one in found if one.unit.code == begun.code), None)


def _begun(found: dict[str, object]) -> Begun:
    card = found["card"]
    return Begun(
        language=str(found["language"]),
        searched=str(found["searched"]),
        code=str(found["code"]),
        card=base64.b64decode(str(card), validate=True) if card is not None else None,
        card_name=str(found["card_name"]),
        person=str(found["person"]),
        role=str(found["role"]),
        replaces=bool(found["replaces"]),
    )
