"""One page of a paper as the window holds it until the application is saved. Work for other threads."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from app.domain.application import AttachedDocument
from app.domain.catalogue import RequiredDocument
from app.domain.draft import TypedPage
from app.local_db import documents
from app.local_db.store import Store
from app.ui.documents import imaging
from app.ui.documents.imaging import Crop, Limits

THUMBNAIL_PX = 144
"""Edge of a thumbnail's picture, for twice the dots of the button that shows it."""
PREVIEW_PX_MAX = 1_600
"""Longest edge of the picture that a preview shows."""
PASTED_QUALITY = 95
"""JPEG quality (of 100) at which a pasted picture is first written down."""
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page comes from: a file, a file's content (a scan), or a picture (pasted)."""

    name: str
    given: Path | bytes | QImage


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page: ``source`` is its working picture (JPEG), ``content`` what will be kept of it.

    ``content`` follows from ``source`` turned by ``quarters`` and then cropped, within ``limits``.
    ``sha256`` is the digest (hex) of ``source``.
    """

    number: int
    name: str
    source: bytes
    quarters: int
    crop: Crop
    limits: Limits
    content: bytes
    thumbnail: QImage
    sha256: str


def limits_of(paper: RequiredDocument) -> Limits:
    """What a definition allows of each page of a paper."""
    return Limits(paper.edge_px_max, paper.bytes_max)


def take_in(source: Source, limits: Limits) -> ScanPage:
    """Make a page of what was given. Raises what :mod:`app.ui.documents.imaging` has."""
    given = source.given
    if isinstance(given, Path):
        given = imaging.read_file(given)
    if isinstance(given, QImage):
        if given.isNull():
            raise imaging.NotAPicture(name=source.name)
        given = imaging.as_jpeg(imaging.on_white(given), PASTED_QUALITY)
    working = imaging.as_jpeg(imaging.load(given, source.name), imaging.WORK_QUALITY)
    return _page(next(_numbers), source.name, working, 0, Crop(), limits)


def changed(page: ScanPage, quarters: int, crop: Crop, limits: Limits | None = None) -> ScanPage:
    """The page turned and cropped otherwise, or for other limits; made anew from its working picture."""
    return _page(page.number, page.name, page.source, quarters % 4, crop, limits or page.limits)


def draft(paper: str, page: ScanPage) -> TypedPage:
    """A page as a draft keeps it, its working picture by digest."""
    crop, limits = page.crop, page.limits
    return TypedPage(
        paper=paper,
        name=page.name,
        sha256=page.sha256,
        quarters=page.quarters,
        crop=(crop.left, crop.top, crop.right, crop.bottom),
        edge_px_max=limits.edge_px_max,
        bytes_max=limits.bytes_max,
    )


def take_up(typed: TypedPage, read: Callable[[str, str], bytes]) -> ScanPage:
    """The page of a draft; ``read`` gives its working picture by digest and name. Raises what it raises."""
    limits = Limits(typed.edge_px_max, typed.bytes_max)
    source = read(typed.sha256, typed.name)
    return _page(next(_numbers), typed.name, source, typed.quarters, Crop(*typed.crop), limits)


def preview(content: bytes, name: str) -> QImage:
    """A picture to look at."""
    return imaging.load(content, name, PREVIEW_PX_MAX)


def keep_all(store: Store, pages: list[tuple[RequiredDocument, ScanPage]]) -> list[AttachedDocument]:
    """Keep pages durably, each within the limits of its paper; what an application names them by.

    Raises what :func:`app.local_db.documents.keep` and :func:`changed` raise.
    """
    attached = []
    for paper, page in pages:
        limits = limits_of(paper)
        fit = page if page.limits == limits else changed(page, page.quarters, page.crop, limits)
        kept = documents.keep(store, fit.content, imaging.MEDIA_TYPE)
        attached.append(
            AttachedDocument(
                paper=paper.code,
                sha256=kept.sha256,
                size_bytes=kept.size_bytes,
                media_type=kept.media_type,
            )
        )
    return attached


def _page(number: int, name: str, source: bytes, quarters: int, crop: Crop, limits: Limits) -> ScanPage:
    content = imaging.fit(source, quarters, crop, limits, name)
    small = imaging.rendered(content, 0, Crop(), THUMBNAIL_PX)
    digest = hashlib.sha256(source).hexdigest()
    return ScanPage(number, name, source, quarters, crop, limits, content, small, digest)


def same_content(page: ScanPage, other: ScanPage) -> bool:
    """Whether two pages would be kept as one document."""
    return page.number != other.number and page.content == other.content
