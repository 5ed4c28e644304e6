"""Proves what the screens and the commands read: the queue's states by one rule, searches, days and sums."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.store_rig import DAY, accept, item, new_store, note, payment_taken

from app.domain.chain import Head
from app.domain.entry import Kind
from app.domain.feed import FeedKind
from app.domain.sync_status import QueueState, Why
from app.local_db import feed_log, journal, sync_state
from app.local_db.queries import applications, days, findings, outages, queue, slips
from app.local_db.store import Store

DECISIONS = [None, "forwarded", "needs-correction", "rejected", "issued", "delivered", "something-new"]


class Office:
    """A store with its applications, and the centre's words on them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.feed_seq = 0

    def tell(self, kind: str, data: dict[str, Any]) -> None:
        self.feed_seq += 1
        with self.store.write() as conn:
            feed_log.begin_epoch(conn, "one")
            feed_log.apply_page(conn, "one", [item(self.feed_seq, kind, data)])

    def decide(self, application: str, decision: str) -> None:
        data = {"application": application, "decision": decision, "upstream": "passport"}
        self.tell(FeedKind.APPLICATION_DECIDED, data)

    def record(self, application: str) -> None:
        data = {"application": application, "receipt": "r", "tracking": "55012988"}
        self.tell(FeedKind.RECEIPT_RECORDED, data)

    def find_fault(self, application: str) -> None:
        data = {"finding": f"f{self.feed_seq}", "type": "amount", "application": application}
        self.tell(FeedKind.FINDING_RAISED, data)

    def confirm(self, seq: int, sending: int, *, unknown: bool = False) -> None:
        with self.store.write() as conn:
            sync_state.mark_sending(conn, sending)
            sync_state.acknowledge(conn, Head(seq, journal.hash_at(conn, seq) or b""))
            if unknown:
                sync_state.mark_unknown(conn)

    def rows(self, **given: Any) -> list[queue.QueueRow]:
        with self.store.read() as conn:
            return queue.queue(conn, **({"limit": 500, "offset": 0} | given))

    def counts(self) -> queue.QueueCounts:
        with self.store.read() as conn:
            return queue.counts(conn, day=DAY)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Applications in every combination of payment, tracking, decision and finding, on both sides of the
    confirmed and the sending seq.
    """
    directory: Path = tmp_path_factory.mktemp("every") / "place"
    with new_store(directory) as store:
        office = Office(store)
        number = 0
        for _ in range(3):
            for paid, tracked, decision, fault in itertools.product(
                (True, False), (True, False), DECISIONS[:3], (False, True)
            ):
                number += 1
                changes: dict[str, Any] = {} if paid else {"payments": [], "state": "captured-unpaid"}
                application = accept(store, number, **changes)["application"]
                if tracked:
                    office.record(application)
                if decision is not None:
                    office.decide(application, decision)
                if fault:
                    office.find_fault(application)
        for decision in DECISIONS[3:]:
            number += 1
            office.decide(accept(store, number)["application"], decision or "")
        office.confirm(24, 48)
        yield office


@pytest.mark.parametrize("unknown", [False, True])
def test_the_filter_of_the_database_follows_the_one_rule_of_states(every_kind: Office, unknown: bool) -> None:
    with every_kind.store.write() as conn:
        conn.exec_driver_sql("UPDATE sync_state SET sending_unknown = ?", (int(unknown),))
    everything = every_kind.rows()
    assert len(everything) == 76
    for state in QueueState:
        expected = {row.application for row in everything if row.state is state}
        assert {row.application for row in every_kind.rows(state=state)} == expected, state
    counts = every_kind.counts()
    by_state = {state: sum(row.state is state for row in everything) for state in QueueState}
    assert (counts.stored, counts.sending) == (by_state[QueueState.STORED], by_state[QueueState.SENDING])
    assert (counts.unknown, counts.needs_you) == (
        by_state[QueueState.UNKNOWN],
        by_state[QueueState.NEEDS_YOU],
    )
    assert counts.recorded_today == sum(bool(row.tracking) for row in everything)


def test_pages_of_the_queue_show_each_application_once_and_the_urgent_first(every_kind: Office) -> None:
    everything = every_kind.rows()
    paged: list[queue.QueueRow] = []
    while page := every_kind.rows(limit=7, offset=len(paged)):
        paged += page
    assert paged == everything
    assert len({row.application for row in paged}) == 76
    urgent = [row.state is QueueState.NEEDS_YOU for row in everything]
    assert urgent == sorted(urgent, reverse=True)
    calm = [row.seq for row in everything if row.state is not QueueState.NEEDS_YOU]
    assert calm == sorted(calm, reverse=True)


def test_the_way_of_one_application_through_the_queue(office: Office) -> None:
    application = accept(office.store, 1)["application"]

    def seen() -> tuple[QueueState, Why]:
        row = office.rows()[0]
        return row.state, row.why

    assert seen() == (QueueState.STORED, Why.NO_NETWORK)
    assert office.counts().pending == 1
    assert office.counts().oldest_pending_at == "2026-11-23T08:00:01.000Z"
    with office.store.write() as conn:
        sync_state.set_link(conn, "centre-down", "2026-11-23T10:42:00.000Z")
    assert office.rows()[0].since == "2026-11-23T10:42:00.000Z"
    assert seen() == (QueueState.STORED, Why.CENTRE_DOWN)
    with office.store.write() as conn:
        sync_state.set_link(conn, "up", "2026-11-23T10:50:00.000Z")
    assert seen() == (QueueState.STORED, Why.NEXT)
    office.confirm(0, 1)
    assert seen() == (QueueState.SENDING, Why.ON_ITS_WAY)
    office.confirm(0, 1, unknown=True)
    assert seen() == (QueueState.UNKNOWN, Why.ASKED)
    office.confirm(1, 1)
    assert seen() == (QueueState.SENT, Why.CENTRE_READS)
    assert office.counts() == queue.QueueCounts(0, None, 0, 0, 0, 0, 0)
    office.record(application)
    assert seen() == (QueueState.RECORDED, Why.HAS_TRACKING)
    office.decide(application, "forwarded")
    assert seen() == (QueueState.WAITING_UPSTREAM, Why.UPSTREAM_WORKS)
    office.tell(FeedKind.UPSTREAM_CHANGED, {"name": "passport", "state": "down", "since": "10:20"})
    assert seen() == (QueueState.WAITING_UPSTREAM, Why.UPSTREAM_DOWN)
    assert office.rows()[0].since == "10:20"
    office.decide(application, "needs-correction")
    assert seen() == (QueueState.NEEDS_YOU, Why.CORRECT_IT)
    office.decide(application, "issued")
    assert seen() == (QueueState.DECIDED, Why.DONE)
    office.find_fault(application)
    assert seen() == (QueueState.NEEDS_YOU, Why.FINDING)
    with office.store.read() as conn:
        assert findings.count_open(conn) == 1
        assert findings.open_findings(conn)[0].application == application
    row = office.rows()[0]
    assert (row.service, row.applicant) == ("passport.renewal", "علی رضا نمونه‌پور")
    assert (row.amount_rials, row.paid_rials, row.tracking, row.upstream, row.decision) == (
        1500,
        1500,
        "55012988",
        "passport",
        "issued",
    )


def test_sending_that_stopped_says_why(office: Office) -> None:
    accept(office.store, 1)
    with office.store.write() as conn:
        sync_state.set_refused(conn, "too-large")
    assert office.rows()[0].why is Why.REFUSED
    with office.store.write() as conn:
        sync_state.set_fork(conn, 1)
    assert office.rows()[0].why is Why.FORK


@pytest.mark.parametrize(
    "typed",
    [
        "علی",
        "علیرضا",
        "علی‌رضا",
        "نمونه پور",
        "نمونه‌پور علی",
        "رضا نمونه",
        "9900000013",
        "۹۹۰۰۰۰۰۰۱۳",
        "0912",
        "علي",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(office: Office, typed: str) -> None:
    wanted = accept(office.store, 1)
    other = {
        "national_code": "9987654320",
        "name": {"given": "سارا", "family": "الگو"},
        "mobile": "09350000000",
    }
    accept(office.store, 2, applicant=other)
    assert [row.application for row in office.rows(text=typed)] == [wanted["application"]]


def test_a_receipt_number_finds_its_application(office: Office) -> None:
    accept(office.store, 1)
    wanted = accept(office.store, 2)
    for typed in (wanted["receipt"], wanted["receipt"].replace("-", ""), wanted["receipt"][:17]):
        assert [row.receipt for row in office.rows(text=typed)] == [wanted["receipt"]]


@pytest.mark.parametrize(
    "typed", ['"', "'; DROP TABLE journal", "NEAR(", "* OR *", "names:", "-", "(", "^a", "ـ"]
)
def test_marks_are_never_taken_for_a_query_language(office: Office, typed: str) -> None:
    accept(office.store, 1)
    assert office.rows(text=typed) == []


def test_an_unpaid_application_becomes_paid_by_one_payment(office: Office) -> None:
    """Pain 3: a payment is an event of its own; nothing that comes from the centre takes it back."""
    data = accept(office.store, 1, payments=[], state="captured-unpaid")
    with office.store.read() as conn:
        assert [row.application for row in applications.unpaid(conn)] == [data["application"]]
    office.record(data["application"])
    with office.store.read() as conn:
        assert [row.state for row in applications.unpaid(conn)] == ["captured-unpaid"]
    note(office.store, Kind.PAYMENT_TAKEN, payment_taken(data, day="1405-09-03"))
    office.record(data["application"])
    with office.store.read() as conn:
        assert applications.unpaid(conn) == []
        whole = applications.full(conn, data["application"])
        assert slips.find_slip(conn, "12345678", "123456789012", "1405-09-03") == data["receipt"]
        assert slips.find_slip(conn, "", "123456789012", "1405-09-03") == data["receipt"]
        assert slips.find_slip(conn, "99999999", "123456789012", "1405-09-03") is None
        assert slips.find_slip(conn, "12345678", "123456789012", "1405-09-04") is None
        assert slips.find_slip(conn, "12345678", "", "1405-09-03") is None
    assert whole is not None
    assert (whole.row.state, whole.row.paid_rials) == ("recorded", 1500)
    assert [(p.method, p.rrn) for p in whole.payments] == [("card", "123456789012")]
    assert whole.applicant["name"]["father"] == "حسن"
    assert whole.fee["total_rials"] == 1500
    assert whole.catalogue == 1


def test_a_days_sums_count_each_receipt_and_each_rial_in_one_day(office: Office) -> None:
    accept(office.store, 1)
    accept(office.store, 2, service="police.clearance")
    unpaid = accept(office.store, 3, payments=[], state="captured-unpaid")
    accept(office.store, 4, day="1405-09-03")
    note(office.store, Kind.PAYMENT_TAKEN, payment_taken(unpaid, day="1405-09-03"))
    stray = payment_taken({"application": "not-here", "receipt": "0412-09-05-000001-0"}, day="1405-09-03")
    note(office.store, Kind.PAYMENT_TAKEN, stray)
    office.confirm(1, 1)
    with office.store.read() as conn:
        first, second = days.day_summary(conn, DAY), days.day_summary(conn, "1405-09-03")
        rows = days.day_rows(conn, DAY)
        empty = days.day_summary(conn, "1400-01-01")
    assert first == days.DaySummary(
        day=DAY,
        receipts=3,
        total_rials=3000,
        by_payment={"cash": 3000},
        by_service={"passport.renewal": 1500, "police.clearance": 1500},
        by_payee={"office": 1000, "treasury": 2000},
        refunded=days.Sums(0, {}, {}, {}),
        waiting=2,
        closed=False,
    )
    assert (second.receipts, second.total_rials) == (1, 4500)
    assert second.by_payment == {"card": 3000, "cash": 1500}
    assert second.by_service == {"passport.renewal": 3000, "unknown": 1500}
    assert second.by_payee == {"office": 1000, "treasury": 2000, "unknown": 1500}
    assert [row.seq for row in rows] == [1, 2, 3]
    assert (empty.receipts, empty.total_rials, empty.by_payee) == (0, 0, {})


def test_outages_are_listed_by_when_they_lasted(office: Office) -> None:
    first = {"outage": "o-1", "system": "centre", "cause": "timeout"}
    note(office.store, Kind.OUTAGE_STARTED, first, second=0)
    note(
        office.store, Kind.OUTAGE_STARTED, first | {"outage": "o-2", "system": "upstream:passport"}, second=60
    )
    end = first | {"started_at": "2026-11-23T08:00:00.000Z", "served": 4}
    note(office.store, Kind.OUTAGE_ENDED, end, second=30)
    with office.store.read() as conn:
        assert [o.outage for o in outages.open(conn)] == ["o-2"]
        found = outages.between(conn, "2026-11-23T08:00:10.000Z", "2026-11-23T09:00:00.000Z")
        assert [(o.outage, o.ended_at, o.served) for o in found] == [
            ("o-1", "2026-11-23T08:00:30.000Z", 4),
            ("o-2", None, 0),
        ]
        late = outages.between(conn, "2026-11-23T08:00:30.000Z", "2026-11-23T08:00:59.000Z")
        assert late == []


def test_the_questions_of_the_queue_are_answered_by_an_index(every_kind: Office) -> None:
    """A full scan of the applications would make the page slower with every year of work."""
    unfiltered = "WHERE NOT"  # newest first, as far as the page needs
    statements: list[str] = []
    with every_kind.store.read() as conn:
        raw: Any = conn.connection.driver_connection
        raw.set_trace_callback(statements.append)
        queue.counts(conn, day=DAY)
        for state in (None, *QueueState):
            queue.queue(conn, limit=50, offset=0, state=state)
        queue.queue(conn, limit=50, offset=0, text="علی")
        days.day_summary(conn, DAY)
        applications.unpaid(conn)
        raw.set_trace_callback(None)
        asked = [s for s in statements if "FROM applications" in s and "0 = 1" not in s]
        assert len(asked) > 15
        for statement in asked:
            plan = [row[3] for row in raw.execute("EXPLAIN QUERY PLAN " + statement)]
            if any(step.startswith("SCAN applications") for step in plan):
                assert unfiltered in " ".join(statement.split()), (statement, plan)
                assert "LIMIT" in statement
