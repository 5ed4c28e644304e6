"""Proves the journal's chain and the exact bytes of its entries, by properties and by a fixed vector."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import chain, entry

LINES = st.lists(st.binary(max_size=50), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TEXT = st.text(max_size=20)


def an_entry(**more) -> entry.Entry:
    base = {
        "seq": 1,
        "id": "i",
        "kind": "k",
        "at": "t",
        "office": "0412",
        "device": "d",
        "staff": "",
        "data": {},
    }
    return entry.Entry(**{**base, **more})


def test_the_first_hash_is_that_of_the_protocol() -> None:
    head = chain.genesis("device-1")
    assert head == chain.Head(0, hashlib.sha256(b"daftar-journal-v1device-1").digest())
    assert chain.link(head.hash, b"{}") == hashlib.sha256(head.hash + b"{}").digest()


@given(LINES, LINES)
def test_a_chain_goes_on_from_where_it_was(first: list[bytes], then: list[bytes]) -> None:
    start = chain.genesis("d")
    assert chain.extend(chain.extend(start, first), then) == chain.extend(start, first + then)
    assert chain.extend(start, first).seq == len(first)


@given(st.lists(st.binary(min_size=1, max_size=50), min_size=1, max_size=8), st.data())
def test_a_changed_missing_or_moved_entry_changes_the_head(lines: list[bytes], data: st.DataObject) -> None:
    start = chain.genesis("d")
    honest = chain.extend(start, lines)
    at = data.draw(st.integers(0, len(lines) - 1))
    flipped = bytes([lines[at][0] ^ 1]) + lines[at][1:]
    assert chain.extend(start, [*lines[:at], flipped, *lines[at + 1 :]]) != honest
    assert chain.extend(start, lines[:at] + lines[at + 1 :]) != honest
    if lines[::-1] != lines:
        assert chain.extend(start, lines[::-1]).hash != honest.hash
    assert chain.extend(chain.genesis("e"), lines).hash != honest.hash


def test_a_head_is_signed_with_its_device_and_place() -> None:
    head = chain.Head(258, b"\x07" * 32)
    assert chain.signed_head("dev", head) == b"daftar-head-v1dev" + b"\0\0\0\0\0\0\x01\x02" + b"\x07" * 32


@pytest.mark.parametrize(("seq", "digest"), [(-1, b"\0" * 32), (1, b""), (1, b"\0" * 33)])
def test_what_is_no_head_cannot_be_made(seq: int, digest: bytes) -> None:
    with pytest.raises(ValueError, match="head"):
        chain.Head(seq, digest)


@given(st.integers(1, 2**60), TEXT, TEXT, st.dictionaries(TEXT, JSON, max_size=4))
def test_an_entry_reads_back_from_its_bytes(seq: int, kind: str, staff: str, data: dict) -> None:
    made = an_entry(seq=seq, kind=kind, staff=staff, data=data)
    line = entry.encode(made)
    assert entry.decode(line) == made
    assert entry.encode(entry.decode(line)) == line
    assert b"\n" not in line


def test_the_members_of_an_entry_stand_in_the_protocols_order() -> None:
    line = entry.encode(an_entry(data={"نام": "علی"}))
    expected = (
        '{"seq":1,"id":"i","kind":"k","at":"t","office":"0412","device":"d","staff":"","data":{"نام":"علی"}}'
    )
    assert line == expected.encode()


def test_an_entry_above_the_protocols_limit_is_not_made() -> None:
    with pytest.raises(entry.EntryTooLarge):
        entry.encode(an_entry(data={"x": "y" * entry.ENTRY_BYTES_MAX}))


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"null", b'{"seq":"1"}'])
def test_bytes_that_are_no_entry_are_refused(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        entry.decode(line)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(-12 * 60, 14 * 60))  # noqa: DTZ001
def test_an_instant_is_written_in_utc_to_the_millisecond(at: datetime, offset_min: int) -> None:
    aware = at.replace(tzinfo=timezone(timedelta(minutes=offset_min)))
    text = entry.instant(aware)
    assert len(text) == 24
    assert text.endswith("Z")
    assert timedelta(0) <= aware - entry.parse_instant(text) < timedelta(milliseconds=1)


def test_an_instant_without_a_zone_is_refused() -> None:
    assert entry.parse_instant("2026-11-23T14:12:07.123+03:30") == datetime(
        2026, 11, 23, 10, 42, 7, 123000, UTC
    )
    with pytest.raises(ValueError, match="zone"):
        entry.parse_instant("2026-11-23T10:42:07")
