"""What the centre decides is applied in order and whole, or not at all.

Real gateway; the proxy makes up pages that no gateway would send.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office

from app.local_db import feed_log
from app.sync.protocol import RESPONSE_BYTES_MAX
from app.sync.pull import SMALL_ITEMS, pull_page
from app.sync.sync_once import Outcome
from central import feed

FEED = "/v1/feed"


def decide(gateway: RunningCentre, office: Office, *decisions: tuple[str, dict[str, Any]]) -> None:
    async def write(database: Any) -> None:
        async with database.transaction() as conn:
            await feed.append(conn, office.code, [feed.Decision(kind, data) for kind, data in decisions])

    gateway.run(write)


def cursor(office: Office) -> int:
    with office.store.read() as conn:
        return feed_log.cursor(conn).seq


def staff(number: int) -> tuple[str, dict[str, Any]]:
    return "staff.changed", {
        "staff": f"{number}",
        "name": "نمونه",
        "roles": ["clerk"],
        "active": True,
        "credential": 1,
    }


def test_every_decision_arrives_in_pages(gateway: RunningCentre, office: Office) -> None:
    decide(gateway, office, *(staff(1_000 + n) for n in range(1_203)))
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert outcome.received == 1_203
    assert cursor(office) == 1_203
    assert office.sync().received == 0


def test_a_first_fill_that_was_cut_goes_on_with_the_page_where_it_stopped(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 25: each page is kept as it comes, and none is asked for twice."""
    decide(gateway, office, *(staff(1_000 + n) for n in range(703)))
    line.next(Fault.REFUSE, "/v1/feed", skip=2)
    assert office.sync().outcome is Outcome.PARTIAL
    held = cursor(office)
    assert 0 < held < 703
    outcome = office.sync()
    assert (outcome.outcome, outcome.received) == (Outcome.LEVEL, 703 - held)


def test_while_the_clerk_types_small_pages_come_and_none_is_missed(
    gateway: RunningCentre, office: Office
) -> None:
    decide(gateway, office, *(staff(1_000 + n) for n in range(2 * SMALL_ITEMS)))
    office.store.courtesy.key_pressed()
    centre = office.centre()
    pages = [pull_page(office.store, centre, 0) for _ in range(3)]
    centre.close()
    assert [page.items for page in pages] == [0, SMALL_ITEMS, SMALL_ITEMS]  # the first begins the epoch
    assert not pages[-1].more
    assert cursor(office) == 2 * SMALL_ITEMS


def _page(items: list[Any], more: bool = False, epoch: str = "") -> bytes:
    return json.dumps({"epoch": epoch, "items": items, "more": more}).encode()


def _item(seq: Any, **members: Any) -> dict[str, Any]:
    kind, data = staff(1_000)
    return {
        "seq": seq,
        "id": f"00000000-0000-7000-8000-{seq if isinstance(seq, int) else 0:012d}",
        "kind": kind,
        "at": "2026-11-23T10:00:00.000Z",
        "data": data,
    } | members


@pytest.mark.parametrize(
    "items",
    [
        [_item(2)],
        [_item(1), _item(3)],
        [_item(1), _item(1)],
        [_item(2), _item(1)],
        [_item(1), _item("2")],
        [_item(1), {"seq": 2}],
        [_item(1), _item(2, data=[])],
        [_item(n) for n in range(1, 600)],
    ],
    ids=["starts late", "gap", "twice", "backwards", "text seq", "no members", "data is a list", "huge page"],
)
def test_a_page_that_does_not_fit_is_applied_in_no_part(
    line: FaultProxy, office: Office, items: list[Any]
) -> None:
    office.sync()
    with office.store.read() as conn:
        epoch = feed_log.cursor(conn).epoch
    line.next(Fault.REPLACE, FEED, times=5, content_type="application/json", body=_page(items, epoch=epoch))
    outcome = office.sync()
    assert outcome.outcome is Outcome.PARTIAL
    assert outcome.received == 0
    assert cursor(office) == 0
    line.calm()
    assert office.sync().outcome is Outcome.LEVEL


@pytest.mark.parametrize(
    "particulars",
    [
        {},
        {"content_type": "application/json", "body": b"<html>"},
        {"content_type": "application/json", "body": b'{"epoch":"e","items":[],"more":true'},
        {"content_type": "application/json", "body": b'{"epoch":"","items":[],"more":false}'},
        {"content_type": "text/plain", "body": b'{"epoch":"e","items":[],"more":false}'},
        {"status": 302, "headers": (("location", "http://portal.invalid/"),)},
        {"status": 500},
        {"status": 404},
    ],
)
def test_an_odd_answer_is_an_outage_and_not_a_feed(
    line: FaultProxy, office: Office, particulars: dict[str, Any]
) -> None:
    """Pain 4: a portal that answers in the centre's place is no proof of the centre."""
    line.next(Fault.REPLACE, FEED, times=5, **particulars)
    outcome = office.sync()
    assert outcome.outcome is Outcome.PARTIAL
    assert cursor(office) == 0
    assert office.state.link == "centre-down"


def test_an_answer_without_end_is_given_up(line: FaultProxy, office: Office) -> None:
    line.next(Fault.HUGE, FEED, size_bytes=RESPONSE_BYTES_MAX + 1, content_type="application/json")
    assert office.sync().outcome is Outcome.PARTIAL
    assert cursor(office) == 0
    assert office.sync().outcome is Outcome.LEVEL


def test_an_item_that_cannot_be_read_stops_only_itself(gateway: RunningCentre, office: Office) -> None:
    """Pain 11: one bad item blocks no other."""
    decide(
        gateway,
        office,
        ("receipt.recorded", {"nonsense": True}),
        ("a.kind.of.tomorrow", {"any": [1, 2]}),
        staff(1_001),
    )
    assert office.sync().outcome is Outcome.LEVEL
    assert cursor(office) == 3
