"""Which families of services a member of staff is vetted and trained for, and until which day.

A family is named by the first word of its services' codes: ``passport`` stands for ``passport.issue``,
``passport.renewal`` and every other one of them. The centre keeps the record; it comes to the office with
``staff.changed`` and counts there with and without the line. The counter, the window and the centre's own
checks all ask :func:`why_not`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

from app.domain.tariff import Words
from app.domain.text import to_persian_digits

FAMILY = re.compile(r"[a-z]{1,32}", re.ASCII)
"""The shape of a family's name."""
ENTITLEMENTS_MAX = 50
"""More families than there are."""


class Entitlement(msgspec.Struct, frozen=True):
    """Leave to take the services of one ``family``, up to and with the business day ``until``."""

    family: str
    until: str


def family_of(service: str) -> str:
    """The family of a service: the first word of its code."""
    return service.partition(".")[0]


def why_not(
    entitlements: Collection[Entitlement] | None, service: str, day: str, family: Words | None = None
) -> Words | None:
    """Why somebody may not take ``service`` (a code) on a business day; None when they may.

    ``entitlements`` None is a record without limit. ``family`` is the family's name for the sentence; its
    code stands there otherwise. Of several entitlements to one family the longest counts.
    """
    if entitlements is None:
        return None
    code = family_of(service)
    until = max((one.until for one in entitlements if one.family == code), default=None)
    if until is not None and day <= until:
        return None
    name = family if family is not None else Words(code, code)
    if until is None:
        return Words(
            f"این کاربر برای خدمات «{name.fa}» تأیید نشده است.",
            f"This person has not been vetted and trained for {name.en}.",
        )
    return Words(
        f"تأیید این کاربر برای خدمات «{name.fa}» در {_shown(until)} به پایان رسیده است.",
        f"This person's leave to take {name.en} ended on {until}.",
    )


def changed(
    entitlements: Collection[Entitlement] | None, family: str, until: str | None
) -> tuple[Entitlement, ...]:
    """A record in which ``family`` is given until a day, or (None) taken away; the others stay.

    Of a record without limit only this family is left.
    """
    others = [one for one in entitlements or () if one.family != family]
    if until is not None:
        others.append(Entitlement(family, until))
    return tuple(sorted(others, key=lambda one: one.family))


def _shown(day: str) -> str:
    return to_persian_digits(day.replace("-", "/"))
