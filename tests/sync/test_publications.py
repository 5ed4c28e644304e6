"""Catalogues and tariffs: in force only when the centre's own key signed them and none newer is held.

Signed by the real centre, by a stranger, or spoilt; each test has a centre of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from support.centre import Postgres, RunningCentre
from support.fault_proxy import FaultProxy
from support.line_office import Office
from support.resources import shipped_service

from app.domain.catalogue import Catalogue, Service
from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP, Signer, unb64u
from app.domain.tariff import Tariff, TariffItem, Words
from app.local_db import feed_log
from app.local_db.queries import publications
from app.sync.sync_once import Outcome
from central import feed
from central.publications import publish

TEXT = {"fa": "متن", "en": "text"}


@pytest.fixture
def gateway(postgres: Postgres) -> Iterator[RunningCentre]:
    """A gateway on a fresh database: versions are published once."""
    running = RunningCentre(postgres, parts=False, resources=None)
    yield running
    running.close()


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


def decide(gateway: RunningCentre, office: Office, *decisions: tuple[str, dict[str, Any]]) -> None:
    async def write(database: Any) -> None:
        async with database.transaction() as conn:
            await feed.append(conn, office.code, [feed.Decision(kind, data) for kind, data in decisions])

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
    decide(gateway, office, ("tariff.published", {"version": 2, "jws": jws}), staff(1_001))
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
    decide(gateway, office, ("tariff.published", {"version": 1, "jws": old}))
    office.sync()
    (refusal,) = office.data("publication.refused")
    assert refusal["version"] == 1
    assert "older" in str(refusal["reason"])


def spoilt(**changes: Any) -> Service:
    """The project's passport service with its own part changed."""
    whole = msgspec.to_builtins(shipped_service("passport.renewal"))
    own = next(section for section in whole["sections"] if section["code"] == "passport")
    own["fields"] = [*own["fields"], {"name": "more", "type": "text", "label": TEXT, **changes}]
    return msgspec.convert(whole, Service)


def without_amount() -> Tariff:
    item = TariffItem(item="fee", name=Words("کارمزد", "Fee"), payee="office")
    return msgspec.structs.replace(tariff(2), services={"passport.renewal": [item]})


def test_a_signed_publication_with_a_mistake_is_refused_and_the_office_keeps_what_it_has(
    gateway: RunningCentre, office: Office
) -> None:
    publish_at(gateway, tariff(1))
    publish_at(gateway, Catalogue(version=1, services=(shipped_service("passport.renewal"),)))
    office.sync()
    broken = (
        spoilt(type="colour"),
        spoilt(shown_when={"field": "nobody", "any_of": ["x"]}),
        spoilt(shown_when={"field": "more", "any_of": ["x"]}),
        spoilt(label={"fa": "متن", "en": ""}),
    )
    for version, service in enumerate(broken, start=2):
        publish_at(gateway, Catalogue(version=version, services=(service,)))
    publish_at(gateway, without_amount())
    assert office.sync().outcome is Outcome.LEVEL
    assert tariffs(office) == [1]
    with office.store.read() as conn:
        held = publications.catalogue(conn)
    assert held is not None
    assert held.version == 1
    reasons = [refusal["reason"] for refusal in office.data("publication.refused")]
    expected = ["'colour'", "'nobody'", "more", "a text is missing in one language", "has no amount"]
    for said, reason in zip(expected, reasons, strict=True):
        assert said in str(reason), reasons
        assert "passport.renewal: " in str(reason)


def test_a_restored_centre_tells_its_past_again_and_nothing_changes(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 15: the epoch tells; the feed starts from 0 and applying twice changes nothing."""
    publish_at(gateway, tariff(1))
    decide(gateway, office, staff(1_001))
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
    decide(gateway, office, staff(1_002))
    office.sync()
    assert cursor(office) == 3


def _header(jws: str) -> bytes:
    return unb64u(jws.split(".")[0])
