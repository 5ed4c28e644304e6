"""The feed: what the centre decides, applied in order, a page in one transaction with its cursor.

A page that does not fit (a gap, a malformed item, another epoch) is applied in no part.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.feed import FeedItem, FeedKind
from app.local_db import feed_log, uploads
from app.local_db.store import Store
from app.sync.errors import Malformed
from app.sync.protocol import FEED_PAGE_MAX, FeedPage
from app.sync.publications import check_publications
from app.sync.transport import Centre

PAGES_MAX = 10_000
"""Pages that one catching-up takes before it lets others have a turn."""
SMALL_ITEMS = 50
"""Items in a page while the clerk types."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one page brought. ``revoked`` is the centre's reason when it withdrew this very device."""

    items: int = 0
    more: bool = False
    is_new_epoch: bool = False
    kinds: frozenset[str] = field(default_factory=frozenset)
    revoked: str | None = None


def pull_page(store: Store, centre: Centre, wait_s: int) -> Pulled:
    """Ask for the next page, waiting up to ``wait_s`` at the centre, and apply it.

    Raises ``CentreError``; then nothing was applied. After a new epoch (the centre was restored from a
    backup) the cursor stands at 0 and the next page starts the feed again.
    """
    with store.read() as conn:
        cursor = feed_log.cursor(conn)
    store.courtesy.after_you()
    limit = store.courtesy.piece(FEED_PAGE_MAX, SMALL_ITEMS)
    page = centre.feed(cursor.seq, wait_s if cursor.epoch else 0, limit)
    store.courtesy.after_you()
    if page.epoch != cursor.epoch:
        with store.write() as conn:
            feed_log.begin_epoch(conn, page.epoch)
            if cursor.epoch:
                uploads.forget(conn)  # what it held of the documents may be gone as well
        return Pulled(more=True, is_new_epoch=bool(cursor.epoch))
    if not page.items:
        if page.more:
            raise Malformed("an empty feed page that says there is more")
        return Pulled()
    _check_order(page, cursor.seq)
    trust = store.identity.trust
    with store.write() as conn:
        publications = check_publications(conn, trust, page.items)
        feed_log.apply_page(conn, page.epoch, page.items, publications, at=centre.clock.now())
    return Pulled(
        items=len(page.items),
        more=page.more,
        kinds=frozenset(item.kind for item in page.items),
        revoked=_revoked(page.items, store.identity.device),
    )


def pull_all(store: Store, centre: Centre) -> int:
    """Apply every page that the centre has now, without waiting for more; the number of items."""
    items = 0
    for _ in range(PAGES_MAX):
        pulled = pull_page(store, centre, 0)
        items += pulled.items
        if not pulled.more:
            break
    return items


def _check_order(page: FeedPage, after: int) -> None:
    for expected, item in enumerate(page.items, after + 1):
        if item.seq != expected:
            raise Malformed(f"feed item {item.seq} where {expected} was due")


def _revoked(items: list[FeedItem], device: str) -> str | None:
    for item in items:
        if item.kind == FeedKind.DEVICE_REVOKED and item.data.get("device") == device:
            return str(item.data.get("reason", ""))
    return None
