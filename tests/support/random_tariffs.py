"""Tariffs and answers by chance: every kind of item, versions that follow each other, units of currency.

The same source of chance gives the same ones. Values stay small enough to be counted unit by unit.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from support.plain_fee import LENGTHS, is_leap

from app.domain.entry import instant
from app.domain.tariff import PAYEES

CODE = "a.b"
NAME = {"fa": "متن", "en": "text"}
SPRING = datetime(2026, 3, 20, 20, 30, tzinfo=UTC)
"""When the first version of a family begins: midnight of 1 Farvardin 1405 in Tehran."""
WHOLE_PAYEES = sorted(PAYEES - {"tax"})
NEW_RIAL = {"name": {"fa": "ریال نو", "en": "new rial"}, "parts": 100, "current_rials": 10_000}
UNITS = ("days", "months", "years")


def at_ms(after_ms: int) -> datetime:
    """The instant so many milliseconds after :data:`SPRING`."""
    return SPRING + timedelta(milliseconds=after_ms)


def a_family(rng: random.Random) -> list[dict[str, Any]]:
    """One to three versions: a year's own, one in the middle of it, and now and then one of another unit.

    Each is the JSON of a tariff and ``begins_ms``, its start after :data:`SPRING`.
    """
    found, begins_ms = [], 0
    for version in range(1, rng.randint(1, 3) + 1):
        made = {
            "version": version,
            "year": 1405,
            "effective_from": instant(at_ms(begins_ms)),
            "currency": "IRR",
            "invented": True,
            "services": {CODE: some_items(rng)},
        }
        if version == 3 and rng.random() < 0.5:
            made |= {"currency": "IRN", "unit": NEW_RIAL}
        found.append({"tariff": made, "version": version, "begins_ms": begins_ms})
        begins_ms += rng.choice([0, 1, 86_400_000, rng.randrange(10**10)])
    return found


def a_moment(rng: random.Random, family: list[dict[str, Any]]) -> int:
    """Milliseconds after :data:`SPRING`: mostly at a start, just before it or just after."""
    begins_ms = rng.choice(family)["begins_ms"]
    return max(0, begins_ms + rng.choice([-1, 0, 1, rng.randrange(10**9)]))


def some_items(rng: random.Random) -> list[dict[str, Any]]:
    """One to six items; a tax may stand on any of those before it that are none."""
    found: list[dict[str, Any]] = []
    for at in range(rng.randint(1, 6)):
        found.append(_an_item(rng, f"i{at}", [one["item"] for one in found if "tax" not in one]))
    return found


def some_answers(rng: random.Random) -> dict[str, Any]:
    """An answer for each field that :func:`some_items` may ask for."""
    return {
        "class": rng.choice("abc"),
        "rows": [{}] * rng.randint(0, 20),
        "count": str(rng.randint(0, 30)),
        "since": a_day(rng, 1405, 1405) if rng.random() < 0.97 else a_day(rng, 1399, 1408),
    }


def a_day(rng: random.Random, first: int, last: int) -> str:
    """A day of the Jalali years from ``first`` to ``last``."""
    year, month = rng.randint(first, last), rng.randint(1, 12)
    length = 30 if month == 12 and is_leap(year) else LENGTHS[month - 1]
    return f"{year}-{month:02d}-{rng.randint(1, length):02d}"


def _an_item(rng: random.Random, code: str, before: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"item": code, "name": NAME, "payee": rng.choice(WHOLE_PAYEES)}
    if rng.random() < 0.25:
        made["when"] = {"field": "class", "any_of": rng.sample(["a", "b", "c"], rng.randint(1, 2))}
    kind = rng.choice(["fixed", "per", "late", "tax"]) if before else rng.choice(["fixed", "per", "late"])
    if kind == "tax":
        names = rng.sample(before, rng.randint(1, len(before)))
        rate = rng.choice([90_000, 100_000, 120_001, 7])
        return made | {"payee": "tax", "tax": {"per_million": rate, "of": names}}
    if kind == "fixed":
        return made | {"amount_rials": rng.randrange(10**8)}
    if kind == "per":
        counted = made["per"] = {"field": rng.choice(["rows", "count"])}
    else:
        counted = made["late"] = {"since": "since", "unit": rng.choice(UNITS)}
    if rng.random() < 0.3:
        made["once"] = True
    if rng.random() < 0.5:
        made["steps"] = _some_steps(rng, once="once" in made)
    else:
        made["amount_rials"], counted["over"] = rng.randrange(10**7), rng.randint(0, 4)
    if rng.random() < 0.3:
        made["cap_rials"] = rng.randrange(10**8)
    return made


def _some_steps(rng: random.Random, *, once: bool) -> list[dict[str, Any]]:
    found, first = [], rng.randint(1, 3)
    for _ in range(rng.randint(1, 4)):
        last = first + rng.randint(0, 5)
        found.append({"first": first, "last": last, "amount_rials": rng.randrange(10**7)})
        first = last + 1
    if once or rng.random() < 0.5:
        del found[-1]["last"]
    return found
