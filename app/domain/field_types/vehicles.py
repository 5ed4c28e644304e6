"""Field types of vehicles and things: plate, VIN, chassis, engine, fuel card, IMEI."""

from __future__ import annotations

import random

from stdnum import luhn

from app.domain.field_types.base import FieldType, Widget
from app.domain.field_types.numbers import check_by, in_fours, invented, some_digits
from app.domain.identifiers import fuel_card, imei, plain, plate, vin
from app.domain.tariff import Words

OTHER_PLATES_SHARE = 0.3
"""How many invented plates are no private car's."""
_LETTERS_PRIVATE = "بجدسصطقلمنوهی"
_LETTERS_OTHER = ("ع", "ک", "گ", "ت", "ژ", "الف", "D", "S", plate.PROTOCOL)


def _plate(rng: random.Random) -> str:
    if rng.random() >= OTHER_PLATES_SHARE:
        return _car(rng, rng.choice(_LETTERS_PRIVATE))
    kind = rng.randrange(3)
    if kind == 0:
        return str(plate.MotorcyclePlate(str(rng.randint(111, 839)), some_digits(rng, 5)))
    if kind == 1:
        return str(plate.FreeZonePlate(rng.choice(sorted(plate.KNOWN_ZONES)), some_digits(rng, 5)))
    return _car(rng, rng.choice(_LETTERS_OTHER))


def _car(rng: random.Random, letter: str) -> str:
    body = some_digits(rng, 5, "123456789")
    return str(plate.CarPlate(body[:2], letter, body[2:], f"{rng.randint(11, 99)}"))


def _imei(rng: random.Random) -> str:
    body = "99" + some_digits(rng, 12)
    return body + str(luhn.calc_check_digit(body))


PLATE = FieldType(
    name="plate",
    normalise=plate.normalise,
    check=check_by(plate),
    sample=invented(_plate),
    hint=Words(
        fa="مانند ۱۲ ب ۳۴۵ ایران ۴۶؛ موتورسیکلت ۸ رقم؛ منطقهٔ آزاد: نام و ۵ رقم",
        en="like 12 ب 345 Iran 46; a motorcycle 8 digits; a free zone its name and 5 digits",
    ),
    length_max=30,
    ltr=True,
    widget=Widget.PLATE,
)
VIN = FieldType(
    name="vin",
    normalise=vin.normalise,
    check=check_by(vin),
    sample=invented(lambda rng: "IRZZ" + some_digits(rng, 13)),
    hint=Words(fa="۱۷ حرف و رقم لاتین، پشت کارت خودرو", en="17 Latin letters and digits, vehicle card"),
    length_max=vin.LENGTH,
    ltr=True,
)
CHASSIS = FieldType(
    name="chassis",
    normalise=plain.CHASSIS.normalise,
    check=check_by(plain.CHASSIS),
    sample=invented(lambda rng: "ZZ" + some_digits(rng, 8)),
    hint=Words(
        fa="حروف لاتین و رقم، از کارت یا سند خودرو", en="Latin letters and digits, from the card or title"
    ),
    length_max=plain.CHASSIS.length_max,
    ltr=True,
)
ENGINE = FieldType(
    name="engine",
    normalise=plain.ENGINE.normalise,
    check=check_by(plain.ENGINE),
    sample=invented(lambda rng: "ZZ" + some_digits(rng, 9)),
    hint=Words(
        fa="حروف لاتین و رقم، از کارت یا سند خودرو", en="Latin letters and digits, from the card or title"
    ),
    length_max=plain.ENGINE.length_max,
    ltr=True,
)
FUEL_CARD = FieldType(
    name="fuel_card",
    normalise=fuel_card.normalise,
    check=check_by(fuel_card),
    sample=invented(lambda rng: fuel_card.USUAL_PREFIX + "99" + some_digits(rng, 8)),
    hint=Words(fa="۱۶ رقم پشت کارت؛ حرف A یا B را ننویسید", en="the 16 digits on its back, without A or B"),
    length_max=fuel_card.DIGITS,
    ltr=True,
    digits_only=True,
    show=lambda value: in_fours(value) if len(value) == fuel_card.DIGITS else value,
)
IMEI = FieldType(
    name="imei",
    normalise=imei.normalise,
    check=check_by(imei),
    sample=invented(_imei),
    hint=Words(fa="۱۵ رقم؛ روی جعبه، یا با شماره‌گیری ‎*#06#‎", en="15 digits; on the box, or dial *#06#"),
    length_max=imei.DIGITS,
    ltr=True,
    digits_only=True,
)
