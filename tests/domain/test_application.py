"""Proves that an accept line is read as an application, or refused with its place and nothing worse."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.application import REQUEST_ID_MAX, MalformedRequest, parse_request


def test_a_line_without_payments_is_a_capture_without_payment() -> None:
    request = parse_request(b'{"id":"a-1","service":"passport.renewal","applicant":{}}')
    assert request.payments == []
    assert request.fields == {}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"id":"","service":"a.b","applicant":{}}',
        b'{"id":1,"service":"a.b","applicant":{}}',
        b'{"service":"a.b","applicant":{}}',
        b'{"id":"a","service":"a.b"}',
        b'{"id":"a","service":"a.b","applicant":[]}',
        b'{"id":"a","service":"a.b","applicant":{},"payments":[{"method":"cash"}]}',
        b'{"id":"a","service":"a.b","applicant":{},"payments":[{"method":"cash","amount_rials":1.5}]}',
        b'{"id":"a","service":"a.b","applicant":{},"payments":[{"method":"cash","amount_rials":true}]}',
        b'{"id":"a\\u0000","service":"a.b","applicant":{}}',
        b'{"id":"a","service":"\\u0000","applicant":{}}',
        b'{"id":"\xff"}',
        b'{"id":"\\ud800","service":"a.b","applicant":{}}',
        b"[" * 100_000,
        b'{"id":"a","service":"a.b","applicant":' + b'{"a":' * 50_000,
        b'{"id":"' + b"a" * (REQUEST_ID_MAX + 1) + b'","service":"a.b","applicant":{}}',
    ],
    ids=lambda line: line[:40].decode(errors="replace"),
)
def test_a_line_that_is_no_application_is_refused_with_a_reason(line: bytes) -> None:
    with pytest.raises(MalformedRequest, match=r".+"):
        parse_request(line)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reading_fail_in_another_way(line: bytes) -> None:
    with pytest.raises(MalformedRequest):
        parse_request(line)


@given(st.text(min_size=1, max_size=REQUEST_ID_MAX, alphabet=st.characters(exclude_categories=["C"])))
def test_the_callers_id_is_kept_as_it_is(request_id: str) -> None:
    line = msgspec.json.encode({"id": request_id, "service": "a.b", "applicant": {}})
    assert parse_request(line).id == request_id
