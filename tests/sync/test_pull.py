"""What the centre decides is applied in order and whole, or not at all.

Real gateway; publications are signed with its own key or with a stranger's; the proxy makes up pages.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office

from app.domain.catalogue import Catalogue
from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP, Signer, unb64u
from app.domain.tariff import Tariff, TariffItem, Words
from app.local_db import feed_log
from app.local_db.queries import publications
from app.sync.protocol import RESPONSE_BYTES_MAX
from app.sync.sync_once import Outcome
from central import feed
from central.publications import publish

FEED = "/v1/feed"


def tariff(version: int, amount_rials: int = 1_000) -> Tariff:
    return Tariff(
        version=version,
        year=1405,
        effective_from=f"2026-03-{version:02d}T00:00:00Z",
        currency="IRR",
        invented=True,
        services={
            "passport.renewal": [
                TariffItem(item="fee", name=Words("کارمزد", "Fee"), payee="office", amount_rials=amount_rials)
            ]
        },
    )


def decide(gateway: RunningCentre, *decisions: tuple[str, dict[str, Any]]) -> None:
    async def write(database: Any) -> None:
        async with database.transaction() as conn:
            await feed.append(conn, "0412", [feed.Decision(kind, data) for kind, data in decisions])

    gateway.run(write)


def publish_at(gateway: RunningCentre, value: Catalogue | Tariff) -> str:
    async def write(database: Any) -> str:
        async with database.transaction() as conn:
            return (await publish(conn, value)).jws

    return gateway.run(write)


def cursor(office: Office) -> int:
    with office.store.read() as conn:
        return feed_log.cursor(conn).seq


def tariffs(office: Office) -> list[int]:
    with office.store.read() as conn:
        return sorted(each.version for each in publications.tariffs(conn))


def staff(number: int) -> tuple[str, dict[str, Any]]:
    return "staff.changed", {
        "staff": f"{number}",
        "name": "نمونه",
        "roles": ["clerk"],
        "active": True,
        "credential": 1,
    }


def test_every_decision_arrives_in_pages(gateway: RunningCentre, office: Office) -> None:
    decide(gateway, *(staff(1_000 + n) for n in range(1_203)))
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert outcome.received == 1_203
    assert cursor(office) == 1_203
    assert office.sync().received == 0


def test_a_signed_tariff_and_catalogue_come_into_force(gateway: RunningCentre, office: Office) -> None:
    publish_at(gateway, tariff(1))
    publish_at(gateway, Catalogue(version=1, services=()))
    office.sync()
    assert tariffs(office) == [1]
    with office.store.read() as conn:
        held = publications.catalogue(conn)
    assert held is not None
    assert held.version == 1


@pytest.mark.parametrize("spoil", ["stranger", "cut", "other-kind", "no-tariff", "other-version", "nothing"])
def test_a_publication_that_is_not_the_centres_is_refused_and_journalled(
    gateway: RunningCentre, office: Office, spoil: str
) -> None:
    genuine = publish_at(gateway, tariff(1))
    forged = msgspec.json.encode(tariff(2, 1))
    kid = json.loads(_header(genuine))["kid"]
    jws = {
        "stranger": Signer(b"s" * 32, kid).jws(forged, TARIFF_TYP),
        "cut": genuine[:-3],
        "other-kind": Signer(b"s" * 32, kid).jws(forged, CATALOGUE_TYP),
        "no-tariff": "a.b.c",
        "other-version": genuine,
        "nothing": "",
    }[spoil]
    decide(gateway, ("tariff.published", {"version": 2, "jws": jws}), staff(1_001))
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert tariffs(office) == [1]
    assert cursor(office) == 3  # the refusal stops only itself
    (refusal,) = office.data("publication.refused")
    assert refusal["what"] == "tariff"
    assert refusal["reason"]


def test_an_older_publication_than_the_one_held_is_refused(gateway: RunningCentre, office: Office) -> None:
    old = publish_at(gateway, tariff(1))
    publish_at(gateway, tariff(3))
    office.sync()
    decide(gateway, ("tariff.published", {"version": 1, "jws": old}))
    office.sync()
    (refusal,) = office.data("publication.refused")
    assert refusal["version"] == 1
    assert "older" in str(refusal["reason"])


def test_a_restored_centre_tells_its_past_again_and_nothing_changes(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 15: the epoch tells; the feed starts from 0 and applying twice changes nothing."""
    publish_at(gateway, tariff(1))
    decide(gateway, staff(1_001))
    backup = gateway.backup()
    line.target = gateway.base_url
    publish_at(gateway, tariff(2))
    office.sync()
    assert cursor(office) == 3
    gateway.restore(backup)
    line.target = gateway.base_url
    assert office.sync().outcome is Outcome.LEVEL
    assert cursor(office) == 2
    assert tariffs(office) == [1, 2]
    assert office.data("publication.refused") == []
    decide(gateway, staff(1_002))
    office.sync()
    assert cursor(office) == 3


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
        ("receipt.recorded", {"nonsense": True}),
        ("a.kind.of.tomorrow", {"any": [1, 2]}),
        staff(1_001),
    )
    assert office.sync().outcome is Outcome.LEVEL
    assert cursor(office) == 3


def _header(jws: str) -> bytes:
    return unb64u(jws.split(".")[0])
