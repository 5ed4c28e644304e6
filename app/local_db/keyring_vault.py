"""Keys in the operating system's keyring: Secret Service, Windows Credential Locker, macOS Keychain.

Only a keyring that protects what it keeps will do: backends that refuse, forget or write plain text are
passed over, and nothing falls back to them in silence.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from app.local_db.errors import KeysMissing, NoKeyring

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "daftar"
_UNFIT_MODULES = (
    "keyring.backends.fail",
    "keyring.backends.null",
    "keyring.backends.chainer",
    "keyrings.alt.",
)


def keep(store: str, secret: bytes) -> None:
    """Keep a store's keys, and read them back. Raises :class:`NoKeyring`."""
    from keyring.errors import KeyringError

    backend = find_backend()
    text = base64.b64encode(secret).decode()
    try:
        backend.set_password(SERVICE, store, text)
        found = backend.get_password(SERVICE, store)
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring(reason=str(error) or type(error).__name__) from error
    if found != text:
        raise NoKeyring(reason="it did not give back what it was given")


def fetch(store: str) -> bytes:
    """A store's keys. Raises :class:`NoKeyring` or :class:`KeysMissing`."""
    from keyring.errors import KeyringError

    backend = find_backend()
    try:
        text = backend.get_password(SERVICE, store)
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring(reason=str(error) or type(error).__name__) from error
    if text is None:
        raise KeysMissing(reason="the keyring has no keys for this store")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeysMissing(reason="what the keyring holds is damaged") from error


def find_backend() -> KeyringBackend:
    """The best keyring that protects what it keeps. Raises :class:`NoKeyring`."""
    import keyring

    backend = keyring.get_keyring()
    for candidate in (backend, *getattr(backend, "backends", ())):
        if not _module(candidate).startswith(_UNFIT_MODULES):
            found: KeyringBackend = candidate
            return found
    raise NoKeyring(reason=f"none answers ({_module(backend)})")


def _module(backend: object) -> str:
    return type(backend).__module__
