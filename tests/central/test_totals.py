"""Proves that the day's totals equal a straightforward recomputation from the entries themselves.

Hypothesis makes journals of several counters and days, paid and unpaid, projected in any portions; the
expected sums are added up here, entry by entry, without the centre's tables.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.centre import Postgres
from support.held_journal import PASSPORT, STATEMENT, CentreBase, HeldJournal, new_id

from app.domain.entry import decode
from central import projector
from central.operations.held import NotHeld
from central.operations.totals import totals

STEP = st.tuples(
    st.integers(0, 2),  # counter
    st.sampled_from(["accept", "capture", "pay", "give back", "tomorrow", "hold"]),
    st.sampled_from([PASSPORT, STATEMENT]),
    st.sampled_from(["cash", "card"]),
)


@pytest.fixture(scope="module")
def base(postgres: Postgres) -> CentreBase:
    return CentreBase(postgres.fresh())


class Moved:
    """Money that was taken, or given back, in whole fees."""

    def __init__(self) -> None:
        self.by_payment, self.by_service, self.by_payee = Counter[str](), Counter[str](), Counter[str]()

    def move(self, payments: list[dict[str, Any]], accepted: dict[str, Any]) -> None:
        for payment in payments:
            self.by_payment[payment["method"]] += payment["amount_rials"]
            self.by_service[accepted["service"]] += payment["amount_rials"]
        for part in accepted["fee"]["lines"] if payments else ():
            self.by_payee[part["payee"]] += part["amount_rials"]

    def sums(self) -> dict[str, Any]:
        breakdowns = {
            "by_payment": dict(self.by_payment),
            "by_service": dict(self.by_service),
            "by_payee": dict(self.by_payee),
        }
        return {"total_rials": sum(self.by_payment.values()), **breakdowns}


def recomputed(lines: list[bytes], day: str) -> dict[str, Any]:
    """The sums of ``day`` straight from entries."""
    fees: dict[str, dict[str, Any]] = {}
    receipts, taken, refunded = 0, Moved(), Moved()
    for line in lines:
        entry = decode(line)
        data = entry.data
        if entry.kind == "application.accepted":
            fees[data["application"]] = data
            receipts += data["day"] == day
        if data["day"] != day:
            continue
        taken.move(data.get("payments", []), fees[data["application"]])
        refunded.move(data.get("refunds", []), fees[data["application"]])
    return {"date": day, "receipts": receipts, **taken.sums(), "refunded": refunded.sums()}


@given(st.lists(STEP, min_size=1, max_size=25))
@settings(max_examples=15)
def test_totals_equal_the_sum_of_the_entries(base: CentreBase, steps: list[Any]) -> None:
    base.rows(
        "TRUNCATE journal, receipts, payments, refunds, voids, findings, feed, feed_counters, relay_jobs, "
        "applications, projector_cursors, devices CASCADE"
    )
    base._counters.clear()
    counters: list[HeldJournal] = [base.device() for _ in range(3)]
    unpaid: list[list[dict[str, Any]]] = [[], [], []]
    paid: list[list[dict[str, Any]]] = [[], [], []]
    start = datetime.fromisoformat("2026-11-20T08:00:00+00:00")
    for counter in counters:
        counter.now = start
    for which, step, service, method in steps:
        pc = counters[which]
        if step == "accept":
            data = pc.application(service)
            data["payments"][0]["method"] = method
            pc.entry("application.accepted", data)
            paid[which].append(data)
        elif step == "give back" and paid[which]:
            data = paid[which].pop()
            pc.void(data)
            pc.give_back(data)
        elif step == "capture":
            unpaid[which].append(pc.accept(service, unpaid=True))
        elif step == "pay" and unpaid[which]:
            data = unpaid[which].pop()
            total = data["fee"]["total_rials"]
            parts = [{"payment": new_id(), "method": method, "amount_rials": total}]
            pc.pay(data, payments=parts)
        elif step == "tomorrow":
            pc.now += timedelta(days=1)
        elif step == "hold":
            pc.hold()
            base.run(projector.drain)
    for pc in counters:
        pc.hold()
    base.run(projector.drain)
    assert base.findings() == []
    lines = [line for pc in counters for line in pc.lines]
    for day in {json.loads(line)["data"]["day"] for line in lines} | {"1400-01-01"}:
        found = base.run(lambda database, day=day: totals(database, "0412", day))
        assert dataclasses.asdict(found) == recomputed(lines, day)


def test_an_office_that_is_not_there_is_said_so(base: CentreBase) -> None:
    with pytest.raises(NotHeld, match="no office 9999"):
        base.run(lambda database: totals(database, "9999", "1405-09-03"))


def test_money_for_an_unknown_application_is_counted_as_such(postgres: Postgres) -> None:
    base = CentreBase(postgres.fresh())
    pc = base.device()
    pc.pay(pc.application(unpaid=True), day="1405-09-03")
    pc.hold()
    base.run(projector.drain)
    found = base.run(lambda database: totals(database, "0412", "1405-09-03"))
    assert (found.receipts, found.total_rials) == (0, 900_000)
    assert found.by_service == found.by_payee == {"unknown": 900_000}
