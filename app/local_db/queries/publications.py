"""The catalogue and the tariffs that this office holds, as verified when they came."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.domain.catalogue import Catalogue, parse_catalogue
from app.domain.tariff import Tariff, parse_tariff
from app.local_db.schema import publications

TARIFFS_HELD_MAX = 50
"""How many of the latest tariff versions are read; a receipt in hand is never older than these."""


def catalogue(conn: Connection) -> Catalogue | None:
    """The latest catalogue, or None before the first was published."""
    payload = conn.execute(
        select(publications.c.payload)
        .where(publications.c.what == "catalogue")
        .order_by(publications.c.version.desc())
        .limit(1)
    ).scalar()
    return None if payload is None else parse_catalogue(bytes(payload))


def tariffs(conn: Connection) -> list[Tariff]:
    """The tariff versions held, latest version first."""
    payloads = conn.execute(
        select(publications.c.payload)
        .where(publications.c.what == "tariff")
        .order_by(publications.c.version.desc())
        .limit(TARIFFS_HELD_MAX)
    ).scalars()
    return [parse_tariff(bytes(payload)) for payload in payloads]


def latest_version(conn: Connection, what: str) -> int:
    """The highest version held of ``catalogue`` or ``tariff``; 0 when none is."""
    row = conn.exec_driver_sql("SELECT max(version) FROM publications WHERE what = ?", (what,)).scalar_one()
    return row or 0
