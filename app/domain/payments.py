"""The payments of one application against its fee: nothing is rounded, nothing may differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from app.domain.application import Method, Payment
from app.domain.identifiers import slip
from app.domain.money import is_amount
from app.domain.problems import Problem

PAYMENTS_MAX = 10
_METHODS = frozenset(Method)
SLIP_CHARACTERS_MAX = 64
"""A longer reference or terminal is cut before it is looked at, and then refused for its shape."""


def normalise_payment(payment: Payment) -> Payment:
    """The payment as it is stored: reference and terminal as ASCII digits without separators."""
    if _is_stored(payment.rrn) and _is_stored(payment.terminal):
        return payment
    return msgspec.structs.replace(
        payment,
        rrn=slip.normalise(payment.rrn[:SLIP_CHARACTERS_MAX]),
        terminal=slip.normalise(payment.terminal[:SLIP_CHARACTERS_MAX]),
    )


def _is_stored(digits: str) -> bool:
    return not digits or (len(digits) <= SLIP_CHARACTERS_MAX and digits.isascii() and digits.isdigit())


def rest_rials(fee_total_rials: int, amounts_rials: Iterable[int]) -> int:
    """What the parts of a split leave of the fee: below zero when they are more, 0 when they come to it."""
    return fee_total_rials - sum(amounts_rials)


def check_payments(
    payments: Sequence[Payment], fee_total_rials: int, methods: Collection[str] = tuple(Method)
) -> tuple[Problem, ...]:
    """What is wrong with the payments of one application; none at all means captured unpaid.

    ``methods`` are those that the service allows. Paths are ``payments`` and, for one of them,
    ``payments.0.rrn`` and the like.
    """
    if not payments:
        return ()
    if len(payments) > PAYMENTS_MAX:
        return (Problem("payments", "payment-count", {"max": str(PAYMENTS_MAX)}),)
    problems: list[Problem] = []
    slips: set[tuple[str, str]] = set()
    for at, payment in enumerate(map(normalise_payment, payments)):
        problems += _check_payment(payment, f"payments.{at}")
        if payment.method in _METHODS and payment.method not in methods:
            problems.append(Problem(f"payments.{at}.method", "payment-not-allowed"))
        if payment.method == Method.CARD:
            named = (payment.terminal, payment.rrn)
            if named in slips:
                problems.append(Problem(f"payments.{at}.rrn", "payment-same-slip"))
            slips.add(named)
    if not problems:
        left = rest_rials(fee_total_rials, (payment.amount_rials for payment in payments))
        if left:
            params = {"paid": str(fee_total_rials - left), "fee": str(fee_total_rials)}
            problems.append(Problem("payments", "payments-sum", params))
    return tuple(problems)


def _check_payment(payment: Payment, path: str) -> list[Problem]:
    problems = []
    if not is_amount(payment.amount_rials):
        problems.append(Problem(f"{path}.amount_rials", "payment-amount"))
    if payment.method == Method.CARD:
        reference, terminal = slip.check(payment.rrn), None
        if payment.terminal:
            terminal = slip.check_terminal(payment.terminal)
        problems += [Problem(f"{path}.rrn", reference)] if reference else []
        problems += [Problem(f"{path}.terminal", terminal)] if terminal else []
    elif payment.method == Method.CASH:
        if payment.rrn or payment.terminal:
            problems.append(Problem(f"{path}.rrn", "payment-cash-slip"))
    else:
        problems.append(Problem(f"{path}.method", "payment-method"))
    return problems
