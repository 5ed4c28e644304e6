"""Find: any application that this counter took, by the beginning of any name or number on it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, text

from app.local_db.queries.queue_row import QueueRow, asked, told
from app.local_db.schema import applications
from app.local_db.search import matching

FOUND_MAX = 50
"""Rows of one answer: a screenful and a half. Who sees more has typed too little to mean one."""


def find(conn: Connection, typed: str, *, limit: int = FOUND_MAX) -> list[QueueRow]:
    """The newest ``limit`` applications that fit what was typed, newest first; all fit an empty text.

    Looked for are names (in any spelling), national code, receipt, telephones and plates.
    """
    if not typed.strip():
        return told(conn, conn.execute(_statement("", limit)).all())
    condition = matching(typed, limit)
    if condition is None:
        return []
    return told(conn, conn.execute(_statement(condition[0], limit), condition[1]).all())


@lru_cache(maxsize=32)
def _statement(condition: str, limit: int) -> Select[Any]:
    """The query for one kind of condition, of which there are a handful; to put it together costs more than
    to ask it.
    """
    wanted = asked().order_by(applications.c.seq.desc()).limit(limit)
    return wanted.where(text(condition)) if condition else wanted
