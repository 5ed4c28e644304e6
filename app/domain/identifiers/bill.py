"""Bill id (شناسه قبض) and payment id (شناسه پرداخت), each with its check digit, and the two as a pair.

A bill id has 6 to 13 digits: file (at most 8), company (3), type (1), check. A payment id is the amount in
thousands of rials, year (1), period (2) and two checks: the first over what stands before it, the second
over the bill id and the payment id without its last digit. The weights 2 to 7 repeat from the right; the
check is 0 for a remainder below 2 of the sum by 11, else 11 less it. Zeros in front do not count for the
checks and stay in the stored text. Neither persiantools nor python-stdnum has it.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.text import strip_separators

DIGITS_MIN = 6
DIGITS_MAX = 13
KNOWN_TYPES = frozenset("12345689")
"""Water, power, gas, landline, mobile, municipality, tax, traffic fines."""
TRAFFIC_FINE = "9"


def check_digit(digits: str) -> str:
    """The check digit of ``digits``."""
    total = sum(int(digit) * (2 + at % 6) for at, digit in enumerate(reversed(digits)))
    remainder = total % 11
    return str(0 if remainder < 2 else 11 - remainder)


def is_pair(bill_id: str, payment_id: str) -> bool:
    """Whether two stored ids are each right and belong to one another. Never raises."""
    if BILL_ID.check(bill_id) is not None or PAYMENT_ID.check(payment_id) is not None:
        return False
    bill, payment = bill_id.lstrip("0"), payment_id.lstrip("0")
    return check_digit(bill + payment[:-1]) == payment[-1]


def amount_rials(payment_id: str) -> int:
    """What a right payment id says is to be paid."""
    return int(payment_id[:-5]) * 1000


def is_traffic_fine(bill_id: str) -> bool:
    """Whether a right bill id is one for traffic fines."""
    return bill_id[-2] == TRAFFIC_FINE


def _is_possible(text: str) -> bool:
    if not (text.isascii() and text.isdigit()) or len(text) > DIGITS_MAX:
        return False
    return len(text.lstrip("0")) >= DIGITS_MIN


@dataclass(frozen=True, slots=True)
class _BillId:
    def normalise(self, text: str) -> str:
        """ASCII digits without separators; zeros in front stay."""
        return strip_separators(text)

    def check(self, text: str) -> str | None:
        """``bill-id-shape``, ``bill-id-check`` or None."""
        if not _is_possible(text):
            return "bill-id-shape"
        return None if check_digit(text[:-1].lstrip("0")) == text[-1] else "bill-id-check"

    def warnings(self, text: str) -> tuple[str, ...]:
        """``bill-id-type`` for a kind of bill that is not known."""
        return () if text[-2:-1] in KNOWN_TYPES else ("bill-id-type",)


@dataclass(frozen=True, slots=True)
class _PaymentId:
    def normalise(self, text: str) -> str:
        """ASCII digits without separators; zeros in front stay."""
        return strip_separators(text)

    def check(self, text: str) -> str | None:
        """``payment-id-shape``, ``payment-id-check`` or None; the last digit needs the bill's id too."""
        if not _is_possible(text):
            return "payment-id-shape"
        return None if check_digit(text[:-2].lstrip("0")) == text[-2] else "payment-id-check"

    def warnings(self, text: str) -> tuple[str, ...]:
        """Nothing is doubtful in a right one."""
        del text
        return ()


BILL_ID = _BillId()
PAYMENT_ID = _PaymentId()
