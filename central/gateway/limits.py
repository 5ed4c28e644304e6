"""Every limit of the gateway, by name. Those of the wire itself stand in ``app.sync.protocol``."""

from __future__ import annotations

from datetime import timedelta

from app.sync.protocol import BATCH_BYTES_MAX

SMALL_BODY_BYTES_MAX = 16 * 1024
"""Enrolment, token, sign-in."""
HEADER_LINE_BYTES_MAX = 4 * 1024
BATCH_BODY_BYTES_MAX = BATCH_BYTES_MAX
"""A batch, header line and entries, on the wire and, whatever it was compressed with, unpacked."""
DRAINED_BYTES_MAX = 32 * 1024 * 1024
"""So much of a body that is too large is still read, so that its sender sees the answer and no reset."""
ZSTD_WINDOW_BYTES_MAX = 8 * 1024 * 1024
FETCH_ENTRIES_MAX = 1_000
FETCH_BYTES_MAX = 4 * 1024 * 1024
FEED_PAGE_BYTES_MAX = 4 * 1024 * 1024
SEQ_MAX = 2**53
"""Above any journal; the largest whole number that every JSON reader keeps exact."""

DEVICE_NAME_MAX = 100
STAFF_CODE_MAX = 32
JTI_MAX = 128
CLOCK_LEEWAY_S = 30
"""How far an assertion's times may be off, on top of its lifetime."""
LEASE_LIFETIME = timedelta(days=7)
"""How long a staff member may sign in offline after the centre last confirmed the password."""

FAILURES_MAX = 10
ACTIVATION_WINDOW_S = 60
"""Per office and address: 10 wrong codes a minute, against 59 bits of chance in a code."""
SIGN_IN_WINDOW_S = 300
"""Per staff member: 10 wrong passwords in 5 minutes."""
IDENTITY_ASKS_MAX = 120
IDENTITY_WINDOW_S = 60
"""Per device: more questions a minute than a hurried clerk has citizens."""
IDENTITY_DIFFERENCES_MAX = 20
IDENTITY_DIFFERENCES_WINDOW_S = 600
"""Per office: so that nobody finds out a person's data by trying."""
IDENTITY_ANSWER_S = 3.0
"""How long a citizen waits for the civil registry."""
IDENTITY_CALLS_MAX = 32
"""Questions under way at once towards the civil registry, per gateway process."""
PERSON_CHARACTERS_MAX = 200
PASSWORD_CHECKS_MAX = 2
"""Hashings at a time: each takes 64 MiB and a core."""

INSPECTIONS_BODY_BYTES_MAX = 512 * 1024
"""A batch of inspections."""
VEHICLE_QUESTIONS_PER_MINUTE = 120
"""Of one device: more than a clerk can type."""
PARTNER_KEY_CHARACTERS_MAX = 100

TOKENS_REMEMBERED_MAX = 10_000
DEVICES_REMEMBERED_MAX = 50_000
BEHIND_POLL_S = 0.1
"""How often a batch that overtook looks whether another gateway process took its predecessor."""
FEED_POLL_S = 5.0
"""How often a waiting feed request looks by itself, should the database's notification be lost."""
RETRY_AFTER_S = 2
"""What 503 asks for."""
COMPRESS_LEVEL = 1
NUMBER_CHARACTERS_MAX = 200
"""A receipt's number as an entry may have brought it."""
SIGNED_TEXT_CHARACTERS_MAX = 4_096
"""Text of a receipt's QR code; no code holds more."""
METADATA_CHARACTERS_MAX = 1_024
"""``Upload-Metadata`` of a document: its digest and type take about 150."""
UNNAMED_RETRY_AFTER_S = 60
"""What an office is told that sent too many documents ahead of its entries."""
