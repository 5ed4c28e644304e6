"""Answers are read within limits, and waits are drawn within theirs."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.sync.answers import decompressed, read_capped, retry_after_s
from app.sync.backoff import RETRY_AFTER_S_MAX, Backoff
from app.sync.errors import Malformed
from app.sync.http import is_loopback
from app.sync.ports import Clock
from app.sync.protocol import Token
from app.sync.tokens import Tokens, token_form


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": "0"}, 0.0),
        (
            {
                "retry-after": "Mon, 23 Nov 2026 10:43:07 GMT",
                "date": "Mon, 23 Nov 2026 10:42:07 GMT",
            },
            60.0,
        ),
        (
            {
                "retry-after": "Mon, 23 Nov 2026 10:40:07 GMT",
                "date": "Mon, 23 Nov 2026 10:42:07 GMT",
            },
            0.0,
        ),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
    ],
)
def test_retry_after_is_read_either_way(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(headers) == seconds


def test_a_date_is_measured_against_the_answers_own_clock() -> None:
    headers = {"retry-after": "Mon, 23 Nov 2026 10:43:07 GMT"}
    assert retry_after_s(headers, datetime(2026, 11, 23, 10, 43, tzinfo=UTC)) == 7.0


def test_compressed_answers_come_out_whole() -> None:
    plain = b"entry\n" * 10_000
    assert decompressed(gzip.compress(plain), "gzip") == plain
    assert decompressed(zstandard.ZstdCompressor().compress(plain), "zstd") == plain
    assert decompressed(plain, "") == plain


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_small_answer_that_swells_beyond_the_limit_is_given_up(encoding: str) -> None:
    bomb = bytes(50_000_000)
    packed = gzip.compress(bomb) if encoding == "gzip" else zstandard.ZstdCompressor().compress(bomb)
    assert len(packed) < 100_000
    with pytest.raises(Malformed):
        decompressed(packed, encoding)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"not gzip", "gzip"),
        (b"not zstd", "zstd"),
        (gzip.compress(b"x" * 999, mtime=0)[:-20], "gzip"),
        (b"", "br"),
    ],
)
def test_a_body_that_does_not_decompress_is_none(body: bytes, encoding: str) -> None:
    with pytest.raises(Malformed):
        decompressed(body, encoding)


def test_a_body_is_read_only_up_to_its_limit() -> None:
    with pytest.raises(Malformed):
        read_capped(iter([b"x" * 60] * 3), started_s=float("inf"), bytes_max=100)
    with pytest.raises(Malformed):
        read_capped(iter([b"x"]), started_s=-1e9)


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 30))
def test_a_wait_lies_between_a_second_and_five_minutes(chance: float, failures: int) -> None:
    backoff = Backoff(randomness=lambda: chance)
    backoff.failures = failures
    assert 1.0 <= backoff.next_s() <= 300.0


def test_waits_grow_and_start_again_after_a_success() -> None:
    backoff = Backoff(randomness=lambda: 0.999)
    waits = [backoff.next_s() for _ in range(12)]
    assert waits == sorted(waits)
    assert waits[0] < 2.1
    assert waits[-1] > 290
    backoff.reset()
    assert backoff.next_s() == waits[0]


def test_what_the_centre_asks_for_takes_precedence_within_reason() -> None:
    backoff = Backoff(randomness=lambda: 0.5)
    assert 40 <= backoff.next_s(40.0) <= 41
    assert backoff.next_s(1e9) <= RETRY_AFTER_S_MAX + 1


def test_lanes_that_were_refused_together_share_one_new_token() -> None:
    fetched: list[str] = []
    now = [0.0]

    def fetch() -> Token:
        fetched.append(f"token-{len(fetched)}")
        return Token(access_token=fetched[-1], token_type="Bearer", expires_in=900)

    tokens = Tokens(fetch, monotonic=lambda: now[0])
    assert tokens.current() == tokens.current() == "token-0"
    assert tokens.renewed("token-0") == "token-1"
    assert tokens.renewed("token-0") == "token-1"
    now[0] = 839
    assert tokens.current() == "token-1"
    now[0] = 841
    assert tokens.current() == "token-2"


def test_an_assertion_is_dated_by_the_centre_and_used_once() -> None:
    from app.domain.signatures import Signer, open_jws

    class CentreTime(Clock):
        def now(self) -> datetime:
            return datetime(2026, 11, 23, tzinfo=UTC)

        def observe(self, centre_time: datetime, round_trip_ms: int) -> None:
            raise AssertionError

    import msgspec

    signer = Signer(b"d" * 32, "device-1")
    seen = set()
    for _ in range(3):
        form = token_form(signer, "device-1", "centre", CentreTime())
        payload = open_jws({"keys": [signer.public_jwk()]}, form["client_assertion"], "JWT")
        claims = msgspec.json.decode(payload)
        assert (claims["iss"], claims["sub"], claims["aud"]) == ("device-1", "device-1", "centre")
        assert claims["exp"] - datetime(2026, 11, 23, tzinfo=UTC).timestamp() <= 300
        seen.add(claims["jti"])
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("centre.example", False), ("10.0.0.1", False)],
)
def test_only_this_machine_is_loopback(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own
