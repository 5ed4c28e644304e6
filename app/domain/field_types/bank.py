"""Field types of money's numbers: bank card, Sheba, card slip, bill and payment ids. All are text."""

from __future__ import annotations

import random

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from app.domain.field_types.base import FieldType
from app.domain.field_types.numbers import Identifier, check_by, in_fours, invented, some_digits
from app.domain.identifiers import bill, card, plain, sheba
from app.domain.tariff import Words


def _card(rng: random.Random) -> str:
    body = "999999" + some_digits(rng, 9)
    return card.masked(body + str(luhn.calc_check_digit(body)))


def _sheba(rng: random.Random) -> str:
    account = "999" + some_digits(rng, 19)
    return f"IR{mod_97_10.calc_check_digits(account + 'IR')}{account}"


def _bill_id(rng: random.Random) -> str:
    body = "99" + some_digits(rng, 6) + "001" + bill.TRAFFIC_FINE
    return body + bill.check_digit(body)


def _payment_id(rng: random.Random) -> str:
    body = f"{rng.randint(100, 99_999)}5{rng.randint(1, 12):02d}"
    return body + bill.check_digit(body) + some_digits(rng, 1)


def _of_digits(name: str, rule: Identifier, length_max: int, sample: str, fa: str, en: str) -> FieldType:
    """A number of digits; its sample is ``sample`` with a digit by chance for every ``#``."""

    def make(rng: random.Random) -> str:
        return "".join(some_digits(rng, 1) if mark == "#" else mark for mark in sample)

    return FieldType(
        name=name,
        normalise=rule.normalise,
        check=check_by(rule),
        sample=invented(make),
        hint=Words(fa=fa, en=en),
        length_max=length_max,
        ltr=True,
        digits_only=True,
    )


BANK_CARD = FieldType(
    name="bank_card",
    normalise=card.normalise,
    check=check_by(card),
    sample=invented(_card),
    hint=Words(
        fa="۱۶ رقم روی کارت؛ تنها شش رقم نخست و چهار رقم آخر نگه داشته می‌شود",
        en="16 digits on the card; only the first six and the last four are kept",
    ),
    length_max=card.DIGITS,
    ltr=True,
    digits_only=True,
    show=lambda value: in_fours(value) if len(value) == card.DIGITS else value,
)
SHEBA = FieldType(
    name="sheba",
    normalise=sheba.normalise,
    check=check_by(sheba),
    sample=invented(_sheba),
    hint=Words(fa="۲۴ رقم پس از IR", en="IR and 24 digits"),
    length_max=sheba.LENGTH,
    ltr=True,
    show=in_fours,
)
TERMINAL = _of_digits(
    "terminal",
    plain.TERMINAL,
    plain.TERMINAL.length_max,
    "99######",
    "شمارهٔ پایانه روی رسید کارت‌خوان، ۸ رقم",
    "terminal number on the slip, 8 digits",
)
STAN = _of_digits(
    "stan",
    plain.STAN,
    plain.STAN.length_max,
    "######",
    "شمارهٔ پیگیری روی رسید کارت‌خوان، ۶ رقم",
    "trace number on the slip, 6 digits",
)
RRN = _of_digits(
    "rrn",
    plain.RRN,
    plain.RRN.length_max,
    "99##########",
    "شمارهٔ مرجع روی رسید کارت‌خوان، ۱۲ رقم",
    "reference on the slip, 12 digits",
)
BILL_ID = FieldType(
    name="bill_id",
    normalise=bill.BILL_ID.normalise,
    check=check_by(bill.BILL_ID),
    sample=invented(_bill_id),
    hint=Words(fa="شناسهٔ قبض، ۶ تا ۱۳ رقم", en="bill id, 6 to 13 digits"),
    length_max=bill.DIGITS_MAX,
    ltr=True,
    digits_only=True,
)
PAYMENT_ID = FieldType(
    name="payment_id",
    normalise=bill.PAYMENT_ID.normalise,
    check=check_by(bill.PAYMENT_ID),
    sample=invented(_payment_id),
    hint=Words(fa="شناسهٔ پرداخت، ۶ تا ۱۳ رقم", en="payment id, 6 to 13 digits"),
    length_max=bill.DIGITS_MAX,
    ltr=True,
    digits_only=True,
)
