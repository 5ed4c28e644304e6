"""The store's key and the device's key: kept by the operating system's keyring, or sealed by a passphrase.

``keys.json`` says which of the two; it never holds a key in the clear, and it is never overwritten.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field

import msgspec

from app.local_db import keyring_vault, passphrase_vault
from app.local_db.errors import KeysExist, KeysMissing, PassphraseNeeded, StoreUnwritable
from app.local_db.place import FILE_MODE, Place, sync_directory

KEY_BYTES = 32
FORMAT = 1
KEYS_FILE_BYTES_MAX = 16 * 1024

IN_KEYRING = "keyring"
IN_PASSPHRASE = "passphrase"  # noqa: S105 - a name, not a secret


@dataclass(frozen=True, slots=True)
class Keys:
    """``store_key`` opens the database; ``device_key`` is the Ed25519 seed that signs for this device."""

    store_key: bytes = field(repr=False)
    device_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.store_key) != KEY_BYTES or len(self.device_key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")


class KeysFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``keys.json``: ``store`` names the keys in the keyring; ``sealed`` holds them under a passphrase."""

    format: int
    store: str
    kept_in: str
    sealed: passphrase_vault.Sealed | None = None


def create_keys(place: Place, passphrase: str | None) -> Keys:
    """Make new keys and keep them: in the OS keyring, or under ``passphrase`` when one is given.

    Raises :class:`NoKeyring`, :class:`KeysExist`, :class:`StoreUnwritable`. Nothing is kept then.
    """
    if place.keys_file.exists():
        raise KeysExist(place=place.directory)
    keys = Keys(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))
    secret = keys.store_key + keys.device_key
    store = str(uuid.uuid4())
    place.make()
    if passphrase is None:
        keyring_vault.keep(store, secret)
        described = KeysFile(format=FORMAT, store=store, kept_in=IN_KEYRING)
    else:
        if not passphrase:
            raise PassphraseNeeded
        sealed = passphrase_vault.seal(passphrase, secret, store)
        described = KeysFile(format=FORMAT, store=store, kept_in=IN_PASSPHRASE, sealed=sealed)
    _write(place, described)
    return keys


def load_keys(place: Place, passphrase: str | None) -> Keys:
    """The keys of the store in this place.

    Raises :class:`KeysMissing`, :class:`NoKeyring`, :class:`PassphraseNeeded`, :class:`WrongPassphrase`.
    """
    described = read_keys_file(place)
    if described.kept_in == IN_KEYRING:
        secret = keyring_vault.fetch(described.store)
    elif described.sealed is None:
        raise KeysMissing(reason="keys.json is damaged")
    elif passphrase is None:
        raise PassphraseNeeded
    else:
        secret = passphrase_vault.unseal(passphrase, described.sealed, described.store)
    if len(secret) != 2 * KEY_BYTES:
        raise KeysMissing(reason="what is kept is not a pair of keys")
    return Keys(secret[:KEY_BYTES], secret[KEY_BYTES:])


def read_keys_file(place: Place) -> KeysFile:
    """What ``keys.json`` says. Raises :class:`KeysMissing`."""
    try:
        with place.keys_file.open("rb") as file:
            raw = file.read(KEYS_FILE_BYTES_MAX)
        found = msgspec.json.decode(raw, type=KeysFile)
    except FileNotFoundError as error:
        raise KeysMissing(reason="there is no keys.json") from error
    except OSError as error:
        raise KeysMissing(reason=f"keys.json cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise KeysMissing(reason="keys.json is damaged") from error
    if found.format != FORMAT or found.kept_in not in (IN_KEYRING, IN_PASSPHRASE):
        raise KeysMissing(reason="keys.json was written by a newer Daftar")
    return found


def _write(place: Place, described: KeysFile) -> None:
    content = msgspec.json.format(msgspec.json.encode(described))
    partial = place.keys_file.with_suffix(".json.partial")
    try:
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, for its mode
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(place.keys_file)
        sync_directory(place.directory)
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error
