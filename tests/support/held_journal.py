"""Journals put straight into a centre's database, as the gateway would have, for tests of what follows.

Also a small catalogue and tariff of two services, so that these tests do not change with the real ones.
"""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import psycopg

from app.domain.business_day import business_day, jalali_year
from app.domain.catalogue import Catalogue, Field, Section, Service
from app.domain.chain import Head, extend, genesis
from app.domain.entry import Entry, encode, instant
from app.domain.ids import uuid7
from app.domain.offline_policy import OfflinePolicy
from app.domain.receipt import make
from app.domain.tariff import Tariff, TariffItem, Words
from central import offices, projector
from central.database import Database
from central.publications import publish

_T = TypeVar("_T")
PASSPORT, STATEMENT = "passport.renewal", "traffic.statement"
WORD = Words("نمونه", "Sample")


def service(code: str, upstream: str, **changes: Any) -> Service:
    """A small service: three applicant fields and one of its own."""
    applicant = [
        Field(name="national_code", type="national_code", label=WORD),
        Field(name="name.given", type="persian_name", label=WORD),
        Field(name="name.family", type="persian_name", label=WORD),
    ]
    parts: dict[str, Any] = {
        "code": code,
        "name": WORD,
        "family": WORD,
        "offline": OfflinePolicy.ACCEPT,
        "citizen": WORD,
        "citizen_offline": WORD,
        "upstream": upstream,
        "sections": (
            Section(code="applicant", title=WORD, fields=tuple(applicant)),
            Section(code="details", title=WORD, fields=(Field(name="why", type="text", label=WORD),)),
        ),
    }
    return Service(**(parts | changes))


def catalogue(version: int = 1, **changes: Any) -> Catalogue:
    """Both services."""
    return Catalogue(
        version=version,
        services=(
            service(PASSPORT, "passport", duplicate_days=30, **changes),
            service(STATEMENT, "traffic"),
        ),
    )


def tariff(
    version: int = 1, *, passport: int = 900_000, effective_from: str = "2020-01-01T00:00:00Z"
) -> Tariff:
    """Passport in two lines to two payees, the statement in one."""
    return Tariff(
        version=version,
        year=1405,
        effective_from=effective_from,
        currency="IRR",
        invented=True,
        services={
            PASSPORT: [
                TariffItem(item="service", name=WORD, payee="office", amount_rials=passport - 400_000),
                TariffItem(item="state", name=WORD, payee="treasury", amount_rials=400_000),
            ],
            STATEMENT: [TariffItem(item="service", name=WORD, payee="office", amount_rials=250_000)],
        },
    )


def national_code(number: int) -> str:
    """A valid invented national code (prefix 99)."""
    body = f"99{number % 10**7:07d}"
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11
    return body + str(rest if rest < 2 else 11 - rest)


def new_id() -> str:
    """A UUIDv7."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))


@dataclass
class HeldJournal:
    """A device whose entries the centre holds. Write entries, then ``hold`` them."""

    url: str
    office: str
    counter: int
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    lines: list[bytes] = field(default_factory=list)
    held: int = 0
    running: int = 0
    now: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(minutes=30))

    def enrol(self) -> HeldJournal:
        """Make the device known to the centre."""
        self._execute(
            "INSERT INTO devices (device, office, counter, name, public_key, head_hash) "
            "VALUES (%s, %s, %s, 'PC', %s, %s)",
            (self.device, self.office, self.counter, os.urandom(32), genesis(self.device).hash),
        )
        return self

    def entry(self, kind: str, data: dict[str, Any], **changes: Any) -> Entry:
        """Append an entry; ``changes`` replace members of the envelope."""
        self.now += timedelta(milliseconds=20)
        envelope: dict[str, Any] = {
            "seq": len(self.lines) + 1,
            "id": new_id(),
            "kind": kind,
            "at": instant(self.now),
            "office": self.office,
            "device": self.device,
            "staff": "1001",
            "data": data,
        }
        entry = Entry(**(envelope | changes))
        self.lines.append(encode(entry))
        return entry

    def application(
        self, service: str = PASSPORT, *, person: int | None = None, unpaid: bool = False, **changes: Any
    ) -> dict[str, Any]:
        """The data of an application in order, with the next receipt number of this counter."""
        self.running += 1
        fee = tariff()
        lines = [
            {"item": i.item, "name": {"fa": "ن", "en": "s"}, "payee": i.payee, "amount_rials": i.amount_rials}
            for i in fee.services[service]
        ]
        total = sum(i.amount_rials for i in fee.services[service])
        data: dict[str, Any] = {
            "application": new_id(),
            "request": f"r-{self.running}",
            "request_digest": "0" * 64,
            "service": service,
            "catalogue": 1,
            "receipt": make(self.office, self.counter, jalali_year(self.now), self.running),
            "day": business_day(self.now + timedelta(milliseconds=20)),
            "applicant": {
                "national_code": national_code(
                    person if person is not None else self.counter * 100_000 + self.running
                ),
                "name": {"given": "سارا", "family": "نمونه"},
            },
            "fields": {"why": "نمونه"},
            "fee": {"tariff_version": 1, "lines": lines, "total_rials": total},
            "payments": [] if unpaid else [{"payment": new_id(), "method": "cash", "amount_rials": total}],
            "state": "captured-unpaid" if unpaid else "accepted",
            "offline": True,
        }
        return data | changes

    def accept(
        self, service: str = PASSPORT, *, envelope: dict[str, Any] | None = None, **changes: Any
    ) -> dict[str, Any]:
        """Append an accepted application; its data."""
        data = self.application(service, **changes)
        self.entry("application.accepted", data, **(envelope or {}))
        return data

    def pay(self, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """Append the later payment of an application captured unpaid."""
        total = data["fee"]["total_rials"]
        taken = {
            "application": data["application"],
            "receipt": data["receipt"],
            "day": business_day(self.now),
            "payments": [{"payment": new_id(), "method": "cash", "amount_rials": total}],
            "total_rials": total,
        } | changes
        self.entry("payment.taken", taken)
        return taken

    def void(self, data: dict[str, Any], *, staff: str = "1002", **changes: Any) -> None:
        """Append a manager's void of an application."""
        said = {"application": data["application"], "receipt": data["receipt"], "reason": "نمونه"}
        self.entry("application.voided", said | {"day": business_day(self.now)} | changes, staff=staff)

    def give_back(self, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """Append the refund of everything that was paid with an application."""
        refunds = [payment | {"refund": new_id()} for payment in data["payments"]]
        given_back = {
            "application": data["application"],
            "receipt": data["receipt"],
            "day": business_day(self.now),
            "refunds": refunds,
            "total_rials": sum(refund["amount_rials"] for refund in refunds),
        } | changes
        self.entry("payment.refunded", given_back)
        return given_back

    def correct(self, data: dict[str, Any], version: int = 2, **changes: Any) -> dict[str, Any]:
        """Append a correction of an application's values."""
        kept = ("application", "receipt", "service", "catalogue", "applicant")
        corrected = {name: data[name] for name in kept} | {"fields": {"why": f"نسخه {version}"}}
        corrected |= {"version": version, "day": business_day(self.now)} | changes
        self.entry("application.corrected", corrected)
        return corrected

    def carry(self, other: HeldJournal, seqs: Sequence[int]) -> None:
        """Append entries of another device, carried over."""
        for seq in seqs:
            digest = extend(genesis(other.device), other.lines[:seq]).hex()
            origin = {"device": other.device, "seq": seq, "hash": digest}
            self.entry("entry.carried", {"origin": origin, "entry": other.lines[seq - 1].decode()})

    def raw(self, line: bytes) -> None:
        """Append bytes that need not be an entry."""
        self.lines.append(line)

    def head(self) -> Head:
        """The head of all that was written."""
        return extend(genesis(self.device), self.lines)

    def hold(self, until: int | None = None) -> None:
        """Put what was written into the centre's journal, as one durable batch."""
        until = len(self.lines) if until is None else until
        head = extend(genesis(self.device), self.lines[: self.held])
        with psycopg.connect(self.url) as conn, conn.cursor() as cursor:
            with cursor.copy("COPY journal (device, seq, line, hash) FROM STDIN") as copy:
                for line in self.lines[self.held : until]:
                    head = extend(head, [line])
                    copy.write_row((self.device, head.seq, line, head.hash))
            cursor.execute(
                "UPDATE devices SET head_seq = %s, head_hash = %s, head_at = now() WHERE device = %s",
                (head.seq, head.hash, self.device),
            )
        self.held = until

    def _execute(self, statement: str, values: Sequence[Any]) -> None:
        with psycopg.connect(self.url) as conn:
            conn.execute(statement, values)


class CentreBase:
    """A database of a centre with offices, staff and publications, and the means to look at it."""

    def __init__(self, url: str, office_codes: Sequence[str] = ("0412",)) -> None:
        """On an empty database; on a copy of one that was filled, name no office."""
        self.url = url
        self._counters: dict[str, int] = {}
        if office_codes:
            self.run(lambda database: self._fill(database, office_codes))

    async def _fill(self, database: Database, office_codes: Sequence[str]) -> None:
        async with database.transaction() as conn:
            await publish(conn, catalogue())
            await publish(conn, tariff())
            # Published long ago, so that the entries of these tests lie after it.
            await conn.execute("UPDATE publications SET published_at = '2021-01-01T00:00:00Z'")
        for code in office_codes:
            await offices.add_office(database, code, "نمونه")
            async with database.transaction() as conn:
                await conn.execute(
                    "INSERT INTO staff (office, staff, name, roles, password_hash) "
                    "VALUES (%s, '1001', 'n', '{clerk}', 'x'), (%s, '1002', 'n', '{manager}', 'x')",
                    [code, code],
                )

    def device(self, office: str = "0412") -> HeldJournal:
        """A new device of an office."""
        self._counters[office] = self._counters.get(office, 0) + 1
        return HeldJournal(self.url, office, self._counters[office]).enrol()

    def run(self, work: Callable[[Database], Coroutine[Any, Any, _T]]) -> _T:
        """Run ``work`` on an open database."""

        async def main() -> _T:
            database = Database(self.url)
            await database.open()
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(main())

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a statement; UUIDs as text."""
        with psycopg.connect(self.url, autocommit=True) as conn:
            cursor = conn.execute(statement, values)
            found = cursor.fetchall() if cursor.description else []
        return [tuple(str(v) if isinstance(v, uuid.UUID) else v for v in row) for row in found]

    def feed(self, office: str = "0412", kind: str | None = None) -> list[dict[str, Any]]:
        """The data of an office's feed items, in order, of one kind or all."""
        found = self.rows("SELECT kind, data FROM feed WHERE office = %s ORDER BY seq", office)
        return [data | {"kind": item} for item, data in found if kind in (None, item)]

    def findings(self) -> list[tuple[str, str, int]]:
        """(type, device, seq) of every finding, in a fixed order."""
        return self.rows("SELECT type, device, seq FROM findings ORDER BY type, device, seq")

    def gaps(self, office: str = "0412") -> list[int]:
        """Seqs at which the feed has a gap; also checks that the counter is its end."""
        seqs = [row[0] for row in self.rows("SELECT seq FROM feed WHERE office = %s ORDER BY seq", office)]
        ((end,),) = self.rows("SELECT coalesce(max(seq), 0) FROM feed_counters WHERE office = %s", office)
        return [n for n, seq in zip(range(1, end + 1), [*seqs, *[-1] * end], strict=False) if n != seq]


def project(base: CentreBase, *journals: HeldJournal) -> list[str]:
    """Hold and project; the types of all findings."""
    for journal in journals:
        journal.hold()
    base.run(projector.drain)
    assert base.gaps() == []
    raised = [item["finding"] for item in base.feed(kind="finding.raised")]
    found = base.rows("SELECT finding, type FROM findings WHERE office = '0412' ORDER BY type, seq")
    assert sorted(raised) == sorted(row[0] for row in found)
    return [row[0] for row in base.rows("SELECT type FROM findings ORDER BY type, seq")]
