"""Field types of numbers that identify people: each wraps one module of ``app.domain.identifiers``.

The makers of checks and samples that the other modules of numbers use stand here too.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Protocol

from app.domain.catalogue import Field
from app.domain.field_types.base import Check, FieldType, Sample, error, warning
from app.domain.identifiers import (
    landline,
    licence_number,
    mobile,
    national_code,
    passport_number,
    postal_code,
)
from app.domain.problems import Problem
from app.domain.tariff import Words

SAMPLE_PREFIX = "99"
"""Invented national codes begin with this: no place of issue has it."""

KEPT_PREFIX = "9999"
"""Not of samples: some of these are people whom the simulated civil registry does not confirm."""


class Identifier(Protocol):
    """What every module of ``app.domain.identifiers`` offers."""

    def normalise(self, text: str) -> str:
        """The stored form."""
        ...

    def check(self, text: str) -> str | None:
        """The code of what refuses it."""
        ...

    def warnings(self, text: str) -> tuple[str, ...]:
        """The codes of what is doubtful."""
        ...


def check_by(identifier: Identifier) -> Check:
    """A field type's check made of an identifier's."""

    def check(value: str, field: Field, today: str) -> tuple[Problem, ...]:
        del today
        code = identifier.check(value)
        if code is not None:
            return error(field, code)
        doubts = identifier.warnings(value)
        return tuple(warning(field, doubt) for doubt in doubts) if doubts else ()

    return check


def invented(make: Callable[[random.Random], str]) -> Sample:
    """A sample that depends on chance alone."""

    def sample(rng: random.Random, field: Field, today: str) -> str:
        del field, today
        return make(rng)

    return sample


def in_fours(value: str) -> str:
    """A long number in groups of four, as it is printed."""
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def some_digits(rng: random.Random, count: int, among: str = "0123456789") -> str:
    """``count`` digits by chance."""
    return "".join(rng.choice(among) for _ in range(count))


_check_whole_code = check_by(national_code)


def _check_national_code(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    padded = national_code.padded(value) if value.isascii() and value.isdigit() else None
    if padded is not None:
        return error(field, "national-code-zeros", padded=padded)
    return _check_whole_code(value, field, today)


def sample_national_code(rng: random.Random) -> str:
    """An invented valid national code."""
    body = SAMPLE_PREFIX + some_digits(rng, 7)
    if body.startswith(KEPT_PREFIX):
        body = SAMPLE_PREFIX + "00" + body[4:]
    code = body + national_code.check_digit(body)
    return code if national_code.check(code) is None else "9900000013"


def _postal_code(rng: random.Random) -> str:
    return "9991" + some_digits(rng, 1, "13469") + some_digits(rng, 5, "13456789")


NATIONAL_CODE = FieldType(
    name="national_code",
    normalise=national_code.normalise,
    check=_check_national_code,
    sample=invented(sample_national_code),
    hint=Words(fa="۱۰ رقم", en="10 digits"),
    length_max=national_code.DIGITS,
    ltr=True,
    digits_only=True,
)
MOBILE = FieldType(
    name="mobile",
    normalise=mobile.normalise,
    check=check_by(mobile),
    sample=invented(lambda rng: f"09{rng.randint(10, 39)}000{some_digits(rng, 4)}"),
    hint=Words(fa="۱۱ رقم، با ۰۹ آغاز می‌شود", en="11 digits, begins with 09"),
    length_max=mobile.DIGITS,
    ltr=True,
    digits_only=True,
    show=lambda value: f"{value[:4]} {value[4:7]} {value[7:]}" if len(value) == mobile.DIGITS else value,
)
LANDLINE = FieldType(
    name="landline",
    normalise=landline.normalise,
    check=check_by(landline),
    sample=invented(lambda rng: f"013000{some_digits(rng, 5)}"),
    hint=Words(fa="۱۱ رقم با پیش‌شماره", en="11 digits with the area code"),
    length_max=landline.DIGITS,
    ltr=True,
    digits_only=True,
    show=lambda value: f"{value[:3]} {value[3:]}" if len(value) == landline.DIGITS else value,
)
POSTAL_CODE = FieldType(
    name="postal_code",
    normalise=postal_code.normalise,
    check=check_by(postal_code),
    sample=invented(_postal_code),
    hint=Words(fa="۱۰ رقم", en="10 digits"),
    length_max=postal_code.DIGITS,
    ltr=True,
    digits_only=True,
)
PASSPORT_NUMBER = FieldType(
    name="passport_number",
    normalise=passport_number.normalise,
    check=check_by(passport_number),
    sample=invented(lambda rng: "Z" + some_digits(rng, 8)),
    hint=Words(fa="یک حرف لاتین و ۸ رقم", en="a Latin letter and 8 digits"),
    length_max=passport_number.LENGTH_MAX,
    ltr=True,
)
LICENCE_NUMBER = FieldType(
    name="licence_number",
    normalise=licence_number.normalise,
    check=check_by(licence_number),
    sample=invented(lambda rng: "99" + some_digits(rng, 8)),
    hint=Words(fa="پشت کارت، ۱۰ رقم در کارت‌های تازه", en="back of the card; recent ones have 10 digits"),
    length_max=licence_number.DIGITS_MAX,
    ltr=True,
    digits_only=True,
)
