"""Drafts of a counter: kept as they are typed, found again by the person who typed them, discarded.

Everything here waits for the disk and belongs off the UI thread. The personal data in a draft is in the
encrypted store alone; nothing of it is logged.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from app.domain.draft import DraftContent
from app.domain.entry import instant
from app.domain.errors import DaftarError
from app.local_db import drafts
from app.local_db.drafts import DraftRow
from app.office.counter import Counter

log = logging.getLogger(__name__)


class DraftPageLost(DaftarError):
    """A page of a draft cannot be read any more."""

    what = "A page of {name} that was added to this draft cannot be read any more."
    safe = "What was typed is kept, and so are the other pages."
    todo = "Add the page again."


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its owner finds it. ``id`` is that of the request it will become; instants are stored text.

    ``receipt``: it was accepted already, and this is its receipt; else empty.
    """

    id: str
    staff: str
    service: str
    begun_at: str
    saved_at: str
    content: DraftContent
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One person's drafts, the oldest first; ``unreadable``: how many a newer or older program wrote."""

    drafts: tuple[Draft, ...]
    unreadable: int = 0


_pictures = threading.Lock()
"""Held while pictures and the rows that name them change, so that none is swept away in between."""


def save(counter: Counter, draft: Draft, pictures: Mapping[str, bytes]) -> str:
    """Keep a draft durably with the pictures of its pages, by digest; the instant at which it was saved.

    One that was accepted meanwhile is not kept again. Raises what ``Counter.write`` raises.
    """
    pages = tuple(dict.fromkeys(page.sha256 for page in draft.content.pages))
    with _pictures:
        folder = drafts.pictures(counter.store)
        for sha256 in pages:
            if sha256 in pictures and not folder.has(sha256, len(pictures[sha256])):
                folder.put(pictures[sha256])
        saved_at = instant(counter.now())
        row = DraftRow(
            id=draft.id,
            staff=draft.staff,
            service=draft.service,
            begun_at=draft.begun_at,
            saved_at=saved_at,
            pages=pages,
            content=msgspec.json.encode(draft.content),
        )
        with counter.write() as conn:
            drafts.save(conn, row)
    return saved_at


def find(counter: Counter, staff: str) -> Kept:
    """The drafts of one person."""
    found, unreadable = [], 0
    with counter.store.read() as conn:
        rows = drafts.of_staff(conn, staff)
    for row in rows:
        try:
            content = msgspec.json.decode(row.content, type=DraftContent)
        except msgspec.DecodeError:
            log.warning("a draft cannot be read by this version")
            unreadable += 1
            continue
        found.append(Draft(row.id, row.staff, row.service, row.begun_at, row.saved_at, content, row.receipt))
    return Kept(tuple(found), unreadable)


def picture(counter: Counter, sha256: str, name: str) -> bytes:
    """The working picture of a page called ``name``. Raises :class:`DraftPageLost`."""
    try:
        return drafts.pictures(counter.store).get(sha256)
    except (OSError, ValueError) as error:
        raise DraftPageLost(name=name) from error


def discard(counter: Counter, draft: str) -> None:
    """Remove a draft with its pictures. Raises what ``Counter.write`` raises."""
    with counter.write() as conn:
        drafts.drop(conn, draft)
    sweep(counter)


def sweep(counter: Counter) -> int:
    """Delete the pictures that no draft refers to: of drafts accepted, discarded, or cut off in their saving.

    How many went.
    """
    with _pictures:
        with counter.store.read() as conn:
            named = drafts.named_pictures(conn)
        return drafts.pictures(counter.store).keep_only(named)
