"""Proves that a draft holds all that stands in a form: of every service, what is hidden and what is wrong
included, half plates, rows, second typings that differ; and that a fresh form takes it all up again.
"""

from __future__ import annotations

import random

import msgspec
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from support.office_kit import DAY
from support.real_services import by_path, shipped_services, shipped_tariff
from support.window_rig import settle

from app.domain.catalogue import Service
from app.domain.draft import DraftContent
from app.domain.sample import sample_request
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.fields.rows import RowsField
from app.ui.pages.application.form import Form

SERVICES = shipped_services()
TEXTS = ("99", "9900000013", "علی‌رضا", "1405/13/40", "12ب345", "ZX 1", "-5", "۱۲۳", "الف، ب", "a" * 60)


def opened(service: Service) -> Form:
    return Form(service, lambda: DAY)


def scribble(field: FieldWidget, rng: random.Random) -> None:
    """Type anything into any box of a field, as hands do it."""
    if isinstance(field, RowsField):
        for _ in range(rng.randrange(3)):
            field.add_row()
        for row in field.rows:
            for cell in row.cells.values():
                scribble(cell, rng)
            row.show_what_is_asked()
        return
    for box in field.inputs():
        if rng.random() < 0.4 or box not in field.inputs():  # a plate became another kind of plate
            continue
        if isinstance(box, QLineEdit):
            box.selectAll()
            box.insert(rng.choice(TEXTS))
            box.textEdited.emit(box.text())
        elif isinstance(box, QComboBox):
            box.setCurrentIndex(rng.randrange(-1, box.count()))


def boxes(form: Form) -> list[str]:
    """What stands in the boxes that are not empty, row by row."""
    found = []
    for path, field in form.widgets.items():
        for box in field.inputs():
            if isinstance(box, QLineEdit):
                found.append(f"{path}={box.text().strip()}")
            elif isinstance(box, QComboBox):
                found.append(f"{path}={box.currentData()}")
    return [one for one in found if not one.endswith(("=", "=None"))]


def through_the_store(form: Form) -> DraftContent:
    return msgspec.json.decode(msgspec.json.encode(DraftContent(fields=form.draft())), type=DraftContent)


def test_every_service_is_taken_up_as_it_was_typed(persian: QApplication) -> None:
    """A third of the fields scribbled over; the others are right, and so is what follows from them."""
    for service in SERVICES:
        rng = random.Random(service.code)
        before, after = opened(service), opened(service)
        request = sample_request(service, shipped_tariff(), rng, today=DAY)
        before.fill(by_path(request.applicant, dict(request.fields)))
        for field in before.widgets.values():
            if rng.random() < 1 / 3:
                scribble(field, rng)
                before.check(field)  # left: what is right is written as it will be kept
        kept = through_the_store(before)
        assert after.take_up(kept.fields) == (), service.code
        assert through_the_store(after) == kept, service.code
        assert boxes(after) == boxes(before), service.code
        assert (after.applicant(), after.fields()) == (before.applicant(), before.fields())
        before.deleteLater()
        after.deleteLater()
        settle()


def test_a_second_typing_never_follows_from_the_first(persian: QApplication) -> None:
    twice = next(
        (service, section.code, field)
        for service in SERVICES
        for section in service.sections
        for field in section.fields
        if field.typed_twice
    )
    service, section, field = twice
    path = f"{'applicant' if section == 'applicant' else 'fields'}.{field.name}"
    before, after = opened(service), opened(service)
    first, second = before.widgets[path].inputs()[:2]
    assert isinstance(first, QLineEdit)
    assert isinstance(second, QLineEdit)
    for typed, again in (("A12345678", ""), ("A12345678", "A1234"), ("", "A1")):
        first.setText(typed)
        second.setText(again)
        after.take_up(through_the_store(before).fields)
        shown = [box.text() for box in after.widgets[path].inputs()[:2] if isinstance(box, QLineEdit)]
        assert shown == [texts.digits(typed), texts.digits(again)]
        after.clear()
