"""Batches: consecutive entries of one journal under a header that the device signed.

The signature, not the carrier, proves a batch, so the same bytes go over the wire, into a file, and
through a neighbour's line (docs/protocol.md, "POST /v1/journal").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from app.domain.chain import Head, extend, signed_head
from app.domain.signatures import Signer, b64u
from app.local_db import journal
from app.local_db.errors import ChainBroken
from app.sync.protocol import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, BatchHeader, WireHead

HEADER_BYTES_MAX = 1024


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries ``after.seq + 1`` to ``head.seq``; ``body`` is the header line and the entries' bytes."""

    device: str
    after: Head
    head: Head
    body: bytes

    @property
    def entries(self) -> int:
        """How many entries it carries."""
        return self.head.seq - self.after.seq


def sign_batch(signer: Signer, device: str, after: Head, lines: Sequence[bytes]) -> Batch:
    """A signed batch of ``lines``, which follow ``after`` in the device's journal."""
    head = extend(after, lines)
    header = BatchHeader(
        device=device,
        after=WireHead.of(after),
        head=WireHead.of(head),
        signature=b64u(signer.sign(signed_head(device, head))),
    )
    return Batch(device, after, head, b"\n".join([msgspec.json.encode(header), *lines, b""]))


def read_batch(
    conn: Connection,
    signer: Signer,
    device: str,
    after: Head,
    *,
    entries_max: int = BATCH_ENTRIES_MAX,
    bytes_max: int = BATCH_BYTES_MAX,
) -> Batch | None:
    """The next batch after a head of the own journal; None when there is nothing more.

    The hash is computed from the bytes that are sent and compared with the one kept when they were
    written, so that a store that decayed since is noticed here. Raises :class:`ChainBroken`.
    """
    lines = journal.lines_after(conn, after.seq, entries_max, bytes_max - HEADER_BYTES_MAX)
    if not lines:
        return None
    batch = sign_batch(signer, device, after, lines)
    if journal.hash_at(conn, batch.head.seq) != batch.head.hash:
        raise ChainBroken(reason=f"the entries up to {batch.head.seq} do not give the hash kept for them")
    return batch
