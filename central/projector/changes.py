"""What a batch of entries comes to: the rows to write and the items for the office's feed."""

from __future__ import annotations

from dataclasses import dataclass, field

from central.feed import Decision
from central.findings import Finding
from central.projector.contents import (
    Accepted,
    Corrected,
    DocumentLost,
    Refunded,
    RefundedPayment,
    Scan,
    TakenPayment,
    Voided,
)
from central.projector.examining import Item
from central.projector.loading import Application


@dataclass(slots=True, kw_only=True)
class NewApplication(Application):
    """An application of this batch, with the entry that made it."""

    item: Item
    data: Accepted
    tracking: str


@dataclass(frozen=True, slots=True)
class NewPayment:
    """Money of this batch."""

    application: str
    receipt: str
    item: Item
    day: str
    payment: TakenPayment


@dataclass(frozen=True, slots=True)
class NewVoid:
    """A void of this batch; ``recorded`` when it came in time."""

    application: str
    item: Item
    data: Voided
    recorded: bool


@dataclass(frozen=True, slots=True)
class NewRefund:
    """Money of this batch that was given back."""

    item: Item
    data: Refunded
    refund: RefundedPayment


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A correction of this batch."""

    item: Item
    data: Corrected


@dataclass(frozen=True, slots=True)
class NewScan:
    """A scan that an entry of this batch names, of an application for ``service``."""

    application: str
    receipt: str
    item: Item
    service: str
    scan: Scan


@dataclass(frozen=True, slots=True)
class NewLoss:
    """A scan that the office cannot send any more."""

    item: Item
    data: DocumentLost


@dataclass(slots=True)
class Changes:
    """What a batch writes, in the order of its entries."""

    applications: list[NewApplication] = field(default_factory=list)
    payments: list[NewPayment] = field(default_factory=list)
    paid: list[Application] = field(default_factory=list)
    """Applications held before this batch that money was taken for."""
    voids: list[NewVoid] = field(default_factory=list)
    voided: list[Application] = field(default_factory=list)
    """Applications held before this batch that are withdrawn by it."""
    refunds: list[NewRefund] = field(default_factory=list)
    refunded: list[Application] = field(default_factory=list)
    """Applications held before this batch that money was given back for."""
    corrections: list[NewCorrection] = field(default_factory=list)
    scans: list[NewScan] = field(default_factory=list)
    losses: list[NewLoss] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
