"""Field types of papers: ids of companies and foreigners, certificates, national cards, the MRZ."""

from __future__ import annotations

import random

from app.domain.field_types.base import FieldType
from app.domain.field_types.numbers import check_by, invented, some_digits
from app.domain.field_types.numbers import sample_national_code as _national_code
from app.domain.identifiers import certificate_serial, legal_id, mrz, plain
from app.domain.tariff import Words


def _legal_id(rng: random.Random) -> str:
    body = "99" + some_digits(rng, 1) + str(rng.randint(100_000, 999_999)) + some_digits(rng, 1)
    return body + legal_id.check_digit(body)


def _serial(rng: random.Random) -> str:
    letter = rng.choice(("الف", *"بجدسصطقلمنوهی"))
    return f"{letter}{some_digits(rng, 2)}-{some_digits(rng, 6)}"


def _mrz(rng: random.Random) -> str:
    birth = f"{rng.randint(50, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    expiry = f"{rng.randint(27, 36)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    number = "Z" + some_digits(rng, 8)
    return mrz.compose(number, "IRN", birth, rng.choice("MF"), expiry, _national_code(rng))


def _show_serial(value: str) -> str:
    """``الف12-123456`` as ``الف/12 123456``, the way it is read out."""
    head, dash, serial = value.partition("-")
    if not dash or certificate_serial.warnings(value):
        return value
    return f"{head[:-2]}/{head[-2:]} {serial}"


LEGAL_ID = FieldType(
    name="legal_id",
    normalise=legal_id.normalise,
    check=check_by(legal_id),
    sample=invented(_legal_id),
    hint=Words(fa="شناسهٔ ملی شرکت، ۱۱ رقم", en="the company's national id, 11 digits"),
    length_max=legal_id.DIGITS,
    ltr=True,
    digits_only=True,
)
FOREIGN_ID = FieldType(
    name="foreign_id",
    normalise=plain.FOREIGN_ID.normalise,
    check=check_by(plain.FOREIGN_ID),
    sample=invented(lambda rng: "99" + some_digits(rng, 10)),
    hint=Words(fa="کد فراگیر اتباع، ۱۲ رقم", en="the foreigners' id, 12 digits"),
    length_max=plain.FOREIGN_ID.length_max,
    ltr=True,
    digits_only=True,
)
CERTIFICATE_NUMBER = FieldType(
    name="certificate_number",
    normalise=plain.CERTIFICATE_NUMBER.normalise,
    check=check_by(plain.CERTIFICATE_NUMBER),
    sample=invented(lambda rng: "99" + some_digits(rng, rng.randint(1, 8))),
    hint=Words(
        fa="۱ تا ۱۰ رقم؛ در شناسنامه‌های تازه همان کد ملی", en="1 to 10 digits; on new ones the national code"
    ),
    length_max=plain.CERTIFICATE_NUMBER.length_max,
    ltr=True,
    digits_only=True,
)
CERTIFICATE_SERIAL = FieldType(
    name="certificate_serial",
    normalise=certificate_serial.normalise,
    check=check_by(certificate_serial),
    sample=invented(_serial),
    hint=Words(fa="سری و سریال، مانند الف/۱۲ ۱۲۳۴۵۶", en="series and serial, like الف/12 123456"),
    length_max=certificate_serial.LENGTH_MAX,
    show=_show_serial,
)
CARD_SERIAL = FieldType(
    name="card_serial",
    normalise=plain.CARD_SERIAL.normalise,
    check=check_by(plain.CARD_SERIAL),
    sample=invented(lambda rng: "9Z" + some_digits(rng, 8)),
    hint=Words(fa="پشت کارت ملی، مانند 1G12345678", en="back of the national card, like 1G12345678"),
    length_max=plain.CARD_SERIAL.length_max,
    ltr=True,
)
MRZ = FieldType(
    name="mrz",
    normalise=mrz.normalise,
    check=check_by(mrz),
    sample=invented(_mrz),
    hint=Words(
        fa="سطر دوم پایین صفحهٔ گذرنامه، ۴۴ نویسه؛ جای خالی <",
        en="second line at the foot of the passport page, 44 characters; < where it is empty",
    ),
    length_max=mrz.LENGTH,
    ltr=True,
)
