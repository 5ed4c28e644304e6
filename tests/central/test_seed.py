"""An empty centre publishes what came with the program, signed, into every office's feed, and only once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.centre import Postgres, RunningCentre
from support.wire import enrol

from app.domain.catalogue import CatalogueMistake
from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP, open_jws
from app.domain.tariff import TariffMistake
from central.publications import publish
from central.seed import read_catalogue, read_tariffs, seed

WORDS = {"fa": "نمونه", "en": "sample"}
SERVICE: dict[str, Any] = {
    "code": "sample.one",
    "name": WORDS,
    "family": WORDS,
    "offline": "accept",
    "citizen": WORDS,
    "citizen_offline": WORDS,
    "upstream": "passport",
    "sections": [
        {
            "code": "applicant",
            "title": WORDS,
            "fields": [
                {"name": "national_code", "type": "national_code", "label": WORDS},
                {"name": "name.given", "type": "persian_name", "label": WORDS},
                {"name": "name.family", "type": "persian_name", "label": WORDS},
                {"name": "mobile", "type": "mobile", "label": WORDS},
            ],
        }
    ],
}
TARIFF: dict[str, Any] = {
    "version": 1,
    "year": 1405,
    "effective_from": "2026-03-21T00:00:00+03:30",
    "currency": "IRR",
    "invented": True,
    "services": {"sample.one": [{"item": "a", "name": WORDS, "payee": "office", "amount_rials": 1000}]},
}


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "tariffs").mkdir()
    (tmp_path / "catalogue" / "sample.one.json").write_text(json.dumps(SERVICE))
    (tmp_path / "tariffs" / "1405.json").write_text(json.dumps(TARIFF))
    return tmp_path


@pytest.fixture
def seeded(postgres: Postgres, resources: Path):
    running = RunningCentre(postgres, parts=False, resources=resources)
    yield running
    running.close()


def feed_of(centre: RunningCentre, office: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    with httpx.Client(base_url=centre.base_url) as http:
        device = enrol(http, office, centre.activation(office))
        return device.enrolment["trust"], device.get("/v1/feed").json()["items"]


def test_a_new_office_finds_catalogue_and_tariff_signed_in_its_feed(seeded: RunningCentre) -> None:
    seeded.add_office("0412")
    trust, items = feed_of(seeded, "0412")
    assert [item["kind"] for item in items] == ["catalogue.published", "tariff.published"]
    catalogue = json.loads(open_jws(trust, items[0]["data"]["jws"], CATALOGUE_TYP))
    tariff = json.loads(open_jws(trust, items[1]["data"]["jws"], TARIFF_TYP))
    assert [service["code"] for service in catalogue["services"]] == ["sample.one"]
    assert (catalogue["version"], tariff["version"]) == (1, 1)
    assert tariff["services"]["sample.one"][0]["amount_rials"] == 1000


def test_an_office_that_was_there_before_the_first_publication_gets_it_too(
    postgres: Postgres, resources: Path
) -> None:
    running = RunningCentre(postgres, parts=False, resources=None)
    try:
        running.add_office("0412")
        assert running.run(lambda database: seed(database, resources)) is True
        assert [item["kind"] for item in feed_of(running, "0412")[1]] == [
            "catalogue.published",
            "tariff.published",
        ]
    finally:
        running.close()


def test_starting_again_publishes_nothing_twice(seeded: RunningCentre, resources: Path) -> None:
    assert seeded.run(lambda database: seed(database, resources)) is False
    seeded.stop()
    seeded.start()
    assert seeded.query("SELECT kind, version FROM publications ORDER BY kind") == [
        ("catalogue", 1),
        ("tariff", 1),
    ]


def test_systems_behind_the_services_are_known_and_up(seeded: RunningCentre) -> None:
    upstreams = httpx.get(f"{seeded.base_url}/v1/status").json()["upstreams"]
    assert [(one["name"], one["state"]) for one in upstreams if one["name"] == "passport"] == [
        ("passport", "up")
    ]


def test_a_later_version_reaches_every_office_and_new_ones_get_the_newest_catalogue(
    seeded: RunningCentre, resources: Path
) -> None:
    seeded.add_office("0412")

    async def second(database: Any) -> None:
        async with database.transaction() as conn:
            await publish(conn, read_catalogue(resources / "catalogue", 2))

    seeded.run(second)
    seeded.add_office("0500")
    versions = {
        office: [(i["kind"], i["data"]["version"]) for i in feed_of(seeded, office)[1]]
        for office in ("0412", "0500")
    }
    assert versions["0412"] == [
        ("catalogue.published", 1),
        ("tariff.published", 1),
        ("catalogue.published", 2),
    ]
    assert versions["0500"] == [("catalogue.published", 2), ("tariff.published", 1)]
    with pytest.raises(ValueError, match="published already"):
        seeded.run(second)


def test_a_definition_with_a_mistake_is_refused_by_the_name_of_its_file(resources: Path) -> None:
    (resources / "catalogue" / "broken.json").write_text('{"code": 5}')
    with pytest.raises(CatalogueMistake, match=r"broken\.json"):
        read_catalogue(resources / "catalogue")
    (resources / "catalogue" / "broken.json").write_text(json.dumps(SERVICE))
    with pytest.raises(CatalogueMistake, match="twice"):
        read_catalogue(resources / "catalogue")
    (resources / "tariffs" / "1405.json").write_text(json.dumps(TARIFF | {"currency": "IRT"}))
    with pytest.raises(TariffMistake, match=r"1405\.json"):
        read_tariffs(resources / "tariffs")


def test_the_definitions_that_come_with_the_program_can_be_published(postgres: Postgres) -> None:
    running = RunningCentre(postgres, parts=False)
    try:
        running.add_office("0412")
        kinds = {item["kind"] for item in feed_of(running, "0412")[1]}
        assert kinds == {"catalogue.published", "tariff.published"}
    finally:
        running.close()
