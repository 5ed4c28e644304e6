"""A clerk's keys at the page of a new application, and what the office then holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from support.office_kit import DAY, Office
from support.real_services import by_path, shipped_services, shipped_tariff
from support.window_rig import bring_up, press, type_here, wait_until

from app.domain.sample import sample_request
from app.local_db.queries import applications
from app.ui.fields.base import FieldWidget
from app.ui.fields.choice import ChoiceField
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.form import Form
from app.ui.pages.application.identity_card import Standing
from app.ui.workplace import Workplace

RRN = "123456789012"
RECEIPT = "0412-02-05-000001-1"


def new_application(workplace: Workplace, papers: Path | None = None) -> Iterator[ApplicationPage]:
    """The page of new applications in a window of its own, for a fixture; its PDFs go to ``papers``."""
    made = ApplicationPage(workplace)
    if papers is not None:
        made.receipt.folder = papers
    bring_up(made, 1170, 700)
    yield made
    made.close()
    made.deleteLater()


def begin(page: ApplicationPage, code: str) -> Form:
    """Choose a service by typing its code."""
    if page.stack.currentWidget() is not page.chooser:
        press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert page.chooser.line.hasFocus()
    type_here(code)
    press(Qt.Key.Key_Return)
    wait_until(lambda: page.form is not None and page.form.service.code == code)
    assert page.form is not None
    return page.form


def do_twice(form: Form) -> None:
    """Type again what is asked for twice, and read back what is to be confirmed."""
    for field in form.parts():
        for box in field.inputs()[1:]:
            if isinstance(box, QLineEdit) and not box.text():
                box.setText(field.value())
        if field.read_back is not None:
            field.read_back.confirm()


def focused_field() -> FieldWidget | None:
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldWidget):
        widget = widget.parentWidget()
    return widget


def sample(code: str, seed: int) -> dict[str, str]:
    service = next(service for service in shipped_services() if service.code == code)
    request = sample_request(service, shipped_tariff(), random.Random(seed), today=DAY)
    return by_path(request.applicant, request.fields)


def fill_by_keys(page: ApplicationPage, values: dict[str, str]) -> None:
    """Type each value where the focus stands, Enter after each, to the end of the form."""
    assert page.form is not None
    for _ in range(60):
        field = focused_field()
        if field is None or field not in page.form.parts():
            identify_by_keys(page)
            return
        value = values.get(field.path, "")
        if isinstance(field, ChoiceField):
            type_here(value)
        elif field.field.type == "plate":
            type_here(value.replace("-", ""))
        else:
            type_here(value)
        press(Qt.Key.Key_Return)
    raise AssertionError("the form does not end")


def identify_by_keys(page: ApplicationPage) -> None:
    """Where the service asks for it: choose the paper that was looked at, and ask the register."""
    if page.identity.isHidden():
        return
    assert focused_field() is page.identity.seen
    type_here("national-card")
    press(Qt.Key.Key_Return)
    assert page.identity.button() is QApplication.focusWidget()
    press(Qt.Key.Key_Return)
    wait_until(lambda: page.identity.standing() is not Standing.ASKING)


def pay_by_card() -> None:
    press(Qt.Key.Key_Return)
    type_here(RRN)
    press(Qt.Key.Key_Return)
    type_here("99000001")
    press(Qt.Key.Key_Return)


def accept(page: ApplicationPage) -> None:
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)


def kept(office: Office, receipt: str = RECEIPT) -> applications.ApplicationWhole:
    with office.counter.store.read() as conn:
        row = applications.find_by_receipt(conn, receipt)
        assert row is not None
        whole = applications.full(conn, row.application)
    assert whole is not None
    return whole


def how_many(office: Office) -> int:
    with office.counter.store.read() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM applications").scalar_one())
