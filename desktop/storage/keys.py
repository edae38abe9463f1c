"""The vault: copies of the store's key, each wrapped for one way of opening it.

The store's key is random and never changes with a passphrase. A passphrase opens it through
Argon2id and AES key wrap; the printed recovery key opens it through age (STORAGE.md, section 1.4).
The vault lies beside the store twice, because losing it would be losing the store.

Every officer has a passphrase, and with it says who is working. Names and roles are sealed with the
store's key, each to its own wrapped key: whoever finds the vault learns nobody's name and cannot
make one officer's passphrase speak for another.
"""

import base64
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from desktop.errors import UserError
from desktop.i18n.khmer import normalise
from desktop.i18n.words import mark
from desktop.storage.replacing import replace_bytes

KEY_BYTES = 32
MEMORY_KIB, PASSES, LANES = 65_536, 3, 1
MAX_MEMORY_KIB, MAX_PASSES, MAX_LANES = 1_048_576, 20, 16  # a tampered vault must not ask for 100 GB
MAX_VAULT_BYTES = 100_000
_NONCE_BYTES = 12
NAMES = ("vault.json", "vault-copy.json")


class WrongPassphrase(UserError):
    message = mark("The passphrase is not right. Nothing was changed. Try again, or use the recovery key.")


class WrongRecoveryKey(UserError):
    message = mark("This is not the recovery key of this store. Nothing was changed. Check every letter.")


class VaultIsDamaged(UserError):
    message = mark(
        "The key file beside the store cannot be read. The store itself is untouched. "
        "Put back vault.json from the last backup."
    )


class LastOfficer(UserError):
    message = mark(
        "This is the only officer who can open the store. Nothing was changed. "
        "Add the new officer first, then remove this one."
    )


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works in the office, as the name stands under reports; `role` is free text."""

    name: str
    role: str = ""


NOBODY = Officer("")  # whoever opened the store without saying who it is


@dataclass(frozen=True, slots=True)
class NewVault:
    """A fresh key, and the recovery key to print: shown once, kept nowhere."""

    key: bytes = field(repr=False)
    recovery_key: str = field(repr=False)
    recovery_recipient: str


def create(folder: Path, passphrase: str, officer: Officer = NOBODY) -> NewVault:
    """Make a key, wrap it for an officer's passphrase and for a new recovery key, and write the vault."""
    key = secrets.token_bytes(KEY_BYTES)
    recovery = pyrage.x25519.Identity.generate()
    recipient = str(recovery.to_public())
    _write(folder, [_passphrase_slot(key, passphrase, officer), _recovery_slot(key, recipient)])
    return NewVault(key, str(recovery), recipient)


def open_with_passphrase(folder: Path, passphrase: str) -> bytes:
    """The store's key. Raises `WrongPassphrase` or `VaultIsDamaged`."""
    return recognise(folder, passphrase)[0]


def recognise(folder: Path, passphrase: str) -> tuple[bytes, Officer]:
    """The store's key, and whose passphrase it is. Raises `WrongPassphrase` or `VaultIsDamaged`."""
    for slot in _slots(folder, "passphrase"):
        try:
            key = aes_key_unwrap(_stretch(passphrase, slot), _bytes(slot["wrapped"]))
        except InvalidUnwrap:
            continue
        return key, _officer(key, slot)
    raise WrongPassphrase


def open_with_recovery_key(folder: Path, recovery_key: str) -> bytes:
    """The store's key. Raises `WrongRecoveryKey` or `VaultIsDamaged`."""
    identity = _identity(recovery_key)
    for slot in _slots(folder, "recovery"):
        try:
            key: bytes = pyrage.decrypt(_bytes(slot["wrapped"]), [identity])
            return key
        except pyrage.DecryptError:
            continue
    raise WrongRecoveryKey


def officers(folder: Path, key: bytes) -> tuple[Officer, ...]:
    """Everybody whose passphrase opens the store."""
    found: dict[str, Officer] = {}
    for slot in _every_slot(folder):
        if slot["type"] == "passphrase":
            officer = _officer(key, slot)
            found.setdefault(officer.name, officer)
    return tuple(found.values())


def change_passphrase(folder: Path, key: bytes, passphrase: str, officer: Officer = NOBODY) -> None:
    """Let a passphrase open the store for an officer, in place of the one this name had, if any.

    The store and the other officers stay as they are. Raises `VaultIsDamaged` when nothing else,
    as the recovery key, would open the store.
    """
    others = _slots_but_of(folder, key, officer.name)
    if not others:
        raise VaultIsDamaged
    _write(folder, [*others, _passphrase_slot(key, passphrase, officer)])


def remove(folder: Path, key: bytes, name: str) -> None:
    """Let an officer's passphrase open the store no longer. Raises `LastOfficer`.

    The store's key stays: what that passphrase opened before, it opens in old copies of the vault.
    """
    others = _slots_but_of(folder, key, name)
    if not any(slot["type"] == "passphrase" for slot in others):
        raise LastOfficer
    _write(folder, others)


def recovery_recipient(recovery_key: str) -> str:
    """The public half of a recovery key. Raises `WrongRecoveryKey` for what is none."""
    return str(_identity(recovery_key).to_public())


def recovery_recipients(folder: Path) -> frozenset[str]:
    """The public halves of the recovery keys: made with the store, so no two stores share one."""
    slots = (slot for slot in _every_slot(folder) if slot["type"] == "recovery")
    return frozenset(str(slot.get("recipient", "")) for slot in slots) - {""}


def content(folder: Path) -> bytes:
    """The vault as one file, with every way to open the store that either of its files has."""
    return _content(_every_slot(folder))


def write_content(folder: Path, vault: bytes) -> None:
    """Lay a vault beside a store, twice."""
    for name in NAMES:
        replace_bytes(folder / name, vault)


def _identity(recovery_key: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(recovery_key.strip().upper())
    except pyrage.IdentityError as cause:
        raise WrongRecoveryKey from cause


def _slots_but_of(folder: Path, key: bytes, name: str) -> list[dict[str, Any]]:
    """Every way to open the store but the passphrases of one officer."""
    slots = _every_slot(folder)
    return [slot for slot in slots if slot["type"] != "passphrase" or _officer(key, slot).name != name]


def _passphrase_slot(key: bytes, passphrase: str, officer: Officer) -> dict[str, Any]:
    slot = {
        "type": "passphrase",
        "salt": _text(os.urandom(16)),
        "memory_kib": MEMORY_KIB,
        "passes": PASSES,
        "lanes": LANES,
    }
    wrapped = _text(aes_key_wrap(_stretch(passphrase, slot), key))
    nonce, who = os.urandom(_NONCE_BYTES), json.dumps([officer.name, officer.role]).encode()
    sealed = AESGCM(_name_key(key)).encrypt(nonce, who, wrapped.encode())
    return {**slot, "wrapped": wrapped, "officer": _text(nonce + sealed)}


def _officer(key: bytes, slot: dict[str, Any]) -> Officer:
    """Whose slot it is; `NOBODY` where it does not say, or says it for another slot."""
    try:
        sealed = _bytes(slot["officer"])
        nonce, who = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        name, role = json.loads(AESGCM(_name_key(key)).decrypt(nonce, who, slot["wrapped"].encode()))
        return Officer(name, role)
    except (KeyError, TypeError, ValueError, InvalidTag):
        return NOBODY


def _name_key(key: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, b"tumpeang: names of officers").derive(key)


def _recovery_slot(key: bytes, recipient: str) -> dict[str, Any]:
    wrapped = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(recipient)])
    return {"type": "recovery", "recipient": recipient, "wrapped": _text(wrapped)}


def _stretch(passphrase: str, slot: dict[str, Any]) -> bytes:
    """The key-encryption key. Khmer that looks the same can be typed in several orders: all are one."""
    kdf = Argon2id(
        salt=_bytes(slot["salt"]),
        length=KEY_BYTES,
        memory_cost=slot["memory_kib"],
        iterations=slot["passes"],
        lanes=slot["lanes"],
    )
    return kdf.derive(normalise(unicodedata.normalize("NFKC", passphrase)).strip().encode())


def _slots(folder: Path, type_: str) -> list[dict[str, Any]]:
    """The ways of one type to open the store, at least one. Raises `VaultIsDamaged`."""
    found = [slot for slot in _every_slot(folder) if slot["type"] == type_]
    if not found:
        raise VaultIsDamaged
    return found


def _every_slot(folder: Path) -> list[dict[str, Any]]:
    """The whole slots of the vault, then those that only its copy has: either may be damaged anywhere."""
    found: list[dict[str, Any]] = []
    for name in NAMES:
        found += [slot for slot in _read(folder / name) if slot not in found]
    return found


def _read(path: Path) -> list[dict[str, Any]]:
    """The slots of one file that can be used; none of a file that cannot be read."""
    try:
        with path.open("rb") as file:
            slots = json.loads(file.read(MAX_VAULT_BYTES))["slots"]
        return [slot for slot in slots if _is_whole(slot)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _is_whole(slot: dict[str, Any]) -> bool:
    try:
        return bool(_bytes(slot["wrapped"])) and (slot["type"] != "passphrase" or _is_bounded(slot))
    except (ValueError, KeyError, TypeError):
        return False


def _is_bounded(slot: dict[str, Any]) -> bool:
    """Whether Argon2 can do what the slot asks for, on this computer: it may have been tampered with."""
    memory, passes, lanes = (slot[name] for name in ("memory_kib", "passes", "lanes"))
    if not all(type(number) is int for number in (memory, passes, lanes)):
        return False
    within = 0 < passes <= MAX_PASSES and 0 < lanes <= MAX_LANES
    return within and 8 * lanes <= memory <= MAX_MEMORY_KIB and len(_bytes(slot["salt"])) >= 8


def _write(folder: Path, slots: list[dict[str, Any]]) -> None:
    write_content(folder, _content(slots))


def _content(slots: list[dict[str, Any]]) -> bytes:
    return json.dumps({"version": 1, "slots": slots}, indent=1).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
