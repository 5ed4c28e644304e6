"""An application: what is asked for in an accept line, and the states it goes through."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from app.domain.text import has_unprintable


class State(StrEnum):
    """Where an application stands. Drawn in docs/life-of-an-application.md, ruled by :mod:`app.domain.life`.

    The office's own entries lead to ``captured-unpaid``, ``accepted``, ``corrected``, ``voided`` and
    ``refunded``; everything else is the centre's or an upstream system's word, and comes in the feed. Only
    ``drafted`` and ``sent`` stand in neither log.
    """

    DRAFTED = "drafted"
    CAPTURED_UNPAID = "captured-unpaid"
    ACCEPTED = "accepted"
    SENT = "sent"
    RECORDED = "recorded"
    FORWARDED = "forwarded"
    NEEDS_CORRECTION = "needs-correction"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ISSUED = "issued"
    POSTED = "posted"
    DELIVERED = "delivered"
    VOIDED = "voided"
    REFUNDED = "refunded"


class Method(StrEnum):
    """How money was taken at the counter."""

    CASH = "cash"
    CARD = "card"


class Payment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One payment. A card payment names the slip: 12-digit ``rrn`` and, if known, 8-digit ``terminal``."""

    method: str
    amount_rials: int
    rrn: str = ""
    terminal: str = ""


class AttachedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A scan of one page of a paper: ``paper`` is the code of a ``RequiredDocument``, ``sha256`` (hex) the
    digest of its plain content, which lies in the store (:mod:`app.local_db.documents`).
    """

    paper: str
    sha256: str
    size_bytes: int
    media_type: str


class GivenIdentity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who was seen to be the applicant, and by what (``app.domain.identity``).

    ``seen``: code of the document that was looked at. ``check``: the centre's signed answer, when the
    civil registry was asked before.
    """

    seen: str = ""
    check: str | None = None


class AcceptRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One line of ``daftar accept``: the caller's own ``id`` makes a repeat harmless.

    No payments means captured unpaid. The fee is never in here: it is computed. ``documents`` are the scans
    that were kept before, the pages of a paper in their order.
    ``identity`` is there for services that ask for a check of it.
    """

    id: str
    service: str
    applicant: dict[str, Any]
    fields: dict[str, Any] = {}
    payments: list[Payment] = []
    identity: GivenIdentity | msgspec.UnsetType | None = msgspec.UNSET
    documents: list[AttachedDocument] = []

    @property
    def given_identity(self) -> GivenIdentity | None:
        """What was said of the applicant's identity, None when nothing was."""
        return None if self.identity is msgspec.UNSET else self.identity


class MalformedRequest(ValueError):
    """The line is not an application at all; the text says what is wrong with it and where."""


REQUEST_ID_MAX = 200


def parse_request(line: bytes) -> AcceptRequest:
    """Read an accept line. Raises :class:`MalformedRequest`."""
    try:
        request = msgspec.json.decode(line, type=AcceptRequest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedRequest(str(error)) from error
    if not request.id or len(request.id) > REQUEST_ID_MAX:
        raise MalformedRequest(f"`id` must have 1 to {REQUEST_ID_MAX} characters")
    if has_unprintable(request.id) or has_unprintable(request.service):
        raise MalformedRequest("`id` and `service` must not hold control characters")
    return request
