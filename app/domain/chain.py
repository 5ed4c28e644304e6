"""The hash chain that makes a journal provable: one hash covers all that went before.

``hash(n) = SHA-256(hash(n-1) || bytes(n))`` and ``hash(0) = SHA-256("daftar-journal-v1" || device)``
(docs/protocol.md, "Entry"). Hashes are 32 raw bytes here and 64 lower-case hex digits on the wire.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS_PREFIX = b"daftar-journal-v1"
SIGNED_HEAD_PREFIX = b"daftar-head-v1"
HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a journal: the last entry's ``seq`` (0 when empty) and its chained ``hash``."""

    seq: int
    hash: bytes

    def __post_init__(self) -> None:
        if self.seq < 0 or len(self.hash) != HASH_BYTES:
            raise ValueError("a head is a seq of 0 or more and a hash of 32 bytes")

    def hex(self) -> str:
        """The hash as it goes on the wire: 64 lower-case hex digits."""
        return self.hash.hex()


def genesis(device: str) -> Head:
    """The head of a journal that is still empty; ``device`` is the id's text."""
    return Head(0, hashlib.sha256(GENESIS_PREFIX + device.encode()).digest())


def link(previous: bytes, line: bytes) -> bytes:
    """The hash of an entry's exact bytes (no newline) chained onto the hash before it."""
    return hashlib.sha256(previous + line).digest()


def extend(head: Head, lines: Iterable[bytes]) -> Head:
    """The head after ``lines`` were appended, in order."""
    seq, digest = head.seq, head.hash
    for line in lines:
        digest = hashlib.sha256(digest + line).digest()
        seq += 1
    return Head(seq, digest)


def signed_head(device: str, head: Head) -> bytes:
    """The message a device signs (Ed25519) to prove that a batch ending in ``head`` is its own."""
    return SIGNED_HEAD_PREFIX + device.encode() + head.seq.to_bytes(8, "big") + head.hash
