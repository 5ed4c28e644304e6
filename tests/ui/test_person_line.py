"""Proves the line at the head of the applicant by keys: who was served at this counter before is told and
filled in only when the clerk says so; a second application for the same service is shown before it can be
taken; a Latin spelling is offered and never written by itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from support import registry
from support.form_keys import new_application
from support.office_kit import CLERK, DAY, Office
from support.real_services import shipped_services, shipped_tariff
from support.window_rig import press, texts_on, type_here, wait_until

from app.domain.application import AcceptRequest
from app.domain.catalogue import Catalogue
from app.domain.sample import sample_request
from app.office.accept import accept
from app.ui.fields.base import FieldWidget
from app.ui.pages.application import ApplicationPage, identity_step
from app.ui.pages.application.form import Form
from app.ui.pages.application.payment_card import Way
from app.ui.pages.application.person_line import PersonLine
from app.ui.workplace import Workplace

CODE, NEW = "9900000013", "9900000021"
NAME = {"given": "سارا", "family": "نمونه‌پور", "father": "رضا"}
MOBILE = "09121234567"
DAY_S = 86_400
ASKED = (
    "violation.statement",
    "passport.lost",
    "passport.issue",
    "passport.renewal",
    "clearance.certificate",
)
SERVICES = {service.code: service for service in shipped_services() if service.code in ASKED}


@pytest.fixture
def page(
    workplace: Workplace, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ApplicationPage]:
    office.feed.publish(Catalogue(version=8, services=tuple(SERVICES.values())))
    office.feed.publish(shipped_tariff())
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    yield from new_application(workplace, tmp_path / "papers")


def request(code: str, person: str = CODE, **own: str) -> AcceptRequest:
    made = sample_request(SERVICES[code], shipped_tariff(), random.Random(code), today=DAY)
    told: dict[str, Any] = {**made.applicant, "national_code": person, "name": NAME, "mobile": MOBILE}
    return msgspec.structs.replace(
        made, id=f"{code}-{person}", applicant=told, fields={**made.fields, **own}, documents=[]
    )


def serve(office: Office, code: str, person: str = CODE, **own: str) -> str:
    taken = accept(
        office.counter,
        CLERK,
        request(code, person, **own),
        upstream_down=lambda _: False,
        ask=registry.agrees,
    )
    return taken.receipt


def opened(page: ApplicationPage, code: str) -> tuple[Form, PersonLine]:
    page.open_service(code)
    assert page.form is not None
    assert page.sheet.person is not None
    page.form.focus_first()
    return page.form, page.sheet.person


def type_code(line: PersonLine, code: str = CODE) -> None:
    """Type a national code into the first field and leave it by Enter."""
    type_here(code)
    press(Qt.Key.Key_Return)
    wait_until(lambda: not line.is_looking())


def value(form: Form, path: str) -> str:
    return form.widgets[path].value()


def line_of(widget: FieldWidget, position: int) -> QLineEdit:
    box = widget.inputs()[position]
    assert isinstance(box, QLineEdit)
    return box


def test_before_a_code_is_typed_and_after_a_new_one_it_says_so_and_offers_nothing(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "violation.statement")
    _, line = opened(page, "passport.lost")
    assert "با کد ملی شناخته می‌شود" in line.text()
    type_here(CODE[:9])
    press(Qt.Key.Key_Return)  # not whole: nobody is looked for
    assert "با کد ملی شناخته می‌شود" in line.text()
    page.clear()
    page.clear()
    type_code(line, NEW)
    assert "نیامده است" in line.text()
    assert not any(button.isVisible() for button in line.buttons)


def test_somebody_served_before_is_told_and_nothing_is_filled_before_the_clerk_says_so(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "violation.statement")
    form, line = opened(page, "passport.lost")
    type_code(line)
    said = line.text()
    assert "سارا نمونه‌پور" in said
    assert "رضا" in said
    assert "۳ آذر ۱۴۰۵" in said
    assert "۰۹۱۲***۴۵۶۷" in said  # enough to know the number again, and no more
    assert MOBILE not in said
    assert "نام خانوادگی" in said[said.index("پر می‌شود") :]
    assert "نشانی" not in said  # the service of that time did not ask for it
    assert value(form, "applicant.name.family") == ""
    press(Qt.Key.Key_F10)
    assert value(form, "applicant.name.given") == "سارا"
    assert value(form, "applicant.name.family") == "نمونه‌پور"
    assert value(form, "applicant.mobile").replace(" ", "") == MOBILE
    assert not form.faulty()
    assert (
        form.widgets["applicant.postal_code"].inputs()[0].hasFocus()
    )  # the first that still wants something
    assert "با مدارک بسنجید" in line.text()


def test_the_buttons_follow_the_national_code_by_tab_and_enter_presses_them(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "violation.statement")
    form, line = opened(page, "passport.lost")
    type_code(line)
    form.widgets["applicant.national_code"].focus_first()
    press(Qt.Key.Key_Tab)
    assert line.fill_button.hasFocus()
    press(Qt.Key.Key_Return)
    assert value(form, "applicant.name.given") == "سارا"


def test_what_is_typed_already_is_never_written_over_and_the_line_says_so(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "violation.statement")
    form, line = opened(page, "passport.lost")
    type_code(line)
    form.widgets["applicant.name.family"].focus_first()
    type_here("دیگری")
    said = line.text()
    assert "نام خانوادگی" in said[said.index("دست نمی‌خورد") :]
    press(Qt.Key.Key_F10)
    assert value(form, "applicant.name.family") == "دیگری"
    assert value(form, "applicant.name.given") == "سارا"


def test_what_was_filled_in_can_be_taken_out_but_for_what_was_changed_since(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "violation.statement")
    form, line = opened(page, "passport.lost")
    type_code(line)
    press(Qt.Key.Key_F10)
    form.widgets["applicant.name.father"].focus_first()
    type_here("حسن")
    press(Qt.Key.Key_F10)
    assert value(form, "applicant.name.father") == "حسن"
    assert value(form, "applicant.name.given") == ""
    assert line.fill_button.isVisible()


def test_another_code_takes_back_what_was_known(page: ApplicationPage, office: Office) -> None:
    serve(office, "violation.statement")
    form, line = opened(page, "passport.lost")
    type_code(line)
    assert line.fill_button.isVisible()
    form.widgets["applicant.national_code"].focus_first()
    press(Qt.Key.Key_Delete)
    assert not line.fill_button.isVisible()
    assert "سارا" not in line.text()


def test_a_second_application_for_the_service_waits_for_the_clerks_word(
    page: ApplicationPage, office: Office
) -> None:
    receipt = serve(office, "passport.lost")
    form, line = opened(page, "passport.lost")
    type_code(line)
    said = line.text()
    assert receipt in said
    assert "سارا نمونه‌پور" in said
    assert "گیرنده \u2068نمونه\u2069" in said
    assert "۱۲:۰۰" in said
    assert line.go_on_button.isVisible()
    assert not line.fill_button.isVisible()  # one thing after the other
    made = request("passport.lost")
    form.fill(paths(made))
    page.side.payment.choose(Way.LATER)
    page.accept()
    assert form.faulty() == [form.widgets["applicant.national_code"]]
    assert "ادامه داده شود یا نه" in form.widgets["applicant.national_code"].shown_message()
    assert line.go_on_button.hasFocus()
    press(Qt.Key.Key_Return)
    assert form.faulty() == []
    assert receipt in line.text()


def test_it_is_found_at_the_last_key_too_when_the_code_was_never_left(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "passport.lost")
    form, line = opened(page, "passport.lost")
    form.fill({path: said for path, said in paths(request("passport.lost")).items() if "code" not in path})
    type_here(CODE)
    assert line.earlier() is None
    page.accept()
    assert line.earlier() is not None
    assert form.widgets["applicant.national_code"].has_error()


def test_the_earlier_one_opens_by_a_key(page: ApplicationPage, office: Office) -> None:
    receipt = serve(office, "passport.lost")
    wanted: list[str] = []
    page.sheet.story_wanted.connect(wanted.append)
    _, line = opened(page, "passport.lost")
    type_code(line)
    press(Qt.Key.Key_F11)
    assert wanted == [receipt]


def test_past_its_days_and_for_other_services_nothing_is_held(page: ApplicationPage, office: Office) -> None:
    serve(office, "passport.lost")
    _, line = opened(page, "clearance.certificate")
    type_code(line)
    assert line.earlier() is None
    assert line.fill_button.isVisible()
    office.hands.run(31 * DAY_S)
    form, line = opened(page, "passport.lost")  # the code goes along, and is looked at again
    wait_until(lambda: line.fill_button.isVisible())
    assert line.earlier() is None
    assert value(form, "applicant.national_code") == CODE


def test_the_line_speaks_persian_throughout(page: ApplicationPage, office: Office) -> None:
    serve(office, "passport.lost")
    _, line = opened(page, "passport.lost")
    type_code(line)
    for text in texts_on(line):
        for number in ("0412-02-05", "F10", "F11"):
            text = text.replace(number, "")
        assert not any(letter.isascii() and letter.isalpha() for letter in text), text


# The Latin name -----------------------------------------------------------------------------------------


def at_latin(page: ApplicationPage, given: str) -> FieldWidget:
    form, _ = opened(page, "passport.issue")
    form.widgets["applicant.name.given"].focus_first()
    type_here(given)
    widget = form.widgets["fields.latin_given"]
    widget.focus_first()
    return widget


def test_a_spelling_is_offered_and_written_by_the_down_key_only(page: ApplicationPage) -> None:
    widget = at_latin(page, "علی‌رضا")
    assert "پیشنهاد: " in widget.shown_message()
    assert "ALIREZA" in widget.shown_message()
    assert widget.value() == ""
    press(Qt.Key.Key_Down)
    assert widget.value() == "ALIREZA"
    assert line_of(widget, 1).text() == ""  # the second typing comes from the paper


def test_a_guess_is_said_to_be_one(page: ApplicationPage) -> None:
    assert "تقریبی" in at_latin(page, "گلشیفته").shown_message()


def test_typing_passes_the_offer_over(page: ApplicationPage) -> None:
    widget = at_latin(page, "علی‌رضا")
    type_here("al")
    press(Qt.Key.Key_Down)
    assert widget.value() == "al"
    assert "ALIREZA" not in widget.shown_message()


def test_the_spelling_of_last_time_comes_first_and_another_one_is_warned_of(
    page: ApplicationPage, office: Office
) -> None:
    serve(office, "passport.issue", latin_given="SAARA", latin_family="NEMOUNEPOOR")
    form, line = opened(page, "passport.renewal")
    type_code(line)
    press(Qt.Key.Key_F10)
    widget = form.widgets["fields.latin_given"]
    assert widget.value() == "SAARA"
    assert line_of(widget, 1).text() == ""  # what is typed twice still is
    assert widget.unproved()
    widget.focus_first()
    press(Qt.Key.Key_Delete)
    assert "SAARA" in widget.shown_message()
    assert "بار پیش" in widget.shown_message()
    type_here("SARA")
    press(Qt.Key.Key_Return)
    type_here("SARA")
    press(Qt.Key.Key_Return)  # to the reading back
    press(Qt.Key.Key_Return)  # it is right
    assert not widget.has_error()
    assert "SAARA" in widget.shown_message()


def paths(made: AcceptRequest) -> dict[str, str]:
    """The values of a request by path, those that are one text."""
    found: dict[str, str] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(inner, f"{path}.{name}")
        elif isinstance(value, str):
            found[path] = value

    walk(made.applicant, "applicant")
    walk(made.fields, "fields")
    return found
