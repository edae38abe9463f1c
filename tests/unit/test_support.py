"""The support file tells a technician what is wrong, and nobody what the office knows."""

import json
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import exchange, office, officers, report, support
from desktop.actions.files import FileCannotBeWritten
from desktop.errors import UserError
from desktop.storage import batches
from desktop.storage.batches import Quarantined
from desktop.storage.database import StoreIsDamaged, writing
from tests.sync.laptops import PASSPHRASE, Laptop

FIGURE = 731_946_285_107


class Secretive(UserError):
    message = "{said}"


def wrong_by(canary: str) -> None:
    """A problem whose message, notes and source say what they should not."""
    lines = f'{canary}\n  File "{canary}/desktop/ui/{canary}.py", line 7, in {canary}\n{canary}: {canary}'
    raise KeyError(lines)


def note(log: Path, error: BaseException) -> None:
    """As the program writes an unexpected problem down."""
    handler = logging.FileHandler(log, encoding="utf-8")
    logger = logging.getLogger("test of support")
    logger.addHandler(handler)
    logger.error("unexpected problem", exc_info=error)
    logger.removeHandler(handler)
    handler.close()


def write_canaries(laptop: Laptop, folder: Path) -> list[str]:
    """Figures, narratives, names, files, reasons, messages: each a mark of its own. What to search for."""
    marks = {what: f"x{secrets.token_hex(6)}" for what in ("narrative", "officer", "role", "file", "log")}
    key = laptop.fill(budget__spent__state=FIGURE, narrative__challenges=f"ទឹកជំនន់ {marks['narrative']}")
    officers.add_officer(laptop.store, marks["officer"], marks["role"], "four other example words")
    with office.connection(office.unlock(laptop.folder, "four other example words")) as db:
        report.submit(db, key)
        opened = report.open_form(db, key)
        report.save_value(db, opened.view, "narrative:lessons", marks["narrative"])
        exchange.exchange_with_folder(db, folder / marks["file"])
        with writing(db):
            batches.quarantine(
                db, Quarantined("d1", "unknown_device", marks["file"], marks["file"], "", b"x")
            )
            batches.quarantine(
                db, Quarantined("d2", "unknown_device", marks["file"], marks["file"], "", b"x")
            )
    (laptop.folder / marks["file"]).write_bytes(b"")
    return [
        *marks.values(),
        str(FIGURE),
        "ទឹកជំនន់",
        PASSPHRASE,
        "four other",
        "Example officer",
        "kh.04",
    ]


def problems(log: Path, canary: str) -> None:
    """Three problems as they arise in our code, in a message, and in somebody's folder."""
    for act in (
        lambda: wrong_by(canary),
        lambda: json.loads(f'"{canary}'),
        lambda: office.unlock(log.parent / canary, canary),
    ):
        try:
            act()
        except (KeyError, ValueError, UserError) as error:
            note(log, error)


@pytest.fixture
def said(known: Callable[[str], Laptop], tmp_path: Path) -> tuple[str, dict[str, Any], list[str]]:
    """The support file of a laptop full of canaries: its text, what it says, and the canaries."""
    laptop = known("commune")
    canaries = write_canaries(laptop, tmp_path)
    problems(tmp_path / "tumpeang.log", canaries[4])
    path = support.make(laptop.store, tmp_path / "support.json", log=tmp_path / "tumpeang.log")
    text = path.read_text(encoding="ascii")
    return (
        text,
        json.loads(text),
        [*canaries, str(tmp_path), tmp_path.name, laptop.device, laptop.store.key.hex()],
    )


def test_no_canary_stands_in_the_support_file(said: tuple[str, dict[str, Any], list[str]]) -> None:
    text, _, canaries = said
    assert [each for each in canaries if each in text or json.dumps(each).strip('"') in text] == []


def test_a_technician_learns_what_counts(said: tuple[str, dict[str, Any], list[str]]) -> None:
    _, found, _ = said
    store = found["store"]
    assert store["rows"]["draft_value"] == 1
    assert store["rows"]["record"] >= 2
    assert store["quarantine"] == {"unknown_device": 2}
    assert {"device_seed", "person", "org_unit"} <= set(store["settings"])
    assert store["engine"]["user_version"] > 0
    assert store["bytes"]["store.db"] > 100_000
    assert store["copies"]["number"] == 1
    assert found["parts"]["PySide6-Essentials"].count(".") >= 1
    assert found["computer"]["python"].startswith("3.")


def test_problems_are_told_by_kind_and_place(said: tuple[str, dict[str, Any], list[str]]) -> None:
    _, found, _ = said
    assert [problem["kind"] for problem in found["problems"]] == [
        "KeyError",
        "json.decoder.JSONDecodeError",
        "desktop.storage.database.NoStore",
    ]
    places = found["problems"][2]["places"]
    assert places[0] == "elsewhere"
    assert [place.split(":")[0] for place in places[-2:]] == ["desktop/actions/office.py"] * 2


def test_a_store_that_does_not_open_has_a_support_file_too(tmp_path: Path) -> None:
    path = support.make(None, tmp_path / "support.json", StoreIsDamaged(), tmp_path / "no log")
    found = json.loads(path.read_text(encoding="ascii"))
    assert found["store"] == {"not_opened": "StoreIsDamaged"}
    assert found["problems"] == []


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileCannotBeWritten):
        support.make(None, tmp_path / "nowhere" / "support.json", Secretive(said="x"))
