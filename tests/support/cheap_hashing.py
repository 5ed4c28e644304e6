"""Argon2id made cheap for the tests of this process: a suite opens hundreds of stores.

What is shipped is kept here as it was, and tests look at it; a test that needs the real cost starts a
process of its own.
"""

from __future__ import annotations

from argon2 import PasswordHasher

from app.local_db import passphrase_vault
from central import passwords

SHIPPED_VAULT = (passphrase_vault.PASSES, passphrase_vault.MEMORY_KIB, passphrase_vault.LANES)
"""Passes, KiB and lanes of the sealing key."""
SHIPPED_PASSWORDS = (
    passwords._hasher.time_cost,
    passwords._hasher.memory_cost,
    passwords._hasher.parallelism,
)


def make_cheap() -> None:
    """One pass over a mebibyte, here on."""
    passphrase_vault.PASSES, passphrase_vault.MEMORY_KIB = 1, 1024
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    passwords._nobody.cache_clear()
