"""The Jalali date: stored ``YYYY-MM-DD``, typed ``14050903``, ``1405/9/3`` or ``1405-09-03``."""

from __future__ import annotations

import random
import re
from datetime import date

from persiantools.jdatetime import JalaliDate

from app.domain.catalogue import Field
from app.domain.field_types.base import Bounds, FieldType, Widget, error
from app.domain.problems import Problem
from app.domain.tariff import Words
from app.domain.text import normalise as normalise_text

TODAY = "today"
"""The bound of a field that moves with the business day."""

YEAR_MIN = 1206
YEAR_MAX = 1498
"""The years for which the calendar was compared with the calendar authority's table."""

DAYS_OF_EVERY_MONTH = 29

_TYPED = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})|(\d{4})(\d\d)(\d\d)", re.ASCII)
_STORED = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def normalise(text: str) -> str:
    """The stored form where the shape allows it, even if there is no such day; else the tidied text."""
    if _STORED.fullmatch(text):
        return text
    tidy = normalise_text(text)
    match = _TYPED.fullmatch(tidy)
    if match is None:
        return tidy
    year, month, day = match[1] or match[5], match[3] or match[6], match[4] or match[7]
    return f"{year}-{int(month):02d}-{int(day):02d}"


def find_fault(value: str) -> tuple[str, dict[str, object]] | None:
    """Why a stored date is no day: the problem's code and parameters; None for a real one."""
    match = _STORED.fullmatch(value)
    if match is None:
        return "date-shape", {}
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not YEAR_MIN <= year <= YEAR_MAX:
        return "date-year", {"min": YEAR_MIN, "max": YEAR_MAX}
    if not 1 <= month <= 12:
        return "date-month", {}
    if 1 <= day <= DAYS_OF_EVERY_MONTH:
        return None
    days = JalaliDate.days_in_month(month, year)
    return None if 1 <= day <= days else ("date-day", {"max": days})


def is_bound(text: str) -> bool:
    """Whether a definition's ``min`` or ``max`` of a date is one: a day, or ``today``."""
    return text == TODAY or find_fault(text) is None


def _check(value: str, field: Field, today: str) -> tuple[Problem, ...]:
    fault = find_fault(value)
    if fault is not None:
        return error(field, fault[0], **fault[1])
    if field.min == TODAY and value < today:
        return error(field, "date-past")
    if field.max == TODAY and value > today:
        return error(field, "date-future")
    if field.min and field.min != TODAY and value < field.min:
        return error(field, "date-early", min=field.min.replace("-", "/"))
    if field.max and field.max != TODAY and value > field.max:
        return error(field, "date-late", max=field.max.replace("-", "/"))
    return ()


def _ordinal(bound: str) -> int:
    year, month, day = (int(part) for part in bound.split("-"))
    return int(JalaliDate(year, month, day).to_gregorian().toordinal())


SAMPLE_SPAN_DAYS = 40 * 365
"""An invented date lies within this of its later bound."""


def _sample(rng: random.Random, field: Field, today: str) -> str:
    low = today if field.min == TODAY else field.min
    high = today if field.max == TODAY else field.max
    if high is None:
        last = _ordinal(low) + SAMPLE_SPAN_DAYS // 4 if low else _ordinal(today)
    else:
        last = _ordinal(high)
    first = last - SAMPLE_SPAN_DAYS
    chosen = rng.randint(max(first, _ordinal(low)) if low else first, last)
    return str(JalaliDate(date.fromordinal(chosen)).strftime("%Y-%m-%d"))


JALALI_DATE = FieldType(
    name="jalali_date",
    normalise=normalise,
    check=_check,
    sample=_sample,
    hint=Words(fa="سال/ماه/روز، مانند ۱۴۰۵/۰۹/۰۳", en="year/month/day, like 1405/09/03"),
    length_max=10,
    ltr=True,
    widget=Widget.DATE,
    bounds=Bounds.DATE,
    show=lambda value: value.replace("-", "/"),
)
