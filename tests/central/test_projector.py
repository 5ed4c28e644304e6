"""Proves what the projector makes of a journal: receipts, payments, findings, feed items and relay jobs.

Entries are put into the journal of a real PostgreSQL as the gateway would have; each finding has a test
that makes just that one happen, and asserts that nothing else was found.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from support.held_journal import (
    PASSPORT,
    STATEMENT,
    WORD,
    CentreBase,
    HeldJournal,
    catalogue,
    new_id,
    project,
    service,
    tariff,
)

from app.domain.business_day import business_day
from app.domain.catalogue import Field, Section, Service
from central import offices, projector
from central.database import Database
from central.operations import staff as records
from central.projector import checks
from central.publications import publish


def test_an_accepted_application_becomes_a_receipt_with_a_tracking_number(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = pc.accept()
    assert project(base, pc) == []
    (told,) = base.feed(kind="receipt.recorded")
    assert (told["application"], told["receipt"]) == (data["application"], data["receipt"])
    assert base.rows("SELECT receipt, state, paid_rials, tracking, seq FROM applications") == [
        (data["receipt"], "recorded", 900_000, told["tracking"], 1)
    ]
    assert base.rows("SELECT receipt, total_rials, paid_rials FROM receipts") == [
        (data["receipt"], 900_000, 900_000)
    ]
    assert base.rows("SELECT upstream, state FROM relay_jobs WHERE not_before <= now()") == [
        ("passport", "queued")
    ]


def test_entries_that_change_nothing_are_passed_over(base: CentreBase, pc: HeldJournal) -> None:
    pc.entry("staff.signed_in", {"staff": "1001", "offline": True})
    pc.entry("outage.started", {"outage": new_id(), "system": "network", "cause": "no answer"})
    assert project(base, pc) == []
    assert base.rows("SELECT seq FROM projector_cursors") == [(2,)]


def test_an_unpaid_capture_reaches_no_upstream_until_it_is_paid(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept(unpaid=True)
    assert project(base, pc) == []
    assert base.rows("SELECT state, paid_rials FROM applications") == [("captured-unpaid", 0)]
    assert base.rows("SELECT count(*) FROM relay_jobs WHERE not_before <= now()") == [(0,)]
    pc.pay(data)
    assert project(base, pc) == []
    assert base.rows("SELECT state, paid_rials FROM applications") == [("recorded", 900_000)]
    assert base.rows("SELECT paid_rials FROM receipts") == [(900_000,)]
    assert base.rows("SELECT count(*) FROM relay_jobs WHERE not_before <= now()") == [(1,)]


def test_captured_and_paid_in_one_batch_is_the_same(base: CentreBase, pc: HeldJournal) -> None:
    pc.pay(pc.accept(unpaid=True))
    assert project(base, pc) == []
    assert base.rows("SELECT state, paid_rials FROM applications") == [("recorded", 900_000)]
    assert base.rows("SELECT count(*) FROM relay_jobs WHERE not_before <= now()") == [(1,)]


def test_a_fee_that_is_not_the_tariffs_is_found(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.application()
    data["fee"]["lines"][0]["amount_rials"] += 100_000
    data["fee"]["total_rials"] += 100_000
    data["payments"][0]["amount_rials"] += 100_000
    pc.entry("application.accepted", data)
    assert project(base, pc) == ["amount-differs"]
    (told,) = base.feed(kind="finding.raised")
    assert told["application"] == data["application"]
    assert "1000000" in told["note"]["en"]
    assert "900000" in told["note"]["fa"]


def test_an_old_tariff_is_found_and_its_own_sum_is_what_differs(base: CentreBase, pc: HeldJournal) -> None:
    base.run(lambda database: _publish(database, tariff(2, passport=950_000)))
    pc.accept()
    assert project(base, pc) == ["amount-differs", "tariff-out-of-date"]


def test_a_tariff_published_afterwards_binds_nobody_before(base: CentreBase, pc: HeldJournal) -> None:
    pc.accept()
    base.run(lambda database: _publish(database, tariff(2, passport=950_000), ago=timedelta(minutes=5)))
    assert project(base, pc) == []


def test_a_form_that_the_centre_changed_meanwhile_is_found_and_what_was_queued_is_taken(
    base: CentreBase, pc: HeldJournal
) -> None:
    """Pain 24: the older form is looked at by its own definition, and nothing of it is refused."""
    asked = service(PASSPORT, "passport").sections
    more = Section(code="more", title=WORD, fields=(Field(name="more", type="text", label=WORD),))
    base.run(lambda database: _publish(database, catalogue(2, sections=(*asked, more))))
    pc.accept()
    assert project(base, pc) == ["catalogue-out-of-date"]
    assert base.rows("SELECT state FROM applications") == [("recorded",)]
    assert base.rows("SELECT count(*) FROM relay_jobs") == [(1,)]
    pc.accept(catalogue=2)
    assert project(base, pc) == ["catalogue-out-of-date", "fields-invalid"], "the new form lacks an answer"


def test_a_service_that_no_catalogue_has_is_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.entry("application.accepted", pc.application() | {"service": "weather.forecast"})
    assert project(base, pc) == ["unknown-service"]
    assert base.rows("SELECT count(*) FROM applications") == [(1,)]
    assert base.rows("SELECT count(*) FROM relay_jobs") == [(0,)]


def test_a_number_used_twice_is_found_and_both_receipts_are_kept(base: CentreBase, pc: HeldJournal) -> None:
    first = pc.accept()
    pc.accept(receipt=first["receipt"])
    assert project(base, pc) == ["number-used-twice"]
    assert base.rows("SELECT count(*), count(DISTINCT receipt) FROM receipts") == [(2, 1)]


def test_a_number_used_at_two_counters_is_found(base: CentreBase, pc: HeldJournal) -> None:
    other = base.device()
    first = pc.accept()
    project(base, pc)
    other.accept(receipt=first["receipt"])
    assert project(base, other) == ["number-invalid", "number-used-twice"]


def test_an_application_id_used_twice_is_found(base: CentreBase, pc: HeldJournal) -> None:
    first = pc.accept()
    pc.accept(application=first["application"])
    assert project(base, pc) == ["number-used-twice"]
    assert base.rows("SELECT receipt FROM applications") == [(first["receipt"],)]


def test_the_same_person_asking_at_another_office_is_found(base: CentreBase, pc: HeldJournal) -> None:
    elsewhere = base.device("0500")
    before = elsewhere.accept(person=77)
    pc.accept(person=77)
    elsewhere.accept(STATEMENT, person=78)
    pc.accept(STATEMENT, person=78)
    elsewhere.hold()
    base.run(projector.drain)
    assert project(base, pc) == ["duplicate-application"]
    (told,) = base.feed(kind="finding.raised")
    assert before["receipt"] in told["note"]["en"]


def test_asking_again_after_the_services_days_is_no_duplicate(base: CentreBase, pc: HeldJournal) -> None:
    elsewhere = base.device("0500")
    elsewhere.now -= timedelta(days=31)
    elsewhere.accept(person=77)
    pc.accept(person=77)
    elsewhere.hold()
    base.run(projector.drain)
    assert project(base, pc) == []


@pytest.mark.parametrize("staff", ["", "7777"])
def test_a_stranger_at_the_counter_is_found(base: CentreBase, pc: HeldJournal, staff: str) -> None:
    pc.accept(envelope={"staff": staff})
    assert project(base, pc) == ["staff-not-entitled"]


def test_an_inspector_may_not_accept(base: CentreBase, pc: HeldJournal) -> None:
    base.run(lambda d: offices.add_staff(d, "0412", "2001", "n", ["inspector"], "secret-1"))
    pc.accept(envelope={"staff": "2001"})
    assert project(base, pc) == ["staff-not-entitled"]


def test_staff_are_judged_by_the_time_of_the_entry(base: CentreBase, pc: HeldJournal) -> None:
    base.run(lambda d: offices.add_staff(d, "0412", "3001", "n", ["clerk"], "secret-1"))
    base.rows("UPDATE staff_history SET valid_from = now() - interval '1 day'")
    base.run(lambda d: offices.end_staff(d, "0412", "3001"))
    pc.accept(envelope={"staff": "3001"})
    pc.now = datetime.now(UTC) + timedelta(seconds=1)
    pc.accept(envelope={"staff": "3001"})
    assert project(base, pc) == ["staff-not-entitled"]
    assert base.findings()[0][2] == 2


def test_who_may_take_a_family_is_judged_by_the_record_at_the_time_of_the_entry(
    base: CentreBase, pc: HeldJournal
) -> None:
    today, now = business_day(datetime.now(UTC)), datetime.now(UTC)
    base.run(lambda d: records.entitle(d, "0412", "1001", "traffic", "1499-12-29"))
    base.run(lambda d: records.entitle(d, "0412", "1001", "passport", today))
    base.run(lambda d: records.entitle(d, "0412", "1001", "passport", "1405-01-01"))
    base.run(lambda d: records.entitle_to_all(d, "0412", "1001"))
    spread = "SELECT valid_from AS was, row_number() OVER (ORDER BY valid_from) AS n FROM staff_entitlements"
    base.rows(
        "UPDATE staff_entitlements SET valid_from = now() - (10 - n) * interval '1 minute'"
        f" FROM ({spread}) AS s WHERE valid_from = s.was"
    )
    pc.accept()
    for minutes, services in ((9, [STATEMENT, PASSPORT]), (8, [PASSPORT]), (7, [PASSPORT]), (6, [PASSPORT])):
        pc.now = now - timedelta(minutes=minutes - 0.5)
        for code in services:
            pc.accept(code)
    assert project(base, pc) == ["staff-not-entitled"] * 2
    assert [found[2] for found in base.findings()] == [3, 5]
    never, ended = (told["note"]["en"] for told in base.feed(kind="finding.raised"))
    assert never.endswith("This person has not been vetted and trained for Sample.")
    assert ended.endswith("This person's leave to take Sample ended on 1405-01-01.")


def test_a_clock_that_steps_back_is_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.accept()
    pc.now -= timedelta(minutes=3)
    pc.accept()
    pc.now -= timedelta(minutes=1)
    pc.accept()
    assert project(base, pc) == ["clock-inconsistent"]
    assert base.findings()[0][2] == 2


def test_a_clock_that_steps_back_between_batches_is_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.accept()
    project(base, pc)
    pc.now -= timedelta(minutes=3)
    pc.entry("staff.signed_out", {"staff": "1001", "offline": False})
    assert project(base, pc) == ["clock-inconsistent"]


def test_an_entry_from_the_future_is_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.now = datetime.now(UTC) + timedelta(minutes=10)
    pc.accept()
    assert project(base, pc) == ["clock-inconsistent"]


@pytest.mark.parametrize(
    "line",
    [
        b"not json at all",
        b"{}",
        b"\xff\xfe",
        b'{"seq":1,"id":"x","kind":"staff.signed_in","at":"yesterday"}',
        b"[" * 5_000,
    ],
)
def test_an_unreadable_entry_is_found_and_stops_only_itself(
    base: CentreBase, pc: HeldJournal, line: bytes
) -> None:
    """Pain 11: one bad form blocks all others."""
    pc.raw(line)
    good = pc.accept()
    assert project(base, pc) == ["entry-unreadable"]
    assert base.rows("SELECT receipt FROM receipts") == [(good["receipt"],)]


@pytest.mark.parametrize(
    "changes", [{"seq": 9}, {"device": new_id()}, {"office": "0500"}, {"at": "2026-11-23T10:42:07"}]
)
def test_an_entry_that_belongs_elsewhere_is_unreadable(
    base: CentreBase, pc: HeldJournal, changes: dict[str, object]
) -> None:
    pc.accept(envelope=changes)
    pc.accept()
    assert project(base, pc) == ["entry-unreadable"]
    assert base.rows("SELECT count(*) FROM receipts") == [(1,)]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("application", "not-an-id"),
        ("receipt", 17),
        ("day", "1405-13-01"),
        ("state", "issued"),
        ("fee", {"tariff_version": 1, "lines": [], "total_rials": -5}),
        ("payments", [{"payment": "x", "method": "cash", "amount_rials": 1}]),
        ("service", "a\0b"),
        ("catalogue", 2**40),
        ("request", "r" * 5_000),
    ],
)
def test_an_application_with_an_impossible_member_is_unreadable(
    base: CentreBase, pc: HeldJournal, member: str, value: object
) -> None:
    pc.entry("application.accepted", pc.application() | {member: value})
    pc.accept()
    assert project(base, pc) == ["entry-unreadable"]
    assert base.rows("SELECT count(*) FROM receipts") == [(1,)]


def test_an_application_with_a_missing_member_is_unreadable(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.application()
    del data["fee"]
    pc.entry("application.accepted", data)
    assert project(base, pc) == ["entry-unreadable"]


def test_an_entry_that_nobody_foresaw_is_projected_alone_and_reported(
    base: CentreBase, pc: HeldJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the centre's own, in a rule, for one entry only."""
    real = checks.rules.check_values

    def faulty(service: Service, applicant: object, fields: dict[str, str], today: str) -> object:
        if fields["why"] == "boom":
            raise KeyError("a rule that nobody tested")
        return real(service, applicant, fields, today)

    monkeypatch.setattr(checks.rules, "check_values", faulty)
    first = pc.accept()
    pc.accept(fields={"why": "boom"})
    last = pc.accept()
    assert project(base, pc) == ["entry-unreadable"]
    assert base.rows("SELECT receipt FROM receipts ORDER BY receipt") == [
        (first["receipt"],),
        (last["receipt"],),
    ]


def test_an_unknown_kind_is_kept_and_reported(base: CentreBase, pc: HeldJournal) -> None:
    pc.entry("tea.served", {"cups": 2})
    assert project(base, pc) == ["unknown-kind"]


def test_fields_against_the_services_rules_are_found(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.application()
    data["applicant"]["national_code"] = "1234567890"
    data["fields"] = {"colour": "green"}
    pc.entry("application.accepted", data)
    assert project(base, pc) == ["fields-invalid"]
    (told,) = base.feed(kind="finding.raised")
    assert "applicant.national_code" in told["note"]["en"]
    assert "fields.colour" in told["note"]["en"]


def test_payments_that_are_not_the_fee_are_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.accept(payments=[{"payment": new_id(), "method": "cash", "amount_rials": 899_999}])
    assert project(base, pc) == ["payments-differ"]
    assert base.rows("SELECT paid_rials FROM applications") == [(899_999,)]


def test_money_for_an_application_that_is_not_held_is_kept_and_found(
    base: CentreBase, pc: HeldJournal
) -> None:
    pc.pay(pc.application(unpaid=True))
    assert project(base, pc) == ["payments-differ"]
    assert base.rows("SELECT sum(amount_rials)::bigint FROM payments") == [(900_000,)]


def test_paying_twice_is_found(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept(unpaid=True)
    pc.pay(data)
    pc.pay(data)
    assert project(base, pc) == ["payments-differ"]
    assert base.rows("SELECT paid_rials FROM applications") == [(1_800_000,)]


def test_a_card_slip_used_twice_is_found(base: CentreBase, pc: HeldJournal) -> None:
    slip = {"method": "card", "amount_rials": 900_000, "rrn": "123456789012", "terminal": "12345678"}
    pc.accept(payments=[slip | {"payment": new_id()}])
    project(base, pc)
    pc.accept(payments=[slip | {"payment": new_id()}])
    assert project(base, pc) == ["slip-used-twice"]


def test_projecting_again_from_the_start_changes_nothing(base: CentreBase, pc: HeldJournal) -> None:
    pc.pay(pc.accept(unpaid=True))
    pc.accept(payments=[{"payment": new_id(), "method": "cash", "amount_rials": 5}])
    pc.raw(b"nonsense")
    before = project(base, pc)
    items = base.rows("SELECT kind, data::text FROM feed WHERE kind = 'receipt.recorded' ORDER BY seq")
    tables = [base.rows(f"SELECT * FROM {t} ORDER BY 1") for t in ("applications", "receipts", "payments")]
    base.rows("UPDATE projector_cursors SET seq = 0")
    base.run(projector.drain)
    assert [row[0] for row in base.rows("SELECT type FROM findings ORDER BY type, seq")] == before
    assert (
        base.rows("SELECT kind, data::text FROM feed WHERE kind = 'receipt.recorded' ORDER BY seq") == items
    )
    assert [
        base.rows(f"SELECT * FROM {t} ORDER BY 1") for t in ("applications", "receipts", "payments")
    ] == tables


def test_a_long_backlog_keeps_no_other_counter_waiting(base: CentreBase) -> None:
    journals = [base.device() for _ in range(3)]
    for journal in journals:
        for _ in range(700 if journal is journals[0] else 3):
            journal.accept(STATEMENT)
        journal.hold()
    assert base.run(projector.drain) == 706
    assert base.rows("SELECT count(*), count(DISTINCT receipt) FROM receipts") == [(706, 706)]
    assert base.gaps() == []


async def _publish(database: Database, value: object, ago: timedelta = timedelta(hours=2)) -> None:
    async with database.transaction() as conn:
        await publish(conn, value)  # type: ignore[arg-type]
        await conn.execute(
            "UPDATE publications SET published_at = %s WHERE version = %s AND kind = %s",
            (datetime.now(UTC) - ago, value.version, type(value).__name__.lower()),  # type: ignore[attr-defined]
        )
