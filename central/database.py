"""The centre's connection pool to PostgreSQL: any server by URL, the embedded one by directory.

::

    async with open_database(url=..., data_dir=...) as database:      # migrated, pool open
        async with database.transaction() as conn:                     # BEGIN … COMMIT
            await conn.execute(...)
        async with database.autocommit() as conn:                      # one statement, no BEGIN
            ...

UUID columns come back as text, timestamps as aware datetimes, json columns as Python values.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg.types.string import TextLoader
from psycopg_pool import AsyncConnectionPool

from central.embedded import EmbeddedServer
from central.schema import migrate

POOL_CONNECTIONS_MIN = 2
POOL_CONNECTIONS_MAX = 16
POOL_WAIT_S = 5.0
CONNECT_TIMEOUT_S = 10
LOCK_WAIT_S = 10
IDLE_TRANSACTION_S = 60

Connection = AsyncConnection[TupleRow]
_T = TypeVar("_T")


class Database:
    """A pool of connections to one migrated database. ``url`` is what psycopg takes."""

    def __init__(self, url: str, *, connections_max: int = POOL_CONNECTIONS_MAX) -> None:
        self.url = url
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=min(POOL_CONNECTIONS_MIN, connections_max),
            max_size=connections_max,
            timeout=POOL_WAIT_S,
            open=False,
            configure=_configure,
            kwargs={"autocommit": True, "connect_timeout": CONNECT_TIMEOUT_S},
        )

    async def open(self) -> None:
        """Fill the pool. Raises ``psycopg_pool.PoolTimeout`` when the server does not answer."""
        await self._pool.open(wait=True, timeout=POOL_WAIT_S)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside a transaction: commits at the end, rolls back on any exception."""
        async with self._pool.connection() as conn, conn.transaction():
            yield conn

    @asynccontextmanager
    async def autocommit(self) -> AsyncIterator[Connection]:
        """A connection on which each statement is its own transaction."""
        async with self._pool.connection() as conn:
            yield conn

    async def listener(self) -> Connection:
        """A connection of one's own, outside the pool, for ``LISTEN``; the caller closes it."""
        return await AsyncConnection.connect(self.url, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S)


@asynccontextmanager
async def open_database(
    *, url: str | None = None, data_dir: Path | None = None, connections_max: int = POOL_CONNECTIONS_MAX
) -> AsyncIterator[Database]:
    """The database at ``url``, or the embedded one in ``data_dir``, migrated and with its pool open.

    The embedded server is started when it does not run, shared when it does, and stopped by whoever
    uses it last. Raises ``ValueError`` unless exactly one of the two is given.
    """
    async with AsyncExitStack() as stack:
        if data_dir is not None and url is None:
            server = await asyncio.to_thread(EmbeddedServer.start, data_dir)
            stack.push_async_callback(asyncio.to_thread, server.release)
            url = server.url
        elif url is None or data_dir is not None:
            raise ValueError("name a database: either its URL or a directory for the embedded one")
        await asyncio.to_thread(migrate, url)
        database = Database(url, connections_max=connections_max)
        stack.push_async_callback(database.close)
        await database.open()
        yield database


def run(main: Coroutine[Any, Any, _T]) -> _T:
    """``asyncio.run`` on a loop that psycopg can use (Windows' default one cannot wait on its sockets)."""
    if sys.platform == "win32":
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(main)
    return asyncio.run(main)


async def _configure(conn: Connection) -> None:
    conn.adapters.register_loader("uuid", TextLoader)
    # Acknowledged means durable, whatever the server's own default says. And a process that is frozen
    # with a device's row locked must not hold up that device for ever.
    await conn.execute(
        f"SET synchronous_commit = on; SET lock_timeout = '{LOCK_WAIT_S}s';"
        f" SET idle_in_transaction_session_timeout = '{IDLE_TRANSACTION_S}s'"
    )
