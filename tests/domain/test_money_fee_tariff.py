"""Proves that a fee is the sum of the tariff in force at that instant, in whole rials, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.entry import instant
from app.domain.fee import NoTariff, fee
from app.domain.ids import uuid7
from app.domain.money import RIALS_MAX, grouped, is_amount
from app.domain.tariff import PAYEES, Tariff, TariffItem, TariffMistake, Words, in_force, parse_tariff

START = datetime(2026, 3, 20, 20, 30, tzinfo=UTC)
DAY = "1405-09-03"
WORDS = Words(fa="متن", en="text")
AMOUNTS = st.lists(st.tuples(st.sampled_from(sorted(PAYEES)), st.integers(0, 10**10)), min_size=1, max_size=8)


def a_tariff(version: int = 1, start: datetime = START, amounts=(("office", 25_945),)) -> Tariff:
    items = [
        TariffItem(item=f"i{at}", name=WORDS, payee=payee, amount_rials=amount)
        for at, (payee, amount) in enumerate(amounts)
    ]
    return Tariff(
        version=version,
        year=1405,
        effective_from=instant(start),
        currency="IRR",
        invented=True,
        services={"a.b": items},
    )


@given(AMOUNTS)
def test_a_fee_is_the_sum_of_its_lines_to_the_rial(amounts: list[tuple[str, int]]) -> None:
    found = fee(a_tariff(amounts=amounts), "a.b", {}, DAY)
    assert found.total_rials == sum(amount for _, amount in amounts)
    assert [(line.payee, line.amount_rials) for line in found.lines] == amounts
    assert sum(found.by_payee().values()) == found.total_rials
    assert list(found.by_payee()) == list(dict.fromkeys(payee for payee, _ in amounts))
    assert found.tariff_version == 1


def test_a_service_that_no_tariff_prices_has_no_fee() -> None:
    with pytest.raises(NoTariff):
        fee(a_tariff(), "c.d", {}, DAY)


@given(st.lists(st.integers(-1_000, 1_000), max_size=6), st.integers(-1_100, 1_100))
def test_the_latest_tariff_that_has_begun_is_in_force(starts: list[int], now: int) -> None:
    tariffs = [a_tariff(at + 1, START + timedelta(seconds=start)) for at, start in enumerate(starts)]
    found = in_force(tariffs, START + timedelta(seconds=now))
    begun = [(start, at + 1) for at, start in enumerate(starts) if start <= now]
    assert (found.version if found else None) == (max(begun)[1] if begun else None)


def test_a_tariff_begins_at_its_instant_and_not_before() -> None:
    old, new = a_tariff(1, START - timedelta(days=365)), a_tariff(2, START)
    assert in_force([new, old], START) is new
    assert in_force([new, old], START - timedelta(milliseconds=1)) is old
    assert in_force([new], START - timedelta(milliseconds=1)) is None


def changed(**more) -> bytes:
    return msgspec.json.encode({**msgspec.to_builtins(a_tariff()), **more})


ITEM = {"item": "x", "name": {"fa": "متن", "en": "text"}, "payee": "office", "amount_rials": 1}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        changed(version=0),
        changed(currency="USD"),
        changed(effective_from="2026-03-21"),
        changed(effective_from="2026-03-21T00:00:00"),
        changed(effective_from="soon"),
        changed(services={"a.b": []}),
        changed(services={"a.b": [{**ITEM, "amount_rials": -1}]}),
        changed(services={"a.b": [{**ITEM, "amount_rials": 1.5}]}),
        changed(services={"a.b": [ITEM, ITEM]}),
        changed(discount=5),
    ],
    ids=range(13),
)
def test_a_tariff_with_a_mistake_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(TariffMistake, match=r".+"):
        parse_tariff(raw)


def test_a_tariff_reads_back_as_it_was_written() -> None:
    assert parse_tariff(msgspec.json.encode(a_tariff())) == a_tariff()
    assert parse_tariff(msgspec.to_builtins(a_tariff())) == a_tariff()


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (1, True),
        (RIALS_MAX, True),
        (0, False),
        (-1, False),
        (RIALS_MAX + 1, False),
        (1.0, False),
        (True, False),
        ("1", False),
        (None, False),
    ],
)
def test_an_amount_is_a_whole_number_of_rials_above_zero(value: object, fits: bool) -> None:
    assert is_amount(value) is fits


@given(st.integers(-RIALS_MAX, RIALS_MAX))
def test_grouping_changes_only_the_look(amount: int) -> None:
    assert int(grouped(amount, "٬").replace("٬", "")) == amount


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_ids_sort_by_the_millisecond_they_were_made_in(one: int, other: int, randomness: bytes) -> None:
    first, second = uuid7(one, randomness), uuid7(other, randomness)
    assert first[14] == "7"
    assert first[19] in "89ab"
    assert (first < second) == (one < other)
