"""Catalogues and tariffs from the feed: used only when the centre's pinned key signed them.

One that does not verify, is older than the one held, does not parse or has a mistake in it that the centre's
own check would have found, is refused with its reason; the office goes on with what it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from app.domain.catalogue import CatalogueMistake, parse_catalogue
from app.domain.definition import check_catalogue
from app.domain.feed import FeedItem, FeedKind
from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP, BadSignature, open_jws
from app.domain.tariff import TariffMistake, parse_tariff
from app.local_db.feed_log import Refused
from app.local_db.projections import PUBLICATIONS
from app.local_db.queries.publications import latest_version

_TYP = {FeedKind.CATALOGUE_PUBLISHED: CATALOGUE_TYP, FeedKind.TARIFF_PUBLISHED: TARIFF_TYP}
REASON_CHARS_MAX = 300


def check_publications(
    conn: Connection, trust: dict[str, Any], items: Iterable[FeedItem]
) -> Mapping[int, bytes | Refused]:
    """The verified payload of each publication among ``items`` by its feed seq, or why it is refused."""
    held = _held_versions(conn)
    checked: dict[int, bytes | Refused] = {}
    for item in items:
        if item.kind not in _TYP:
            continue
        found = _check(item, trust, held)
        checked[item.seq] = found
    return checked


def _check(item: FeedItem, trust: dict[str, Any], held: dict[str, int]) -> bytes | Refused:
    """One publication; ``held`` learns its version when it is good."""
    try:
        payload = open_jws(trust, str(item.data.get("jws", "")), _TYP[item.kind], untyped=True)
        version = _version(item.kind, payload)
    except (BadSignature, CatalogueMistake, TariffMistake) as error:
        return Refused(str(error)[:REASON_CHARS_MAX])
    if item.data.get("version") != version:
        return Refused(f"announced as version {item.data.get('version')!r}, signed as {version}", version)
    if version < held[item.kind]:
        return Refused(f"version {version} is older than {held[item.kind]}, which is held", version)
    held[item.kind] = version
    return payload


def _version(kind: str, payload: bytes) -> int:
    if kind == FeedKind.CATALOGUE_PUBLISHED:
        catalogue = parse_catalogue(payload)
        mistakes = check_catalogue(catalogue)
        if mistakes:
            raise CatalogueMistake("; ".join(mistakes))
        return catalogue.version
    return parse_tariff(payload).version


def _held_versions(conn: Connection) -> dict[str, int]:
    return {kind: latest_version(conn, what) for kind, what in PUBLICATIONS.items()}
