"""Make the read tables anew from the two logs, and prove that those in use are the same.

The logs are replayed as they were written: after each journal entry come the feed items that were applied
after it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateIndex, CreateTable

from app.domain.entry import decode
from app.domain.feed import FeedItem
from app.local_db.courtesy import Courtesy
from app.local_db.engine import KEY_BYTES, Raw, connect, connection_on
from app.local_db.projections import TOPICS, project_entry, project_item
from app.local_db.schema import READ_TABLES, SEARCH_DDL
from app.local_db.write_context import changed

if TYPE_CHECKING:
    from app.local_db.store import Store

ROWS_AT_ONCE = 500
ROWS_A_PIECE = 100
"""While the clerk types."""
DIFFERENCES_MAX = 20

_APPLIED = "applied"
Row = TypeVar("Row")
_decode_item = msgspec.json.Decoder(FeedItem).decode


def rebuild(store: Store) -> None:
    """Drop the read tables and refill them from the logs, in one transaction."""
    with store.write() as conn:
        for table in READ_TABLES:
            conn.exec_driver_sql(f"DROP TABLE {table.name}")
        conn.exec_driver_sql("DROP TABLE search")
        create_read_tables(conn)
        replay(conn, conn)
        changed(conn, "journal", *TOPICS.values())


def create_read_tables(conn: Connection) -> None:
    """The read tables, empty."""
    for table in READ_TABLES:
        conn.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            conn.execute(CreateIndex(index))
    conn.exec_driver_sql(SEARCH_DDL)


def replay(source: Connection, target: Connection, courtesy: Courtesy | None = None) -> None:
    """Project both logs of ``source`` into the empty read tables of ``target``.

    With ``courtesy`` somebody else may go first before each entry and item.
    """
    items = _politely(_items(source), courtesy)
    item = next(items, None)
    seq = 0
    for seq, line in _politely(_lines(source), courtesy):
        while item is not None and item[0] < seq:
            project_item(target, item[1], item[2])
            item = next(items, None)
        project_entry(target, decode(line))
    while item is not None and item[0] <= seq:
        project_item(target, item[1], item[2])
        item = next(items, None)


def differences(store: Store) -> list[str]:
    """How the read tables differ from a rebuild, in words; empty when they do not.

    The rebuild goes to a database of its own, encrypted with a key that nobody keeps.
    """
    with tempfile.TemporaryDirectory(prefix="daftar-check-", ignore_cleanup_errors=True) as folder:
        raw = connect(Path(folder) / "rebuilt.db", os.urandom(KEY_BYTES), create=True)
        try:
            raw.execute("PRAGMA synchronous = OFF")
            raw.execute("PRAGMA journal_mode = OFF")
            with store.raw_read() as held, connection_on(held) as source, connection_on(raw) as target:
                target.exec_driver_sql("BEGIN")
                create_read_tables(target)
                replay(source, target, store.courtesy)
                target.exec_driver_sql("COMMIT")
                return _compare(held, raw, store.courtesy)
        finally:
            raw.close()


def _compare(held: Raw, rebuilt: Raw, courtesy: Courtesy) -> list[str]:
    found: list[str] = []
    for table in READ_TABLES:
        found += _table_differences(table, held, rebuilt, courtesy)
    found += _search_differences(held, rebuilt, courtesy)
    return found[:DIFFERENCES_MAX]


def _table_differences(table: Table, held: Raw, rebuilt: Raw, courtesy: Courtesy) -> Iterator[str]:
    columns = ", ".join(column.name for column in table.columns)
    keys = ", ".join(column.name for column in table.primary_key)
    query = f"SELECT {columns} FROM {table.name} ORDER BY {keys}"  # noqa: S608 - names of our own schema
    return _row_differences(table.name, held.execute(query), rebuilt.execute(query), courtesy)


def _search_differences(held: Raw, rebuilt: Raw, courtesy: Courtesy) -> Iterator[str]:
    """Compares every word of the two full-text indexes, where it stands and in which application."""
    for raw in (held, rebuilt):
        raw.execute("PRAGMA query_only = OFF")
        raw.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'instance')")
    query = "SELECT term, doc, col, offset FROM temp.words"
    return _row_differences("search", held.execute(query), rebuilt.execute(query), courtesy)


def _row_differences(name: str, held: Raw, rebuilt: Raw, courtesy: Courtesy) -> Iterator[str]:
    while True:
        courtesy.after_you()
        rows = courtesy.piece(ROWS_AT_ONCE, ROWS_A_PIECE)
        left, right = held.fetchmany(rows), rebuilt.fetchmany(rows)
        for a, b in zip(left, right, strict=False):
            if a != b:
                yield f"{name}: the row {a[0]!r} is not as the logs say (there it is {b[0]!r})"
                return
        if len(left) != len(right):
            yield f"{name}: it has {'more' if len(left) > len(right) else 'fewer'} rows than the logs say"
            return
        if not left:
            return


def _politely(rows: Iterator[Row], courtesy: Courtesy | None) -> Iterator[Row]:
    for row in rows:
        if courtesy is not None:
            courtesy.after_you()
        yield row


def _lines(conn: Connection) -> Iterator[tuple[int, bytes]]:
    seq = 0
    while True:
        rows = conn.exec_driver_sql(
            "SELECT seq, bytes FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (seq, ROWS_AT_ONCE)
        ).fetchall()
        for seq, line in rows:
            yield seq, line
        if not rows:
            return


def _items(conn: Connection) -> Iterator[tuple[int, FeedItem, bytes | None]]:
    position = 0
    while True:
        rows = conn.exec_driver_sql(
            "SELECT position, after_seq, item, payload FROM feed WHERE position > ? AND outcome = ?"
            " ORDER BY position LIMIT ?",
            (position, _APPLIED, ROWS_AT_ONCE),
        ).fetchall()
        for _, after_seq, item, payload in rows:
            yield after_seq, _decode_item(item), payload
        position = rows[-1][0] if rows else position
        if not rows:
            return
