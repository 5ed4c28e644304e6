"""Proves that window, ``daftar accept`` and centre agree on 10,000 generated values of every field type.

The values are samples, samples with one or two characters changed, other writings of both, and texts by
chance. The window's real fields are checked on each; the other two are asked with what would reach them.
"""

from __future__ import annotations

import json
import os
import random
import string
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from support.centre_checks import centre_paths, is_named
from support.office_kit import DAY
from support.real_services import shipped_services

from app.domain.application import parse_request
from app.domain.catalogue import Service
from app.domain.field_types import FIELD_TYPES, Value
from app.domain.problems import Severity
from app.domain.rules import Checked, check_application, check_values
from app.domain.text import to_persian_digits
from app.ui.fields.base import FieldWidget
from app.ui.pages.application.form import Form

VALUES = 10_000
SAMPLES = 2_000
"""Samples of a type from which its values are made."""
LONG = bool(os.environ.get("DAFTAR_LONG"))
AT_THE_WINDOW = VALUES if LONG else 1_000
"""So many of a type's values are put into its widget each time; in the long mode all of them."""
ROWS_AT_THE_WINDOW = 2_000 if LONG else 150
AT_ONCE = 5
"""Values in one application for ``daftar accept`` and the centre: no more than a finding surely names."""

TYPES_WANTED = {
    *("national_code", "legal_id", "foreign_id", "certificate_number", "certificate_serial", "jalali_date"),
    *("postal_code", "mobile", "landline", "plate", "vin", "chassis", "engine", "licence_number"),
    *("passport_number", "mrz", "bank_card", "sheba", "terminal", "stan", "rrn", "bill_id", "payment_id"),
    *("imei", "fuel_card", "latin_name", "persian_name", "address", "choice", "money", "count", "text"),
    *("card_serial", "digits", "rows"),
}
VECTORS: dict[str, tuple[str, str]] = {
    "national_code": (
        "0013542419 0499370899 0790419904 0084575948 0684159414 1234567891 9900000013 9987654320",
        "1234567890 0684159415 1111111111 0000000000",
    ),
    "legal_id": (
        "10380284790 14003778990 10100123456",
        "10380284792 10380285692 09748208301 11111111111",
    ),
    "foreign_id": ("100000000001", "10000000001 1000000000012"),
    "card_serial": ("1G12345678", "1G"),
    "postal_code": ("1593764856 1619735744 4451816619 2193745689 1593724856", "1111111111 0593764856"),
    "mobile": ("+989123456789 ۰۹۱۲۳۴۵۶۷۸۹ 00989123456789", "9123456 08123456789"),
    "plate": ("12ب345-46 10ب100-10 12ت345-50 12D345-11 12گ345-11 123-45678 کیش-12345", "12ب34-46 ب345"),
    "vin": ("NAAM01CA5AK123456 1M8GDM9AXKP042788 11111111111111111", "NAAM01CA5AK12345 IAAM01CA5AK123456"),
    "passport_number": ("A12345678 Z99999999 D23145890 L898902C3", "A1234 A123456789"),
    "mrz": ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "L898902C36UTO7408122F1204159ZE184226B<<<<<11"),
    "licence_number": ("9700000001 12345", "123"),
    "bank_card": (
        "6037701689095443 6219861034529007 6037991000000004 6274129005473742 9999990000000006",
        "6219861034529008 603770168909544",
    ),
    "sheba": (
        "IR580540105180021273113007 IR820540102680020817909002 IR979990000000000000000001",
        "IR820540102680020817909003 IR000540105180021273113007",
    ),
    "terminal": ("99000001", "9900001"),
    "stan": ("123456", "12345"),
    "rrn": ("123456789012", "12345678901"),
    "bill_id": (
        "7748317800142 2050327604613 1117753200140 1177809000142 9985235404124 9174639504124 9900000100190",
        "2234322344613",
    ),
    "payment_id": ("1770160 1070189 12070160 570108 0000880000568 125040121", "12"),
    "fuel_card": ("7744330000000000", "A7744330000000000 774433000000000"),
    "imei": ("490154203237518", "490154203237519"),
    "jalali_date": ("1403-12-30 1404-01-01 1408-12-30 1399-12-30", "1404-12-30 1405-12-30 1407-12-30"),
}
"""Vectors of the numbers' own rules, valid and invalid, and days of the calendar authority's table."""

WORDS = {"fa": "متن", "en": "text"}
LETTERS = string.digits * 3 + string.ascii_uppercase + "ab<*/-. ابپتجدسکلمنوهیشف" + "۰۱۲۳۴۵۶۷۸۹"
CHOICES = [{"value": value, "label": WORDS} for value in ("O+", "third", "مجرد")]
COLUMNS = [
    {"name": "code", "type": "national_code", "label": WORDS},
    {"name": "kind", "type": "choice", "label": WORDS, "choices": CHOICES},
    {"name": "day", "type": "jalali_date", "label": WORDS, "shown_when": {"field": "kind", "any_of": ["O+"]}},
    {"name": "card", "type": "bank_card", "label": WORDS, "required": False},
]


def service_of(kind: str, count: int = 1) -> Service:
    """A service that asks for ``count`` fields of this type and nothing else."""
    shipped = next(s for s in shipped_services() if s.code == "violation.statement")
    whole = json.loads(msgspec.json.encode(shipped))
    field: dict[str, Any] = {"name": "it", "type": kind, "label": WORDS}
    if kind == "choice":
        field["choices"] = CHOICES
    if kind == "rows":
        field |= {"columns": COLUMNS, "rows_max": 3}
    whole["rules"] = []
    fields = [{**field, "name": f"it{n}"} for n in range(count)]
    whole["sections"] = [{"code": "own", "title": WORDS, "fields": fields}]
    return msgspec.convert(whole, Service)


def some_texts(rng: random.Random, kind: str, service: Service) -> list[str]:
    """Generated values of a type that holds texts."""
    field = service.own_fields[0]
    samples = [FIELD_TYPES[kind].sample(rng, field, DAY) for _ in range(SAMPLES)]
    return [a_text(rng, kind, str(rng.choice(samples))) for _ in range(VALUES)]


def a_text(rng: random.Random, kind: str, text: str) -> str:
    """A sample as it is, with one or two characters changed, or written otherwise; or any text."""
    chance = rng.random()
    if chance < 0.08:
        return "".join(rng.choices(LETTERS, k=rng.randint(1, 20)))
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


def many_rows(rng: random.Random, service: Service) -> list[list[dict[str, str]]]:
    """Generated values of a repeated group."""
    samples = [FIELD_TYPES["rows"].sample(rng, service.own_fields[0], DAY) for _ in range(SAMPLES // 4)]
    return [some_rows(rng, _copied(rng.choice(samples))) for _ in range(VALUES)]


def _copied(rows: Value) -> list[dict[str, str]]:
    assert isinstance(rows, list)
    return [dict(row) for row in rows]


def some_rows(rng: random.Random, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows, now and then too many, with a cell changed, taken out or not asked for."""
    rows = rows * rng.choice((1, 1, 1, 2))
    row = rng.choice(rows)
    name = rng.choice(("code", "kind", "day", "card"))
    row[name] = rng.choice(("", "9900000014", "O+", "third", "14050230", "14050231", row.get(name, "")))
    return [kept for row in rows if (kept := {n: value for n, value in row.items() if value})]


def by_command(service: Service, values: dict[str, Any]) -> Checked:
    """What ``daftar accept`` reads of a line with these values, and says of it."""
    line = {"id": "r", "service": service.code, "applicant": {}, "fields": values, "payments": []}
    return check_application(service, parse_request(msgspec.json.encode(line)), DAY)


def errors(checked: Checked) -> set[str]:
    return {problem.path for problem in checked.problems if problem.severity is Severity.ERROR}


def command_and_centre(service: Service, values: dict[str, Any], *, twice: bool = True) -> set[str]:
    """Ask both about the values of one application, by name; those that are refused.

    ``twice``: what is kept is what would be kept of it.
    """
    checked = by_command(service, values)
    wrong = errors(checked)
    refused = {".".join(path.split(".")[:2]) for path in wrong}
    kept = {n: v if f"fields.{n}" in refused else checked.fields[n] for n, v in values.items()}
    assert is_named(centre_paths(service, {}, kept, DAY), wrong), values
    sound = [name for name in values if f"fields.{name}" not in refused]
    if twice:
        again = by_command(service, kept).fields
        assert [again[name] for name in sound] == [kept[name] for name in sound]
    return {path.removeprefix("fields.") for path in refused}


def agree(kind: str, at_the_window: int) -> None:
    """Ask all three about every value; the window about the first ``at_the_window`` of them."""
    rng, alone = random.Random(kind), service_of(kind)
    generated: list[Any] = many_rows(rng, alone) if kind == "rows" else some_texts(rng, kind, alone)
    several = service_of(kind, 1 if kind == "rows" else AT_ONCE)
    names = [field.name for field in several.own_fields]
    refused: list[Any] = []
    for start in range(0, VALUES, len(names)):
        values = dict(zip(names, generated[start : start + len(names)], strict=False))
        wrong = command_and_centre(several, values, twice=start < at_the_window)
        refused += [values[name] for name in wrong]
    passed = VALUES - len(refused)
    assert passed / VALUES > 0.15, "most of what is generated would prove nothing"
    assert refused or kind in {"text", "address"}, "nothing wrong was generated"
    window(alone, generated[:at_the_window])


def window(service: Service, values: Iterable[Any]) -> None:
    """Put values into the field of a form: the same is refused there as elsewhere, and the same is kept.

    Those that are told the same come after one another, for a change of looks is what takes long.
    """
    widget = Form(service, lambda: DAY).widgets["fields.it0"]
    asked = [(value, by_command(service, {"it0": value})) for value in values]
    asked.sort(key=lambda pair: [(one.path, one.code) for one in pair[1].problems])
    for value, checked in asked:
        widget.set_value(json.dumps(value) if isinstance(value, list) else value)
        same_at(widget, service, checked, value)
    widget.window().deleteLater()


def same_at(widget: FieldWidget, service: Service, checked: Checked, value: Any) -> None:
    """The widget says of what stands in it what the others say, and gives what they would keep."""
    widget.check_value(DAY, tried=True)
    at_widget = check_values(service, {}, {"it0": widget.given()}, DAY)
    refused = [problem.path for problem in at_widget.problems if problem.severity is Severity.ERROR]
    told = {part.path for part in widget.faulty_parts()}
    if widget.field.type == "rows" and len(widget.given()) > widget.field.rows_max:
        assert "fields.it0" in told, "of rows that are too many, only the first are read"
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


def test_every_type_that_is_wanted_is_tried() -> None:
    assert set(FIELD_TYPES) == TYPES_WANTED


@pytest.mark.parametrize("kind", VECTORS)
def test_window_accept_and_centre_agree_on_the_vectors(persian: QApplication, kind: str) -> None:
    service, (sound, unsound) = service_of(kind), VECTORS[kind]
    for text, is_sound in ((sound, True), (unsound, False)):
        for value in text.split():
            assert (command_and_centre(service, {"it0": value}) == set()) is is_sound, value
        window(service, text.split())
