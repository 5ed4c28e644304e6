"""Catalogue and tariff versions: signed once, kept for ever, and sent to every office's feed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from app.domain.catalogue import Catalogue, IdentityCheck, Service
from app.domain.feed import FeedKind
from app.domain.identity import REGISTRY
from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP
from app.domain.tariff import Tariff
from central import feed, signing
from central.database import Connection

SQL_KEEP = """
INSERT INTO publications (kind, version, jws, payload) VALUES (%s, %s, %s, %s::json)
ON CONFLICT DO NOTHING RETURNING version
"""
SQL_NAME_UPSTREAM = "INSERT INTO upstream_states (name) VALUES (%s) ON CONFLICT DO NOTHING"
SQL_USE_UPSTREAMS = "UPDATE upstream_states SET used = (name = ANY(%s)) WHERE used <> (name = ANY(%s))"
SQL_CURRENT = """
SELECT kind, version, jws FROM publications p
WHERE kind = 'tariff' OR version = (SELECT max(version) FROM publications WHERE kind = 'catalogue')
ORDER BY kind, version
"""
SQL_NEWEST_CATALOGUE = """
SELECT payload::text FROM publications WHERE kind = 'catalogue' ORDER BY version DESC LIMIT 1
"""


class Published(StrEnum):
    """What can be published."""

    CATALOGUE = "catalogue"
    TARIFF = "tariff"


class VersionTaken(ValueError):
    """This version is published already; a change needs a higher one."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One version, signed: ``jws`` is what offices verify."""

    kind: Published
    version: int
    jws: str

    def decision(self) -> feed.Decision:
        """The feed item that carries it."""
        kind = FeedKind.CATALOGUE_PUBLISHED if self.kind is Published.CATALOGUE else FeedKind.TARIFF_PUBLISHED
        return feed.Decision(kind, {"version": self.version, "jws": self.jws})


async def publish(conn: Connection, value: Catalogue | Tariff) -> Publication:
    """Sign a version, keep it and write it to the feed of every office. Runs inside a transaction.

    The upstream systems that a catalogue's services name become known, as ``up``, and are those in use.
    Raises :class:`VersionTaken`.
    """
    is_catalogue = isinstance(value, Catalogue)
    kind = Published.CATALOGUE if is_catalogue else Published.TARIFF
    key = await signing.signer(conn, signing.Purpose.PUBLICATION)
    payload = msgspec.json.encode(value)
    publication = Publication(
        kind, value.version, key.jws(payload, CATALOGUE_TYP if is_catalogue else TARIFF_TYP)
    )
    kept = await conn.execute(SQL_KEEP, (kind, value.version, publication.jws, payload.decode()))
    if await kept.fetchone() is None:
        raise VersionTaken(f"{kind} {value.version} is published already")
    if isinstance(value, Catalogue):
        await _use_upstreams(conn, value)
    await feed.append_everywhere(conn, [publication.decision()])
    return publication


async def _use_upstreams(conn: Connection, catalogue: Catalogue) -> None:
    named = sorted({name for service in catalogue.services for name in _systems(service)})
    used = sorted({name for service in catalogue.services if service.enabled for name in _systems(service)})
    for upstream in named:
        await conn.execute(SQL_NAME_UPSTREAM, (upstream,))
    await conn.execute(SQL_USE_UPSTREAMS, (used, used))


def _systems(service: Service) -> set[str]:
    """The systems that a service rests on: the one that decides, and the register that says who asks."""
    found = {service.upstream} if service.upstream else set()
    return found if service.identity is IdentityCheck.NONE else found | {REGISTRY}


async def current_publications(conn: Connection) -> list[Publication]:
    """What a new office must know: the newest catalogue and every tariff, in the order of publishing."""
    cursor = await conn.execute(SQL_CURRENT)
    return [Publication(Published(kind), version, jws) for kind, version, jws in await cursor.fetchall()]


async def newest_catalogue(conn: Connection) -> Catalogue | None:
    """The catalogue in force, None before the first one is published."""
    row = await (await conn.execute(SQL_NEWEST_CATALOGUE)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=Catalogue)
