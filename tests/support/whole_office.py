"""A counter as an office gets it: enrolled at a real centre, keys under a passphrase, a clerk signed in.

Nothing is given to it by hand: catalogue, tariff and staff come through the feed, the lease by signing in.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter as Tally
from pathlib import Path

import msgspec
from support.centre import RunningCentre
from support.line_office import Office as Side

from app.domain import receipt
from app.domain.application import AcceptRequest
from app.domain.chain import Head
from app.domain.entry import Entry, Kind, decode
from app.domain.offline_policy import OfflinePolicy
from app.domain.rules import check_application
from app.domain.sample import sample_request
from app.local_db import journal
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.office import enrol
from app.office.counter import Counter
from app.office.sign_in import Session, keep_sign_in
from app.sync import enrolment
from app.sync.sign_in import sign_in
from app.sync.sync_once import Outcome, SyncOutcome, sync_once

PASSPHRASE = "seven small words"
STAFF, PASSWORD = "1001", "a-good-password"
_codes = itertools.count(2_000)


def new_office(centre: RunningCentre) -> str:
    """Register another office with a clerk; its code."""
    code = centre.add_office(f"{next(_codes):04d}")
    centre.add_staff(code, STAFF, password=PASSWORD)
    return code


def enrolled(
    centre: RunningCentre,
    directory: Path,
    office: str,
    *,
    url: str | None = None,
    keys: Keys | None = None,
) -> Counter:
    """A new counter of a registered office, level with the centre, which it reaches at ``url``.

    Its keys lie under :data:`PASSPHRASE` unless they are given.
    """
    place, url = Place(directory), url or centre.base_url
    place.make()
    prepared = enrol.prepare(place, PASSPHRASE) if keys is None else enrol.Prepared(place, keys)
    answer = enrolment.request(url, office, centre.activation(office), "PC", prepared.public_key())
    store = enrol.keep(prepared, answer, url)
    counter = Counter(store, prepared.signer(answer.device))
    assert sync(counter).outcome is Outcome.LEVEL
    return counter


def signed_in(counter: Counter, staff: str = STAFF, password: str = PASSWORD) -> Session:
    """Sign in at the centre, and keep the lease."""
    return keep_sign_in(counter, sign_in(counter.identity, counter.signer, counter.clock, staff, password))


def sync(counter: Counter) -> SyncOutcome:
    """``daftar sync --once``."""
    return sync_once(counter.store, counter.signer, counter.clock)


def side(counter: Counter) -> Side:
    """The counter as the tests of sync look at it: heads, kinds, data."""
    return Side(counter.store, counter.signer, counter.clock)  # type: ignore[arg-type]


def request(counter: Counter, name: str, *, paid: bool = True, service: str | None = None) -> AcceptRequest:
    """A valid application, the same each time for the same ``name``; services take turns unless one is named.

    The tariff bounds its dates, not the clock, so that it is the same after a restart and after midnight;
    but for services that want a day that is still to come.
    """
    dice, today = random.Random(name), counter.day(counter.now())[0]
    tariff = counter.tariff()
    given = [
        s
        for s in counter.catalogue().services
        if s.code == service
        or (service is None and s.enabled and s.offline is not OfflinePolicy.ONLINE)  # whatever the line does
    ]
    chosen = dice.choice(given)
    made = sample_request(chosen, tariff, dice, paid, request_id=name)
    if check_application(chosen, made, today).refused:
        made = sample_request(chosen, tariff, dice, paid, today=today, request_id=name)
    return made


# What each side holds --------------------------------------------------------------------------------


def own_lines(counter: Counter) -> list[bytes]:
    """The journal's exact bytes."""
    with counter.store.read() as conn:
        return journal.lines_after(conn, 0, 10_000_000, 1 << 40)


def own_head(counter: Counter) -> Head:
    """The journal's head."""
    with counter.store.read() as conn:
        return journal.head(conn)


def held_lines(centre: RunningCentre, device: str) -> list[bytes]:
    """The exact bytes that the centre holds of a device."""
    rows = centre.query("SELECT line FROM journal WHERE device = %s ORDER BY seq", device)
    return [bytes(line) for (line,) in rows]


def held_head(centre: RunningCentre, device: str) -> Head:
    """The head that the centre names."""
    ((seq, digest),) = centre.query("SELECT head_seq, head_hash FROM devices WHERE device = %s", device)
    return Head(seq, bytes(digest))


def acts(line: bytes) -> tuple[Entry, Entry]:
    """An entry, and what happened: itself, or the one that it carries from a former device."""
    entry = happened = decode(line)
    while happened.kind == Kind.ENTRY_CARRIED:
        happened = decode(msgspec.convert(happened.data["entry"], str).encode())
    return entry, happened


class Acts:
    """What a set of journals tells: applications, the payments in them, and how often each is there."""

    def __init__(self, *journals: list[bytes]) -> None:
        self.applications: Tally[str] = Tally()
        self.payments: Tally[str] = Tally()
        self.receipts: dict[str, str] = {}
        self.requests: Tally[str] = Tally()
        for line in itertools.chain(*journals):
            _, happened = acts(line)
            if happened.kind == Kind.APPLICATION_ACCEPTED:
                application = happened.data["application"]
                self.applications[application] += 1
                self.requests[happened.data["request"]] += 1
                self.receipts[application] = happened.data["receipt"]
            if happened.kind in (Kind.APPLICATION_ACCEPTED, Kind.PAYMENT_TAKEN):
                for payment in happened.data["payments"]:
                    self.payments[payment["payment"]] += 1


def own_numbers(lines: list[bytes]) -> list[int]:
    """The running numbers of the receipts that this very journal gave, in the order it gave them."""
    return [
        receipt.parse(decode(line).data["receipt"]).running
        for line in lines
        if decode(line).kind == Kind.APPLICATION_ACCEPTED
    ]


def assert_gap_free(lines: list[bytes]) -> None:
    """The receipts of one device are 1, 2, 3 … (the tests do not run over a New Year)."""
    numbers = own_numbers(lines)
    assert numbers == list(range(1, len(numbers) + 1))
