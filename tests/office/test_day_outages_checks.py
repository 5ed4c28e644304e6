"""What the office reads back: days, outages, samples; and that a broken store stops the counter.

The store is damaged behind the program's back with the store's own key.
"""

from __future__ import annotations

import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from support.office_kit import (
    CATALOGUE,
    CLERK,
    DAY,
    PASSPORT_RIALS,
    TARIFF,
    Office,
    card,
    passport_request,
)

from app.domain.chain import Head, extend, genesis, signed_head
from app.domain.entry import Kind
from app.domain.rules import check_application
from app.domain.signatures import unb64u, verify
from app.local_db import journal
from app.local_db.engine import connect
from app.office import evidence
from app.office.accept import accept
from app.office.checks import CHECK_EVERY, IDLE_FOR, HourlyCheck, check_counter
from app.office.counter import StoppedAccepting
from app.office.day import NoSuchDay, day_after, day_of, receipts_between, view_day
from app.office.outages import down_for, view_outages
from app.office.pay import take_payment
from app.office.sample import samples


def test_a_day_sums_what_was_taken_on_it(office: Office) -> None:
    accept(office.counter, CLERK, passport_request())
    accept(office.counter, CLERK, passport_request("r-2", payments=[card(PASSPORT_RIALS)]))
    number = accept(office.counter, CLERK, passport_request("r-3", payments=[])).receipt
    office.hands.run(86_400)
    take_payment(office.counter, CLERK, number, [card(PASSPORT_RIALS)])
    first, second = view_day(office.counter, DAY), view_day(office.counter, "1405-09-04")
    assert (first.receipts, first.total_rials, first.waiting) == (3, 2 * PASSPORT_RIALS, 3)
    assert first.by_payment == {"card": PASSPORT_RIALS, "cash": PASSPORT_RIALS}
    assert first.by_payee == {"city": 400_000, "office": 4_502_860, "treasury": 8_000_000}
    assert (second.receipts, second.total_rials) == (0, PASSPORT_RIALS)
    assert [r.request for r in receipts_between(office.counter, DAY, "1405-09-10")] == ["r-1", "r-2", "r-3"]


@pytest.mark.parametrize(
    ("typed", "day"), [(None, DAY), ("1405/9/3", DAY), ("14050903", DAY), ("1403-12-30", "1403-12-30")]
)
def test_a_day_may_be_typed_in_several_ways(office: Office, typed: str | None, day: str) -> None:
    assert day_of(office.counter, typed) == day


@pytest.mark.parametrize("typed", ["1404-12-30", "tomorrow", "", "2026-11-24x"])
def test_a_day_that_is_none_is_refused(office: Office, typed: str) -> None:
    with pytest.raises(NoSuchDay):
        day_of(office.counter, typed)


def test_days_follow_each_other_over_the_leap_day() -> None:
    assert [day_after(d) for d in ("1403-12-29", "1403-12-30", "1404-12-29")] == [
        "1403-12-30",
        "1404-01-01",
        "1405-01-01",
    ]


def test_outages_are_told_by_system_and_length(office: Office) -> None:
    def entry(kind: str, data: dict[str, object]) -> None:
        with office.counter.write() as conn:
            journal.append(conn, kind=kind, staff="", data=data, at=office.counter.now())

    entry(Kind.OUTAGE_STARTED, {"outage": "o1", "system": "centre", "cause": "refused"})
    started = "2026-11-24T08:30:00.000Z"
    office.hands.run(3600)
    ended = {"outage": "o1", "system": "centre", "started_at": started, "served": 4}
    entry(Kind.OUTAGE_ENDED, ended)
    office.hands.run(3600)
    entry(Kind.OUTAGE_STARTED, {"outage": "o2", "system": "upstream:passport", "cause": "down"})
    accept(office.counter, CLERK, passport_request())
    office.hands.run(1800)
    rows = view_outages(office.counter)
    assert [(r.system, r.served, r.ended_at is None) for r in rows] == [
        ("centre", 4, False),
        ("upstream:passport", 1, True),
    ]
    assert down_for(rows, office.counter.now()) == {
        "centre": timedelta(hours=1),
        "upstream:passport": timedelta(minutes=30),
    }
    assert view_outages(office.counter, DAY, DAY) == rows
    assert view_outages(office.counter, "1405-09-01", "1405-09-02") == []


def test_samples_are_valid_and_the_same_for_the_same_seed() -> None:
    made = list(samples(CATALOGUE, TARIFF, today=DAY, count=60, seed="7"))
    assert made == list(samples(CATALOGUE, TARIFF, today=DAY, count=60, seed="7"))
    assert len({m.id for m in made}) == 60
    assert {m.service for m in made} == {"passport.renewal", "violation.statement", "identity.proof"}
    for request in made:
        service = CATALOGUE.find_service(request.service)
        assert service is not None
        assert not check_application(service, request, DAY).refused
        assert str(request.applicant["national_code"]).startswith("99")
    (unasked,) = samples(CATALOGUE, TARIFF, today=DAY, count=1, seed="7", service="weapon.licence")
    assert unasked.service == "weapon.licence", "a service that is switched off is sampled when it is named"
    with pytest.raises(LookupError):
        list(samples(CATALOGUE, TARIFF, today=DAY, count=1, seed="7", service="no.such"))


def test_every_sample_is_accepted(office: Office) -> None:
    for request in samples(CATALOGUE, TARIFF, today=DAY, count=40, seed="s"):
        accept(office.counter, CLERK, request)
    assert view_day(office.counter, DAY).receipts == 40


def damage(office: Office, statement: str) -> None:
    office.counter.close()
    raw = connect(office.place.store_file, office.keys.store_key)
    raw.execute(statement)
    raw.close()
    office.reopen()


def test_a_sound_store_passes(office: Office) -> None:
    accept(office.counter, CLERK, passport_request())
    assert check_counter(office.counter).ok
    assert office.counter.stopped is None


def test_read_tables_that_contradict_the_journal_stop_the_counter(office: Office) -> None:
    accept(office.counter, CLERK, passport_request())
    damage(office, "UPDATE applications SET amount_rials = 1, paid_rials = 1")
    assert check_counter(office.counter).tables == "differ"
    with pytest.raises(StoppedAccepting):
        accept(office.counter, CLERK, passport_request("r-2"))


def test_a_changed_entry_stops_the_counter_and_is_named(office: Office) -> None:
    for position in range(3):
        accept(office.counter, CLERK, passport_request(f"r-{position}"))
    changed = "replace(CAST(bytes AS TEXT), '6451430', '6451431')"
    damage(office, f"UPDATE journal SET bytes = CAST({changed} AS BLOB) WHERE seq = 2")
    found = check_counter(office.counter)
    assert (found.chain, found.first_bad_seq) == ("broken", 2)
    with pytest.raises(StoppedAccepting) as error:
        accept(office.counter, CLERK, passport_request("r-9"))
    assert "entry 2" in str(error.value)


def test_the_hourly_check_waits_for_a_quiet_moment(office: Office) -> None:
    hourly = HourlyCheck(office.counter, steady=lambda: office.hands.steady_s)
    office.hands.run(CHECK_EVERY.total_seconds() - 1)
    assert not hourly.is_due()
    office.hands.run(2)
    accept(office.counter, CLERK, passport_request())
    assert not hourly.is_due()
    office.hands.run(IDLE_FOR.total_seconds())
    assert hourly.is_due()
    hourly.done()
    assert not hourly.is_due()


def test_the_evidence_proves_the_history_with_sha256_alone(office: Office, tmp_path: Path) -> None:
    for position in range(5):
        accept(office.counter, CLERK, passport_request(f"r-{position}"))
    file = tmp_path / "evidence.zip"
    with file.open("wb") as out:
        assert evidence.write(office.counter, out) == 5
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("journal.ndjson").splitlines()
        signed = msgspec.json.decode(archive.read("head.json"))
        key = msgspec.json.decode(archive.read("device.json"))
    head = extend(genesis(signed["device"]), lines)
    assert head == Head(signed["seq"], bytes.fromhex(signed["hash"]))
    assert verify(key, signed_head(signed["device"], head), unb64u(signed["signature"]))


def test_the_store_is_no_plain_database(office: Office) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(office.place.store_file).execute("SELECT * FROM journal")
