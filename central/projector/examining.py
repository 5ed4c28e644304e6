"""From journal rows to what they say: each row becomes an :class:`Item`, or findings, or nothing.

Needs no database: what it must know is loaded beforehand, so it can run beside the event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from app.domain.chain import genesis, link
from app.domain.entry import Kind
from app.domain.tariff import Words
from central.findings import Finding, FindingType, Place, finding
from central.projector import checks, identity
from central.projector.contents import (
    Accepted,
    Act,
    Carried,
    Corrected,
    Data,
    DocumentAdded,
    DocumentLost,
    Voided,
)
from central.projector.knowledge import Publications, Staff
from central.projector.reading import KNOWN_KINDS, Read, Row, Unreadable, read
from central.vehicles import Named, named_vehicle


@dataclass(frozen=True, slots=True)
class Journal:
    """Whose journal a batch is from, and when its newest entry arrived."""

    device: str
    counter: checks.Counter
    arrived: datetime


@dataclass(slots=True)
class Item:
    """One entry that the centre has to do with: what it says, where it belongs, what was found.

    ``held`` is where its bytes stand in the journal: the carrier's place for a carried entry. With
    ``asks_identity`` the civil registry is still to be asked who the applicant is.
    """

    place: Place
    held: tuple[str, int]
    read: Read | None = None
    upstream: str | None = None
    duplicate_days: int = 0
    vehicle: Named | None = None
    asks_identity: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def said(self) -> Read:
        """The entry, of an item that has one. Raises ``ValueError`` otherwise."""
        if self.read is None:
            raise ValueError(f"entry {self.place.seq} of {self.place.device} was not read")
        return self.read


@dataclass(frozen=True, slots=True)
class Origins:
    """What the centre holds of the devices that carried entries come from.

    ``counters`` by device, for devices of this office only; ``strangers`` are devices of other offices. One
    in neither was enrolled after the backup that the centre was restored from. ``hashes`` by (device, seq):
    of the carried entries' places and of the ones before them.
    """

    counters: dict[str, checks.Counter]
    strangers: frozenset[str]
    hashes: dict[tuple[str, int], bytes]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A row after reading: one of ``read`` and ``why`` (unreadable) is set."""

    row: Row
    read: Read | None
    why: str = ""


def decode_rows(rows: Sequence[Row], journal: Journal) -> list[Decoded]:
    """Read every row; what cannot be read says why."""
    decoded = []
    for row in rows:
        try:
            found = read(row.line, device=journal.device, office=journal.counter.office, seq=row.seq)
            decoded.append(Decoded(row, found))
        except Unreadable as error:
            decoded.append(Decoded(row, None, str(error)))
    return decoded


def carried_places(decoded: Sequence[Decoded]) -> list[tuple[str, int]]:
    """The places of origin of the carried entries among ``decoded``, also of those carried twice."""
    places = []
    for one in decoded:
        data = one.read.data if one.read is not None else None
        while isinstance(data, Carried):
            places.append((data.origin.device, data.origin.seq))
            data = _carried_within(data)
    return places


def _carried_within(data: Carried) -> Carried | None:
    try:
        inner = msgspec.json.decode(data.entry, type=_CarriedAgain)
    except (msgspec.DecodeError, UnicodeError):
        return None
    return inner.data


class _CarriedAgain(msgspec.Struct, tag_field="kind", tag=Kind.ENTRY_CARRIED):
    data: Carried


def examine(
    previous: Decoded | None,
    decoded: Sequence[Decoded],
    journal: Journal,
    origins: Origins,
    published: Publications,
    staff: Staff,
) -> list[Item]:
    """What the rows say, in order, with every finding that needs no look at other applications.

    ``previous`` is the row before the first one. Entries that change nothing and are in order give no
    item, nor do carried ones whose original the centre holds.
    """
    items: list[Item] = []
    before = previous.read.at if previous is not None and previous.read is not None else None
    carried = dict(origins.hashes)
    if previous is not None and previous.read is not None and isinstance(previous.read.data, Carried):
        _remember(previous.read.data, carried)
    for one in decoded:
        place = Place(journal.device, one.row.seq, one.row.hash)
        held = (journal.device, one.row.seq)
        if one.read is None:
            unreadable = finding(FindingType.ENTRY_UNREADABLE, place, why=one.why)
            items.append(Item(place, held, findings=[unreadable]))
            continue
        clock = list(checks.check_clock(one.read, place, before, journal.arrived))
        before = one.read.at
        data = one.read.data
        if isinstance(data, Carried):
            if clock:
                items.append(Item(place, held, findings=clock))
            inner = _unwrap(data, place, held, journal, origins, carried)
            if inner is not None:
                forgotten = checks.Counter(journal.counter.office, None)
                _judge(inner, origins.counters.get(inner.place.device, forgotten), published, staff)
                items.append(inner)
            _remember(data, carried)
            continue
        item = Item(_with_contents(place, data), held, one.read, findings=clock)
        _judge(item, journal.counter, published, staff)
        if data is not None or item.findings:
            items.append(item)
    return items


def _judge(item: Item, counter: checks.Counter, published: Publications, staff: Staff) -> None:
    read_ = item.read
    if read_ is None:
        return
    data = read_.data
    if isinstance(data, Voided):
        item.findings += checks.check_manager(read_, item.place, staff)
    elif isinstance(data, Act) and not _is_carried_scan(read_, data):
        item.findings += checks.check_staff(read_, item.place, staff)
    if isinstance(data, Accepted | Corrected):
        item.findings += checks.check_catalogue(read_, data, item.place, published)
        service, _ = checks.service_for(read_, data, published)
        item.findings += checks.check_family(read_, data, item.place, staff, service)
        item.vehicle = None if service is None else named_vehicle(service, data.fields, read_.at)
    if isinstance(data, Accepted):
        item.findings += checks.check_number(data, item.place, counter)
        item.findings += checks.check_fee(read_, data, item.place, published)
        item.findings += checks.check_payments(data, item.place)
        if service is not None:
            item.upstream = service.upstream or None
            item.duplicate_days = service.duplicate_days
            item.findings += checks.check_methods(data, item.place, service)
            known = identity.check_identity(read_, data, item.place, service, counter.office, published.keys)
            item.asks_identity = known.asks
            item.findings += known.findings
    elif data is None and read_.entry.kind not in KNOWN_KINDS:
        item.findings.append(finding(FindingType.UNKNOWN_KIND, item.place, kind=read_.entry.kind))


def _is_carried_scan(read_: Read, data: Data) -> bool:
    """A scan that a counter names itself because it took another's place: nobody added it there."""
    return isinstance(data, DocumentAdded) and not read_.entry.staff


def _unwrap(
    data: Carried,
    outer: Place,
    held: tuple[str, int],
    journal: Journal,
    origins: Origins,
    carried: dict[tuple[str, int], bytes],
) -> Item | None:
    """The carried entry as an item of its origin; None when the centre holds the original."""
    device, seq = data.origin.device, data.origin.seq
    digest = bytes.fromhex(data.origin.hash)
    if origins.hashes.get((device, seq)) == digest:
        return None
    if device in origins.strangers:
        why = Words("این دستگاه از این دفتر نیست", "that device is not one of this office")
        unproven = finding(FindingType.ORIGIN_UNPROVEN, outer, origin=device, why=why)
        return Item(outer, held, findings=[unproven])
    line = data.entry.encode()
    place = Place(device, seq, digest)
    try:
        inner = read(line, device=device, office=journal.counter.office, seq=seq)
    except Unreadable as error:
        return Item(place, held, findings=[finding(FindingType.ENTRY_UNREADABLE, place, why=str(error))])
    if isinstance(inner.data, Carried):
        # Carried twice: what was carried to the origin is carried on as the entry that it was there.
        return _unwrap(inner.data, outer, held, journal, origins, carried)
    item = Item(_with_contents(place, inner.data), held, inner)
    doubt = _why_unproven(device, seq, line, digest, origins, carried)
    if doubt is not None and (inner.data is not None or device in origins.counters):
        item.findings.append(finding(FindingType.ORIGIN_UNPROVEN, item.place, origin=device, why=doubt))
    item.findings += checks.check_clock(inner, item.place, None, journal.arrived)
    return item


def _why_unproven(
    device: str,
    seq: int,
    line: bytes,
    digest: bytes,
    origins: Origins,
    carried: dict[tuple[str, int], bytes],
) -> Words | None:
    """Why a carried entry's place in its own journal is not proven; None when it is."""
    if device not in origins.counters:
        return Words("مرکز آن دستگاه را دیگر نمی‌شناسد", "the centre does not know that device any more")
    before = genesis(device).hash if seq == 1 else carried.get((device, seq - 1))
    if before is None:
        return Words("ثبت پیش از آن در مرکز نیست", "the entry before it is not held")
    if link(before, line) != digest:
        return Words("زنجیره جور نیست", "its hash does not follow from the one before")
    return None


def _remember(data: Carried, carried: dict[tuple[str, int], bytes]) -> None:
    carried[data.origin.device, data.origin.seq] = bytes.fromhex(data.origin.hash)


def _with_contents(place: Place, data: Data | None) -> Place:
    if isinstance(data, Act | DocumentLost):
        return Place(place.device, place.seq, place.hash, data.application, data.receipt)
    return place
