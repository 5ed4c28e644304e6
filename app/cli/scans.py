"""Scans on the command line: the files that a line of ``daftar accept`` names, kept in the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.problems import Problem

if TYPE_CHECKING:
    from app.local_db.store import Store

_MARK = b'"documents"'


def with_scans_kept(store: Store, line: bytes, folder: Path) -> bytes:
    """The line with each ``{"paper","file"}`` of its ``documents`` kept and named as an entry names it.

    Paths are taken from ``folder``. A line without such members comes back as it is, and so does one that
    cannot be read, which the next reader refuses. Raises ``Refused`` when a file is no scan that can be kept.
    """
    if _MARK not in line:
        return line
    import msgspec

    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return line
    given = found.get("documents") if isinstance(found, dict) else None
    if not isinstance(given, list) or not any(_is_file(one) for one in given):
        return line
    found["documents"] = _all_kept(store, given, folder)
    return msgspec.json.encode(found)


def _is_file(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("file"), str)


def _all_kept(store: Store, given: list[Any], folder: Path) -> list[Any]:
    """Nothing is kept unless every file can be read."""
    from app.domain.documents import DOCUMENT_BYTES_MAX, media_type_of
    from app.local_db.documents import keep
    from app.office.accept import Refused

    contents: dict[int, bytes] = {}
    problems = []
    for at, one in enumerate(given):
        if not _is_file(one):
            continue
        path = f"documents.{at}.file"
        try:
            with (folder / one["file"]).open("rb") as file:
                content = file.read(DOCUMENT_BYTES_MAX + 1)
        except (OSError, ValueError):
            problems.append(Problem(path, "document-unreadable"))
            continue
        if not 0 < len(content) <= DOCUMENT_BYTES_MAX:
            problems.append(Problem(path, "document-size", {"max": str(DOCUMENT_BYTES_MAX // 1000)}))
        elif not media_type_of(content):
            problems.append(Problem(path, "document-type"))
        contents[at] = content
    if problems:
        raise Refused(problems)
    named = list(given)
    for at, content in contents.items():
        kept = keep(store, content, media_type_of(content))
        told = {"sha256": kept.sha256, "size_bytes": kept.size_bytes, "media_type": kept.media_type}
        named[at] = {"paper": given[at].get("paper")} | told
    return named
