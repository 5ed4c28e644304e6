"""Staff passwords: argon2id, with parameters of RFC 9106's second recommendation.

Hashing takes tens of milliseconds and 64 MiB on purpose: call these in a thread.
"""

from __future__ import annotations

import functools

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSWORD_MAX = 256
"""Characters; a longer one is refused before it costs anything."""

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def make_hash(password: str) -> str:
    """The PHC string of a password, with a salt of its own each time."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one. ``None`` (no such person) costs as much time and gives False."""
    try:
        _hasher.verify(password_hash or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@functools.cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
