"""The calls against the real gateway: enrolment, tokens under a wrong clock, sign-in, compression."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest
import zstandard
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office, TestClock, enrolled

from app.domain.signatures import Signer
from app.sync import enrolment
from app.sync.errors import Cause, NotAuthorised, Unreachable
from app.sync.http import Http
from app.sync.reconcile import Relation, reconcile
from app.sync.sign_in import SignInRefused, sign_in
from app.sync.sync_once import Outcome
from app.sync.transport import Centre


def test_an_activation_code_works_once(gateway: RunningCentre) -> None:
    gateway.add_office("0412")
    code = gateway.activation("0412")
    key = Signer(os.urandom(32), "").public_jwk()
    answer = enrolment.request(gateway.base_url, "0412", code, "PC-1", key)
    assert answer.office.code == "0412"
    assert answer.trust["keys"]
    for again in (code, "WRONG-CODE"):
        with pytest.raises(enrolment.ActivationRefused):
            enrolment.request(gateway.base_url, "0412", again, "PC-2", key)


@pytest.mark.parametrize("error", [timedelta(hours=-7), timedelta(days=400)])
def test_a_counter_whose_clock_is_wrong_is_not_locked_out(office: Office, error: timedelta) -> None:
    """Pain 21: time is a claim with a known offset; tokens are dated in the centre's time."""
    office.clock = TestClock(error)
    office.accept(2)
    assert office.sync().outcome is Outcome.LEVEL


def test_a_wrong_clock_is_found_out_by_the_refusal_of_the_token(office: Office) -> None:
    """Pain 21: even the very first call of a program corrects itself."""
    centre = Centre(office.store.identity, office.signer, TestClock(timedelta(hours=3)))
    assert centre.head().seq == 0
    centre.close()


def test_staff_sign_in_by_password_and_a_wrong_one_is_not_a_lost_token(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    gateway.add_staff(office.code, "1001", password="a-good-password")
    identity = office.store.identity
    answer = sign_in(identity, office.signer, office.clock, "1001", "a-good-password")
    assert answer.roles == ["clerk"]
    assert answer.verifier.startswith("$argon2id$")
    line.seen.clear()
    with pytest.raises(SignInRefused):
        sign_in(identity, office.signer, office.clock, "1001", "wrong")
    assert line.count("/v1/token") == 1


def test_a_stranger_is_not_authorised(office: Office) -> None:
    centre = Centre(office.store.identity, Signer(b"x" * 32, "other"), office.clock)
    with pytest.raises(NotAuthorised):
        centre.head()
    centre.close()


def test_beyond_this_machine_bodies_travel_compressed_and_arrive_the_same(
    gateway: RunningCentre, line: FaultProxy, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.http.is_loopback", lambda host: False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    office.accept(300)
    assert office.sync().outcome is Outcome.LEVEL
    body = next(e.body for e in line.seen if (e.method, e.path) == ("POST", "/v1/journal"))
    assert zstandard.get_frame_parameters(body).content_size > 3 * len(body)
    centre = office.centre()
    assert len(centre.entries(0)) == 300
    centre.close()


def test_an_idle_reconcile_is_one_request(line: FaultProxy, office: Office) -> None:
    office.accept(3)
    office.sync()
    centre = office.centre()
    reconcile(office.store, centre)
    line.seen.clear()
    assert reconcile(office.store, centre).relation is Relation.LEVEL
    assert [e.path for e in line.seen] == ["/v1/journal/head"]
    centre.close()


def test_a_centre_that_is_down_and_a_name_that_is_unknown_are_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for url, cause in (
        (f"http://127.0.0.1:{port}", Cause.CENTRE_DOWN),
        ("http://centre.invalid", Cause.NO_NETWORK),
    ):
        http = Http(url)
        with pytest.raises(Unreachable) as down:
            http.exchange("GET", "/v1/status")
        assert down.value.cause is cause
        http.close()


@pytest.mark.parametrize("url", ["ftp://centre", "centre", "http://", ""])
def test_an_address_that_is_none_is_said_to_be_none(url: str) -> None:
    with pytest.raises(Unreachable):
        Http(url)


def test_no_connection_is_tried_again_after_an_abort(line: FaultProxy) -> None:
    http = Http(line.url)
    assert http.exchange("GET", "/v1/status").status == 200
    http.abort()
    with pytest.raises(Unreachable):
        http.exchange("GET", "/v1/status")
    http.close()


def test_an_unreachable_centre_is_an_outage_from_the_attempt_that_found_it(
    line: FaultProxy, office: Office
) -> None:
    office.accept(1)
    line.down()
    assert office.sync().outcome is Outcome.UNREACHABLE
    office.accept(2)
    assert office.sync().outcome is Outcome.UNREACHABLE
    assert office.kinds().count("outage.started") == 1
    line.up()
    assert office.sync().outcome is Outcome.LEVEL
    assert office.data("outage.ended")[0]["served"] == 2
    assert office.state.link == "up"


def test_two_counters_of_one_office_have_journals_of_their_own(
    gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path
) -> None:
    other = enrolled(gateway, line.url, tmp_path / "other", office.code)
    office.accept(2)
    other.accept(3)
    assert office.sync().outcome is other.sync().outcome is Outcome.LEVEL
    centre = office.centre()
    assert centre.head(other.device) == other.head
    centre.close()
    other.store.close()


def test_a_status_without_a_time_is_no_status(line: FaultProxy, office: Office) -> None:
    line.next(
        Fault.INSTEAD,
        "/v1/status",
        content_type="application/json",
        body=b'{"time":"noon","epoch":"e","upstreams":[]}',
    )
    assert office.sync().outcome is Outcome.UNREACHABLE
