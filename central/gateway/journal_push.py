"""``POST /v1/journal``: verify a batch and append what is new of it, in one durable transaction.

The device's row is locked for as long as its journal grows, so batches of one device take turns,
whichever processes they reach, and the head never says more than the rows hold.
"""

from __future__ import annotations

import struct
import time
import uuid
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.domain.chain import HASH_BYTES, Head
from app.domain.signatures import b64u
from app.sync.protocol import NDJSON, OVERTAKEN_WAIT_S, HeadAnswer, ProblemType, WireHead
from central.database import Connection
from central.gateway.batch import Batch, check_signature, read_batch
from central.gateway.bell import wait
from central.gateway.bodies import answer_json, read_body
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import Caller, Centre, Device, centre_of
from central.gateway.limits import BATCH_BODY_BYTES_MAX, BEHIND_POLL_S
from central.gateway.problems import Refusal, invalid

SQL_DEVICE = "SELECT office, public_key FROM devices WHERE device = %s"
SQL_LOCK_HEAD = """
SELECT d.head_seq, d.head_hash, me.revoked_at IS NOT NULL, me.revoked_reason
FROM devices d, devices me WHERE d.device = %(device)s AND me.device = %(me)s FOR NO KEY UPDATE OF d
"""
SQL_HASH = "SELECT hash FROM journal WHERE device = %s AND seq = %s"
SQL_HASHES = "SELECT seq, hash FROM journal WHERE device = %s AND seq BETWEEN %s AND %s ORDER BY seq"
SQL_APPEND = "COPY journal (device, seq, line, hash) FROM STDIN (FORMAT BINARY)"
SQL_MOVE_HEAD = "UPDATE devices SET head_seq = %s, head_hash = %s, head_at = now() WHERE device = %s"


@dataclass(frozen=True, slots=True)
class Held:
    """Every entry of the batch is durable; ``head`` is the journal's present end."""

    head: Head


@dataclass(frozen=True, slots=True)
class Behind:
    """The batch starts after ``head``, the end of what is held."""

    head: Head


@dataclass(frozen=True, slots=True)
class Fork:
    """Another entry is held at ``seq``."""

    seq: int


Outcome = Held | Behind | Fork


async def journal_push(request: Request) -> Response:
    """Take a batch; answer only when its entries are durable."""
    caller, centre = caller_of(request), centre_of(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != NDJSON:
        raise invalid(f"a batch is {NDJSON}")
    batch = read_batch(await read_body(request, BATCH_BODY_BYTES_MAX))
    device = await _device(centre, batch.device)
    if device is None or device.office != caller.office:
        raise Refusal(403, ProblemType.NOT_YOUR_OFFICE)
    check_signature(batch, device.public_jwk)
    match await _append_in_turn(centre, caller, batch):
        case Held(head):
            return answer_json(request, HeadAnswer(head=WireHead.of(head)))
        case Behind(head):
            raise Refusal(409, ProblemType.JOURNAL_BEHIND, head={"seq": head.seq, "hash": head.hex()})
        case Fork(seq):
            raise Refusal(409, ProblemType.JOURNAL_FORK, seq=seq)


async def _append_in_turn(centre: Centre, caller: Caller, batch: Batch) -> Outcome:
    """Append; a batch that overtook its predecessor is held for a while first."""
    deadline = time.monotonic() + OVERTAKEN_WAIT_S
    with centre.heads_moved.ticket(batch.device) as moved:
        while True:
            moved.clear()
            async with centre.database.transaction() as conn:
                outcome = await _append(conn, caller, batch)
            if isinstance(outcome, Held):
                centre.heads_moved.ring(batch.device)
            left_s = deadline - time.monotonic()
            if not isinstance(outcome, Behind) or left_s <= 0:
                return outcome
            await wait(moved, min(left_s, BEHIND_POLL_S))


async def _append(conn: Connection, caller: Caller, batch: Batch) -> Outcome:
    keys = {"device": batch.device, "me": caller.device}
    row = await (await conn.execute(SQL_LOCK_HEAD, keys)).fetchone()
    if row is None:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
    seq, digest, is_revoked, reason = row
    if is_revoked:
        raise revoked(reason)
    held = Head(seq, bytes(digest))
    if batch.after.seq > held.seq:
        return Behind(held)
    fork_seq = await _find_fork(conn, held, batch)
    if fork_seq is not None:
        return Fork(fork_seq)
    new = batch.head.seq - held.seq
    if new <= 0:
        return Held(held)
    rows = _rows(uuid.UUID(batch.device).bytes, held.seq + 1, batch.lines[-new:], batch.hashes[-new:])
    async with conn.cursor() as cursor, cursor.copy(SQL_APPEND) as copy:
        await copy.write(rows)
    await conn.execute(SQL_MOVE_HEAD, (batch.head.seq, batch.head.hash, batch.device))
    return Held(batch.head)


async def _find_fork(conn: Connection, held: Head, batch: Batch) -> int | None:
    """The first seq at which batch and journal differ, of those that both have; None when they agree.

    One hash covers all before it: where the last common one is equal, every entry is.
    """
    last = min(held.seq, batch.head.seq)
    if await _held_hash(conn, held, batch, last) == batch.hash_at(last):
        return None
    if await _held_hash(conn, held, batch, batch.after.seq) != batch.after.hash:
        return batch.after.seq
    cursor = await conn.execute(SQL_HASHES, (batch.device, batch.after.seq + 1, last))
    differing = (seq for seq, digest in await cursor.fetchall() if bytes(digest) != batch.hash_at(seq))
    return next(differing, last)


async def _held_hash(conn: Connection, held: Head, batch: Batch, seq: int) -> bytes:
    if seq == held.seq:
        return held.hash
    if seq == 0:
        return batch.after.hash  # proved to be the journal's beginning when the batch was read
    row = await (await conn.execute(SQL_HASH, (batch.device, seq))).fetchone()
    if row is None:
        raise RuntimeError(f"journal of {batch.device}: head {held.seq} but no entry {seq}")
    return bytes(row[0])


async def _device(centre: Centre, device: str) -> Device | None:
    """Office and key of a device; they never change, so they are asked for once."""
    known = centre.devices.get(device)
    if known is None:
        async with centre.database.autocommit() as conn:
            row = await (await conn.execute(SQL_DEVICE, (device,))).fetchone()
        if row is None:
            return None
        known = Device(device, row[0], {"kty": "OKP", "crv": "Ed25519", "x": b64u(bytes(row[1]))})
        centre.devices.put(device, known)
    return known


_COPY_BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = struct.pack("!h", -1)
_BEFORE_LINE = struct.Struct("!hi16siqi")
_BEFORE_HASH = struct.pack("!i", HASH_BYTES)


def _rows(device: bytes, first_seq: int, lines: list[bytes], hashes: list[bytes]) -> bytes:
    """Rows of ``journal`` in PostgreSQL's binary COPY format: 4 fields each, lengths before values."""
    parts = [_COPY_BEGIN]
    pack = _BEFORE_LINE.pack
    for seq, (line, digest) in enumerate(zip(lines, hashes, strict=True), first_seq):
        parts += (pack(4, 16, device, 8, seq, len(line)), line, _BEFORE_HASH, digest)
    parts.append(_COPY_END)
    return b"".join(parts)
