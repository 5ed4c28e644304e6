"""Proves the line over a vehicle's plate: what is known of its inspection with and without the centre, how
old that word is, and what a service makes of it when it is accepted. In Persian, by keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from support.form_keys import new_application
from support.office_kit import CATALOGUE, Office, set_link
from support.vehicle_services import PLATE, REFUSED, SHOWN, VIN, WARNED, publish, request, tell
from support.window_rig import wait_until

from app.domain.catalogue import Service
from app.ui.fields.plate import PlateField
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.inspection_line import InspectionLine
from app.ui.pages.application.payment_card import Way
from app.ui.workplace import Workplace

DAY_S = 86_400


@pytest.fixture
def page(workplace: Workplace, office: Office) -> Iterator[ApplicationPage]:
    publish(office)
    set_link(office.counter, "centre-down")
    yield from new_application(workplace)


def opened(page: ApplicationPage, service: Service) -> InspectionLine:
    page.open_service(service.code)
    assert page.inspection is not None
    return page.inspection


def type_plate(page: ApplicationPage, digits: str = "12", letter: str = "ب", rest: str = "34546") -> None:
    assert page.form is not None
    field = page.form.widgets["fields.plate"]
    assert isinstance(field, PlateField)
    field.set_value(f"{digits}{letter}{rest[:3]}-{rest[3:]}")
    field.edit.edited.emit()


def test_a_service_without_a_vehicle_has_no_line(page: ApplicationPage) -> None:
    page.open_service(CATALOGUE.services[0].code)
    assert page.inspection is None
    page.open_service("violation.statement")  # the kit's own, which asks for a plate and shows nothing
    assert page.inspection is None


def test_the_line_stands_there_before_anything_is_typed_and_clears_with_the_form(
    page: ApplicationPage, office: Office
) -> None:
    tell(office)
    line = opened(page, SHOWN)
    assert line.isVisible()
    before = line.text()
    assert "پلاک" in before
    type_plate(page)
    assert line.text() != before
    page.clear()
    page.clear()
    assert line.text() == before


def test_a_valid_inspection_is_shown_with_its_last_day_and_its_age_off_line_too(
    page: ApplicationPage, office: Office
) -> None:
    tell(office)
    office.hands.run(3 * 3600 + 20 * 60)
    line = opened(page, WARNED)
    type_plate(page)
    assert line.text() == "✓ معاینهٔ فنی معتبر تا ۱۴۰۶/۰۸/۱۰ (آخرین خبر: ۳ ساعت و ۲۰ دقیقه پیش)."
    office.hands.run(2 * DAY_S)
    line.refresh()
    assert "۲ روز" in line.text()


@pytest.mark.parametrize("service", [SHOWN, WARNED, REFUSED], ids=lambda s: s.code)
@pytest.mark.parametrize(
    ("told", "said"),
    [
        (None, "خبری نیست"),
        ({"known": False}, "سراغ ندارد"),
        ({"valid_until": "1405-02-01"}, "۱۴۰۵/۰۲/۰۱ پایان یافته"),
        ({"result": "failed", "valid_until": ""}, "(۱۴۰۵/۰۸/۱۰) مردود"),
    ],
)
def test_without_a_valid_one_it_says_why_and_what_follows(
    page: ApplicationPage, office: Office, service: Service, told: dict[str, object] | None, said: str
) -> None:
    if told is not None:
        tell(office, **told)  # type: ignore[arg-type]
    line = opened(page, service)
    type_plate(page)
    text = line.text()
    assert said in text
    assert ("آخرین خبر" in text) is (told is not None)
    follows = {SHOWN: None, WARNED: "به شهروند بگویید", REFUSED: "بدون معاینهٔ معتبر"}
    assert all((words in text) is (of is service) for of, words in follows.items() if words)
    assert re.search("[0-9A-Za-z]", text) is None


def test_it_follows_the_feed_while_the_form_is_open(page: ApplicationPage, office: Office) -> None:
    tell(office, valid_until="1405-02-01")
    line = opened(page, REFUSED)
    type_plate(page)
    assert "پایان یافته" in line.text()
    tell(office)
    wait_until(lambda: "معتبر تا" in line.text())


def test_a_vin_tells_the_vehicle_apart_from_the_plates_former_one(
    page: ApplicationPage, office: Office
) -> None:
    tell(office, vin="NAAM01CA5AK999999", item_vin="")
    line = opened(page, SHOWN)
    type_plate(page)
    assert "معتبر تا" in line.text()
    assert page.form is not None
    vin = page.form.widgets["fields.vin"]
    QTest.keyClicks(vin.inputs()[0], VIN)
    assert "خبری نیست" in line.text()


def test_a_centre_that_does_not_answer_a_question_holds_nobody_up(
    page: ApplicationPage, office: Office
) -> None:
    set_link(office.counter, "up")  # and nobody listens at its address
    line = opened(page, SHOWN)
    type_plate(page)
    wait_until(lambda: "پرسیده می‌شود…" in line.text())
    wait_until(lambda: "هنوز این‌جا خبری نیست" in line.text())


def test_what_the_line_says_is_what_happens_when_it_is_accepted(
    page: ApplicationPage, office: Office
) -> None:
    tell(office, valid_until="1405-02-01")
    opened(page, REFUSED)
    made = request(REFUSED)
    assert page.form is not None
    applicant, name = made.applicant, made.applicant["name"]
    page.form.fill(
        {
            "applicant.national_code": applicant["national_code"],
            "applicant.name.given": name["given"],
            "applicant.name.family": name["family"],
            "applicant.mobile": applicant["mobile"],
            "fields.plate": PLATE,
        }
    )
    page.side.payment.choose(Way.LATER)
    page.accept()
    field = page.form.widgets["fields.plate"]
    wait_until(field.has_error)
    assert field.shown_message() == "معاینهٔ فنی این خودرو در ۱۴۰۵/۰۲/۰۱ به پایان رسیده است."
