"""Proves that docs/catalogue.md, ``daftar catalogue`` and ``daftar sample`` know every shipped service."""

from __future__ import annotations

import re

import pytest
from support.cli_desk import Desk
from support.real_services import publish_shipped
from support.resources import RESOURCES, TODAY, shipped_catalogue, shipped_tariff

from app.cli.catalogue_page import shipped_page
from app.domain.catalogue import Service
from app.domain.rules import check_values
from app.office.sample import samples

PAGE = RESOURCES.parent / "docs" / "catalogue.md"
SERVICES = shipped_catalogue().services


def test_the_page_of_the_catalogue_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == shipped_page(), "make catalogue-docs"


def test_the_page_tells_all_33_services_with_their_fields_papers_rules_and_prices() -> None:
    parts = re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    told = {part.splitlines()[0]: part for part in parts}
    assert len(told) == len(SERVICES) == 33
    for service in SERVICES:
        part = told[service.code]
        fields = [field for section in service.sections for field in section.fields]
        texts = [word for field in fields for word in (field.name, field.label.fa, field.label.en)]
        texts += [text for paper in service.documents for text in (paper.name.fa, paper.name.en)]
        texts += [text for rule in service.rules for text in (rule.message.fa, rule.message.en)]
        texts += [item.name.fa for item in shipped_tariff().services[service.code]]
        texts += [service.citizen.fa, service.citizen_offline.en, service.upstream]
        texts += [fact.source for fact in service.facts if fact.about in ("enabled", "days", "next_step")]
        assert [text for text in texts if text not in part] == []
        switch = "yes" if service.enabled else "no; switched off"
        assert f"| given at offices | {switch} |" in part


@pytest.fixture
def shipped(bare_desk: Desk) -> Desk:
    """An enrolled PC that has received what the project ships."""
    office = bare_desk.fill()
    counter = bare_desk.open_window()
    office.counter = office.feed.counter = counter
    publish_shipped(office)
    counter.close()
    return bare_desk


def test_the_command_tells_the_facts_of_every_service_that_the_office_has(shipped: Desk) -> None:
    told = {each["code"]: each for each in shipped.run("catalogue", "--json").lines}
    assert set(told) == {service.code for service in SERVICES}
    for service in SERVICES:
        each = told[service.code]
        assert each["enabled"] is service.enabled
        assert each["citizen_fa"] == service.citizen.fa
        assert each["next_step_en"] == (service.next_step.en if service.next_step else None)
        assert each["days"] == (list(service.days) if service.days else None)
        assert {field["status"] for field in each["fields"]} <= {"sourced", "to be confirmed"}
        assert [fact["about"] for fact in each["facts"]] == [fact.about for fact in service.facts]
    for service in SERVICES[::16]:
        out = shipped.run("catalogue", service.code).out
        assert service.name.fa in out
        assert [rule.message.fa for rule in service.rules if rule.message.fa not in out] == []
        assert "[to be confirmed]" in out
    assert shipped.run("catalogue", "no.such").code == 2


def test_every_service_can_be_sampled_by_its_code_whether_it_is_given_or_not(bare_desk: Desk) -> None:
    for service in SERVICES:
        (made,) = bare_desk.run("sample", "--service", service.code, "--seed", "7").lines
        assert made["service"] == service.code
    named = samples(shipped_catalogue(), shipped_tariff(), today=TODAY, count=66, seed="7")
    enabled = {service.code for service in SERVICES if service.enabled}
    assert {each.service for each in named} == enabled, "unasked, only what is given is sampled"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_samples_of_a_service_break_none_of_its_rules(service: Service) -> None:
    code = service.code
    for each in samples(
        shipped_catalogue(), shipped_tariff(), today=TODAY, count=20, seed="all", service=code
    ):
        assert check_values(service, each.applicant, each.fields, TODAY).problems == ()
