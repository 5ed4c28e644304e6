"""What the relay reads of a national system, whatever that system's own words are.

Adapters write it as JSON and believe nothing; ``central.relay.answers`` reads it strictly and judges.
"""

from __future__ import annotations

import msgspec

from app.domain.application import State
from app.domain.tariff import Words


class PostItem(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed to the post; ``barcode`` is its tracking number there."""

    barcode: str


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One word of an upstream system about one application.

    ``post`` is there when the result comes by post and was handed over to it. ``differs`` is of the civil
    registry: what does not agree with it, by codes of ``app.domain.identity.PARTS``.
    """

    application: str
    decision: State
    reference: str
    note: Words
    post: PostItem | None = None
    differs: tuple[str, ...] = ()


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """What an adapter writes in the place of an answer that it could not read; ``unreadable`` says why."""

    unreadable: str


def unreadable(why: str) -> bytes:
    """The text of an :class:`Unreadable`, which the relay turns into a finding."""
    return msgspec.json.encode(Unreadable(unreadable=why))
