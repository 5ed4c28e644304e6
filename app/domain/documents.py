"""The scans that an application carries, against the papers that its service asks for.

A paper may have several pages; each is a scan of its own, and their order is the order of the pages. What a
scan holds is never looked at here: only whether it is asked for and within its limits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.application import AttachedDocument
from app.domain.catalogue import RequiredDocument, Service
from app.domain.problems import Problem, Severity

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
MEDIA_TYPES = (JPEG, PNG, PDF)
"""What a scan may be."""

DOCUMENT_BYTES_MAX = 5 * 1024 * 1024
"""Above any ``RequiredDocument.bytes_max``: larger ones are neither kept nor taken by the centre."""

DOCUMENTS_MAX = 60
"""Scans of one application, so that its entry stays within its size."""

PAGES_MAX = 30
"""The most that ``RequiredDocument.pages_max`` may say."""

_BEGINNINGS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 in lower-case hex."""
    return _DIGEST.fullmatch(text) is not None


def media_type_of(content: bytes) -> str:
    """What a content is by its first bytes, whatever its file is called; "" for what is no scan."""
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), "")


def papers_asked(service: Service, answers: Mapping[str, Any]) -> tuple[RequiredDocument, ...]:
    """The papers that a service asks for, given the normalised ``answers`` by field name."""
    return tuple(
        paper
        for paper in service.documents
        if paper.shown_when is None or answers.get(paper.shown_when.field) in paper.shown_when.any_of
    )


def check_documents(
    service: Service, answers: Mapping[str, Any], documents: Sequence[AttachedDocument]
) -> tuple[Problem, ...]:
    """What is wrong with the scans of one application, and which papers have none.

    Paths are ``documents.0.paper`` and the like; for a paper without a scan ``documents.<its code>``, which
    is a warning unless the definition wants one. Whether the scans are kept is not looked at.
    """
    asked = {paper.code: paper for paper in papers_asked(service, answers)}
    problems = list(check_scans(asked, documents))
    given = {document.paper for document in documents}
    for code, paper in asked.items():
        if paper.required and code not in given:
            severity = Severity.ERROR if paper.scan else Severity.WARNING
            problems.append(Problem(f"documents.{code}", "document-missing", severity=severity))
    return tuple(problems)


def check_scans(
    asked: Mapping[str, RequiredDocument], documents: Sequence[AttachedDocument]
) -> tuple[Problem, ...]:
    """What is wrong with scans by themselves, given the papers that are asked for by their codes."""
    if len(documents) > DOCUMENTS_MAX:
        return (Problem("documents", "document-count", {"max": str(DOCUMENTS_MAX)}),)
    problems: list[Problem] = []
    pages: dict[str, list[str]] = {}
    for at, document in enumerate(documents):
        path = f"documents.{at}"
        paper = asked.get(document.paper)
        if paper is None:
            problems.append(Problem(f"{path}.paper", "not-asked"))
            continue
        problems += _check_one(document, paper, path)
        seen = pages.setdefault(document.paper, [])
        if document.sha256 in seen:
            problems.append(Problem(f"{path}.sha256", "document-twice"))
        seen.append(document.sha256)
        if len(seen) == paper.pages_max + 1:
            problems.append(Problem(f"{path}.paper", "document-pages", {"max": str(paper.pages_max)}))
    return tuple(problems)


def _check_one(document: AttachedDocument, paper: RequiredDocument, path: str) -> list[Problem]:
    problems = []
    if not is_digest(document.sha256):
        problems.append(Problem(f"{path}.sha256", "document-digest"))
    if document.media_type not in MEDIA_TYPES:
        problems.append(Problem(f"{path}.media_type", "document-type"))
    if not 0 < document.size_bytes <= paper.bytes_max:
        kilobytes = str(paper.bytes_max // 1000)
        problems.append(Problem(f"{path}.size_bytes", "document-size", {"max": kilobytes}))
    return problems
