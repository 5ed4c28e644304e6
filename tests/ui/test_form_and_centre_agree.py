"""Proves, for every service that the project ships, that its form refuses exactly what the centre refuses.

Samples are spoilt by chance: values dropped, swapped, changed, put to the edges of rules. The centre is
asked by its own check of an entry; ``tests/whole/test_every_service.py`` asks it through its gateway.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from support.centre_checks import centre_finds, centre_paths, is_named
from support.office_kit import DAY
from support.real_services import shipped_services, shipped_tariff
from support.spoilt import spoilt
from support.window_rig import settle

from app.domain.application import AcceptRequest
from app.domain.catalogue import Service
from app.domain.problems import Problem, Severity
from app.domain.rules import check_application, check_values
from app.ui.pages.application.form import Form

SERVICES = shipped_services()
TARIFF = shipped_tariff()


class Forms:
    """The forms of services, each made once."""

    def __init__(self) -> None:
        self.made: dict[str, Form] = {}

    def of(self, service: Service) -> Form:
        if service.code not in self.made:
            self.made[service.code] = Form(service, lambda: DAY)
        return self.made[service.code]


@pytest.fixture
def forms(persian: QApplication) -> Iterator[Forms]:
    made = Forms()
    yield made
    for form in made.made.values():
        form.deleteLater()
    settle()


def errors(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.path for problem in problems if problem.severity is Severity.ERROR}


def agree(form: Form, typed: dict[str, str]) -> bool:
    """Form, ``daftar accept`` and centre about what was typed; whether it was refused."""
    service = form.service
    form.clear()
    form.fill(typed)
    accepted = form.check_all()
    applicant, fields = form.applicant(), dict(form.fields())
    checked = check_values(service, applicant, fields, DAY)
    assert accepted is not checked.refused
    assert {widget.path for widget in form.faulty()} == errors(checked.problems)
    request = AcceptRequest(id="r", service=service.code, applicant=applicant, fields=fields, payments=[])
    assert errors(check_application(service, request, DAY).problems) == errors(checked.problems)
    if checked.refused:
        assert is_named(centre_paths(service, applicant, fields, DAY), errors(checked.problems))
    else:
        assert not centre_finds(service, checked.applicant, checked.fields, DAY)
    return checked.refused


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(service=st.sampled_from(SERVICES), seed=st.integers(0, 1_000_000))
def test_the_form_refuses_exactly_what_the_centre_refuses(forms: Forms, service: Service, seed: int) -> None:
    agree(forms.of(service), spoilt(service, TARIFF, random.Random(seed)))


def test_of_every_service_some_spoilt_samples_are_refused_and_some_pass(forms: Forms) -> None:
    for service in SERVICES:
        found: set[bool] = set()
        for seed in range(40):
            found.add(agree(forms.of(service), spoilt(service, TARIFF, random.Random(seed))))
            if len(found) == 2:
                break
        assert found == {True, False}, service.code
