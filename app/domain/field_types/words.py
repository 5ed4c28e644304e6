"""Field types of words, choices and plain numbers."""

from __future__ import annotations

import random
import re

from app.domain.catalogue import Field
from app.domain.field_types.base import (
    Bounds,
    FieldType,
    Widget,
    check_length,
    error,
    warning,
)
from app.domain.field_types.numbers import some_digits
from app.domain.money import RIALS_MAX, grouped
from app.domain.problems import Problem
from app.domain.tariff import Words
from app.domain.text import normalise, strip_separators

NAME_MAX = 80
TEXT_MAX = 200
ADDRESS_MAX = 300
ADDRESS_SHORT = 10
DIGITS_MAX = 30
COUNT_MAX = 9_999
LATIN_NAME_MAX = 39
"""The line of a passport's machine-readable zone that holds the names."""

_LATIN_NAME = re.compile(r"[A-Z](?:[A-Z '\-]*[A-Z])?")
_PERSIAN_NAME = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u0654\u066e-\u06d3\u06d5\u06fa-\u06ff\u200c ().،\\-]+"
)
_NAMES = ("نمونه", "آزمایشی", "فرضی", "ساختگی", "نمونه‌پور", "آزمایش‌زاده", "فرضی‌نژاد", "نمونه‌ای")
_LATIN_NAMES = ("NEMOONEH", "AZMAYESHI", "FARZI", "SAKHTEGI", "NEMOONEHPOUR", "FARZINEJAD")


def _latin(text: str) -> str:
    tidy = normalise(text).replace("’", "'")
    return tidy.upper() if tidy.isascii() else tidy


def _check_latin_name(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    wrong = () if _LATIN_NAME.fullmatch(value) else error(field, "latin-name-letters")
    return wrong or check_length(value, field, LATIN_NAME_MAX)


def _check_persian_name(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    wrong = () if _PERSIAN_NAME.fullmatch(value) else error(field, "persian-name-letters")
    return wrong or check_length(value, field, NAME_MAX)


def _check_address(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    problems = check_length(value, field, ADDRESS_MAX)
    if not problems and len(value) < ADDRESS_SHORT:
        return (warning(field, "address-short"),)
    return problems


def _check_text(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    return check_length(value, field, TEXT_MAX)


def _check_digits(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    if not (value.isascii() and value.isdigit()):
        return error(field, "not-digits")
    return check_length(value, field, DIGITS_MAX)


def _check_choice(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    for choice in field.choices:
        if choice.value == value:
            return ()
    return error(field, "not-a-choice")


def _check_number(value: str, field: Field, most: int) -> tuple[Problem, ...]:
    if not (value.isascii() and value.isdigit()) or len(value) > len(str(RIALS_MAX)):
        return error(field, "not-a-number")
    number = int(value)
    least = int(field.min) if field.min else 0
    most = min(most, int(field.max)) if field.max else most
    if number < least:
        return error(field, "number-small", min=least)
    return error(field, "number-large", max=most) if number > most else ()


def _check_money(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    if value.strip("0") == "":
        return error(field, "payment-amount")
    return _check_number(value, field, RIALS_MAX)


def _check_count(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    del today
    return _check_number(value, field, COUNT_MAX)


def _number(text: str) -> str:
    """Digits without separators or leading zeros; all else tidied."""
    bare = strip_separators(text)
    return bare.lstrip("0") or "0" if bare.isascii() and bare.isdigit() else normalise(text)


def _fitted(text: str, field: Field) -> str:
    """An invented text of a length that the field allows."""
    least = int(field.min) if field.min else 0
    most = int(field.max) if field.max else TEXT_MAX
    while len(text) < least:
        text += " نمونه"
    return normalise(text[:most]) if len(text) > most else text


def _sample_name(rng: random.Random, field: Field, today: str) -> str:
    del today
    return _fitted(rng.choice(_NAMES), field)


def _sample_latin(rng: random.Random, field: Field, today: str) -> str:
    del field, today
    return rng.choice(_LATIN_NAMES)


def _sample_text(rng: random.Random, field: Field, today: str) -> str:
    del today
    return _fitted(f"متن نمونه {rng.randint(1, 999)}", field)


def _sample_address(rng: random.Random, field: Field, today: str) -> str:
    del today
    return _fitted(f"شهر نمونه، خیابان آزمایشی، کوچه {rng.randint(1, 99)}، پلاک {rng.randint(1, 300)}", field)


def _sample_digits(rng: random.Random, field: Field, today: str) -> str:
    del today
    least, most = int(field.min or "1"), int(field.max or "10")
    return some_digits(rng, rng.randint(least, max(least, min(most, DIGITS_MAX))))


def _sample_choice(rng: random.Random, field: Field, today: str) -> str:
    del today
    return rng.choice(field.choices).value


def _sample_number(rng: random.Random, field: Field, today: str) -> str:
    del today
    least = int(field.min or "1")
    return str(rng.randint(least, int(field.max) if field.max else least + 9))


PERSIAN_NAME = FieldType(
    name="persian_name",
    normalise=normalise,
    check=_check_persian_name,
    sample=_sample_name,
    hint=Words(fa="همان‌گونه که در شناسنامه است", en="as in the birth certificate"),
    length_max=NAME_MAX,
    bounds=Bounds.LENGTH,
)
LATIN_NAME = FieldType(
    name="latin_name",
    normalise=_latin,
    check=_check_latin_name,
    sample=_sample_latin,
    hint=Words(fa="حروف لاتین، مانند گذرنامه", en="Latin letters, as in the passport"),
    length_max=LATIN_NAME_MAX,
    ltr=True,
    bounds=Bounds.LENGTH,
)
ADDRESS = FieldType(
    name="address",
    normalise=normalise,
    check=_check_address,
    sample=_sample_address,
    hint=Words(fa="شهر، خیابان، کوچه، پلاک، واحد", en="town, street, lane, number, flat"),
    length_max=ADDRESS_MAX,
    widget=Widget.PARAGRAPH,
    bounds=Bounds.LENGTH,
)
TEXT = FieldType(
    name="text",
    normalise=normalise,
    check=_check_text,
    sample=_sample_text,
    hint=Words(fa="", en=""),
    length_max=TEXT_MAX,
    bounds=Bounds.LENGTH,
)
DIGITS = FieldType(
    name="digits",
    normalise=strip_separators,
    check=_check_digits,
    sample=_sample_digits,
    hint=Words(fa="تنها رقم", en="digits only"),
    length_max=DIGITS_MAX,
    ltr=True,
    digits_only=True,
    bounds=Bounds.LENGTH,
)
CHOICE = FieldType(
    name="choice",
    normalise=normalise,
    check=_check_choice,
    sample=_sample_choice,
    hint=Words(fa="", en=""),
    length_max=TEXT_MAX,
    widget=Widget.CHOICE,
)
MONEY = FieldType(
    name="money",
    normalise=_number,
    check=_check_money,
    sample=_sample_number,
    hint=Words(fa="ریال", en="rials"),
    length_max=len(str(RIALS_MAX)),
    ltr=True,
    digits_only=True,
    bounds=Bounds.NUMBER,
    show=lambda value: grouped(int(value)) if value.isascii() and value.isdigit() else value,
)
COUNT = FieldType(
    name="count",
    normalise=_number,
    check=_check_count,
    sample=_sample_number,
    hint=Words(fa="عدد", en="a number"),
    length_max=len(str(COUNT_MAX)),
    ltr=True,
    digits_only=True,
    bounds=Bounds.NUMBER,
)
