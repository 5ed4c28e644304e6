"""Proves every service of the catalogue, switched off or not, from a sample to the decision on the clerk's
screen: form, ``daftar accept``, sync over loopback, national system; and that the centre finds, through its
gateway, exactly what the form refuses. Nothing here knows a service by its code.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from support.centre import Postgres
from support.centre_checks import is_named
from support.every_service import COMMAND, WINDOW, EveryService, Forger, Story, fast_systems
from support.office_kit import DAY
from support.real_services import shipped_services, shipped_tariff
from support.spoilt import spoilt
from support.window_rig import compiled_translation, settle

from app.domain.catalogue import Service
from app.domain.rules import check_values
from app.ui.fonts import install_fonts
from app.ui.language import Language, speak
from app.ui.pages.application.form import Form

SERVICES = shipped_services()
DECIDED = {"صادر شد", "نزد پست", "تحویل شد"}


@pytest.fixture(scope="module")
def persian(qapp: QApplication) -> QApplication:
    compiled_translation()
    install_fonts(qapp)
    speak(qapp, Language.FA)
    return qapp


@pytest.fixture(scope="module")
def every(
    postgres: Postgres, persian: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EveryService]:
    """The office in which every service was taken twice and decided."""
    with pytest.MonkeyPatch.context() as patch:
        fast_systems(patch)
        made = EveryService(postgres, tmp_path_factory.mktemp("every"), SERVICES)
        made.live()
        yield made
        made.close()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_a_service_is_taken_sent_decided_and_back_on_the_clerks_screen(
    every: EveryService, service: Service
) -> None:
    story: Story = every.stories[service.code]
    assert not story.failed, story.failed
    assert set(story.receipts) == {WINDOW, COMMAND}
    for receipt in story.receipts.values():
        state, name = every.shown[receipt]
        assert state in DECIDED
        assert name == service.name.fa


@dataclass(frozen=True)
class Judged:
    """What form and centre said about one application."""

    refused: set[str]
    found: set[str]


@pytest.fixture(scope="module")
def judged(every: EveryService, persian: QApplication) -> dict[str, Judged]:
    """A spoilt sample of every service: what its form refuses, and what the centre finds in an entry."""
    forger, refused, places = Forger(every), {}, {}
    for service in SERVICES:
        form = Form(service, lambda: DAY)
        form.fill(spoilt(service, shipped_tariff(), random.Random(service.code)))
        form.check_all()
        refused[service.code] = {widget.path for widget in form.faulty()}
        applicant, fields = form.applicant(), dict(form.fields())
        if not refused[service.code]:
            checked = check_values(service, applicant, fields, DAY)
            applicant, fields = checked.applicant, checked.fields
        places[service.code] = forger.write(service.code, applicant, fields)
        form.deleteLater()
    settle()
    found = forger.found()
    assert sum(map(bool, refused.values())) > len(SERVICES) / 3, "too few are spoilt to prove anything"
    return {code: Judged(refused[code], found.get(places[code], set())) for code in places}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_the_centre_finds_through_its_gateway_what_the_form_refuses(
    judged: dict[str, Judged], service: Service
) -> None:
    one = judged[service.code]
    assert is_named(one.found, one.refused)
