"""What every call of one gateway process shares: database, keys, what it remembers, who waits."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from starlette.requests import Request

from app.domain.identity import REGISTRY
from app.domain.signatures import Signer
from central import signing
from central.database import Database
from central.epoch import current_epoch
from central.gateway.bell import Bell, FeedBell
from central.gateway.limits import (
    DEVICES_REMEMBERED_MAX,
    PASSWORD_CHECKS_MAX,
    TOKENS_REMEMBERED_MAX,
)
from central.gateway.registry import Registry
from central.upstreams import get_upstream

AUDIENCE = "urn:daftar:centre"
"""What assertions and access tokens are for (RFC 7523 ``aud``)."""

_K = TypeVar("_K")
_V = TypeVar("_V")


class Remembered(Generic[_K, _V]):
    """A bounded memory of things that never change; the least used is forgotten first."""

    def __init__(self, count_max: int) -> None:
        self._count_max = count_max
        self._kept: OrderedDict[_K, _V] = OrderedDict()

    def get(self, key: _K) -> _V | None:
        """What is remembered, or None."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: _K, value: _V) -> None:
        """Remember it."""
        self._kept[key] = value
        if len(self._kept) > self._count_max:
            self._kept.popitem(last=False)

    def forget(self, key: _K) -> None:
        """Forget it."""
        self._kept.pop(key, None)


@dataclass(frozen=True, slots=True)
class Device:
    """What never changes of a device."""

    device: str
    office: str
    public_jwk: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a valid access token stands for; ``expires`` in Unix seconds."""

    device: str
    office: str
    expires: int


@dataclass(slots=True)
class Centre:
    """The gateway's parts, put together by :func:`open_centre`."""

    database: Database
    token_key: Signer
    proof_key: Signer
    feed_bell: FeedBell
    registry: Registry
    heads_moved: Bell = field(default_factory=Bell)
    callers: Remembered[str, Caller] = field(default_factory=lambda: Remembered(TOKENS_REMEMBERED_MAX))
    devices: Remembered[str, Device] = field(default_factory=lambda: Remembered(DEVICES_REMEMBERED_MAX))
    password_checks: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PASSWORD_CHECKS_MAX))

    async def close(self) -> None:
        """Let every waiting request go."""
        await self.feed_bell.close()


async def open_centre(database: Database) -> Centre:
    """The gateway's parts on an open database; keys and the first epoch are made when missing."""
    async with database.transaction() as conn:
        token_key = await signing.signer(conn, signing.Purpose.TOKEN)
        proof_key = await signing.signer(conn, signing.Purpose.PUBLICATION)
        await current_epoch(conn)
    registry = Registry(get_upstream(REGISTRY, database))
    return Centre(database, token_key, proof_key, FeedBell(database), registry)


def centre_of(request: Request) -> Centre:
    """The process's parts, from any request."""
    centre: Centre = request.app.state.centre
    return centre
