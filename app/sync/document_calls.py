"""The calls of ``/v1/documents`` (tus 1.0.0): each gives an answer that was checked, or raises."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping

from app.sync.answers import Answer, failure
from app.sync.errors import Malformed
from app.sync.protocol import OFFSET_STREAM, TUS_VERSION

PATH = "/v1/documents"
_TUS = {"tus-resumable": TUS_VERSION}

Exchange = Callable[[str, str, bytes | None, Mapping[str, str]], Answer]
"""An authorised exchange: method, path, body, headers."""


class DocumentCalls:
    """What one device may ask of documents. Every call raises ``CentreError``."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def offset(self, sha256: str, size_bytes: int) -> int | None:
        """How many bytes of a document the centre holds durably: all means whole. None: never begun there."""
        answer = self._exchange("HEAD", f"{PATH}/{sha256}", None, _TUS)
        if answer.status == 404 and _speaks_tus(answer):
            return None
        found = _offset(answer, 200, size_bytes)
        if _number(answer, "upload-length") != size_bytes:
            return None  # begun with another size, which cannot be: it is begun anew
        return found

    def begin(self, sha256: str, size_bytes: int, media_type: str) -> int:
        """Begin a document, or find it begun; how many bytes of it the centre has."""
        metadata = {"sha256": sha256, "filetype": media_type}
        told = ",".join(
            f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in metadata.items()
        )
        headers = _TUS | {"upload-length": str(size_bytes), "upload-metadata": told}
        answer = self._exchange("POST", PATH, b"", headers)
        found = _offset(answer, 201, size_bytes)
        if answer.headers.get("location", "").rpartition("/")[2] != sha256:
            raise Malformed("a document that was begun under another name")
        return found

    def add(self, sha256: str, offset: int, piece: bytes, size_bytes: int) -> int:
        """Add a piece at ``offset``; where the next one is due. A ``ProblemAnswer`` says what was wrong."""
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        headers = _TUS | {
            "content-type": OFFSET_STREAM,
            "upload-offset": str(offset),
            "upload-checksum": f"sha256 {checksum}",
        }
        found = _offset(self._exchange("PATCH", f"{PATH}/{sha256}", piece, headers), 204, size_bytes)
        if found != offset + len(piece):
            raise Malformed(f"a piece that ends at {found} where {offset + len(piece)} was due")
        return found


def _offset(answer: Answer, status: int, size_bytes: int) -> int:
    if answer.status != status:
        raise failure(answer)
    if not _speaks_tus(answer):
        raise Malformed("an answer about a document that is none of tus")
    found = _number(answer, "upload-offset")
    if found is None or found > size_bytes:
        raise Malformed("an offset that is none")
    return found


def _speaks_tus(answer: Answer) -> bool:
    return answer.headers.get("tus-resumable") == TUS_VERSION


def _number(answer: Answer, name: str) -> int | None:
    text = answer.headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None
