"""Find: any application that this counter took, by the beginning of any name or number on it."""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.local_db.queries.queue import QueueRow, asked, told
from app.local_db.schema import applications
from app.local_db.search import matching

FOUND_MAX = 50
"""Rows of one answer: a screenful and a half. Who sees more has typed too little to mean one."""


def find(conn: Connection, typed: str, *, limit: int = FOUND_MAX) -> list[QueueRow]:
    """The newest ``limit`` applications that fit what was typed, newest first; all fit an empty text.

    Looked for are names (in any spelling), national code, receipt, telephones and plates.
    """
    wanted = asked().order_by(applications.c.seq.desc()).limit(limit)
    if typed.strip():
        condition = matching(typed, limit)
        if condition is None:
            return []
        wanted = wanted.where(text(condition[0])).params(**condition[1])
    return told(conn, conn.execute(wanted).all())
