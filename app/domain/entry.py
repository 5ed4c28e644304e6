"""One entry of a device's journal: a line of JSON whose exact bytes are kept, hashed and sent.

The bytes are made once, by :func:`encode`; nobody re-serialises them (docs/protocol.md, "Entry").
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

ENTRY_BYTES_MAX = 64 * 1024
"""Largest entry that the protocol carries."""

APPLICATION_BYTES_MAX = 24 * 1024
"""Largest application that an office accepts, so that it still fits when carried to another device."""


class Kind:
    """Names of the kinds of entry that this version writes. A reader meets others and keeps them."""

    STAFF_SIGNED_IN = "staff.signed_in"
    STAFF_SIGNED_OUT = "staff.signed_out"
    STAFF_REFUSED = "staff.refused"
    APPLICATION_ACCEPTED = "application.accepted"
    APPLICATION_CORRECTED = "application.corrected"
    APPLICATION_VOIDED = "application.voided"
    PAYMENT_TAKEN = "payment.taken"
    PAYMENT_REFUNDED = "payment.refunded"
    DOCUMENT_ADDED = "document.added"
    DOCUMENT_LOST = "document.lost"
    RECEIPT_REPRINTED = "receipt.reprinted"
    OUTAGE_STARTED = "outage.started"
    OUTAGE_ENDED = "outage.ended"
    CLOCK_MOVED = "clock.moved"
    PUBLICATION_REFUSED = "publication.refused"
    STORE_RESTORED = "store.restored"
    DEVICE_MOVED = "device.moved"
    ENTRY_CARRIED = "entry.carried"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A decoded entry. ``at`` is RFC 3339 UTC with milliseconds; ``staff`` is "" for the device itself."""

    seq: int
    id: str
    kind: str
    at: str
    office: str
    device: str
    staff: str
    data: dict[str, Any]


class EntryTooLarge(ValueError):
    """The entry's bytes would exceed :data:`ENTRY_BYTES_MAX`."""


_decoder = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """The entry's exact bytes: compact UTF-8 JSON, members in protocol order, no newline.

    Raises :class:`EntryTooLarge`.
    """
    line = msgspec.json.encode(entry)
    if len(line) > ENTRY_BYTES_MAX:
        raise EntryTooLarge(f"an entry of {len(line)} bytes; at most {ENTRY_BYTES_MAX}")
    return line


def decode(line: bytes) -> Entry:
    """Read an entry's bytes. Raises ``msgspec.DecodeError`` or its ``ValidationError``."""
    return _decoder.decode(line)


def instant(at: datetime) -> str:
    """An aware datetime as the protocol writes it: ``2026-11-23T10:42:07.123Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def parse_instant(text: str) -> datetime:
    """The aware UTC datetime of an RFC 3339 text. Raises ``ValueError``, also when it names no zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return at.astimezone(UTC)
