"""UUID version 7 (RFC 9562 section 5.7): unique, and sorted by the millisecond it was made in."""

from __future__ import annotations


def uuid7(unix_ms: int, randomness: bytes) -> str:
    """The UUIDv7 text for a Unix time in milliseconds and 10 random bytes."""
    if len(randomness) != 10:
        raise ValueError("UUIDv7 takes 10 random bytes")
    value = (unix_ms & (1 << 48) - 1) << 80 | int.from_bytes(randomness, "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
