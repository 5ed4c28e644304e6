"""A folder of sealed contents: one file each, named by an HMAC of its digest, sealed by AES-256-GCM.

A content is known by the SHA-256 of its plain bytes. The file's name tells nothing, and the digest is the
associated data, so that a file under another's name, or changed in one bit, is found. Both keys follow from
the store's key and the folder's purpose::

    MAGIC, 8 bytes | nonce, 12 bytes | sealed content and tag
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.documents import is_digest
from app.local_db.errors import StoreUnwritable
from app.local_db.place import FILE_MODE, sync_directory

NONCE_BYTES = 12
TAG_BYTES = 16
MAGIC_BYTES = 8
OVERHEAD_BYTES = MAGIC_BYTES + NONCE_BYTES + TAG_BYTES
KEY_BYTES = 32
PARTIAL = ".partial"


class SealedFolder:
    """The contents under ``folder``; nothing is read or made until it is asked for."""

    def __init__(self, folder: Path, store_key: bytes, *, purpose: bytes, magic: bytes) -> None:
        both = HKDF(SHA256(), 2 * KEY_BYTES, salt=None, info=purpose).derive(store_key)
        self._sealing, self._naming = both[:KEY_BYTES], both[KEY_BYTES:]
        self._folder, self._magic = folder, magic

    def put(self, content: bytes) -> str:
        """Keep a content; its digest (hex). When this returns it is on disk; the same twice is one file.

        Raises :class:`StoreUnwritable`.
        """
        digest = hashlib.sha256(content).digest()
        path = self._path(digest.hex())
        if not self._holds(path, digest):
            nonce = os.urandom(NONCE_BYTES)
            _write(
                path,
                self._magic + nonce + AESGCM(self._sealing).encrypt(nonce, content, self._magic + digest),
            )
        return digest.hex()

    def get(self, sha256: str) -> bytes:
        """A content, proved to be what its digest says.

        Raises ``OSError`` when its file is not there or cannot be read, ``ValueError`` when it does not hold
        it any more.
        """
        return self._opened(self._path(sha256).read_bytes(), bytes.fromhex(sha256))

    def has(self, sha256: str, size_bytes: int) -> bool:
        """Whether there is a file of this content and size; its content is not looked at."""
        try:
            return self.size_of(sha256) == size_bytes
        except OSError:
            return False

    def size_of(self, sha256: str) -> int:
        """How many bytes the content of this digest has by its file's length. Raises ``OSError``."""
        return self._path(sha256).stat().st_size - OVERHEAD_BYTES

    def keep_only(self, digests: Iterable[str]) -> int:
        """Delete every file but those of these contents, unfinished ones too; how many went."""
        if not self._folder.is_dir():
            return 0
        named = {self._path(sha256).name for sha256 in digests}
        gone = 0
        for file in self._folder.iterdir():
            if file.name not in named:
                file.unlink(missing_ok=True)
                gone += 1
        return gone

    def _path(self, sha256: str) -> Path:
        if not is_digest(sha256):
            raise ValueError("a digest is 64 lower-case hex digits")
        name = hmac.new(self._naming, bytes.fromhex(sha256), hashlib.sha256)
        return self._folder / name.hexdigest()

    def _holds(self, path: Path, digest: bytes) -> bool:
        """Whether the file is there and whole; one that is not is written anew."""
        try:
            self._opened(path.read_bytes(), digest)
        except (OSError, ValueError):
            return False
        return True

    def _opened(self, raw: bytes, digest: bytes) -> bytes:
        """The content of a file. Raises ``ValueError`` when it is not the one of that digest."""
        if len(raw) < OVERHEAD_BYTES or not raw.startswith(self._magic):
            raise ValueError("not a sealed content")
        start = MAGIC_BYTES + NONCE_BYTES
        try:
            content = AESGCM(self._sealing).decrypt(raw[MAGIC_BYTES:start], raw[start:], self._magic + digest)
        except InvalidTag as error:
            raise ValueError("not as it was written") from error
        if hashlib.sha256(content).digest() != digest:
            raise ValueError("another content")
        return content


def _write(path: Path, sealed: bytes) -> None:
    """Write under another name, make durable, rename: a file under its name is always whole."""
    partial = path.with_name(f"{path.name}.{os.urandom(6).hex()}{PARTIAL}")
    try:
        descriptor = os.open(
            partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE
        )
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, for its mode
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)
    except OSError as error:
        raise StoreUnwritable(place=path.parent, reason=error.strerror or error) from error
