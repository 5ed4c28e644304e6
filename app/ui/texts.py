"""Words, digits, money, dates and ages as a person at the counter reads them.

Source strings are English; :func:`translate` looks them up (one context a file, named after it).
Values are stored with ASCII digits and shown with Persian ones while the window speaks Persian. A run of
the other direction inside a sentence (a receipt number, ``O+``, ``-1,250``) goes between U+2068 and U+2069.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.errors import DaftarError
from app.domain.money import grouped
from app.ui import reasons
from app.ui.language import current, is_persian

if TYPE_CHECKING:  # the calendar and the messages' library are loaded when the first instant is shown
    from app.domain.problems import Problem
    from app.domain.tariff import Words

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
DAY = re.compile(r"\d{4}/\d\d/\d\d", re.ASCII)
"""A Jalali day as a problem's parameter has it."""
STAFF_CODE = "staff"
"""The parameter that is a person's code and no number, though it may be of digits alone."""
THOUSANDS = "٬"
MINUS = "\u2212"

_TO_PERSIAN = {ord("0") + n: chr(0x06F0 + n) for n in range(10)}
_TO_ASCII = {0x06F0 + n: str(n) for n in range(10)} | {0x0660 + n: str(n) for n in range(10)}


def translate(context: str, source: str) -> str:
    """The text in the window's language. ``context`` is the file's name; ``source`` stays a literal."""
    return QCoreApplication.translate(context, source)


def digits(value: object) -> str:
    """``value`` as text with the digits of the window's language."""
    text = str(value)
    return text.translate(_TO_PERSIAN) if is_persian() else text


def to_ascii(text: str) -> str:
    """Persian (۰-۹) and Arabic (٠-٩) digits as ASCII, everything else as it is: for what is stored."""
    return text.translate(_TO_ASCII)


def isolate(text: str) -> str:
    """``text`` set apart from the direction of the sentence round it; empty stays empty."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if text else ""


def code(text: str) -> str:
    """A receipt number, device or other code: read left to right, Latin as on paper."""
    return isolate(text)


def number(value: int) -> str:
    """A count with grouped thousands: ``۱٬۲۰۴``."""
    separator = THOUSANDS if is_persian() else ","
    return digits(grouped(value, separator)) if value >= 0 else isolate(digits(grouped(value, separator)))


def money(amount_rials: int) -> str:
    """Whole rials with grouped thousands, the sign before the number; the unit stands in the heading."""
    shown = grouped(abs(amount_rials), THOUSANDS if is_persian() else ",")
    return isolate(digits(MINUS + shown)) if amount_rials < 0 else digits(shown)


def rials(amount_rials: int) -> str:
    """An amount inside a sentence, with its unit."""
    return translate("texts", "{amount} rials").format(amount=money(amount_rials))


def day(business_day: str) -> str:
    """A stored business day (``1405-09-03``) as ``۱۴۰۵/۰۹/۰۳``."""
    return digits(business_day.replace("-", "/"))


def long_day(business_day: str) -> str:
    """A stored business day with the month's name: ``۳ آذر ۱۴۰۵``."""
    year, month, of_month = (int(part) for part in business_day.split("-"))
    return f"{digits(of_month)} {month_name(month)} {digits(year)}"


def month_name(month: int) -> str:
    """The Jalali month's name, 1 to 12."""
    names = {
        1: translate("texts", "Farvardin"),
        2: translate("texts", "Ordibehesht"),
        3: translate("texts", "Khordad"),
        4: translate("texts", "Tir"),
        5: translate("texts", "Mordad"),
        6: translate("texts", "Shahrivar"),
        7: translate("texts", "Mehr"),
        8: translate("texts", "Aban"),
        9: translate("texts", "Azar"),
        10: translate("texts", "Dey"),
        11: translate("texts", "Bahman"),
        12: translate("texts", "Esfand"),
    }
    return names[month]


def moment(at: datetime | str) -> datetime:
    """An instant (aware, or its stored text) as Tehran's wall clock."""
    tehran, parse_instant, _ = _calendar()
    return (parse_instant(at) if isinstance(at, str) else at).astimezone(tehran)


@cache
def _calendar() -> tuple[tzinfo, Callable[[str], datetime], Callable[[datetime], str]]:
    """Tehran's zone, how an instant is read, and its business day, loaded with the first of them.

    A list asks for each row: an import statement there would cost more than the work itself.
    """
    from app.domain.business_day import TEHRAN, business_day
    from app.domain.entry import parse_instant

    return TEHRAN, parse_instant, business_day


def clock(at: datetime | str, *, seconds: bool = False) -> str:
    """Tehran's time of an instant: ``۱۰:۴۲`` (isolated by its reader only where a sentence needs it)."""
    shown = moment(at)
    minute = f"{shown.hour:02}:{shown.minute:02}"  # a list of applications asks for each row: no strftime
    return digits(f"{minute}:{shown.second:02}" if seconds else minute)


def day_and_clock(at: datetime | str) -> str:
    """Jalali day and Tehran's time of an instant: ``۱۴۰۵/۰۹/۰۳، ۱۰:۴۲``."""
    start = moment(at)
    return translate("texts", "{day}, {time}").format(day=day(_jalali(start.date())), time=clock(start))


@lru_cache(maxsize=1024)
def _jalali(of_tehran: date) -> str:
    """The business day of a date of Tehran's; a list of applications asks for the same few for each row."""
    tehran, _, business_day = _calendar()
    return business_day(datetime.combine(of_tehran, time(12), tehran))


def since(at: datetime | str, now: datetime) -> str:
    """The start of something that lasts: its time, with the day when that was not today."""
    start = moment(at)
    return clock(start) if start.date() == moment(now).date() else day_and_clock(start)


def age(length: timedelta | float) -> str:
    """How long, in the two greatest units that a person would say: ``۱ ساعت و ۱۸ دقیقه``."""
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if seconds < 60:
        return translate("texts", "less than a minute")
    if hours < 1:
        return _counted(minutes, translate("texts", "{n} minute"), translate("texts", "{n} minutes"))
    if days < 1:
        first = _counted(hours, translate("texts", "{n} hour"), translate("texts", "{n} hours"))
        rest = minutes % 60
        second = _counted(rest, translate("texts", "{n} minute"), translate("texts", "{n} minutes"))
    else:
        first = _counted(days, translate("texts", "{n} day"), translate("texts", "{n} days"))
        rest = hours % 24
        second = _counted(rest, translate("texts", "{n} hour"), translate("texts", "{n} hours"))
    return translate("texts", "{a} and {b}").format(a=first, b=second) if rest else first


def time_left(seconds: float) -> str:
    """What is still to go, rounded so that it does not flicker: ``حدود ۲ دقیقه``."""
    if seconds < 60:
        return translate("texts", "{n} s").format(n=digits(max(1, round(seconds))))
    return translate("texts", "about {age}").format(age=age(round(seconds / 60) * 60))


def _counted(n: int, one: str, many: str) -> str:
    return (one if n == 1 else many).format(n=digits(n))


def size(size_bytes: int) -> str:
    """A file's size in kilobytes or megabytes."""
    if size_bytes < 1_000_000:
        return translate("texts", "{n} KB").format(n=digits(max(1, round(size_bytes / 1000))))
    return translate("texts", "{n} MB").format(n=digits(round(size_bytes / 1_000_000)))


def words(text: Words | dict[str, str]) -> str:
    """A text of the catalogue or the centre in the window's language."""
    if isinstance(text, dict):
        return text.get(current().value) or text.get("fa") or text.get("en") or ""
    return text.in_language(current().value)


def problem(found: Problem) -> str:
    """A domain problem's sentence (context ``problems``), its parameters set in readable digits."""
    from app.domain.problems import SENTENCES

    if found.message is not None:
        return words(found.message)
    template = translate("problems", SENTENCES[found.code])
    return template.format(**{name: _parameter(value) for name, value in found.params.items()})


@dataclass(frozen=True, slots=True)
class Explained:
    """An error for a person: what happened, what is safe, what to do."""

    what: str
    safe: str
    todo: str

    def in_one(self) -> str:
        """The three as one paragraph."""
        return " ".join(part for part in (self.what, self.safe, self.todo) if part)


def explained(error: DaftarError) -> Explained:
    """The three sentences of an error (context ``errors``) in the window's language."""
    params = {name: _parameter(value, name) for name, value in error.params.items()}
    return Explained(
        *(
            translate("errors", template).format(**params) if template else ""
            for template in (error.what, error.safe, error.todo)
        )
    )


def _parameter(value: str, name: str = "") -> str:
    """A sentence's parameter: plain numbers in the language's digits and grouped, days in its digits, a staff
    code as it is typed, the rest isolated.
    """
    if name == STAFF_CODE:
        return isolate(digits(value))
    if value.isascii() and value.isdigit():
        return number(int(value)) if len(value) < 10 and not value.startswith("0") else digits(value)
    if DAY.fullmatch(value):
        return digits(value)
    reason = reasons.translated(value)
    return isolate(value) if reason is None else digits(reason)
