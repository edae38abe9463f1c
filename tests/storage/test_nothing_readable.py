"""A lost laptop gives nothing away: what was typed is in no file, log or message in readable form."""

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NUMBERS = 12  # of as many digits as a cell holds, so that none occurs by chance


@dataclass(frozen=True)
class Day:
    """What a day's work left behind: the folders to search, what was said, and what was typed."""

    folder: Path
    said: bytes
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    keys: tuple[str, ...]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file but the printout, which is meant to be read, and the list of secrets itself."""
        yield "what was said", self.said
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in ("secrets.json", "papers/summary.pdf"):
                yield name, name.encode() + b"\n" + path.read_bytes()


def work(folder: Path, *more: str) -> Day:
    marks = [secrets.token_hex(8) for _ in range(7)]
    numbers = tuple(10**14 + secrets.randbelow(9 * 10**14) for _ in range(NUMBERS))
    told = {
        "person": f"Person {marks[0]}",
        "passphrase": f"passphrase {marks[1]}",
        "reason": f"reason {marks[2]}",
        "cell_reason": f"cell {marks[3]}",
        "typed": {
            "2.3.4:cases_identified:physical.home.girl.6-11.without": numbers[0],
            **{f"budget:spent:source{n}": numbers[n] for n in range(1, NUMBERS - 1)},
            "narrative:challenges": f"ទឹកជំនន់នៅភូមិ {marks[4]}",
        },
        "caption": f"រូបថត {marks[6]}",
        "drafted": {"budget:spent:state": numbers[-1], "narrative:lessons": f"សេចក្តីព្រាង {marks[5]}"},
    }
    for name in ("home", "temporary"):
        (folder / name).mkdir()
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / "temporary"))
    places |= dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"), str(folder / "home"))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.storage.a_days_work", str(folder), *more],
        input=json.dumps(told).encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **places, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    made = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))
    keys = tuple(key for office in made for key in office)
    texts = (*marks, f"passphrase {marks[1]}", "ទឹកជំនន់នៅភូមិ", "សេចក្តីព្រាង")
    return Day(folder, done.stdout + done.stderr, texts, numbers, keys)


def spellings(text: str) -> Iterator[bytes]:
    """How a text may stand in a file: three encodings, escaped as in JSON, and base64 at any offset."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield json.dumps(text).strip('"').encode()
    for offset in range(3):
        yield base64.b64encode(bytes(offset) + text.encode())[4:-4]


def spellings_of_number(number: int) -> Iterator[bytes]:
    yield from spellings(str(number))
    # As the engine stores integers, those below 2 ** 47 in six bytes, and as memory holds them.
    for width in (6, 7, 8):
        if number < 1 << (8 * width - 1):
            yield number.to_bytes(width, "big")
            yield number.to_bytes(width, "little")


def found_in(day: Day) -> dict[str, set[str]]:
    """Which canary stands readable in which file."""
    looked_for = {text: tuple(spellings(text)) for text in (*day.texts, *day.keys)}
    looked_for |= {str(number): tuple(spellings_of_number(number)) for number in day.numbers}
    looked_for |= {key: (*found, bytes.fromhex(key)) for key, found in looked_for.items() if is_raw_key(key)}
    return {
        name: hits
        for name, content in day.files()
        if (hits := {what for what, ways in looked_for.items() if any(way in content for way in ways)})
    }


def holds_a_photo(day: Day) -> bool:
    """Whether the photo that was attached can be found by how every JPEG of this program begins."""
    return any(b"\xff\xd8\xff\xe0\0\x10JFIF\0" in content for _name, content in day.files())


def is_raw_key(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return work(tmp_path_factory.mktemp("a day"))


def test_nothing_that_was_typed_can_be_read_anywhere(day: Day) -> None:
    assert found_in(day) == {}
    assert not holds_a_photo(day)


def test_the_search_saw_every_kind_of_file(day: Day) -> None:
    names = {Path(name).name for name, _ in day.files()}
    assert {"store.db", "store.db-wal", "store.db-shm", "vault.json", "vault-copy.json"} <= names
    assert any(name.endswith(".tumpeang") for name in names)
    assert b"refused: WrongPassphrase" in day.said
    log = day.folder / "ឃុំ ទី១" / "store.db-wal"
    assert log.stat().st_size > 4096


def test_the_same_search_finds_everything_in_a_store_without_a_key(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    day = work(tmp_path_factory.mktemp("plain"), "plain")
    hits = found_in(day)
    everything = set().union(*hits.values())
    kept_nowhere = {text for text in day.texts if text.startswith("passphrase ")} | {day.texts[1]}
    seeds = {key for key in day.keys if not is_raw_key(key) and not key.startswith("AGE-SECRET-KEY")}
    assert everything >= {*day.texts, *map(str, day.numbers), *seeds} - kept_nowhere
    assert "ឃុំ ទី១/store.db-wal" in hits
    assert holds_a_photo(day)
