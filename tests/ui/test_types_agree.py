"""Proves that window, ``daftar accept`` and centre agree on 10,000 generated values of every field type.

The values are samples, samples with one or two characters changed, other writings of both, and texts by
chance. The window's real fields are checked on each; the other two are asked with what would reach them.
"""

from __future__ import annotations

import json
import os
import random
import string
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from support.centre_checks import centre_finds
from support.office_kit import DAY
from support.real_services import shipped_services

from app.domain.catalogue import Service
from app.domain.field_types import FIELD_TYPES
from app.domain.problems import Severity
from app.domain.rules import Checked, check_values
from app.domain.text import to_persian_digits
from app.ui.fields.base import FieldWidget
from app.ui.pages.application.form import Form

VALUES = 10_000
LONG = bool(os.environ.get("DAFTAR_LONG"))
AT_THE_WINDOW = VALUES if LONG else 1_000
"""So many of a type's values are put into its widget each time; in the long mode all of them."""
ROWS_AT_THE_WINDOW = 2_000 if LONG else 150

WORDS = {"fa": "متن", "en": "text"}
LETTERS = string.digits * 3 + string.ascii_uppercase + "ab<*/-. ابپتجدسکلمنوهیشف" + "۰۱۲۳۴۵۶۷۸۹"
CHOICES = [{"value": value, "label": WORDS} for value in ("O+", "third", "مجرد")]
COLUMNS = [
    {"name": "code", "type": "national_code", "label": WORDS},
    {"name": "kind", "type": "choice", "label": WORDS, "choices": CHOICES},
    {"name": "day", "type": "jalali_date", "label": WORDS, "shown_when": {"field": "kind", "any_of": ["O+"]}},
    {"name": "card", "type": "bank_card", "label": WORDS, "required": False},
]


def service_of(kind: str) -> Service:
    """A service that asks for one field of this type and nothing else."""
    shipped = next(s for s in shipped_services() if s.code == "violation.statement")
    whole = json.loads(msgspec.json.encode(shipped))
    field: dict[str, Any] = {"name": "it", "type": kind, "label": WORDS}
    if kind == "choice":
        field["choices"] = CHOICES
    if kind == "rows":
        field |= {"columns": COLUMNS, "rows_max": 3}
    whole["rules"] = []
    whole["sections"] = [{"code": "own", "title": WORDS, "fields": [field]}]
    return msgspec.convert(whole, Service)


def a_text(rng: random.Random, kind: str, service: Service) -> str:
    """One generated value of a type that holds texts."""
    chance = rng.random()
    if chance < 0.08:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 20)))
    field = service.own_fields[0]
    text = FIELD_TYPES[kind].sample(rng, field, DAY)
    assert isinstance(text, str)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(("", rng.choice(LETTERS))) + text[at + rng.randint(0, 1) :]
    other = rng.randrange(4)
    if other == 0:
        return to_persian_digits(text)
    if other == 1:
        at = rng.randrange(len(text) + 1)
        return f" {text[:at]} {text[at:]}"
    return FIELD_TYPES[kind].show(text) if other == 2 else text


def some_rows(rng: random.Random, service: Service) -> list[dict[str, str]]:
    """Generated rows: now and then too many, with a cell changed, taken out or not asked for."""
    rows = FIELD_TYPES["rows"].sample(rng, service.own_fields[0], DAY)
    assert isinstance(rows, list)
    rows = [dict(row) for row in rows] * rng.choice((1, 1, 1, 2))
    row = rng.choice(rows)
    name = rng.choice(("code", "kind", "day", "card"))
    row[name] = rng.choice(("", "9900000014", "O+", "third", "14050230", "14050231", row.get(name, "")))
    return [kept for row in rows if (kept := {n: value for n, value in row.items() if value})]


def agree(kind: str, at_the_window: int) -> None:
    """Ask all three about every value; the window about the first ``at_the_window`` of them."""
    service = service_of(kind)
    widget = Form(service, lambda: DAY).widgets["fields.it"]
    rng = random.Random(kind)
    passed = 0
    for n in range(VALUES):
        value: Any = some_rows(rng, service) if kind == "rows" else a_text(rng, kind, service)
        checked = check_values(service, {}, {"it": value}, DAY)
        passed += not checked.refused
        kept = {"it": value} if checked.refused else checked.fields
        assert centre_finds(service, {}, kept, DAY) is checked.refused, value
        if n < at_the_window:
            assert checked.refused or check_values(service, {}, kept, DAY).fields == kept, value
            widget.set_value(json.dumps(value) if kind == "rows" else value)
            same_at(widget, service, checked, value)
    assert passed / VALUES > 0.15, "most of what is generated would prove nothing"
    assert passed < VALUES or kind in {"text", "address"}, "nothing wrong was generated"


def same_at(widget: FieldWidget, service: Service, checked: Checked, value: Any) -> None:
    """The widget says of what stands in it what the others say, and gives what they would keep."""
    widget.check_value(DAY, tried=True)
    at_widget = check_values(service, {}, {"it": widget.given()}, DAY)
    refused = [problem.path for problem in at_widget.problems if problem.severity is Severity.ERROR]
    told = {part.path for part in widget.faulty_parts()}
    if widget.field.type == "rows" and len(widget.given()) > widget.field.rows_max:
        assert "fields.it" in told, "of rows that are too many, only the first are read"
        told = {path for path in told if path.split(".")[2:3] < [str(widget.field.rows_max)]}
    assert told == set(refused), value
    if widget.field.type == "jalali_date" and checked.refused:
        return  # the window also writes out 3/9 as a day of this year
    if any(problem.code == "not-asked" for problem in checked.problems):
        return  # the window does not send what is not asked for
    assert at_widget.refused is checked.refused, value
    assert checked.refused or at_widget.fields == checked.fields, value


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_window_accept_and_centre_agree_on_generated_values(persian: QApplication, kind: str) -> None:
    agree(kind, ROWS_AT_THE_WINDOW if kind == "rows" else AT_THE_WINDOW)
