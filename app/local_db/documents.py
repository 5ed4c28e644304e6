"""The documents of this counter: scans of papers, encrypted, one file a content (docs/documents.md).

A document is known by the SHA-256 of its plain content; how its file is named and sealed stands in
:mod:`app.local_db.sealed`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.documents import DOCUMENT_BYTES_MAX, MEDIA_TYPES, is_digest
from app.domain.errors import DaftarError, TryLater
from app.local_db.queries import documents as rows
from app.local_db.sealed import SealedFolder
from app.local_db.store import Store

MAGIC = b"DFTRDOC1"
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
    return KeptDocument(_folder(store).put(content), len(content), media_type)


def read(store: Store, sha256: str) -> bytes:
    """A document's plain content, proved to be what its digest says.

    Raises :class:`DocumentMissing`, :class:`DocumentDamaged`, :class:`DocumentUnreadable`.
    """
    try:
        return _folder(store).get(sha256)
    except FileNotFoundError as error:
        raise DocumentMissing(sha256=sha256, place=store.place.documents) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentUnreadable(sha256=sha256, place=store.place.documents, reason=reason) from error
    except ValueError as error:
        if not is_digest(sha256):
            raise
        raise DocumentDamaged(sha256=sha256, place=store.place.documents) from error


def is_kept(store: Store, sha256: str, size_bytes: int) -> bool:
    """Whether there is a file of this content and size; its content is not looked at."""
    return _folder(store).has(sha256, size_bytes)


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
    folder = _folder(store)
    reasons: dict[str, str] = {}
    for sha256, size_bytes in sizes.items():
        if contents:
            try:
                reason = fault_of(store, sha256)
            except DocumentUnreadable:
                reason = UNREADABLE
        else:
            reason = _fault_outside(folder, sha256, size_bytes)
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
    folder = _folder(store)
    for sha256 in digests:
        try:
            folder.put(read(other, sha256))
        except (DocumentMissing, DocumentDamaged):
            lacking.append(sha256)
    return lacking


def _folder(store: Store) -> SealedFolder:
    return SealedFolder(store.place.documents, store.keys.store_key, purpose=_PURPOSE, magic=MAGIC)


def _fault_outside(folder: SealedFolder, sha256: str, size_bytes: int) -> str:
    try:
        return "" if folder.size_of(sha256) == size_bytes else DAMAGED
    except OSError:
        return MISSING
