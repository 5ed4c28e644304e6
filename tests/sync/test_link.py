"""What the banner may say: amber after ten seconds of nothing but failures, green at the first proof."""

from __future__ import annotations

import errno
import socket
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.sync.answers import Answer, cause_of, failure
from app.sync.errors import (
    Busy,
    Cause,
    CentreError,
    Malformed,
    NotAuthorised,
    ProblemAnswer,
    Revoked,
    Unreachable,
)
from app.sync.link import Link, LinkMeter, LinkState, link_after

T0 = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
DOWN = Unreachable(Cause.CENTRE_DOWN, "refused")
NO_NETWORK = Unreachable(Cause.NO_NETWORK, "no route")


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def meter(state: LinkState = LinkState.UP) -> LinkMeter:
    return LinkMeter(Link(state, T0, "" if state is LinkState.UP else "earlier"))


def test_one_lost_answer_alarms_nobody() -> None:
    link = meter()
    assert not link.failure(DOWN, at(1), 1)
    assert not link.failure(DOWN, at(10.9), 10.9)
    assert link.link.state is LinkState.UP
    assert link.is_failing


def test_ten_seconds_of_failure_turn_it_amber_since_the_first() -> None:
    link = meter()
    link.failure(DOWN, at(1), 1)
    assert link.failure(DOWN, at(11), 11)
    assert link.link == Link(LinkState.CENTRE_DOWN, at(1), "refused")


def test_a_proof_between_two_failures_starts_the_ten_seconds_again() -> None:
    link = meter()
    link.failure(DOWN, at(1), 1)
    assert not link.proof(at(8), authorised=True)
    assert not link.failure(DOWN, at(11), 11)


def test_the_first_proof_turns_it_green() -> None:
    link = meter(LinkState.CENTRE_DOWN)
    assert link.proof(at(3), authorised=False)
    assert link.link == Link(LinkState.UP, at(3))


def test_no_network_and_centre_down_are_told_apart() -> None:
    link = meter()
    link.failure(NO_NETWORK, at(0), 0)
    link.failure(NO_NETWORK, at(10), 10)
    assert link.link.state is LinkState.NO_NETWORK
    assert link.failure(DOWN, at(30), 30)
    assert link.link.state is LinkState.CENTRE_DOWN


def test_not_being_authorised_shows_at_once_and_a_public_answer_does_not_hide_it() -> None:
    link = meter()
    assert link.failure(NotAuthorised("no such device"), at(1), 1)
    assert link.link == Link(LinkState.NOT_AUTHORISED, at(1), "no such device")
    assert not link.proof(at(2), authorised=False)
    link.failure(DOWN, at(3), 3)
    link.failure(DOWN, at(13), 13)
    assert link.link.state is LinkState.CENTRE_DOWN
    assert link.proof(at(20), authorised=False)
    assert link.link.state is LinkState.NOT_AUTHORISED
    assert link.proof(at(21), authorised=True)
    assert link.link.state is LinkState.UP


def test_a_centre_that_declines_or_asks_for_patience_is_a_centre_that_is_there() -> None:
    link = meter(LinkState.CENTRE_DOWN)
    assert link.failure(Busy(429, "too many", 3.0), at(1), 1)
    assert link.link.state is LinkState.UP
    assert link_after(ProblemAnswer(409, "journal-fork", "fork", "", {}), T0) is None


@pytest.mark.parametrize(
    ("root", "cause"),
    [
        (socket.gaierror(-2, "Name or service not known"), Cause.NO_NETWORK),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), Cause.NO_NETWORK),
        (OSError(errno.EHOSTUNREACH, "No route to host"), Cause.NO_NETWORK),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), Cause.CENTRE_DOWN),
        (TimeoutError("timed out"), Cause.CENTRE_DOWN),
        (ConnectionResetError(errno.ECONNRESET, "reset"), Cause.CENTRE_DOWN),
    ],
)
def test_the_cause_is_the_system_error_at_the_root(root: OSError, cause: Cause) -> None:
    wrapped = httpx.ConnectError("wrapped")
    wrapped.__cause__ = root
    assert cause_of(wrapped) is cause


@pytest.mark.parametrize(
    ("status", "content_type", "body", "kind"),
    [
        (401, "application/json", b'{"error":"invalid_client"}', NotAuthorised),
        (401, "application/problem+json", b'{"type":"urn:daftar:problem:device-revoked"}', Revoked),
        (
            401,
            "application/json",
            b'{"error":"invalid_client","type":"urn:daftar:problem:device-revoked"}',
            Revoked,
        ),
        (401, "text/html", b"<html>", NotAuthorised),
        (403, "application/problem+json", b'{"type":"urn:daftar:problem:not-your-office"}', ProblemAnswer),
        (401, "application/problem+json", b'{"type":"urn:daftar:problem:sign-in-refused"}', ProblemAnswer),
        (429, "text/html", b"slow down", Busy),
        (503, "application/problem+json", b"{}", Busy),
        (502, "text/html", b"<html>", Unreachable),
        (404, "text/html", b"<html>", Malformed),
        (302, "", b"", Malformed),
        (200, "text/html", b"<html>", Malformed),
    ],
)
def test_each_answer_stands_for_one_error(
    status: int, content_type: str, body: bytes, kind: type[CentreError]
) -> None:
    assert type(failure(Answer(status, content_type, {}, body))) is kind
