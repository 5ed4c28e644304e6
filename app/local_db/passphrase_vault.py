"""Keys sealed by a passphrase: argon2id (RFC 9106) makes the sealing key, AES-256-GCM (SP 800-38D) seals."""

from __future__ import annotations

import os
import unicodedata

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.signatures import b64u, unb64u
from app.local_db.errors import KeysMissing, WrongPassphrase

PASSES = 3
MEMORY_KIB = 64 * 1024
LANES = 4
SALT_BYTES = 16
NONCE_BYTES = 12
SEALING_KEY_BYTES = 32
PASSES_MAX = 64
MEMORY_KIB_MAX = 1024 * 1024
LANES_MAX = 64
_BOUND_TO = b"daftar-keys-v1:"


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """The sealed keys (base64url) with what argon2id was given; made with RFC 9106's second choice."""

    kdf: str
    passes: int
    memory_kib: int
    lanes: int
    salt: str
    nonce: str
    box: str


def seal(passphrase: str, secret: bytes, store: str) -> Sealed:
    """Seal ``secret`` for the store named ``store``."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    key = _derive(passphrase, salt, PASSES, MEMORY_KIB, LANES)
    box = AESGCM(key).encrypt(nonce, secret, _BOUND_TO + store.encode())
    return Sealed(
        kdf="argon2id",
        passes=PASSES,
        memory_kib=MEMORY_KIB,
        lanes=LANES,
        salt=b64u(salt),
        nonce=b64u(nonce),
        box=b64u(box),
    )


def unseal(passphrase: str, sealed: Sealed, store: str) -> bytes:
    """What was sealed. Raises :class:`WrongPassphrase`, or :class:`KeysMissing` when the file is damaged."""
    within = (
        sealed.kdf == "argon2id"
        and 1 <= sealed.passes <= PASSES_MAX
        and 1 <= sealed.lanes <= LANES_MAX
        and 8 * sealed.lanes <= sealed.memory_kib <= MEMORY_KIB_MAX
    )
    try:
        salt, nonce, box = unb64u(sealed.salt), unb64u(sealed.nonce), unb64u(sealed.box)
    except ValueError as error:
        raise KeysMissing(reason="keys.json is damaged") from error
    if not within or len(salt) < SALT_BYTES or len(nonce) != NONCE_BYTES:
        raise KeysMissing(reason="keys.json is damaged")
    key = _derive(passphrase, salt, sealed.passes, sealed.memory_kib, sealed.lanes)
    try:
        return AESGCM(key).decrypt(nonce, box, _BOUND_TO + store.encode())
    except InvalidTag as error:
        raise WrongPassphrase from error


def _derive(passphrase: str, salt: bytes, passes: int, memory_kib: int, lanes: int) -> bytes:
    return hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt,
        time_cost=passes,
        memory_cost=memory_kib,
        parallelism=lanes,
        hash_len=SEALING_KEY_BYTES,
        type=Type.ID,
    )
