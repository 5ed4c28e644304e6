"""A counter of an invented office, on a real store, with services and staff as the centre would give them.

``make_counter`` enrols it without a centre: its catalogue, tariffs and staff come as feed items.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from argon2 import PasswordHasher

from app.domain.application import AcceptRequest, Payment
from app.domain.catalogue import Catalogue, Field, Section, Service
from app.domain.entry import instant
from app.domain.feed import FeedItem, FeedKind
from app.domain.offline_policy import OfflinePolicy
from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP, Signer
from app.domain.tariff import Tariff, TariffItem, Words
from app.local_db import feed_log, sync_state
from app.local_db.identity import Identity
from app.local_db.keys import Keys, create_keys
from app.local_db.place import Place
from app.local_db.queries import staff as staff_queries
from app.local_db.store import create_store, open_store
from app.office.clock import Clock
from app.office.counter import Counter
from app.office.sign_in import Session

NOON = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""12:00 in Tehran on 1405-09-03."""
DAY = "1405-09-03"
PASSWORD = "correct horse"
CLERK = Session("1001", "کارمند نمونه", frozenset({"clerk"}), offline=True)
PASSPORT_RIALS = 6_451_430
EPOCH = "e1"
CENTRE = Signer(b"c" * 32, "centre-1")
"""The key that every counter here trusts."""


class Hands:
    """The counter's clocks, turned by the test."""

    def __init__(self, at: datetime = NOON) -> None:
        self.wall_s, self.steady_s = at.timestamp(), 1000.0

    def run(self, seconds: float) -> None:
        self.wall_s += seconds
        self.steady_s += seconds

    def clock(self) -> Clock:
        return Clock(0, wall_s=lambda: self.wall_s, steady=lambda: self.steady_s)


def words(text: str) -> Words:
    return Words(fa=text, en=text)


def _field(name: str, type_: str, **rest: Any) -> Field:
    return Field(name=name, type=type_, label=words(name), **rest)


def _service(code: str, offline: OfflinePolicy, upstream: str, *own: Field, enabled: bool = True) -> Service:
    applicant = (
        _field("national_code", "national_code"),
        _field("name.given", "persian_name"),
        _field("name.family", "persian_name"),
        _field("mobile", "mobile"),
    )
    return Service(
        code=code,
        name=words(code),
        family=words("family"),
        enabled=enabled,
        offline=offline,
        citizen=words("by post"),
        citizen_offline=words("when the centre is back"),
        upstream=upstream,
        sections=(
            Section(code="applicant", title=words("applicant"), fields=applicant),
            Section(code="more", title=words("more"), fields=own),
        ),
    )


PASSPORT = _service(
    "passport.renewal", OfflinePolicy.ACCEPT, "passport", _field("old_number", "passport_number")
)
VIOLATIONS = _service("violation.statement", OfflinePolicy.DEFER, "traffic", _field("plate", "plate"))
IDENTITY = _service("identity.proof", OfflinePolicy.ONLINE, "registry")
CLOSED = _service("weapon.licence", OfflinePolicy.ACCEPT, "police", enabled=False)
CATALOGUE = Catalogue(version=7, services=(PASSPORT, VIOLATIONS, IDENTITY, CLOSED))


def _items(*amounts: tuple[str, str, int]) -> list[TariffItem]:
    return [TariffItem(item=i, name=words(i), payee=p, amount_rials=a) for i, p, a in amounts]


def tariff(version: int, effective_from: str, passport_office: int = 2_251_430) -> Tariff:
    return Tariff(
        version=version,
        year=1405,
        effective_from=effective_from,
        currency="IRR",
        invented=True,
        services={
            "passport.renewal": _items(
                ("office", "office", passport_office),
                ("treasury", "treasury", 4_000_000),
                ("city", "city", 200_000),
            ),
            "violation.statement": _items(("office", "office", 259_450)),
            "identity.proof": _items(("office", "office", 320_000)),
            "weapon.licence": _items(("office", "office", 1_000)),
        },
    )


TARIFF = tariff(3, "2026-03-21T00:00:00Z")


@cache
def verifier(password: str = PASSWORD) -> str:
    """An argon2id verifier, cheap: what is tested is that it is asked, not how long it takes."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(password)


class Feed:
    """Gives a counter feed items as the centre would, in order."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.seq = counter, 0
        with counter.store.write() as conn:
            feed_log.begin_epoch(conn, EPOCH)

    def give(self, kind: str, data: dict[str, Any], payload: object = None) -> None:
        self.seq += 1
        item = FeedItem(
            seq=self.seq, id=f"item-{self.seq}", kind=kind, at=instant(self.counter.now()), data=data
        )
        publications = {} if payload is None else {self.seq: msgspec.json.encode(payload)}
        with self.counter.store.write() as conn:
            feed_log.apply_page(conn, EPOCH, [item], publications, at=self.counter.now())

    def publish(self, what: Catalogue | Tariff) -> None:
        kind = FeedKind.CATALOGUE_PUBLISHED if isinstance(what, Catalogue) else FeedKind.TARIFF_PUBLISHED
        typ = CATALOGUE_TYP if isinstance(what, Catalogue) else TARIFF_TYP
        jws = CENTRE.jws(msgspec.json.encode(what), typ)
        self.give(kind, {"version": what.version, "jws": jws}, what)

    def staff(
        self,
        code: str,
        *,
        active: bool = True,
        credential: int = 1,
        role: str = "clerk",
        entitlements: dict[str, str] | None = None,
    ) -> None:
        """``entitlements``: the last day of each family; None is a record without limit."""
        data: dict[str, Any] = {"staff": code, "name": "نمونه", "roles": [role]}
        data |= {"active": active, "credential": credential}
        if entitlements is not None:
            data["entitlements"] = [{"family": f, "until": until} for f, until in entitlements.items()]
        self.give(FeedKind.STAFF_CHANGED, data)

    def upstream(self, name: str, state: str) -> None:
        self.give(
            FeedKind.UPSTREAM_CHANGED, {"name": name, "state": state, "since": instant(self.counter.now())}
        )


def set_link(counter: Counter, link: str) -> None:
    with counter.store.write() as conn:
        sync_state.set_link(conn, link, instant(counter.now()))


def keep_lease(
    counter: Counter,
    code: str = "1001",
    *,
    days: float = 7,
    credential: int = 1,
    roles: tuple[str, ...] = ("clerk",),
) -> None:
    until = datetime.fromtimestamp(counter.now().timestamp() + days * 86_400, UTC)
    lease = staff_queries.Lease(code, "نمونه", roles, instant(until), verifier(), credential)
    with counter.store.write() as conn:
        staff_queries.keep_lease(conn, lease)


class Office:
    """One counter with the feed that fills it and the hands of its clock."""

    def __init__(
        self,
        directory: Path,
        *,
        filled: bool = True,
        device: str = "device-1",
        passphrase: str | None = None,
        at: datetime = NOON,
    ) -> None:
        self.place, self.hands = Place(directory), Hands(at)
        if passphrase is None:
            self.keys = Keys(os.urandom(32), os.urandom(32))
        else:
            self.keys = create_keys(self.place, passphrase)
        identity = Identity(
            device=device,
            office="0412",
            office_name="دفتر نمونه",
            counter=2,
            centre_url="http://127.0.0.1:9",
            audience="daftar",
            trust={"keys": [CENTRE.public_jwk()]},
        )
        store = create_store(self.place, self.keys, identity)
        self.counter = Counter(store, Signer(self.keys.device_key, device), self.hands.clock())
        self.feed = Feed(self.counter)
        if filled:
            self.feed.publish(CATALOGUE)
            self.feed.publish(TARIFF)
            self.feed.staff("1001")
            set_link(self.counter, "up")
            keep_lease(self.counter)

    def reopen(self) -> Counter:
        """As after a restart of the program."""
        self.counter.close()
        store = open_store(self.place, self.keys, write=True)
        self.counter = Counter(store, Signer(self.keys.device_key, store.identity.device), self.hands.clock())
        self.feed.counter = self.counter
        return self.counter


def card(amount_rials: int, rrn: str = "123456789012", terminal: str = "99000001") -> Payment:
    return Payment(method="card", amount_rials=amount_rials, rrn=rrn, terminal=terminal)


def cash(amount_rials: int) -> Payment:
    return Payment(method="cash", amount_rials=amount_rials)


def passport_request(request: str = "r-1", **changes: Any) -> AcceptRequest:
    """A valid passport renewal, paid in cash unless ``payments`` says otherwise."""
    made = AcceptRequest(
        id=request,
        service="passport.renewal",
        applicant={
            "national_code": "9900000013",
            "name": {"given": "علی‌رضا", "family": "نمونه‌پور"},
            "mobile": "09120000013",
        },
        fields={"old_number": "Z12345678"},
        payments=[cash(PASSPORT_RIALS)],
    )
    return msgspec.structs.replace(made, **changes)
