"""A tariff: what every service costs from an instant on, the same at every office.

Travels as a compact JWS signed by the centre; its payload is the JSON of :class:`Tariff`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.domain.entry import parse_instant


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages of the window."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for ``fa`` or ``en``."""
        return self.fa if language == "fa" else self.en


PAYEES = frozenset(
    {"office", "treasury", "municipality", "stamp", "card", "police", "justice", "post", "tax"}
)
"""To whom an item may go. A published tariff names no other; a reader shows what it does not know."""


class TariffItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a service's price: ``item`` its code, ``payee`` whom it goes to, whole rials."""

    item: str
    name: Words
    payee: str
    amount_rials: int


class Tariff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version. In force from ``effective_from`` (RFC 3339) until a later version's instant.

    ``invented`` marks amounts that no authority has issued.
    """

    version: int
    year: int
    effective_from: str
    currency: str
    invented: bool
    services: dict[str, list[TariffItem]]
    note: Words | None = None
    """What a reader must know about these amounts; shown with them."""

    def effective_at(self) -> datetime:
        """The instant from which it is in force, aware UTC."""
        return parse_instant(self.effective_from)


class TariffMistake(ValueError):
    """A tariff that must not be published or used; the text says where and why."""


def parse_tariff(raw: bytes | dict[str, Any]) -> Tariff:
    """Read and check a tariff. Raises :class:`TariffMistake`."""
    try:
        found = (
            msgspec.json.decode(raw, type=Tariff) if isinstance(raw, bytes) else msgspec.convert(raw, Tariff)
        )
        found.effective_at()
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise TariffMistake(f"tariff: {error}") from error
    if found.currency != "IRR":
        raise TariffMistake(f"tariff {found.version}: currency {found.currency!r} is not known")
    if found.version < 1:
        raise TariffMistake("tariff: a version is 1 or more")
    for code, items in found.services.items():
        if not items:
            raise TariffMistake(f"tariff {found.version}: {code} has no items")
        if any(item.amount_rials < 0 for item in items):
            raise TariffMistake(f"tariff {found.version}: {code} has an amount below zero")
        if len({item.item for item in items}) != len(items):
            raise TariffMistake(f"tariff {found.version}: {code} names an item twice")
    return found


def in_force(tariffs: Sequence[Tariff], at: datetime) -> Tariff | None:
    """The tariff in force at an instant: the latest start not after it, the higher version on a tie."""
    started = [tariff for tariff in tariffs if tariff.effective_at() <= at]
    return max(started, key=lambda t: (t.effective_at(), t.version), default=None)
