"""Sign in, and out, at a counter: offline by a lease that the centre gave, journalled either way.

The online call itself is ``app.sync.sign_in``; its answer comes here to be kept (:func:`keep_sign_in`).
Offline, the password is checked with the argon2id verifier of that answer until the lease ends, or until
the feed says that the person's credential changed or that they no longer work here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection

from app.domain import entry
from app.domain.entry import Entry, Kind, parse_instant
from app.domain.errors import DaftarError, TryLater
from app.domain.roles import MAY_ACCEPT, Role
from app.local_db import journal
from app.local_db.queries import staff as staff_queries
from app.office.counter import Counter

WRONG_TRIES_MAX = 5
"""Wrong passwords in a row after which a person must wait."""
WRONG_TRIES_WAIT = timedelta(seconds=60)
"""How long, from the latest wrong one."""
WRONG_PASSWORD, NOT_ACTIVE = "wrong-password", "not-active"
"""Reasons of a refused sign-in, as journalled."""
STAFF_CHARACTERS_MAX = 64
_ENTRIES_LOOKED_AT = 200
_BYTES_LOOKED_AT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in at this counter. ``offline``: by the lease, without asking the centre."""

    staff: str
    name: str
    roles: frozenset[str]
    offline: bool

    @property
    def may_accept(self) -> bool:
        """Whether this person's roles allow taking applications and payments."""
        return not self.roles.isdisjoint(MAY_ACCEPT)

    @property
    def is_manager(self) -> bool:
        """Whether this person manages the office."""
        return Role.MANAGER in self.roles


class SignInAnswer(Protocol):
    """The centre's answer to a sign-in, as ``app.sync.protocol`` defines it."""

    @property
    def staff(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def roles(self) -> list[str]: ...  # noqa: D102
    @property
    def lease_end(self) -> str: ...  # noqa: D102
    @property
    def verifier(self) -> str: ...  # noqa: D102
    @property
    def credential(self) -> int: ...  # noqa: D102


class NeverSignedInHere(TryLater):
    """No lease of this person is kept here, or the centre ended it by a new password."""

    what = (
        "{staff} has not signed in at this counter since the password was set, so it cannot be checked here."
    )
    safe = "Nothing was changed."
    todo = "Sign in once while the centre can be reached."


class LeaseEnded(TryLater):
    """The time for which the centre let this person sign in offline is over."""

    what = "{staff} may no longer sign in without the centre: the permission ended {ended}."
    safe = "Nothing was changed."
    todo = "Sign in while the centre can be reached."


class WrongPassword(DaftarError):
    """The password does not match."""

    what = "The password of {staff} is not right."
    safe = "Nothing was changed."
    todo = "Type it again; a manager can have it reset at the centre."


class TooManyWrong(TryLater):
    """Several wrong passwords in a row."""

    what = "Wrong passwords for {staff}, {tries} times in a row."
    safe = "Nothing was changed."
    todo = "Wait {seconds} seconds, then try again."


class NotWorkingHere(DaftarError):
    """The centre says that this person is not active at this office."""

    what = "{staff} does not work at this office at present, as the centre has it."
    safe = "Nothing was changed."
    todo = "The manager can have this changed at the centre."


def sign_in_offline(counter: Counter, staff: str, password: str) -> Session:
    """Check a password against the kept lease; journal the outcome.

    Raises :class:`NeverSignedInHere`, :class:`LeaseEnded`, :class:`WrongPassword`, :class:`TooManyWrong`,
    :class:`NotWorkingHere`.
    """
    now = counter.now()
    with counter.store.read() as conn:
        lease = staff_queries.lease(conn, staff)
        wrong = _wrong_in_a_row(conn, staff)
    if len(wrong) >= WRONG_TRIES_MAX and now < wrong[0] + WRONG_TRIES_WAIT:
        seconds = round((wrong[0] + WRONG_TRIES_WAIT - now).total_seconds()) + 1
        raise TooManyWrong(staff=staff, tries=len(wrong), seconds=min(seconds, 60))
    row = counter.find_staff(staff)
    if row is not None and not row.active:
        refuse(counter, staff, NOT_ACTIVE)
        raise NotWorkingHere(staff=staff)
    if lease is None:
        raise NeverSignedInHere(staff=staff)
    if now >= parse_instant(lease.lease_end):
        raise LeaseEnded(staff=staff, ended=lease.lease_end)
    if not _matches(lease.verifier, password):
        refuse(counter, staff, WRONG_PASSWORD)
        raise WrongPassword(staff=staff)
    session = Session(staff, lease.name, frozenset(lease.roles), offline=True)
    with counter.write() as conn:
        _journal_signed_in(counter, conn, session)
    return session


def keep_sign_in(counter: Counter, answer: SignInAnswer) -> Session:
    """Keep what the centre answered, so that the same password works offline; journal the sign-in."""
    lease = staff_queries.Lease(
        staff=answer.staff,
        name=answer.name,
        roles=tuple(answer.roles),
        lease_end=answer.lease_end,
        verifier=answer.verifier,
        credential=answer.credential,
    )
    session = Session(answer.staff, answer.name, frozenset(answer.roles), offline=False)
    with counter.write() as conn:
        staff_queries.keep_lease(conn, lease)
        _journal_signed_in(counter, conn, session)
    return session


def sign_out(counter: Counter, session: Session) -> None:
    """Journal that a person left the counter."""
    with counter.write() as conn:
        data = {"staff": session.staff, "offline": session.offline}
        journal.append(conn, kind=Kind.STAFF_SIGNED_OUT, staff=session.staff, data=data, at=counter.now())


def refuse(counter: Counter, staff: str, reason: str) -> None:
    """Journal a refused sign-in; ``reason`` is :data:`WRONG_PASSWORD` or :data:`NOT_ACTIVE`."""
    with counter.write() as conn:
        data = {"staff": staff[:STAFF_CHARACTERS_MAX], "reason": reason}
        journal.append(conn, kind=Kind.STAFF_REFUSED, staff="", data=data, at=counter.now())


def _journal_signed_in(counter: Counter, conn: Connection, session: Session) -> None:
    data = {"staff": session.staff, "offline": session.offline}
    journal.append(conn, kind=Kind.STAFF_SIGNED_IN, staff=session.staff, data=data, at=counter.now())


def _matches(verifier: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False


def _wrong_in_a_row(conn: Connection, staff: str) -> list[datetime]:
    """When this person's latest tries failed, newest first, back to their last success.

    Read from the end of the journal, so that neither a restart nor a kill forgives them.
    """
    after = max(0, journal.head(conn).seq - _ENTRIES_LOOKED_AT)
    lines = journal.lines_after(conn, after, _ENTRIES_LOOKED_AT, _BYTES_LOOKED_AT)
    wrong: list[datetime] = []
    for line in reversed(lines):
        found: Entry = entry.decode(line)
        if found.kind == Kind.STAFF_SIGNED_IN and found.staff == staff:
            break
        if found.kind == Kind.STAFF_REFUSED and found.data == {"staff": staff, "reason": WRONG_PASSWORD}:
            wrong.append(parse_instant(found.at))
    return wrong
