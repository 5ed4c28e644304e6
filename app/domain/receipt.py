"""Receipt numbers, made offline, and what the receipt's QR says.

A number reads ``0412-02-05-001221-1``: office (4 digits), counter (2), Jalali year (last 2),
running number of that device in that year (6), check digit (ISO 7064 MOD 11,10 over the 14 digits).
Unique across the country because the centre never gives one office the same counter twice; gap-free
per device because the number is taken in the transaction that writes the entry. Digits only, so that
it can be read over a telephone; the check catches any one wrong digit and nearly all swaps.
See docs/receipts.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec
from stdnum.iso7064 import mod_11_10

RUNNING_MAX = 999_999
_PATTERN = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})-?(\d{6})-?(\d)", re.ASCII)


class ReceiptNumbersExhausted(ValueError):
    """This device has made 999,999 receipts this year; it must be enrolled anew."""


@dataclass(frozen=True, slots=True)
class ReceiptNumber:
    """The parts of a receipt number; ``year`` is the last two digits of the Jalali year."""

    office: str
    counter: int
    year: int
    running: int

    def __str__(self) -> str:
        body = f"{self.office}{self.counter:02d}{self.year:02d}{self.running:06d}"
        check = mod_11_10.calc_check_digit(body)
        return f"{self.office}-{self.counter:02d}-{self.year:02d}-{self.running:06d}-{check}"


def make(office: str, counter: int, jalali_year: int, running: int) -> str:
    """The receipt number's text. Raises :class:`ReceiptNumbersExhausted`."""
    if running > RUNNING_MAX:
        raise ReceiptNumbersExhausted(f"{running} receipts in {jalali_year}")
    return str(ReceiptNumber(office, counter, jalali_year % 100, running))


def parse(text: str) -> ReceiptNumber:
    """Read a number, with or without hyphens. Raises ``ValueError`` on a wrong shape or check digit."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise ValueError("a receipt number has 15 digits: office, counter, year, number, check")
    if not mod_11_10.is_valid("".join(match.groups())):
        raise ValueError("the check digit does not match: a digit is wrong")
    return ReceiptNumber(match[1], int(match[2]), int(match[3]), int(match[4]))


class ReceiptClaims(msgspec.Struct, frozen=True, kw_only=True):
    """What the QR of a receipt says, signed by the device as a compact JWS (EdDSA, ``kid`` the device).

    ``n`` number, ``s`` service code, ``at`` instant accepted, ``v`` tariff version, ``l`` lines as
    (item, payee, rials), ``t`` total rials, ``p`` rials paid.
    """

    n: str
    s: str
    at: str
    v: int
    l: list[tuple[str, str, int]]  # noqa: E741 - a short name: every byte enlarges the QR
    t: int
    p: int

    def consistent(self) -> bool:
        """Whether the lines add up to the total."""
        return sum(line[2] for line in self.l) == self.t
