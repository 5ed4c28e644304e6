"""A batch of journal entries as it comes over the wire: taken apart and proved, without a database.

Entries are hashed, compared and kept as they came. What an entry says is the projector's business and can
never stop a batch. Only the ends are looked at: a ``seq`` that is not that of its place in the chain is a
gap in the journal, which only a fault of the client makes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec

from app.domain.chain import Head, genesis, signed_head
from app.domain.entry import ENTRY_BYTES_MAX
from app.domain.signatures import b64u, unb64u, verify
from app.sync.protocol import BATCH_ENTRIES_MAX, BatchHeader, ProblemType
from central.gateway.limits import HEADER_LINE_BYTES_MAX, SEQ_MAX
from central.gateway.parameters import is_device_id
from central.gateway.problems import Refusal, invalid


class _Numbered(msgspec.Struct, frozen=True, gc=False):
    seq: int


_header = msgspec.json.Decoder(BatchHeader)
_numbered = msgspec.json.Decoder(_Numbered)


@dataclass(frozen=True, slots=True)
class Batch:
    """An unbroken piece of a device's journal: ``lines[i]`` has seq ``after.seq + 1 + i`` and ``hashes[i]``.

    ``signature`` is the device's, over ``head``; :func:`check_signature` has yet to be called.
    """

    device: str
    after: Head
    head: Head
    lines: list[bytes]
    hashes: list[bytes]
    signature: bytes

    def hash_at(self, seq: int) -> bytes:
        """The chained hash at a seq from ``after.seq`` to ``head.seq``."""
        return self.after.hash if seq == self.after.seq else self.hashes[seq - self.after.seq - 1]


def read_batch(body: bytes) -> Batch:
    """Take a body apart and recompute its chain. Raises 400 or 413; see docs/protocol.md."""
    if body.endswith(b"\n"):
        body = body[:-1]
    first, *lines = body.split(b"\n")
    device, after, head, signature = _read_header(first)
    _check_sizes(lines)
    if head.seq != after.seq + len(lines):
        raise _broken(f"{len(lines)} entries cannot lead from {after.seq} to {head.seq}")
    if after.seq == 0 and after != genesis(device):
        raise _broken("this is not how the device's journal begins")
    hashes, digest = [], after.hash
    for line in lines:
        digest = hashlib.sha256(digest + line).digest()
        hashes.append(digest)
    if digest != head.hash:
        raise _broken("the entries do not lead to the head")
    _check_ends(after.seq, lines)
    return Batch(device, after, head, lines, hashes, signature)


def check_signature(batch: Batch, public_jwk: dict[str, Any]) -> None:
    """Raise 400 ``bad-signature`` unless the device signed the batch's head."""
    if not verify(public_jwk, signed_head(batch.device, batch.head), batch.signature):
        raise Refusal(400, ProblemType.BAD_SIGNATURE)


def _read_header(line: bytes) -> tuple[str, Head, Head, bytes]:
    if len(line) > HEADER_LINE_BYTES_MAX:
        raise invalid("the first line is a batch's header")
    try:
        header = _header.decode(line)
        after, head = header.after.head(), header.head.head()
        signature = unb64u(header.signature)
        if b64u(signature) != header.signature:
            raise ValueError("a signature is base64url without padding")
    except (ValueError, RecursionError) as error:
        raise invalid(f"the first line is a batch's header: {error}") from error
    if not is_device_id(header.device):
        raise invalid("`device` is a device's id")
    if max(after.seq, head.seq) > SEQ_MAX:
        raise invalid(f"a seq is at most {SEQ_MAX}")
    return header.device, after, head, signature


def _check_sizes(lines: list[bytes]) -> None:
    if len(lines) > BATCH_ENTRIES_MAX:
        raise _too_large(f"at most {BATCH_ENTRIES_MAX} entries")
    longest = max(map(len, lines), default=0)
    if longest > ENTRY_BYTES_MAX:
        raise _too_large(f"an entry has at most {ENTRY_BYTES_MAX} bytes")
    if not all(lines):
        raise invalid("an empty line is not an entry")


def _check_ends(after_seq: int, lines: list[bytes]) -> None:
    """Raise when the first or the last entry says another seq than that of its place.

    Where numbers only rise, a gap or a wrong start shows at the ends, and so a batch costs no more for
    being long. One that cannot be read is kept.
    """
    for place in {0, len(lines) - 1} if lines else ():
        try:
            says = _numbered.decode(lines[place]).seq
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        if says != after_seq + 1 + place:
            raise _broken(f"the entry at {after_seq + 1 + place} says that it is {says}")


def _broken(detail: str) -> Refusal:
    return Refusal(400, ProblemType.JOURNAL_BROKEN, detail)


def _too_large(detail: str) -> Refusal:
    return Refusal(413, ProblemType.TOO_LARGE, detail)
