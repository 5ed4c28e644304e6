"""Signing in at the centre: it checks the password and lends what is needed to check it offline."""

from __future__ import annotations

from app.domain.signatures import Signer
from app.local_db.identity import Identity
from app.sync.errors import ProblemAnswer
from app.sync.ports import Clock
from app.sync.protocol import ProblemType, SignInAnswer
from app.sync.transport import Centre


class SignInRefused(ProblemAnswer):
    """The centre does not know this staff code with this password, or not at this office."""

    what = "The centre did not accept this staff code and password."
    safe = "Nothing was changed."
    todo = "Check the code, the keyboard's language and capitals, and try again."


def sign_in(identity: Identity, signer: Signer, clock: Clock, staff: str, password: str) -> SignInAnswer:
    """Check a staff member's password at the centre.

    Raises :class:`SignInRefused`; ``Busy`` after too many attempts; ``Unreachable``, after which the
    caller may check offline; ``NotAuthorised`` when the device itself is not accepted.
    """
    centre = Centre(identity, signer, clock)
    try:
        return centre.sign_in(staff, password)
    except ProblemAnswer as problem:
        if problem.problem_type == ProblemType.SIGN_IN_REFUSED:
            raise SignInRefused(
                problem.status, problem.problem_type, problem.title, problem.detail, problem.members
            ) from problem
        raise
    finally:
        centre.close()
