"""Sign in with the centre when it answers, by the lease kept here when it does not.

Runs off the UI thread: it may wait for the network and takes a moment for the password's argon2id.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread

from app.domain.entry import parse_instant
from app.local_db.queries import staff as staff_queries
from app.office.counter import LINK_UP, Counter
from app.office.sign_in import Session, SignInAnswer, keep_sign_in, refuse, sign_in_offline
from app.sync.errors import NotAuthorised, Unreachable
from app.sync.sign_in import SignInRefused
from app.ui.texts import day_and_clock, translate

log = logging.getLogger(__name__)

CENTRE_WAIT_S = 6.0
"""Longest that a person waits for the centre before the lease kept here is used."""

AskCentre = Callable[[str, str], SignInAnswer]
"""Asks the centre about a staff code and a password; raises ``app.sync.errors.CentreError``."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session, and until when the same person may sign in without the centre (empty when unknown)."""

    session: Session
    lease_end: str


def sign_in(counter: Counter, ask_centre: AskCentre | None, staff: str, password: str) -> SignedIn:
    """Sign in one person. Raises a :class:`DaftarError` that says why not.

    The centre's refusal counts; its silence does not.
    """
    answer: SignInAnswer | None = None
    if ask_centre is not None:
        try:
            answer = _ask_for_a_while(ask_centre, staff, password)
        except (Unreachable, NotAuthorised) as error:
            log.info("signing in without the centre: %s", error)
        except SignInRefused:
            refuse(counter, staff, "wrong-password")
            raise
    if answer is not None:
        session = keep_sign_in(counter, answer)
    else:
        session = sign_in_offline(counter, staff, password)
    return SignedIn(session, lease_end(counter, staff))


def _ask_for_a_while(ask_centre: AskCentre, staff: str, password: str) -> SignInAnswer | None:
    """The centre's answer, or None when it takes longer than a person at the counter should wait."""
    outcome: Future[SignInAnswer] = Future()

    def ask() -> None:
        try:
            outcome.set_result(ask_centre(staff, password))
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            outcome.set_exception(error)

    Thread(target=ask, name="sign-in", daemon=True).start()
    try:
        return outcome.result(CENTRE_WAIT_S)
    except TimeoutError:
        log.info("signing in without the centre: no answer in %s s", CENTRE_WAIT_S)
        return None


def lease_end(counter: Counter, staff: str) -> str:
    """The instant until which this person may sign in without the centre, or empty."""
    with counter.store.read() as conn:
        lease = staff_queries.lease(conn, staff)
    return lease.lease_end if lease is not None else ""


def offline_note(counter: Counter, staff: str, link: str) -> str:
    """While the centre is away: what a person whose code was typed should know before the password."""
    if link == LINK_UP:
        return ""
    end = lease_end(counter, staff)
    if not end:
        return translate(
            "authentication", "The centre does not answer, and this code has not signed in here before."
        )
    if counter.now() >= parse_instant(end):
        return translate("authentication", "Signing in without the centre ended on {end}.").format(
            end=day_and_clock(end)
        )
    return translate("authentication", "Without the centre you can sign in here until {end}.").format(
        end=day_and_clock(end)
    )
