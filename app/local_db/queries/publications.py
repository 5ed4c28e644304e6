"""The catalogue and the tariffs that this office holds, as verified when they came."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from app.domain.catalogue import Catalogue, parse_catalogue
from app.domain.signatures import TARIFF_TYP, BadSignature, open_jws
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
    return [parse_tariff(bytes(payload)) for _, payload, _ in _held_tariffs(conn)]


def foreign_tariff(conn: Connection, trust: dict[str, Any]) -> int | None:
    """The version of a tariff here that is not what a key of the JWKS ``trust`` signed; None if all are.

    A store whose file was written by another hand is found by this before it prices anything.
    """
    for version, payload, jws in _held_tariffs(conn):
        try:
            signed = open_jws(trust, jws, TARIFF_TYP, untyped=True)
        except BadSignature:
            return version
        if signed != payload or parse_tariff(signed).version != version:
            return version
    return None


def latest_version(conn: Connection, what: str) -> int:
    """The highest version held of ``catalogue`` or ``tariff``; 0 when none is."""
    row = conn.exec_driver_sql("SELECT max(version) FROM publications WHERE what = ?", (what,)).scalar_one()
    return row or 0


def _held_tariffs(conn: Connection) -> list[tuple[int, bytes, str]]:
    """Version, payload and signed text, latest version first."""
    rows = conn.execute(
        select(publications.c.version, publications.c.payload, publications.c.jws)
        .where(publications.c.what == "tariff")
        .order_by(publications.c.version.desc())
        .limit(TARIFFS_HELD_MAX)
    )
    return [(version, bytes(payload), jws) for version, payload, jws in rows]
