"""Reading a journal entry's bytes into values that the projector can rely on.

Everything past this module is typed and within limits. What cannot be read comes back as
:class:`Unreadable` with the reason: it is kept, reported and stops only itself.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from app.domain.application import State
from app.domain.business_day import parse_day
from app.domain.documents import DOCUMENTS_MAX, is_digest
from app.domain.entry import Kind, parse_instant
from app.domain.money import RIALS_MAX
from central.projector.contents import (
    Accepted,
    Carried,
    Corrected,
    Data,
    DocumentAdded,
    DocumentLost,
    Refunded,
    RefundedPayment,
    Scan,
    Taken,
    TakenPayment,
    Voided,
)

CODE_CHARACTERS_MAX = 200
REASON_CHARACTERS_MAX = 1_000
PAYMENTS_MAX = 100
INT32_MAX = 2**31 - 1
DAYS_REMEMBERED_MAX = 1_000
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

KNOWN_KINDS = frozenset(value for name, value in vars(Kind).items() if name.isupper())
"""Kinds that this version of the centre understands; most of them change nothing here."""


class Unreadable(ValueError):
    """The entry cannot be read; the text says why."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """An entry whose data is not decoded yet: it is read once, as what its kind says it is."""

    seq: int
    id: str
    kind: str
    at: str
    office: str
    device: str
    staff: str
    data: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the journal: the exact bytes and the chained hash."""

    seq: int
    line: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """An entry read whole. ``data`` is None for kinds that change nothing at the centre."""

    entry: Envelope
    at: datetime
    data: Data | None


_Data = TypeVar("_Data", Accepted, Taken, Voided, Refunded, Corrected, DocumentAdded, DocumentLost, Carried)
_decode = msgspec.json.Decoder(Envelope).decode
_read_accepted = msgspec.json.Decoder(Accepted)
_read_taken = msgspec.json.Decoder(Taken)
_read_voided = msgspec.json.Decoder(Voided)
_read_refunded = msgspec.json.Decoder(Refunded)
_read_corrected = msgspec.json.Decoder(Corrected)
_read_added = msgspec.json.Decoder(DocumentAdded)
_read_lost = msgspec.json.Decoder(DocumentLost)
_read_carried = msgspec.json.Decoder(Carried)


def read(line: bytes, *, device: str, office: str, seq: int) -> Read:
    """Read an entry that stands at ``seq`` of ``device``'s journal. Raises :class:`Unreadable`."""
    try:
        entry = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if entry.seq != seq:
        raise Unreadable(f"it says seq {entry.seq} and stands at {seq}")
    if entry.device != device:
        raise Unreadable("it names another device than the one whose journal it is in")
    if entry.office != office:
        raise Unreadable(f"it names office {entry.office[:20]!r}, the device is of {office}")
    try:
        at = parse_instant(entry.at)
    except ValueError as error:
        raise Unreadable(f"`at` is no instant: {error}") from error
    if len(entry.staff) > CODE_CHARACTERS_MAX or "\0" in entry.staff:
        raise Unreadable("`staff` is no staff code")
    return Read(entry, at, _read_data(entry))


def _read_data(entry: Envelope) -> Data | None:
    if not bytes(entry.data).startswith(b"{"):
        raise Unreadable("`data` is no object")
    reader = _READERS.get(entry.kind)
    return reader(entry.data) if reader is not None else None


def _as(decoder: msgspec.json.Decoder[_Data], data: msgspec.Raw) -> _Data:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def _accepted(data: msgspec.Raw) -> Accepted:
    found = _as(_read_accepted, data)
    _uuid("application", found.application)
    _codes(request=found.request, service=found.service, receipt=found.receipt, person=found.person)
    _codes(currency=found.fee.currency)
    _day(found.day)
    if found.state not in (State.ACCEPTED, State.CAPTURED_UNPAID):
        raise Unreadable(f"`state` cannot be {found.state.value!r} here")
    for name, version in (("catalogue", found.catalogue), ("tariff_version", found.fee.tariff_version)):
        if not 0 <= version <= INT32_MAX:
            raise Unreadable(f"`{name}` is no version")
    _amount("total_rials", found.fee.total_rials)
    for line in found.fee.lines:
        _amount("amount_rials", line.amount_rials)
        _amount("unit_rials", line.unit_rials)
        _amount("quantity", line.quantity)
        _codes(payee=line.payee, item=line.item)
    _payments(found.payments)
    if len(found.documents) > DOCUMENTS_MAX:
        raise Unreadable(f"{len(found.documents)} documents; at most {DOCUMENTS_MAX}")
    for scan in found.documents:
        _scan(scan)
    if found.identity is not None:
        _codes(seen=found.identity.seen, by=found.identity.by, check=found.identity.check)
    return found


def _added(data: msgspec.Raw) -> DocumentAdded:
    found = _as(_read_added, data)
    _uuid("application", found.application)
    _codes(receipt=found.receipt)
    _scan(found)
    return found


def _lost(data: msgspec.Raw) -> DocumentLost:
    found = _as(_read_lost, data)
    _uuid("application", found.application)
    _codes(receipt=found.receipt, paper=found.paper, reason=found.reason)
    _content(found.sha256)
    return found


def _scan(scan: Scan) -> None:
    _codes(paper=scan.paper, media_type=scan.media_type)
    _content(scan.sha256)
    if not 0 < scan.size_bytes <= INT32_MAX:
        raise Unreadable("`size_bytes` is no size")


def _content(sha256: str) -> None:
    if not is_digest(sha256):
        raise Unreadable("`sha256` is no digest")


def _taken(data: msgspec.Raw) -> Taken:
    found = _as(_read_taken, data)
    _act(found)
    _amount("total_rials", found.total_rials)
    _payments(found.payments)
    return found


def _voided(data: msgspec.Raw) -> Voided:
    found = _as(_read_voided, data)
    _act(found)
    if len(found.reason) > REASON_CHARACTERS_MAX or "\0" in found.reason:
        raise Unreadable(f"`reason` is longer than {REASON_CHARACTERS_MAX} characters or no text")
    return found


def _refunded(data: msgspec.Raw) -> Refunded:
    found = _as(_read_refunded, data)
    _act(found)
    _amount("total_rials", found.total_rials)
    if len({refund.refund for refund in found.refunds}) != len(found.refunds):
        raise Unreadable("two refunds have the same id")
    for refund in found.refunds:
        _uuid("refund", refund.refund)
    _money(found.refunds)
    return found


def _corrected(data: msgspec.Raw) -> Corrected:
    found = _as(_read_corrected, data)
    _act(found)
    _codes(service=found.service, person=found.person)
    if not 1 < found.version <= INT32_MAX:
        raise Unreadable("`version` is no version of a correction")
    if not 0 <= found.catalogue <= INT32_MAX:
        raise Unreadable("`catalogue` is no version")
    return found


def _act(data: Taken | Voided | Refunded | Corrected) -> None:
    _uuid("application", data.application)
    _codes(receipt=data.receipt)
    _day(data.day)


def _carried(data: msgspec.Raw) -> Carried:
    found = _as(_read_carried, data)
    _uuid("origin.device", found.origin.device)
    try:
        hash_bytes = bytes.fromhex(found.origin.hash)
    except ValueError:
        hash_bytes = b""
    if len(hash_bytes) != 32 or not 0 < found.origin.seq < 2**62:
        raise Unreadable("`origin` has no seq and hash of an entry")
    return found


_READERS: dict[str, Callable[[msgspec.Raw], Data]] = {
    Kind.APPLICATION_ACCEPTED: _accepted,
    Kind.APPLICATION_CORRECTED: _corrected,
    Kind.APPLICATION_VOIDED: _voided,
    Kind.PAYMENT_TAKEN: _taken,
    Kind.PAYMENT_REFUNDED: _refunded,
    Kind.DOCUMENT_ADDED: _added,
    Kind.DOCUMENT_LOST: _lost,
    Kind.ENTRY_CARRIED: _carried,
}


def _uuid(name: str, text: str) -> None:
    if _UUID.fullmatch(text) is None:
        raise Unreadable(f"`{name}` is no UUID")


def _day(text: str) -> None:
    if not _is_day(text):
        raise Unreadable("`day` is no Jalali day")


@functools.lru_cache(maxsize=DAYS_REMEMBERED_MAX)
def _is_day(text: str) -> bool:
    try:
        return parse_day(text) == text
    except ValueError:
        return False


def _codes(**texts: str) -> None:
    for name, text in texts.items():
        if len(text) > CODE_CHARACTERS_MAX or "\0" in text:
            raise Unreadable(f"`{name}` is longer than {CODE_CHARACTERS_MAX} characters or no text")


def _amount(name: str, amount_rials: int) -> None:
    if not 0 <= amount_rials <= RIALS_MAX:
        raise Unreadable(f"`{name}` is no amount")


def _payments(payments: list[TakenPayment]) -> None:
    if len({payment.payment for payment in payments}) != len(payments):
        raise Unreadable("two payments have the same id")
    _money(payments)


def _money(payments: Sequence[TakenPayment | RefundedPayment]) -> None:
    if len(payments) > PAYMENTS_MAX:
        raise Unreadable(f"more than {PAYMENTS_MAX} payments")
    for payment in payments:
        _uuid("payment", payment.payment)
        _amount("amount_rials", payment.amount_rials)
        _codes(method=payment.method, rrn=payment.rrn, terminal=payment.terminal)
