"""The criminal-record system, simulated: slower, and asks for applications in their order."""

from __future__ import annotations

import random

from app.domain.tariff import Words
from central.upstreams.simulated import Profile


def _result(dice: random.Random, service: str) -> Words:  # noqa: ARG001 - it gives one service only
    number = f"{dice.randrange(10**8):08d}"
    return Words(
        f"گواهی عدم سوء پیشینه به شماره‌ی {number} صادر شد (نمونه).",
        f"Clearance certificate {number} is issued (sample).",
    )


PROFILE = Profile(
    name="criminal-record",
    answer_s=0.02,
    decides_s=(1.0, 3.0),
    result=_result,
    ordered=True,
    share_needs_correction=0.05,
)
