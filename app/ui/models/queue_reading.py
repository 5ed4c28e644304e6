"""Reading what the queue's page shows: its rows and the counts above them, off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.local_db.queries.queue import PAGE_MAX, queue
from app.local_db.queries.queue_row import QueueRow
from app.office.counter import Counter
from app.ui.models.situation import Situation, read_situation


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page shows, read together."""

    items: list[QueueRow]
    situation: Situation


def read_queue(counter: Counter, limit: int, text: str) -> Reading:
    """The first ``limit`` rows that fit ``text``, and the counts."""
    return Reading(_read_rows(counter, limit, text), read_situation(counter))


def _read_rows(counter: Counter, limit: int, text: str) -> list[QueueRow]:
    """The first ``limit`` rows that fit ``text``, page by page in one snapshot."""
    rows: list[QueueRow] = []
    with counter.store.read() as conn:
        while len(rows) < limit:
            wanted = min(PAGE_MAX, limit - len(rows))
            page = queue(conn, limit=wanted, offset=len(rows), text=text)
            rows.extend(page)
            if len(page) < wanted:
                break
    return rows
