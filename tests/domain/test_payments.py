"""Proves that only payments that come to the fee, to the rial, with a slip for each card, are taken."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.application import Method, Payment
from app.domain.money import in_units, parse_units
from app.domain.payments import PAYMENTS_MAX, check_payments, normalise_payment, rest_rials
from app.domain.sample import sample_payments

FEE = 3_021_050
RRN = "123456789012"


def cash(amount: int) -> Payment:
    return Payment(method=Method.CASH, amount_rials=amount)


def card(amount: int, rrn: str = RRN, terminal: str = "") -> Payment:
    return Payment(method=Method.CARD, amount_rials=amount, rrn=rrn, terminal=terminal)


def found(*payments: Payment) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in check_payments(payments, FEE)]


@pytest.mark.parametrize(
    "payments",
    [
        [],
        [cash(FEE)],
        [card(FEE)],
        [cash(21_050), card(3_000_000)],
        [card(FEE, "۱۲۳۴ ۵۶۷۸ ۹۰۱۲", "99000001")],
    ],
)
def test_payments_that_come_to_the_fee_or_none_at_all_are_taken(payments: list[Payment]) -> None:
    assert found(*payments) == []


@pytest.mark.parametrize(
    ("payments", "problem"),
    [
        ([cash(FEE - 1)], ("payments", "payments-sum")),
        ([cash(FEE + 1)], ("payments", "payments-sum")),
        ([cash(0)], ("payments.0.amount_rials", "payment-amount")),
        ([cash(FEE), cash(-1)], ("payments.1.amount_rials", "payment-amount")),
        ([card(FEE, "")], ("payments.0.rrn", "payment-reference")),
        ([card(FEE, "12345678901")], ("payments.0.rrn", "payment-reference")),
        ([card(FEE, "1" * 100_000)], ("payments.0.rrn", "payment-reference")),
        ([card(FEE, "12345678901\x00")], ("payments.0.rrn", "payment-reference")),
        ([card(FEE, RRN, "123")], ("payments.0.terminal", "payment-terminal")),
        ([card(1), card(FEE - 1)], ("payments.1.rrn", "payment-same-slip")),
        ([Payment(method="cheque", amount_rials=FEE)], ("payments.0.method", "payment-method")),
        ([Payment(method="cash", amount_rials=FEE, rrn=RRN)], ("payments.0.rrn", "payment-cash-slip")),
        ([cash(1)] * (PAYMENTS_MAX + 1), ("payments", "payment-count")),
    ],
)
def test_payments_that_do_not_fit_say_which_and_why(
    payments: list[Payment], problem: tuple[str, str]
) -> None:
    assert found(*payments) == [problem]


@given(st.lists(st.integers(-5, 2 * FEE), min_size=1, max_size=4))
def test_no_payments_of_another_sum_are_ever_taken(amounts: list[int]) -> None:
    taken = not check_payments([cash(amount) for amount in amounts], FEE)
    assert taken == (sum(amounts) == FEE and all(amount > 0 for amount in amounts))


@given(st.integers(1, 10**12), st.integers())
def test_invented_payments_come_to_the_fee(total: int, seed: int) -> None:
    assert check_payments(sample_payments(total, random.Random(seed)), total) == ()


def test_a_slip_is_stored_as_digits() -> None:
    assert normalise_payment(card(1, "۱۲۳۴-۵۶۷۸ ۹۰۱۲", "۹۹۰۰۰۰۰۱")) == card(1, RRN, "99000001")


@given(st.integers(1, 10**12), st.lists(st.integers(1, 10**12), max_size=PAYMENTS_MAX - 1))
def test_a_split_is_taken_exactly_when_a_last_part_brings_it_to_the_fee(fee: int, parts: list[int]) -> None:
    left = rest_rials(fee, parts)
    paid = [cash(one) for one in parts]
    assert (left == 0) == (sum(parts) == fee)
    assert (check_payments([*paid, cash(left)], fee) == ()) == (left > 0)
    assert not paid or (check_payments(paid, fee) == ()) == (left == 0)


@given(st.integers(0, 10**15), st.sampled_from([1, 10, 100, 1000]))
def test_an_amount_as_it_is_shown_is_read_back_to_the_last_part(amount: int, parts: int) -> None:
    assert parse_units(in_units(amount, parts), parts) == amount
    assert parse_units(in_units(amount, parts, "٬", "٫"), parts) == amount


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.5", "1e3", "۱۲", "1/2", "0x1", "9" * 40, "one"])
def test_what_is_no_whole_number_of_rials_is_no_amount(text: str) -> None:
    assert parse_units(text) is None
