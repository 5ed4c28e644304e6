"""Proves that every shipped definition is sound and described by its schema, and that mistakes are named.

The schema in ``resources/`` is compared with the one the code makes; each mistake is planted into a sound
definition.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from support.resources import RESOURCES, definition_files, shipped_catalogue, shipped_service, shipped_tariff

from app.domain.catalogue import Catalogue, CatalogueMistake, Service, parse_catalogue, parse_service
from app.domain.definition import check_catalogue, check_definition, schema_text
from app.domain.fee import fee
from app.domain.text import normalise, to_ascii_digits

SOUND: dict[str, Any] = json.loads(msgspec.json.encode(shipped_service("licence.replacement")))
WORDS = {"fa": "متن", "en": "text"}
TANWIN = "\u064b"
"""Stands in words like معمولاً, rightly; only what people type is stored without it."""
TEXT_FIELD = {"name": "remark", "type": "text", "label": WORDS}


def planted(**changes: Any) -> Service:
    return msgspec.convert({**copy.deepcopy(SOUND), **changes}, Service)


def with_field(**changes: Any) -> Service:
    whole = copy.deepcopy(SOUND)
    whole["sections"][1]["fields"].append({**TEXT_FIELD, **changes})
    return msgspec.convert(whole, Service)


def without_applicant(name: str) -> Service:
    whole = copy.deepcopy(SOUND)
    whole["sections"][0]["fields"] = [f for f in whole["sections"][0]["fields"] if f["name"] != name]
    return msgspec.convert(whole, Service)


def test_every_shipped_definition_and_price_is_sound() -> None:
    assert check_catalogue(shipped_catalogue(), shipped_tariff()) == []


def test_the_schema_that_is_shipped_is_the_one_the_code_makes() -> None:
    assert (RESOURCES / "catalogue-schema.json").read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("file", definition_files(), ids=lambda file: file.stem)
def test_each_file_fits_the_schema_and_bears_its_services_code(file: Path) -> None:
    raw = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(raw, json.loads(schema_text()))
    assert raw["code"] == file.stem
    assert raw["sources"] or not raw.get("enabled", True), "a service that is given was read of somewhere"


@pytest.mark.parametrize("file", definition_files(), ids=lambda file: file.stem)
def test_persian_texts_are_written_with_persian_letters(file: Path) -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [t for key, inner in value.items() for t in ([inner] if key == "fa" else texts(inner))]
        return [t for inner in value for t in texts(inner)] if isinstance(value, list) else []

    for text in texts(json.loads(file.read_text(encoding="utf-8"))):
        assert normalise(text) == to_ascii_digits(text).replace(TANWIN, "")


def test_every_service_of_the_domain_is_there_and_what_offices_do_not_give_is_off() -> None:
    services = shipped_catalogue().services
    off = {service.code for service in services if not service.enabled}
    assert len(services) == 33
    assert len({service.family.en for service in services if service.enabled}) == 11
    assert off == {
        "licence.international",
        "vehicle.plate",
        "vehicle.card",
        "vehicle.title",
        "report.lost",
        "weapon.hunting",
    }


def test_what_is_answered_at_once_waits_for_its_system_and_all_else_is_taken_now() -> None:
    policies = {s.code: str(s.offline) for s in shipped_catalogue().services if s.enabled}
    waits = {code: policy for code, policy in policies.items() if policy != "accept"}
    assert waits == {
        "passport.lost": "defer",
        "violation.statement": "defer",
        "vehicle.address": "defer",
        "inspection.booking": "defer",
        "identity.verification": "online",
    }


def test_services_of_one_family_call_it_by_one_name() -> None:
    names = {(service.family.fa, service.family.en) for service in shipped_catalogue().services}
    assert len(names) == len({fa for fa, _ in names}) == len({en for _, en in names})


def test_the_sample_tariff_says_that_it_is_invented_and_rounds_nothing() -> None:
    tariff = shipped_tariff()
    assert tariff.invented
    assert tariff.note is not None
    assert tariff.effective_at().isoformat() == "2026-03-20T20:30:00+00:00"
    assert all(fee(tariff, code, {}, "1405-09-03").total_rials % 10_000 for code in tariff.services)


@pytest.mark.parametrize(
    ("service", "mistake"),
    [
        (planted(code="Licence"), "code: "),
        (planted(upstream=""), "upstream: "),
        (planted(status="sure"), "status: "),
        (planted(duplicate_days=-1), "duplicate_days: "),
        (planted(synonyms=[" "]), "synonyms: "),
        (planted(name={"fa": "متن", "en": " "}), "name: a text is missing"),
        (planted(citizen={"fa": "كارت", "en": "card"}), "citizen: Arabic"),
        (planted(sections=SOUND["sections"] + SOUND["sections"][1:]), "section licence: stands twice"),
        (planted(documents=SOUND["documents"] * 2), "documents: "),
        (planted(sections=SOUND["sections"][1:]), "section applicant: national_code is missing"),
        (without_applicant("name.given"), "section applicant: name.given is missing"),
        (with_field(type="colour"), "remark: there is no field type 'colour'"),
        (with_field(name="number"), "number: stands twice"),
        (with_field(name="mobile"), "mobile: stands twice"),
        (with_field(name="a.b"), "'a.b': not a name"),
        (with_field(name="Number"), "'Number': not a name"),
        (with_field(label={"fa": "", "en": "x"}), "remark: label: a text is missing"),
        (with_field(type="choice"), "remark: a choice without choices"),
        (with_field(choices=[{"value": "a", "label": WORDS}]), "remark: a text has no choices"),
        (
            with_field(type="choice", choices=[{"value": "a", "label": WORDS}] * 2),
            "remark: the choice 'a' stands twice",
        ),
        (
            with_field(type="choice", choices=[{"value": " a", "label": WORDS}]),
            "remark: the choice ' a' is not in its stored form",
        ),
        (
            with_field(type="choice", choices=[{"value": "a", "label": {"fa": "", "en": ""}}]),
            "remark: choice a: a text is missing",
        ),
        (with_field(min="today"), "remark: min: 'today' is not a whole number"),
        (with_field(min="9", max="3"), "remark: min 9 is above max 3"),
        (with_field(type="jalali_date", max="tomorrow"), "remark: max: 'tomorrow' is neither"),
        (with_field(type="jalali_date", min="1404-12-30"), "remark: min: '1404-12-30' is neither"),
        (
            with_field(type="jalali_date", min="1405-01-01", max="1404-01-01"),
            "remark: min 1405-01-01 is above max",
        ),
        (with_field(type="plate", min="1"), "remark: min: a plate has no bounds"),
        (with_field(shown_when={"field": "colour", "any_of": ["x"]}), "remark: shown_when names 'colour'"),
        (with_field(shown_when={"field": "class", "any_of": []}), "remark: shown_when has no values"),
        (
            with_field(shown_when={"field": "class", "any_of": ["fourth"]}),
            "remark: shown_when asks for 'fourth'",
        ),
        (
            with_field(shown_when={"field": "remark", "any_of": ["x"]}),
            "remark: shown_when leads back to itself",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_in_a_definition_is_named_by_service_and_place(service: Service, mistake: str) -> None:
    found = check_definition(service)
    assert any(line.startswith(f"{service.code}: {mistake}") for line in found), found


def test_conditions_that_lead_round_are_named() -> None:
    whole = copy.deepcopy(SOUND)
    whole["sections"][1]["fields"] += [
        {**TEXT_FIELD, "name": "one", "shown_when": {"field": "two", "any_of": ["x"]}},
        {**TEXT_FIELD, "name": "two", "shown_when": {"field": "one", "any_of": ["x"]}},
    ]
    found = check_definition(msgspec.convert(whole, Service))
    assert [line.split(": ")[1] for line in found] == ["one", "two"]


def test_a_service_without_a_price_and_a_payee_that_nobody_knows_are_named() -> None:
    tariff = shipped_tariff()
    items = tariff.services["licence.replacement"]
    strange = msgspec.structs.replace(items[0], payee="landlord")
    services = {**tariff.services, "licence.replacement": [strange]}
    del services["passport.renewal"]
    found = check_catalogue(shipped_catalogue(), msgspec.structs.replace(tariff, services=services))
    assert [line.partition(":")[0] for line in found] == [
        "passport.renewal",
        "licence.replacement",
    ]


def test_a_service_that_stands_twice_is_named() -> None:
    twice = Catalogue(version=0, services=shipped_catalogue().services[:1] * 2)
    assert len(check_catalogue(twice)) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b"\xff",
        json.dumps({**SOUND, "colour": "x"}).encode(),
        json.dumps({**SOUND, "offline": "maybe"}).encode(),
        json.dumps({**SOUND, "sections": [{"code": "x"}]}).encode(),
    ],
    ids=["empty", "bare", "deep", "bytes", "unknown member", "unknown policy", "half a section"],
)
def test_a_file_that_is_no_definition_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(CatalogueMistake, match=r".+"):
        parse_service(raw)
    with pytest.raises(CatalogueMistake, match=r".+"):
        parse_catalogue(raw)


def test_a_catalogue_reads_back_as_it_was_written() -> None:
    assert parse_catalogue(msgspec.json.encode(shipped_catalogue())) == shipped_catalogue()
