"""The evidence of a counter: everything that anyone needs to prove its history without the centre.

A zip with every entry's exact bytes, the head signed by the device, the device's public key, the feed's
cursor, and the few lines that say how to check them with nothing but SHA-256.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

import msgspec

from app.domain.chain import signed_head
from app.domain.entry import instant
from app.domain.signatures import b64u
from app.local_db import feed_log, journal
from app.office.counter import Counter

_LINES_PAGE = 2_000
_PAGE_BYTES = 8 * 1024 * 1024

HOW_TO_CHECK = """\
Evidence of one Daftar counter

journal.ndjson  every entry, one a line, exactly as it was written and sent
head.json       the last entry's number and hash, signed by the device
device.json     the device's public key (JWK, Ed25519)

To check: begin with h = SHA-256("daftar-journal-v1" + device id). For each line, without its newline,
h = SHA-256(h + line). After the last line h must be the hash in head.json, and the signature there must
be the device's (Ed25519) over "daftar-head-v1" + device id + seq (8 bytes, big-endian) + hash (32 bytes).
The centre holds the same history exactly when it holds the same head.
"""


def write(counter: Counter, out: BinaryIO) -> int:
    """Write the zip to a binary file; the number of entries in it."""
    device = counter.identity.device
    with counter.store.read() as conn, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        head, cursor = journal.head(conn), feed_log.cursor(conn)
        with archive.open("journal.ndjson", "w", force_zip64=True) as lines_out:
            seq = 0
            while lines := journal.lines_after(conn, seq, _LINES_PAGE, _PAGE_BYTES):
                lines_out.write(b"\n".join(lines) + b"\n")
                seq += len(lines)
        signature = counter.signer.sign(signed_head(device, head))
        signed = {
            "device": device,
            "office": counter.identity.office,
            "counter": counter.identity.counter,
            "seq": head.seq,
            "hash": head.hex(),
            "signature": b64u(signature),
            "written_at": instant(counter.now()),
            "feed": {"epoch": cursor.epoch, "seq": cursor.seq},
        }
        archive.writestr("head.json", msgspec.json.format(msgspec.json.encode(signed), indent=2))
        archive.writestr("device.json", msgspec.json.encode(counter.signer.public_jwk()))
        archive.writestr("HOW-TO-CHECK.txt", HOW_TO_CHECK)
    return head.seq
