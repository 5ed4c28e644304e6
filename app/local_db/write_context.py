"""What belongs to the one writing connection: whose journal it is, its head, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from app.domain.chain import Head
from app.local_db.engine import Raw
from app.local_db.identity import Identity

_KEY = "daftar.write"


@dataclass(slots=True)
class WriteContext:
    """Carried in ``Connection.info`` of the writer.

    ``raw`` is the driver's own connection under it.
    ``head`` is the journal's head as this connection sees it, None when it must be read again (after a
    rollback). ``topics`` collects what the running transaction changed.
    """

    identity: Identity
    raw: Raw = None
    head: Head | None = None
    topics: set[str] = field(default_factory=set)


def attach(conn: Connection, context: WriteContext) -> None:
    """Make ``conn`` the writer's connection."""
    conn.info[_KEY] = context


def find_context(conn: Connection) -> WriteContext | None:
    """The context of a writing connection; None on a reader's."""
    found: WriteContext | None = conn.info.get(_KEY)
    return found


def context_of(conn: Connection) -> WriteContext:
    """The context of a writing connection. Raises ``RuntimeError`` on any other."""
    found = find_context(conn)
    if found is None:
        raise RuntimeError("only a connection of Store.write() may change the store")
    return found


def changed(conn: Connection, *topics: str) -> None:
    """Say that the running transaction changed these topics (see ``Store.on_change``)."""
    context_of(conn).topics.update(topics)


def run(conn: Connection, statement: str, values: tuple[object, ...]) -> int:
    """Execute one statement and return how many rows it wrote.

    On the writer it goes straight to the driver: every receipt waits for these few statements, and
    SQLAlchemy's part of them is as long as SQLite's.
    """
    context = find_context(conn)
    if context is None:
        return conn.exec_driver_sql(statement, values).rowcount
    return int(context.raw.execute(statement, values).rowcount)


def first_row(conn: Connection, statement: str, values: tuple[object, ...]) -> Sequence[Any] | None:
    """The first row of a query, or None; on the writer straight from the driver, for the same reason."""
    context = find_context(conn)
    if context is None:
        return conn.exec_driver_sql(statement, values).first()
    row: tuple[Any, ...] | None = context.raw.execute(statement, values).fetchone()
    return row
