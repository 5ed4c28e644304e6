"""The documents of this counter: scans of papers, encrypted, one file a content (docs/documents.md).

A document is known by the SHA-256 of its plain content. Its file is named by an HMAC of that digest, so that
a folder listing tells nothing; what it holds is sealed by AES-256-GCM with the digest as associated data, so
that a file under another's name, or changed in one bit, is found. Both keys follow from the store's key::

    DFTRDOC1 | nonce, 12 bytes | sealed content and tag
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.documents import DOCUMENT_BYTES_MAX, MEDIA_TYPES, is_digest
from app.domain.errors import DaftarError, TryLater
from app.local_db.errors import StoreUnwritable
from app.local_db.place import FILE_MODE, sync_directory
from app.local_db.queries import documents as rows
from app.local_db.store import Store

MAGIC = b"DFTRDOC1"
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD_BYTES = len(MAGIC) + NONCE_BYTES + TAG_BYTES
KEY_BYTES = 32
PARTIAL = ".partial"
_PURPOSE = b"daftar-documents-v1"

MISSING, DAMAGED, UNREADABLE = "missing", "damaged", "unreadable"


class DocumentMissing(DaftarError):
    """There is no file of this content."""

    what = "The scan {sha256} is not in {place}."
    safe = "The application and its receipt are kept; only this scan is not here."
    todo = "Scan the paper again and add it to the application."


class DocumentDamaged(DaftarError):
    """The file of this content does not hold it any more."""

    what = "The scan {sha256} in {place} is damaged and cannot be opened."
    safe = "The application and its receipt are kept, and the damaged file was not changed."
    todo = "Scan the paper again and add it to the application."


class DocumentNotAccepted(DaftarError):
    """This is not a document that can be kept."""

    what = "This cannot be kept as a scan: {reason}."
    safe = "Nothing was saved."
    todo = "Give a JPEG or PNG picture or a PDF of at most 5 megabytes."


class DocumentUnreadable(TryLater):
    """The file is there, and the system does not let it be read now."""

    what = "The scan {sha256} in {place} cannot be read now: {reason}."
    safe = "Nothing was changed."
    todo = "It is tried again; if it stays so, see whether another program holds the file."


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document that is on disk, durably. ``sha256`` is the hex digest of its plain content."""

    sha256: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A document that the journal names and that cannot be read: ``reason`` missing, damaged or unreadable
    (the system does not let it be read just now).

    ``held`` tells that the centre has it, so that only this copy is lost.
    """

    sha256: str
    application: str
    receipt: str
    paper: str
    reason: str
    held: bool


def keep(store: Store, content: bytes, media_type: str) -> KeptDocument:
    """Keep a document; when this returns it is on disk. The same content twice is one file.

    Takes as long as the disk: not for the UI thread. Raises :class:`DocumentNotAccepted`,
    :class:`StoreUnwritable`.
    """
    if media_type not in MEDIA_TYPES:
        raise DocumentNotAccepted(reason=f"it is of the kind {media_type or '?'}")
    if not 0 < len(content) <= DOCUMENT_BYTES_MAX:
        raise DocumentNotAccepted(reason=f"it has {len(content)} bytes")
    digest = hashlib.sha256(content).digest()
    sealing, naming = _keys(store)
    _keep(_path(store, naming, digest), sealing, digest, content)
    return KeptDocument(digest.hex(), len(content), media_type)


def read(store: Store, sha256: str) -> bytes:
    """A document's plain content, proved to be what its digest says.

    Raises :class:`DocumentMissing`, :class:`DocumentDamaged`, :class:`DocumentUnreadable`.
    """
    sealing, naming = _keys(store)
    digest = _digest(sha256)
    path = _path(store, naming, digest)
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentMissing(sha256=sha256, place=store.place.documents) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentUnreadable(sha256=sha256, place=store.place.documents, reason=reason) from error
    try:
        return _opened(raw, sealing, digest)
    except ValueError as error:
        raise DocumentDamaged(sha256=sha256, place=store.place.documents) from error


def is_kept(store: Store, sha256: str, size_bytes: int) -> bool:
    """Whether there is a file of this content and size; its content is not looked at."""
    _, naming = _keys(store)
    try:
        return _path(store, naming, _digest(sha256)).stat().st_size == size_bytes + OVERHEAD_BYTES
    except OSError:
        return False


def check(store: Store, *, contents: bool = True, held: bool = True) -> list[Fault]:
    """The documents named by the journal that are missing or damaged, in the order of the journal.

    With ``contents`` every file is read whole; without, only presence and size are looked at, which is quick.
    Without ``held`` those are left out that the centre has: years of them, none of which can be lost any
    more.
    """
    with store.read() as conn:
        named = rows.all_named(conn) if held else rows.unsent(conn)
    reasons = _reasons(store, {row.sha256: row.size_bytes for row in named}, contents=contents)
    return [
        Fault(
            row.sha256,
            row.application,
            row.receipt,
            row.paper,
            reasons[row.sha256],
            held=row.state == rows.HELD,
        )
        for row in named
        if row.sha256 in reasons
    ]


def _reasons(store: Store, sizes: dict[str, int], *, contents: bool) -> dict[str, str]:
    _, naming = _keys(store)
    reasons: dict[str, str] = {}
    for sha256, size_bytes in sizes.items():
        if contents:
            try:
                reason = fault_of(store, sha256)
            except DocumentUnreadable:
                reason = UNREADABLE
        else:
            reason = _fault_outside(_path(store, naming, _digest(sha256)), size_bytes)
        if reason:
            reasons[sha256] = reason
    return reasons


def fault_of(store: Store, sha256: str) -> str:
    """Why a document cannot be read: missing, damaged, or "". Raises :class:`DocumentUnreadable`."""
    try:
        read(store, sha256)
    except DocumentMissing:
        return MISSING
    except DocumentDamaged:
        return DAMAGED
    return ""


def move_in(store: Store, other: Store, digests: Iterable[str]) -> list[str]:
    """Keep here what another store holds of ``digests``, under this store's keys; those that it lacks."""
    lacking = []
    sealing, naming = _keys(store)
    for sha256 in digests:
        try:
            content = read(other, sha256)
        except (DocumentMissing, DocumentDamaged):
            lacking.append(sha256)
            continue
        _keep(_path(store, naming, _digest(sha256)), sealing, _digest(sha256), content)
    return lacking


def _keep(path: Path, sealing: bytes, digest: bytes, content: bytes) -> None:
    if not _holds(path, sealing, digest):
        nonce = os.urandom(NONCE_BYTES)
        _write(path, MAGIC + nonce + AESGCM(sealing).encrypt(nonce, content, MAGIC + digest))


def _fault_outside(path: Path, size_bytes: int) -> str:
    try:
        return "" if path.stat().st_size == size_bytes + OVERHEAD_BYTES else DAMAGED
    except OSError:
        return MISSING


def _keys(store: Store) -> tuple[bytes, bytes]:
    """The key that seals and the key that names."""
    both = HKDF(SHA256(), 2 * KEY_BYTES, salt=None, info=_PURPOSE).derive(store.keys.store_key)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _digest(sha256: str) -> bytes:
    if not is_digest(sha256):
        raise ValueError("a digest is 64 lower-case hex digits")
    return bytes.fromhex(sha256)


def _path(store: Store, naming: bytes, digest: bytes) -> Path:
    return store.place.documents / hmac.new(naming, digest, hashlib.sha256).hexdigest()


def _opened(raw: bytes, sealing: bytes, digest: bytes) -> bytes:
    """The content of a file. Raises ``ValueError`` when it is not the one of that digest."""
    start = len(MAGIC) + NONCE_BYTES
    if len(raw) < OVERHEAD_BYTES or not raw.startswith(MAGIC):
        raise ValueError("not a document")
    try:
        content = AESGCM(sealing).decrypt(raw[len(MAGIC) : start], raw[start:], MAGIC + digest)
    except InvalidTag as error:
        raise ValueError("not as it was written") from error
    if hashlib.sha256(content).digest() != digest:
        raise ValueError("another content")
    return content


def _holds(path: Path, sealing: bytes, digest: bytes) -> bool:
    """Whether the file is there and whole; one that is not is written anew."""
    try:
        _opened(path.read_bytes(), sealing, digest)
    except (OSError, ValueError):
        return False
    return True


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
