"""What the entries that the centre acts on say, by kind; read and held to limits by ``reading``."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.application import Payment, State
from app.domain.fee import FeeLine
from app.domain.identity import EntryIdentity
from app.domain.tariff import CURRENT_RIAL


class TakenPayment(Payment, frozen=True, kw_only=True, omit_defaults=True):
    """A payment as it stands in an entry: with its own id (a UUID)."""

    payment: str


class EntryFee(msgspec.Struct, frozen=True, kw_only=True):
    """The fee as the office computed it."""

    tariff_version: int
    lines: list[FeeLine]
    total_rials: int
    currency: str = CURRENT_RIAL


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``application.accepted``."""

    application: str
    request: str
    service: str
    catalogue: int
    receipt: str
    day: str
    applicant: dict[str, Any]
    fields: dict[str, Any]
    fee: EntryFee
    payments: list[TakenPayment]
    state: State
    offline: bool
    inspection: Any = None
    """What the office saw of the vehicle's technical inspection; whatever it is, the entry is read."""
    identity: EntryIdentity | None = None
    documents: list[Scan] = []

    @property
    def paid_rials(self) -> int:
        """What was paid with the application."""
        return sum(payment.amount_rials for payment in self.payments)

    @property
    def person(self) -> str:
        """The number that says who the applicant is; "" when there is none."""
        return _person(self.applicant)


def _person(applicant: dict[str, Any]) -> str:
    for name in ("national_code", "foreigner_id", "legal_id"):
        value = applicant.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``payment.taken``: the money for an application that was captured unpaid."""

    application: str
    receipt: str
    day: str
    payments: list[TakenPayment]
    total_rials: int


class Voided(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``application.voided``."""

    application: str
    receipt: str
    day: str
    reason: str


class RefundedPayment(Payment, frozen=True, kw_only=True, omit_defaults=True):
    """Money given back, with its own id and that of the payment it returns (UUIDs)."""

    refund: str
    payment: str


class Refunded(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``payment.refunded``."""

    application: str
    receipt: str
    day: str
    refunds: list[RefundedPayment]
    total_rials: int


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``application.corrected``: an application's values in another ``version``, from 2 on."""

    application: str
    receipt: str
    service: str
    version: int
    catalogue: int
    day: str
    applicant: dict[str, Any]
    fields: dict[str, Any]

    @property
    def person(self) -> str:
        """The number that says who the applicant is; "" when there is none."""
        return _person(self.applicant)


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """A scan of a paper as an entry names it."""

    paper: str
    sha256: str
    size_bytes: int
    media_type: str


class DocumentAdded(Scan, frozen=True, kw_only=True):
    """Data of ``document.added``."""

    application: str
    receipt: str


class DocumentLost(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``document.lost``: the office cannot send it any more, and ``reason`` says why."""

    application: str
    receipt: str
    paper: str
    sha256: str
    reason: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a carried entry came from; ``hash`` is its chained hash there, hex."""

    device: str
    seq: int
    hash: str


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """Data of ``entry.carried``: the exact text of an entry of a device that is no more."""

    origin: Origin
    entry: str


Act = Accepted | Taken | Voided | Refunded | Corrected | DocumentAdded
"""What a person did to one application."""
Data = Act | DocumentLost | Carried
