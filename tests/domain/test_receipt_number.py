"""Proves the receipt numbers: unique, readable back, and any one wrong digit is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import receipt
from app.domain.text import to_persian_digits

NUMBERS = st.builds(
    receipt.make,
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.integers(1, 99),
    st.integers(1400, 1499),
    st.integers(1, receipt.RUNNING_MAX),
)


@given(NUMBERS)
def test_a_number_reads_back_with_and_without_hyphens(number: str) -> None:
    assert str(receipt.parse(number)) == number
    assert str(receipt.parse(number.replace("-", ""))) == number
    assert len(number.replace("-", "")) == 15


@given(NUMBERS, st.data())
def test_any_one_wrong_digit_is_noticed(number: str, data: st.DataObject) -> None:
    digits = number.replace("-", "")
    at = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    with pytest.raises(ValueError, match="digit"):
        receipt.parse(digits[:at] + wrong + digits[at + 1 :])


def test_nearly_every_swap_of_neighbours_is_noticed() -> None:
    missed = total = 0
    for running in range(1, 2_000):
        digits = receipt.make("0412", 2, 1405, running * 37).replace("-", "")
        for at in range(14):
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            if swapped != digits:
                total += 1
                try:
                    receipt.parse(swapped)
                except ValueError:
                    continue
                missed += 1
    assert missed / total < 0.03


def test_a_number_reads_as_office_counter_year_and_running_number() -> None:
    number = receipt.make("0412", 2, 1405, 1221)
    assert number.startswith("0412-02-05-001221-")
    assert receipt.parse(number) == receipt.ReceiptNumber("0412", 2, 5, 1221)


@given(
    st.tuples(st.integers(1, 99), st.integers(1, 999_999)),
    st.tuples(st.integers(1, 99), st.integers(1, 999_999)),
)
def test_two_applications_never_share_a_number(one: tuple[int, int], other: tuple[int, int]) -> None:
    same = receipt.make("0412", one[0], 1405, one[1]) == receipt.make("0412", other[0], 1405, other[1])
    assert same == (one == other)


def test_the_millionth_receipt_of_a_year_is_refused() -> None:
    with pytest.raises(receipt.ReceiptNumbersExhausted):
        receipt.make("0412", 2, 1405, 1_000_000)


@pytest.mark.parametrize(
    "text",
    ["", "0412", "0412-02-05-001221", "0412-02-05-00122a-7", to_persian_digits("041202050012217"), "0" * 16],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="digit"):
        receipt.parse(text)


def test_a_receipts_lines_come_to_its_total() -> None:
    claims = receipt.ReceiptClaims(
        n="x", s="a.b", at="", v=1, l=[("a", "office", 5), ("b", "tax", 7)], t=12, p=12
    )
    assert claims.consistent()
    assert not receipt.ReceiptClaims(
        n="x", s="a.b", at="", v=1, l=[("a", "office", 5)], t=12, p=12
    ).consistent()
