"""A counter whose line is down lets a neighbour send: signed batches in a file, taken as they are.

The file holds batches one after another, each its header line and the entries' exact bytes, so the
neighbour needs no key of the other's and can change nothing. It holds citizens' data in the clear: it is
made readable for its owner alone, and is to be deleted once sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.domain.chain import Head, extend
from app.domain.errors import DaftarError
from app.domain.signatures import Signer
from app.local_db import sync_state
from app.local_db.store import Store
from app.sync.batches import HEADER_BYTES_MAX, Batch, read_batch
from app.sync.protocol import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, BatchHeader
from app.sync.transport import Centre

FILE_MODE = 0o600


class NotBatches(DaftarError):
    """The file does not hold whole batches of a counter."""

    what = "{file} does not hold another counter's entries: {reason}."
    safe = "Nothing of it was sent."
    todo = "Let the other counter write the file again."


def export_unsent(store: Store, signer: Signer, file: Path) -> int:
    """Write everything the centre has not confirmed into ``file``, which must not exist; how many entries.

    Nothing changes in the store: the entries stay 'to send' until the centre itself confirms them.
    """
    entries = 0
    with (
        store.read() as conn,
        os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as out,
    ):
        after = sync_state.read(conn).acknowledged
        while (batch := read_batch(conn, signer, store.identity.device, after)) is not None:
            out.write(batch.body)
            entries += batch.entries
            after = batch.head
        out.flush()
        os.fsync(out.fileno())
    return entries


def carry_file(centre: Centre, file: Path) -> tuple[str, Head]:
    """Send another counter's file; its device and the head that the centre then holds of it.

    The whole file is checked before the first batch goes. Raises :class:`NotBatches`, ``ProblemAnswer``
    (``journal-behind`` when the centre lacks what comes before the file, ``not-your-office``) and other
    ``CentreError``; sending the same file again is harmless.
    """
    batches = [(batch.device, batch.after) for batch in _batches(file)]
    if not batches:
        raise NotBatches(file=file, reason="it is empty")
    if len({device for device, _ in batches}) > 1:
        raise NotBatches(file=file, reason="it is of more than one counter")
    head = batches[0][1]
    for batch in _batches(file):
        head = carry_batch(centre, batch)
    return batches[0][0], head


def carry_batch(centre: Centre, batch: Batch) -> Head:
    """Send one batch of another device of the same office; the head that the centre then holds of it."""
    return centre.push(batch.body)


def _batches(file: Path) -> Iterator[Batch]:
    """The batches of a file, each checked to be whole and to give the hash that its header signs."""
    with file.open("rb") as lines:
        before: Head | None = None
        while header_line := lines.readline(HEADER_BYTES_MAX + 1):
            try:
                header = msgspec.json.decode(header_line, type=BatchHeader)
                after, head = header.after.head(), header.head.head()
            except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
                raise NotBatches(file=file, reason="a header that cannot be read") from error
            count = head.seq - after.seq
            if not 0 < count <= BATCH_ENTRIES_MAX or (before is not None and after != before):
                raise NotBatches(file=file, reason="batches that do not follow each other")
            entries = [lines.readline(BATCH_BYTES_MAX) for _ in range(count)]
            if extend(after, (entry.removesuffix(b"\n") for entry in entries)) != head:
                raise NotBatches(file=file, reason=f"the entries after {after.seq} were changed or cut short")
            yield Batch(header.device, after, head, header_line + b"".join(entries))
            before = head
