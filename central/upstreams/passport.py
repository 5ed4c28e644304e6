"""The passport system, simulated: takes applications at once and decides some seconds later."""

from __future__ import annotations

import random

from app.domain.tariff import Words
from central.upstreams.simulated import Profile


def _result(dice: random.Random, service: str) -> Words:  # noqa: ARG001 - every passport service ends alike
    barcode = f"{dice.randrange(10**13):013d}"
    return Words(
        f"گذرنامه صادر شد؛ شماره‌ی مرسوله‌ی پستی {barcode} (نمونه).",
        f"The passport is issued; postal item {barcode} (sample).",
    )


PROFILE = Profile(name="passport", answer_s=0.03, decides_s=(1.5, 4.0), result=_result)
