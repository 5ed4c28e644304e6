"""Tracking numbers: what a citizen gives to ask the centre about an application.

Twelve characters of Crockford's base 32 in three groups (``7K2M-9QXH-4B3D``), taken from the SHA-256
of the entry's chained hash. So they need no counter, stay the same when the journal is projected again,
and two of them in a hundred million receipts agree by chance less than once in a hundred times.
"""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = 12


def tracking_number(entry_hash: bytes) -> str:
    """The tracking number of the application whose entry has this chained hash."""
    digest = hashlib.sha256(b"daftar-tracking-v1" + entry_hash).digest()
    value = int.from_bytes(digest[:8], "big")
    text = "".join(_ALPHABET[value >> 5 * place & 31] for place in range(_CHARACTERS))
    return "-".join(text[start : start + 4] for start in range(0, _CHARACTERS, 4))
