"""Signing in without the centre: the lease decides, every refusal is on record, and guessing is slow.

Real argon2id verifiers and a real store; the clock is turned by the test.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from support.office_kit import PASSWORD, Office, keep_lease, verifier

from app.domain import entry
from app.domain.entry import Entry, Kind
from app.local_db import journal
from app.office.sign_in import (
    WRONG_TRIES_MAX,
    WRONG_TRIES_WAIT,
    LeaseEnded,
    NeverSignedInHere,
    NotWorkingHere,
    TooManyWrong,
    WrongPassword,
    keep_sign_in,
    sign_in_offline,
    sign_out,
)


@dataclass(frozen=True)
class Answer:
    """What the centre answers to a sign-in."""

    staff: str = "1002"
    name: str = "مدیر نمونه"
    roles: list[str] = field(default_factory=lambda: ["manager"])
    lease_end: str = "2026-12-01T00:00:00Z"
    verifier: str = field(default_factory=lambda: verifier("from the centre"))
    credential: int = 4


def staff_entries(office: Office) -> list[Entry]:
    with office.counter.store.read() as conn:
        lines = journal.lines_after(conn, 0, 1_000, 1024 * 1024)
    return [e for e in map(entry.decode, lines) if e.kind.startswith("staff.")]


def test_the_right_password_signs_in_by_the_lease_and_is_journalled(office: Office) -> None:
    session = sign_in_offline(office.counter, "1001", PASSWORD)
    assert (session.staff, session.offline, session.may_accept, session.is_manager) == (
        "1001",
        True,
        True,
        False,
    )
    sign_out(office.counter, session)
    found = [(e.kind, e.staff, e.data) for e in staff_entries(office)]
    data = {"staff": "1001", "offline": True}
    assert found == [(Kind.STAFF_SIGNED_IN, "1001", data), (Kind.STAFF_SIGNED_OUT, "1001", data)]


def test_a_wrong_password_is_refused_and_on_record_without_the_password(office: Office) -> None:
    with pytest.raises(WrongPassword):
        sign_in_offline(office.counter, "1001", "guess")
    (found,) = staff_entries(office)
    assert (found.kind, found.staff) == (Kind.STAFF_REFUSED, "")
    assert found.data == {"staff": "1001", "reason": "wrong-password"}


def test_after_five_wrong_ones_even_the_right_one_must_wait_also_after_a_restart(office: Office) -> None:
    for _ in range(WRONG_TRIES_MAX):
        with pytest.raises(WrongPassword):
            sign_in_offline(office.counter, "1001", "guess")
    office.reopen()
    with pytest.raises(TooManyWrong) as error:
        sign_in_offline(office.counter, "1001", PASSWORD)
    assert "60 seconds" in str(error.value)
    assert len(staff_entries(office)) == WRONG_TRIES_MAX, "waiting writes nothing"
    keep_lease(office.counter, "1003")
    assert sign_in_offline(office.counter, "1003", PASSWORD).staff == "1003"
    office.hands.run(WRONG_TRIES_WAIT.total_seconds())
    assert sign_in_offline(office.counter, "1001", PASSWORD).staff == "1001"
    with pytest.raises(WrongPassword):
        sign_in_offline(office.counter, "1001", "guess")


def test_the_lease_ends_on_time(office: Office) -> None:
    office.hands.run(7 * 86_400 - 1)
    sign_in_offline(office.counter, "1001", PASSWORD)
    office.hands.run(1)
    with pytest.raises(LeaseEnded):
        sign_in_offline(office.counter, "1001", PASSWORD)


def test_setting_the_pcs_clock_back_does_not_lengthen_the_lease(office: Office) -> None:
    office.hands.run(7 * 86_400 + 1)
    office.hands.wall_s -= 3 * 86_400
    with pytest.raises(LeaseEnded):
        sign_in_offline(office.counter, "1001", PASSWORD)


def test_a_new_password_at_the_centre_ends_the_lease(office: Office) -> None:
    office.feed.staff("1001", credential=2)
    with pytest.raises(NeverSignedInHere):
        sign_in_offline(office.counter, "1001", PASSWORD)


def test_who_left_the_office_is_refused_and_it_is_on_record(office: Office) -> None:
    office.feed.staff("1001", active=False)
    with pytest.raises(NotWorkingHere):
        sign_in_offline(office.counter, "1001", PASSWORD)
    assert staff_entries(office)[-1].data["reason"] == "not-active"


def test_a_role_taken_away_at_the_centre_is_gone_here(office: Office) -> None:
    office.feed.staff("1001", role="inspector")
    assert not sign_in_offline(office.counter, "1001", PASSWORD).may_accept


def test_an_unknown_person_must_sign_in_with_the_centre_first(office: Office) -> None:
    with pytest.raises(NeverSignedInHere):
        sign_in_offline(office.counter, "7777", PASSWORD)


def test_what_the_centre_answered_lets_the_same_password_in_offline(office: Office) -> None:
    session = keep_sign_in(office.counter, Answer())
    assert (session.offline, session.is_manager) == (False, True)
    office.reopen()
    assert sign_in_offline(office.counter, "1002", "from the centre").is_manager
    assert [e.data["offline"] for e in staff_entries(office)] == [False, True]


def test_a_verifier_that_is_none_lets_nobody_in(office: Office) -> None:
    keep_sign_in(office.counter, Answer(verifier="plain"))
    with pytest.raises(WrongPassword):
        sign_in_offline(office.counter, "1002", "plain")
