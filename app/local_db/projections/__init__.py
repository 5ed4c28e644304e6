"""What the read tables say of each entry and each feed item: one file a subject.

A projection is a function of the log alone: no clock, no chance, no state of sync. Only so does
:mod:`app.local_db.projections.rebuild` come out equal. Kinds that have no projection are kept in the log.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from sqlalchemy import Connection

from app.domain.entry import Entry, Kind, decode
from app.domain.feed import FeedItem, FeedKind
from app.local_db.projections import (
    applications,
    corrections,
    documents,
    findings,
    mentions,
    outages,
    outcomes,
    payments,
    publications,
    refunds,
    staff,
    upstreams,
    vehicles,
    voids,
)

EntryProjection = Callable[[Connection, Entry], None]
FeedProjection = Callable[[Connection, FeedItem], None]

_ENTRIES: dict[str, EntryProjection] = {
    Kind.APPLICATION_ACCEPTED: applications.accepted,
    Kind.APPLICATION_CORRECTED: corrections.corrected,
    Kind.APPLICATION_VOIDED: voids.voided,
    Kind.PAYMENT_TAKEN: payments.taken,
    Kind.PAYMENT_REFUNDED: refunds.refunded,
    Kind.DOCUMENT_ADDED: documents.added,
    Kind.DOCUMENT_LOST: documents.lost,
    Kind.OUTAGE_STARTED: outages.started,
    Kind.OUTAGE_ENDED: outages.ended,
}

_FEED: dict[str, FeedProjection] = {
    FeedKind.RECEIPT_RECORDED: outcomes.recorded,
    FeedKind.APPLICATION_DECIDED: outcomes.decided,
    FeedKind.VOID_RECORDED: voids.recorded,
    FeedKind.VOID_REFUSED: voids.refused,
    FeedKind.IDENTITY_CHECKED: outcomes.identity_checked,
    FeedKind.FINDING_RAISED: findings.raised,
    FeedKind.FINDING_WITHDRAWN: findings.withdrawn,
    FeedKind.STAFF_CHANGED: staff.changed,
    FeedKind.UPSTREAM_CHANGED: upstreams.changed,
    FeedKind.VEHICLE_INSPECTED: vehicles.inspected,
}

PUBLICATIONS = {FeedKind.CATALOGUE_PUBLISHED: "catalogue", FeedKind.TARIFF_PUBLISHED: "tariff"}
"""Kinds of feed item that carry a signed publication, and what each publishes."""

TOPICS = {
    Kind.DOCUMENT_ADDED: "documents",
    Kind.DOCUMENT_LOST: "documents",
    Kind.OUTAGE_STARTED: "outages",
    Kind.OUTAGE_ENDED: "outages",
    FeedKind.RECEIPT_RECORDED: "applications",
    FeedKind.APPLICATION_DECIDED: "applications",
    FeedKind.VOID_RECORDED: "applications",
    FeedKind.VOID_REFUSED: "applications",
    FeedKind.IDENTITY_CHECKED: "applications",
    FeedKind.FINDING_RAISED: "findings",
    FeedKind.FINDING_WITHDRAWN: "findings",
    FeedKind.STAFF_CHANGED: "staff",
    FeedKind.UPSTREAM_CHANGED: "upstreams",
    FeedKind.VEHICLE_INSPECTED: "vehicles",
    FeedKind.CATALOGUE_PUBLISHED: "catalogue",
    FeedKind.TARIFF_PUBLISHED: "tariff",
}
"""What ``Store.on_change`` calls the change of a kind, beside ``journal`` or ``feed``."""


def project_entry(conn: Connection, entry: Entry, topics: set[str] | None = None) -> None:
    """Write what one entry means. Raises ``KeyError`` or ``TypeError`` on malformed data of this device."""
    if entry.kind == Kind.ENTRY_CARRIED:
        _project_carried(conn, entry)
    else:
        projection = _ENTRIES.get(entry.kind)
        if projection is not None:
            projection(conn, entry)
        mentions.in_entry(conn, entry)
    if topics is not None:
        topics.add("journal")
        if entry.kind in TOPICS:
            topics.add(TOPICS[entry.kind])


def project_item(conn: Connection, item: FeedItem, payload: bytes | None) -> None:
    """Write what one feed item means; ``payload`` is a publication's verified content.

    Raises :class:`msgspec.ValidationError` when the item's data are not what its kind promises; nothing
    was written then.
    """
    what = PUBLICATIONS.get(item.kind)
    if what is not None:
        if payload is not None:
            publications.published(conn, what, payload, str(item.data.get("jws", "")))
        return
    projection = _FEED.get(item.kind)
    if projection is not None:
        projection(conn, item)
    mentions.in_item(conn, item)


def _project_carried(conn: Connection, outer: Entry) -> None:
    """The entry of a former device, at the place it now has in this journal.

    What was written elsewhere may be of any version: when it cannot be read it is kept and says nothing.
    """
    try:
        inner = decode(outer.data["entry"].encode())
    except (msgspec.DecodeError, KeyError, AttributeError, UnicodeEncodeError, RecursionError):
        return
    projection = _ENTRIES.get(inner.kind)
    if projection is None and inner.kind not in mentions.ENTRIES:
        return
    here = msgspec.structs.replace(inner, seq=outer.seq)
    conn.exec_driver_sql("SAVEPOINT carried")
    try:
        if projection is not None:
            projection(conn, here)
        mentions.in_entry(conn, here)
    except (KeyError, TypeError, ValueError, AttributeError):
        conn.exec_driver_sql("ROLLBACK TO carried")
    finally:
        conn.exec_driver_sql("RELEASE carried")
