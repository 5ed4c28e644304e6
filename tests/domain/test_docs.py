"""Proves that the examples of docs/adding-a-service.md and docs/receipts.md work as they stand."""

from __future__ import annotations

import json
import random
import re

import jsonschema
import msgspec
from support.resources import RESOURCES, TODAY, shipped_catalogue, shipped_tariff

from app.domain import receipt
from app.domain.application import State
from app.domain.catalogue import Catalogue, parse_service
from app.domain.definition import check_catalogue
from app.domain.field_types import FIELD_TYPES
from app.domain.rules import check_application
from app.domain.sample import sample_request
from app.domain.tariff import PAYEES, parse_tariff

DOCS = RESOURCES.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def example(name: str) -> bytes:
    found = re.search(rf"<!-- example: {name} -->\n```json\n(.*?)```", page("adding-a-service.md"), re.DOTALL)
    assert found is not None
    return found[1].encode()


def test_the_pages_example_is_a_service_that_can_be_published_priced_and_accepted() -> None:
    service = parse_service(example("definition"))
    jsonschema.validate(
        json.loads(example("definition")),
        json.loads((RESOURCES / "catalogue-schema.json").read_text(encoding="utf-8")),
    )
    whole = msgspec.to_builtins(shipped_tariff())
    whole["services"] |= json.loads(example("items"))
    tariff = parse_tariff({**whole, "version": 2})
    catalogue = Catalogue(version=2, services=(*shipped_catalogue().services, service))
    assert check_catalogue(catalogue, tariff) == []
    for seed in range(100):
        request = sample_request(service, tariff, random.Random(seed), today=TODAY)
        assert check_application(service, request, TODAY).problems == ()


def test_the_page_names_every_field_type_and_payee() -> None:
    text = page("adding-a-service.md")
    assert [name for name in (*FIELD_TYPES, *PAYEES) if f"`{name}`" not in text] == []


def test_the_page_on_states_names_every_state() -> None:
    assert [state for state in State if f"`{state}`" not in page("life-of-an-application.md")] == []


def test_the_receipt_number_on_the_page_is_a_valid_one() -> None:
    numbers = set(re.findall(r"\d{4}-\d\d-\d\d-\d{6}-\d", page("receipts.md")))
    assert numbers
    for number in numbers:
        assert str(receipt.parse(number)) == number
