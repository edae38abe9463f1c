"""The vault: copies of the store's key, each wrapped for one way of opening it.

The store's key is random and never changes with a passphrase. A passphrase opens it through
Argon2id and AES key wrap; the printed recovery key opens it through age (STORAGE.md, section 1.4).
The vault lies beside the store twice, because losing it would be losing the store.
"""

import base64
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage.replacing import replace_bytes

KEY_BYTES = 32
MEMORY_KIB, PASSES, LANES = 65_536, 3, 1
MAX_MEMORY_KIB, MAX_PASSES, MAX_LANES = 1_048_576, 20, 16  # a tampered vault must not ask for 100 GB
MAX_VAULT_BYTES = 100_000
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


@dataclass(frozen=True, slots=True)
class NewVault:
    """A fresh key, and the recovery key to print: shown once, kept nowhere."""

    key: bytes
    recovery_key: str
    recovery_recipient: str


def create(folder: Path, passphrase: str, user: str) -> NewVault:
    """Make a key, wrap it for a passphrase and for a new recovery key, and write the vault."""
    key = secrets.token_bytes(KEY_BYTES)
    recovery = pyrage.x25519.Identity.generate()
    recipient = str(recovery.to_public())
    _write(folder, [_passphrase_slot(key, passphrase, user), _recovery_slot(key, recipient)])
    return NewVault(key, str(recovery), recipient)


def open_with_passphrase(folder: Path, passphrase: str) -> bytes:
    """The store's key. Raises `WrongPassphrase` or `VaultIsDamaged`."""
    for slot in _slots(folder):
        if slot["type"] == "passphrase":
            try:
                return aes_key_unwrap(_stretch(passphrase, slot), _bytes(slot["wrapped"]))
            except InvalidUnwrap:
                continue
    raise WrongPassphrase


def open_with_recovery_key(folder: Path, recovery_key: str) -> bytes:
    """The store's key. Raises `WrongRecoveryKey` or `VaultIsDamaged`."""
    try:
        identity = pyrage.x25519.Identity.from_str(recovery_key.strip().upper())
    except pyrage.IdentityError as cause:
        raise WrongRecoveryKey from cause
    for slot in _slots(folder):
        if slot["type"] == "recovery":
            try:
                key: bytes = pyrage.decrypt(_bytes(slot["wrapped"]), [identity])
                return key
            except pyrage.DecryptError:
                continue
    raise WrongRecoveryKey


def change_passphrase(folder: Path, key: bytes, passphrase: str, user: str) -> None:
    """Give `user` a new passphrase; the other slots and the store stay as they are."""
    kept = [slot for slot in _slots(folder) if (slot["type"], slot["user"]) != ("passphrase", user)]
    _write(folder, [*kept, _passphrase_slot(key, passphrase, user)])


def _passphrase_slot(key: bytes, passphrase: str, user: str) -> dict[str, Any]:
    slot = {
        "type": "passphrase",
        "user": user,
        "salt": _text(os.urandom(16)),
        "memory_kib": MEMORY_KIB,
        "passes": PASSES,
        "lanes": LANES,
    }
    return {**slot, "wrapped": _text(aes_key_wrap(_stretch(passphrase, slot), key))}


def _recovery_slot(key: bytes, recipient: str) -> dict[str, Any]:
    wrapped = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(recipient)])
    return {"type": "recovery", "user": "paper", "recipient": recipient, "wrapped": _text(wrapped)}


def _stretch(passphrase: str, slot: dict[str, Any]) -> bytes:
    """The key-encryption key. The passphrase is normalised: Khmer can be typed in several orders."""
    kdf = Argon2id(
        salt=_bytes(slot["salt"]),
        length=KEY_BYTES,
        memory_cost=_within(slot["memory_kib"], MAX_MEMORY_KIB),
        iterations=_within(slot["passes"], MAX_PASSES),
        lanes=_within(slot["lanes"], MAX_LANES),
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase.strip()).encode())


def _within(value: object, most: int) -> int:
    if not isinstance(value, int) or not 0 < value <= most:
        raise VaultIsDamaged
    return value


def _slots(folder: Path) -> list[dict[str, Any]]:
    """The slots of the first vault that can be read; its copy serves when the first cannot."""
    for name in NAMES:
        slots = _read(folder / name)
        if slots is not None:
            return slots
    raise VaultIsDamaged


def _read(path: Path) -> list[dict[str, Any]] | None:
    try:
        with path.open("rb") as file:
            vault = json.loads(file.read(MAX_VAULT_BYTES))
        slots = vault["slots"]
        whole = all(isinstance(slot[name], str) for slot in slots for name in ("type", "user", "wrapped"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return slots if whole else None


def _write(folder: Path, slots: list[dict[str, Any]]) -> None:
    content = json.dumps({"version": 1, "slots": slots}, indent=1).encode()
    for name in NAMES:
        replace_bytes(folder / name, content)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as cause:
        raise VaultIsDamaged from cause
