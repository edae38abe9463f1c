"""The vault opens for the right passphrase and the printed key, whatever became of one of its files."""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.storage import keys
from desktop.storage.keys import NewVault, VaultIsDamaged, WrongPassphrase, WrongRecoveryKey
from desktop.storage.replacing import replace_bytes

PASSPHRASE = "ស្ត្រីនៅ កំពង់ឆ្នាំង ៧"

# What a first release wrote, with the cost of Argon2id lowered. It must open in every later one.
RELEASED = {
    "version": 1,
    "slots": [
        {
            "type": "passphrase",
            "salt": "ASNFZ4mrze8BI0VniavN7w==",
            "memory_kib": 64,
            "passes": 1,
            "lanes": 1,
            "wrapped": "/9v0OHA9+U3o86b3kGD08V7nWE9tFzO+92jP47I8igPCK6ojy3luWw==",
        }
    ],
}
RELEASED_KEY = bytes(range(32))


def stretch_cheaply(patch: pytest.MonkeyPatch) -> None:
    """What a real vault costs is asked by a test of its own."""
    patch.setattr(keys, "MEMORY_KIB", 64)
    patch.setattr(keys, "PASSES", 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NewVault]:
    folder = tmp_path_factory.mktemp("vault")
    with pytest.MonkeyPatch.context() as patch:
        stretch_cheaply(patch)
        return folder, keys.create(folder, PASSPHRASE)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    stretch_cheaply(monkeypatch)


@pytest.fixture
def vault(made: tuple[Path, NewVault], cheap: None, tmp_path: Path) -> NewVault:
    """A copy of the vault in `tmp_path`, and what was told at set-up."""
    shutil.copytree(made[0], tmp_path, dirs_exist_ok=True)
    return made[1]


def test_a_passphrase_costs_whoever_guesses_it_64_mib_and_three_passes(tmp_path: Path) -> None:
    keys.create(tmp_path, PASSPHRASE)
    (slot,) = [slot for slot in slots(tmp_path / "vault.json") if slot["type"] == "passphrase"]
    assert slot["memory_kib"] >= 64 * 1024
    assert slot["passes"] >= 3


def test_no_two_vaults_share_a_key_or_a_salt(cheap: None, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    first, second = (keys.create(tmp_path / name, PASSPHRASE) for name in "ab")
    assert first.key != second.key
    assert first.recovery_key != second.recovery_key
    salts = {slots(tmp_path / name / "vault.json")[0]["salt"] for name in "ab"}
    assert len(salts) == 2


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        (PASSPHRASE, "as it was"),
        (f"  {PASSPHRASE}\n", "with space around it"),
        (PASSPHRASE.replace("ស្ត្រី", "ស្រ្តី"), "the subscripts the other way round"),
        (PASSPHRASE.replace("ំង", "ំ\u200bង"), "a zero-width space, which is the Khmer space bar"),
        (PASSPHRASE.replace("ាំ", "ំា"), "the sign above before the vowel"),
    ],
)
def test_what_looks_the_same_opens(vault: NewVault, tmp_path: Path, typed: str, how: str) -> None:
    assert keys.open_with_passphrase(tmp_path, typed) == vault.key, how


def test_letters_of_full_width_and_split_vowels_open(cheap: None, tmp_path: Path) -> None:
    made = keys.create(tmp_path, "Three ដើម")
    assert keys.open_with_passphrase(tmp_path, "Ｔｈｒｅｅ ដេីម") == made.key


@pytest.mark.parametrize(
    "typed", ["", PASSPHRASE[:-1], PASSPHRASE + "៧", PASSPHRASE.replace("ត", "ដ"), "ស្ត្រីនៅកំពង់ឆ្នាំង៧"]
)
def test_another_passphrase_is_refused(vault: NewVault, tmp_path: Path, typed: str) -> None:
    before = contents(tmp_path)
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(tmp_path, typed)
    assert contents(tmp_path) == before


def test_the_printed_key_opens_in_either_case(vault: NewVault, tmp_path: Path) -> None:
    assert keys.open_with_recovery_key(tmp_path, vault.recovery_key) == vault.key
    assert keys.open_with_recovery_key(tmp_path, f" {vault.recovery_key.lower()}\n") == vault.key


def test_a_typing_error_anywhere_in_the_printed_key_is_refused(vault: NewVault, tmp_path: Path) -> None:
    right = vault.recovery_key
    for at in range(len(right)):
        other = "Q" if right[at] != "Q" else "P"
        with pytest.raises(WrongRecoveryKey):
            keys.open_with_recovery_key(tmp_path, right[:at] + other + right[at + 1 :])


def test_the_printed_key_of_another_store_is_refused(vault: NewVault, tmp_path: Path) -> None:
    (tmp_path / "another").mkdir()
    other = keys.create(tmp_path / "another", PASSPHRASE)
    with pytest.raises(WrongRecoveryKey):
        keys.open_with_recovery_key(tmp_path, other.recovery_key)


def test_a_new_passphrase_opens_the_same_store_and_the_old_one_no_longer(
    vault: NewVault, tmp_path: Path
) -> None:
    keys.change_passphrase(tmp_path, vault.key, "four other example words")
    assert keys.open_with_passphrase(tmp_path, "four other example words") == vault.key
    assert keys.open_with_recovery_key(tmp_path, vault.recovery_key) == vault.key
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(tmp_path, PASSPHRASE)


def test_a_change_cut_off_between_the_two_files_locks_nobody_out(
    vault: NewVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def cut(path: Path, content: bytes) -> None:
        if path.name == "vault-copy.json":
            raise OSError("the power is gone")
        replace_bytes(path, content)

    monkeypatch.setattr(keys, "replace_bytes", cut)
    with pytest.raises(OSError, match="power"):
        keys.change_passphrase(tmp_path, vault.key, "four other example words")
    assert keys.open_with_passphrase(tmp_path, "four other example words") == vault.key


def test_nothing_is_changed_in_a_vault_that_could_then_not_be_recovered(
    vault: NewVault, tmp_path: Path
) -> None:
    for name in keys.NAMES:
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(VaultIsDamaged):
        keys.change_passphrase(tmp_path, vault.key, "four other example words")
    assert contents(tmp_path) == {name: b"{}" for name in keys.NAMES}


def _set(name: str, value: object) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        vault = json.loads(path.read_text(encoding="utf-8"))
        for slot in vault["slots"]:
            slot[name] = value
        path.write_text(json.dumps(vault), encoding="utf-8")

    return damage


def _without(name: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        vault = json.loads(path.read_text(encoding="utf-8"))
        for slot in vault["slots"]:
            slot.pop(name, None)
        path.write_text(json.dumps(vault), encoding="utf-8")

    return damage


def _write(content: bytes) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        path.write_bytes(content)

    return damage


DAMAGES: dict[str, Callable[[Path], None]] = {
    "asks for 100 GB": _set("memory_kib", 100_000_000),
    "asks for negative memory": _set("memory_kib", -1),
    "asks for no memory": _set("memory_kib", 0),
    "asks for less than Argon2 can": _set("memory_kib", 7),
    "asks for half a KiB": _set("memory_kib", 64.5),
    "asks for memory in words": _set("memory_kib", "much"),
    "asks for true memory": _set("memory_kib", True),
    "asks for a billion passes": _set("passes", 10**9),
    "asks for no lane": _set("lanes", 0),
    "asks for a thousand lanes": _set("lanes", 1000),
    "has a short salt": _set("salt", "AAAA"),
    "has a salt that is not base64": _set("salt", "ស្ត្រី"),
    "has a salt that is a number": _set("salt", 7),
    "has no salt": _without("salt"),
    "has a wrapped key that is not base64": _set("wrapped", "*****"),
    "has an empty wrapped key": _set("wrapped", ""),
    "has a number for a wrapped key": _set("wrapped", 7),
    "has slots without a type": _without("type"),
    "is empty": _write(b""),
    "is zeros": _write(bytes(1600)),
    "is not JSON": _write(b'{"version": 1, "slots": ['),
    "is a list": _write(b"[]"),
    "has slots that are a number": _write(b'{"slots": 7}'),
    "has slots that are text": _write(b'{"slots": "abc"}'),
    "has no slots": _write(b'{"slots": []}'),
    "is nested a hundred thousand times": _write(b"[" * 100_000),
    "is not UTF-8": _write(b'{"slots": "\xff\xfe"}'),
    "is huge": _write(b" " * 50_000_000),
    "is gone": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_copy_serves_when_the_vault(vault: NewVault, tmp_path: Path, damage: str) -> None:
    DAMAGES[damage](tmp_path / "vault.json")
    assert keys.open_with_passphrase(tmp_path, PASSPHRASE) == vault.key
    assert keys.open_with_recovery_key(tmp_path, vault.recovery_key) == vault.key


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_guess_is_wrong_when_both_files_are_damaged(vault: NewVault, tmp_path: Path, damage: str) -> None:
    for name in keys.NAMES:
        DAMAGES[damage](tmp_path / name)
    with pytest.raises(VaultIsDamaged):
        keys.open_with_passphrase(tmp_path, PASSPHRASE)


def test_a_rotten_key_in_the_vault_is_not_taken_for_a_wrong_passphrase(
    vault: NewVault, tmp_path: Path
) -> None:
    for at, slot in enumerate(slots(tmp_path / "vault.json")):
        rotten = bytearray(base64.b64decode(slot["wrapped"]))
        rotten[len(rotten) // 2] ^= 1
        content = json.loads((tmp_path / "vault.json").read_text(encoding="utf-8"))
        content["slots"][at]["wrapped"] = base64.b64encode(rotten).decode()
        (tmp_path / "vault.json").write_text(json.dumps(content), encoding="utf-8")
    assert keys.open_with_passphrase(tmp_path, PASSPHRASE) == vault.key
    assert keys.open_with_recovery_key(tmp_path, vault.recovery_key) == vault.key


def test_a_change_in_one_file_mends_the_other(vault: NewVault, tmp_path: Path) -> None:
    (tmp_path / "vault.json").unlink()
    keys.change_passphrase(tmp_path, vault.key, "four other example words")
    (tmp_path / "vault-copy.json").unlink()
    assert keys.open_with_passphrase(tmp_path, "four other example words") == vault.key
    assert keys.open_with_recovery_key(tmp_path, vault.recovery_key) == vault.key


def test_what_a_released_vault_is_stretched_with_never_changes(tmp_path: Path) -> None:
    (tmp_path / "vault.json").write_text(json.dumps(RELEASED), encoding="utf-8")
    assert keys.open_with_passphrase(tmp_path, PASSPHRASE) == RELEASED_KEY


def slots(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["slots"]
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
