"""Proves the rules across fields at the window: told where and when they are broken, gone when they hold,
kept back or let pass as they say; and that the form refuses exactly what the centre would.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.form_keys import new_application
from support.office_kit import DAY, NOON, Office
from support.real_services import by_path, shipped_tariff
from support.ruled import OWN, SAID, rule, ruled
from support.window_rig import type_text, wait_until

from app.domain.catalogue import Catalogue, Service
from app.domain.rules import check_values
from app.domain.sample import sample_request
from app.domain.tariff import Tariff, TariffItem, Words
from app.ui.language import Language, speak
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.form import Form
from app.ui.workplace import Workplace
from central.findings import FindingType, Place
from central.projector import checks
from central.projector.knowledge import Publications

PLAIN = [field for field in OWN if field["type"] != "rows"]
CODE = "invented.matter"
ORDER = rule("dates-in-order", "first_day second_day")
OWNER = rule(
    "owner-or-attorney",
    "national_code owner capacity deed",
    attorney="attorney|guardian",
    matter_words="کارت سوخت",
)
DOUBT = {"fa": "کمتر از ۱۸ سال؛ شناسنامه را ببینید.", "en": "Under 18; look at the birth certificate."}
ALL = (
    ORDER,
    OWNER,
    rule("age", "birth_date", min=18, max=50, at="sex", when={"field": "capacity", "any_of": ["", "self"]}),
    rule("age", "birth_date", min=18, warns=True, message=DOUBT),
    rule("not-expired", "expires first_day", months=6),
    rule("differ", "national_code other"),
    rule("conscription", "sex birth_date status", sex="male", min=18, max=50, allowed="served|exempt"),
    rule("bill-pair", "bill payment amount"),
    rule("one-of", "owner other address", max=2),
)


def tariff() -> Tariff:
    item = TariffItem(item="office", name=Words("دفتر", "Office"), payee="office", amount_rials=0)
    shipped = shipped_tariff()
    return Tariff(
        version=10,
        year=shipped.year,
        effective_from=shipped.effective_from,
        currency=shipped.currency,
        invented=True,
        services={CODE: [item]},
    )


def form_of(service: Service) -> Form:
    return Form(service, lambda: DAY)


def leave(form: Form, path: str, value: str) -> None:
    """As when a person types a value and goes on."""
    widget = form.widgets[path]
    widget.set_value(value)
    widget.changed.emit()
    widget.left.emit()


def told(form: Form) -> dict[str, str]:
    """The words of rules by the paths at which they are shown."""
    words = {SAID["fa"], SAID["en"], DOUBT["fa"]}
    return {path: w.shown_message() for path, w in form.widgets.items() if w.shown_message() in words}


def test_a_broken_rule_is_told_on_leaving_one_of_its_fields(persian: QApplication) -> None:
    form = form_of(ruled(ORDER, fields=PLAIN))
    leave(form, "fields.second_day", "1405-01-01")
    assert told(form) == {}
    leave(form, "fields.first_day", "1405-01-02")
    assert told(form) == {"fields.second_day": SAID["fa"]}
    assert form.widgets["fields.second_day"].value() == "1405/01/01", "what was typed stays"
    assert [widget.path for widget in form.faulty()] == ["fields.second_day"]


def test_the_words_follow_the_language(persian: QApplication) -> None:
    form = form_of(ruled(ORDER, fields=PLAIN))
    leave(form, "fields.first_day", "1405-01-02")
    leave(form, "fields.second_day", "1405-01-01")
    speak(persian, Language.EN)
    try:
        wait_until(lambda: told(form) == {"fields.second_day": SAID["en"]})
    finally:
        speak(persian, Language.FA)


def test_a_rule_that_holds_again_is_taken_away_by_either_field(persian: QApplication) -> None:
    for path, value in (("fields.first_day", "1404-12-29"), ("fields.second_day", "1405-01-02")):
        form = form_of(ruled(ORDER, fields=PLAIN))
        leave(form, "fields.first_day", "1405-01-02")
        leave(form, "fields.second_day", "1405-01-01")
        form.widgets[path].set_value(value)
        form.widgets[path].changed.emit()
        assert told(form) == {}, "before the field is left"
        assert form.faulty() == []


def test_a_broken_rule_stays_while_it_is_being_mended(persian: QApplication) -> None:
    form = form_of(ruled(ORDER, fields=PLAIN))
    leave(form, "fields.first_day", "1405-01-09")
    leave(form, "fields.second_day", "1405-01-01")
    form.widgets["fields.second_day"].set_value("1405-01-08")
    form.widgets["fields.second_day"].changed.emit()
    assert told(form) == {"fields.second_day": SAID["fa"]}


def test_what_is_wrong_by_itself_comes_first(persian: QApplication) -> None:
    form = form_of(ruled(rule("differ", "national_code owner", at="owner"), fields=PLAIN))
    leave(form, "applicant.national_code", "9900000014")
    leave(form, "fields.owner", "9900000014")
    assert told(form) == {}
    assert len(form.faulty()) == 2
    leave(form, "applicant.national_code", "9900000013")
    leave(form, "fields.owner", "9900000013")
    assert told(form) == {"fields.owner": SAID["fa"]}


def test_an_empty_field_is_not_told_of_before_it_was_reached(persian: QApplication) -> None:
    form = form_of(ruled(rule("one-of", "owner other"), fields=PLAIN))
    leave(form, "applicant.national_code", "9900000013")
    assert told(form) == {}
    leave(form, "fields.other", "")
    assert told(form) == {"fields.other": SAID["fa"]}
    form.clear()
    assert told(form) == {}
    form.check_all()
    assert told(form) == {"fields.other": SAID["fa"]}


def test_a_code_that_repeats_in_rows_is_told_at_its_cell_and_gone_when_another_row_changes(
    persian: QApplication,
) -> None:
    whole = ruled(rule("no-repeats", "people national_code", column="code"))
    form = Form(whole, lambda: DAY)
    twice = [{"code": "9900000013", "relation": "child"}, {"code": "9900000013", "relation": "child"}]
    form.fill({"applicant.national_code": "9900000021", "fields.people": json.dumps(twice)})
    first, second = (form.field_at(f"fields.people.{n}.code") for n in (0, 1))
    assert first is not None
    assert second is not None
    assert not first.has_error()
    assert second.shown_message() == SAID["fa"]
    assert form.faulty() == [second]
    second.mend(DAY)
    assert form.check_all() is False
    assert second.has_error()
    first.set_value("9987654320")
    first.changed.emit()
    assert not second.has_error()


def test_a_rule_at_a_hidden_field_is_told_where_it_can_be_seen(persian: QApplication) -> None:
    form = form_of(ruled(OWNER, fields=PLAIN))
    leave(form, "applicant.national_code", "9900000013")
    leave(form, "fields.owner", "9987654320")
    leave(form, "fields.capacity", "self")
    assert told(form) == {"fields.capacity": SAID["fa"]}
    leave(form, "fields.capacity", "attorney")
    assert told(form) == {}, "the deed has just appeared"
    leave(form, "fields.deed", "فروش خانه")
    assert told(form) == {"fields.deed": SAID["fa"]}
    leave(form, "fields.deed", "المثنی کارت سوخت")
    assert told(form) == {}


# On the page ---------------------------------------------------------------------------------------------


@pytest.fixture
def page(workplace: Workplace, office: Office) -> Iterator[ApplicationPage]:
    service = ruled(ORDER, rule("age", "birth_date", min=18, warns=True, message=DOUBT), fields=PLAIN)
    office.feed.publish(Catalogue(version=8, services=(service,)))
    office.feed.publish(tariff())
    for made in new_application(workplace):
        made.open_service(CODE)
        yield made


def type_at(page: ApplicationPage, path: str, text: str) -> None:
    assert page.form is not None
    page.form.widgets[path].focus_first()
    for letter in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, letter)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def how_many(office: Office) -> int:
    with office.counter.store.read() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM applications").scalar_one())


def test_f12_goes_to_the_broken_rule_and_a_warning_lets_pass(page: ApplicationPage, office: Office) -> None:
    form = page.form
    assert form is not None
    type_at(page, "applicant.national_code", "9900000013")
    type_at(page, "applicant.name.given", "نمونه")
    type_at(page, "applicant.name.family", "فرضی")
    type_at(page, "applicant.birth_date", "14000101")
    type_at(page, "fields.first_day", "14050102")
    type_at(page, "fields.second_day", "14050101")
    assert told(form) == {"applicant.birth_date": DOUBT["fa"], "fields.second_day": SAID["fa"]}
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F12)
    assert how_many(office) == 0
    second = form.widgets["fields.second_day"]
    assert QApplication.focusWidget() in second.inputs()
    assert "یک جا" in page.errors.text()
    second.clear()
    type_at(page, "fields.second_day", "14050102")
    assert told(form) == {"applicant.birth_date": DOUBT["fa"]}
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert how_many(office) == 1


# Form and centre -----------------------------------------------------------------------------------------


def centre_finds(service: Service, applicant: dict[str, Any], fields: dict[str, Any]) -> bool:
    """Whether the centre would have a finding about the values of an entry."""
    published = Publications(catalogues={1: Catalogue(version=1, services=(service,))})
    data = SimpleNamespace(catalogue=1, service=service.code, applicant=applicant, fields=fields, day=DAY)
    place = Place("device", 1, b"\0" * 32)
    found = list(checks.check_catalogue(SimpleNamespace(at=NOON), data, place, published))
    assert {finding.type for finding in found} <= {FindingType.FIELDS_INVALID}
    return bool(found)


@st.composite
def typed_values(draw: st.DrawFn, service: Service) -> dict[str, str]:
    """A sample with some of its values left out, moved to other fields or changed, by path."""
    request = sample_request(service, tariff(), random.Random(draw(st.integers(0, 10_000))), today=DAY)
    values = by_path(request.applicant, request.fields)
    paths = [f"applicant.{f.name}" for f in service.applicant_fields]
    paths += [f"fields.{f.name}" for f in service.own_fields]
    days = st.sampled_from(["1355-09-03", "1387-09-03", "1387-09-04", "1387-12-30", DAY, "1406-03-03"])
    codes = st.sampled_from(["9900000013", "9987654320", "9900000014"])
    words = st.sampled_from(["", "male", "attorney", "absent", "۱۴۰۵/۰۱/۰۱", "کارت سوخت", "125040121"])
    for path in draw(st.lists(st.sampled_from(paths), max_size=4)):
        values[path] = draw(days | codes | words | st.sampled_from(sorted(values.values())))
    return {path: value for path, value in values.items() if value}


@pytest.fixture
def form(persian: QApplication) -> Form:
    return form_of(ruled(*ALL, fields=PLAIN))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_form_refuses_exactly_what_the_centre_refuses(form: Form, data: st.DataObject) -> None:
    service = form.service
    form.clear()
    form.fill(data.draw(typed_values(service)))
    accepted = form.check_all()
    checked = check_values(service, form.applicant(), form.fields(), DAY)
    assert accepted is not checked.refused
    assert {widget.path for widget in form.faulty()} == {
        problem.path for problem in checked.problems if problem.severity == "error"
    }
    if checked.refused:
        assert centre_finds(service, form.applicant(), form.fields())
    else:
        assert not centre_finds(service, checked.applicant, checked.fields)
