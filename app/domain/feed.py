"""The feed: what the centre decides, in order, one item at a time (docs/protocol.md, "Feed item")."""

from __future__ import annotations

from typing import Any

import msgspec


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One decision of the centre for this office."""

    seq: int
    id: str
    kind: str
    at: str
    data: dict[str, Any]


class FeedKind:
    """Kinds of feed item that this version acts on. Others are kept."""

    RECEIPT_RECORDED = "receipt.recorded"
    APPLICATION_DECIDED = "application.decided"
    VOID_RECORDED = "void.recorded"
    VOID_REFUSED = "void.refused"
    IDENTITY_CHECKED = "identity.checked"
    FINDING_RAISED = "finding.raised"
    FINDING_WITHDRAWN = "finding.withdrawn"
    CATALOGUE_PUBLISHED = "catalogue.published"
    TARIFF_PUBLISHED = "tariff.published"
    STAFF_CHANGED = "staff.changed"
    UPSTREAM_CHANGED = "upstream.changed"
    DEVICE_REVOKED = "device.revoked"
    VEHICLE_INSPECTED = "vehicle.inspected"
