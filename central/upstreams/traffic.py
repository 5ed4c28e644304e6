"""The traffic police's system, simulated: answers at once, with what the clerk tells the citizen."""

from __future__ import annotations

import random

from app.domain.money import grouped
from app.domain.tariff import Words
from app.domain.text import to_persian_digits
from central.upstreams.simulated import Profile

STATEMENT = "statement"
"""Part of the code of services that are answered with a sum of violations."""


def _result(dice: random.Random, service: str) -> Words:
    if STATEMENT not in service:
        return Words("درخواست انجام شد (نمونه).", "Done (sample).")
    rows = dice.randrange(0, 6)
    if rows == 0:
        return Words("خلافی ثبت نشده است (نمونه).", "No violation is recorded (sample).")
    total = sum(dice.randrange(40, 600) * 5_000 for _ in range(rows))
    return Words(
        to_persian_digits(f"{rows} فقره خلافی، جمعاً {grouped(total, '٬')} ریال (نمونه)."),
        f"{rows} violations, {grouped(total)} rials in all (sample).",
    )


PROFILE = Profile(
    name="traffic",
    answer_s=0.01,
    decides_s=(0.0, 0.0),
    result=_result,
    share_rejected=0.0,
    share_needs_correction=0.0,
)
