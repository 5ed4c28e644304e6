"""Applications that this counter accepted."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db import search
from app.local_db.projections import documents, payments
from app.local_db.write_context import run

# The centre's word may have come before the row: after a restore the feed and the office's own entries
# are fetched independently. So a new row takes over whatever `outcomes` knows of it already.
_INSERT = """
INSERT OR IGNORE INTO applications (
    seq, ordinal, application, request, request_digest, receipt, service, given, family, national_code,
    mobile, more_numbers, amount_rials, paid_rials, payees, at, day, staff, offline, tariff_version,
    tracking, decision, decision_note_fa, decision_note_en, upstream, reference, barcode, decided_version,
    void_word, content_seq, version, voided_by, void_reason, refunded_rials)
SELECT ?1, coalesce((SELECT ordinal FROM applications ORDER BY seq DESC LIMIT 1), 0) + 1,
    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
    o.tracking, o.decision, coalesce(o.decision_note_fa, ''), coalesce(o.decision_note_en, ''),
    coalesce(o.upstream, ''), coalesce(o.reference, ''), coalesce(o.barcode, ''),
    coalesce(o.decided_version, 1), coalesce(o.void_word, ''), ?1, 1, '', '', 0
FROM (SELECT 1) LEFT JOIN outcomes AS o ON o.application = ?2
"""


def accepted(conn: Connection, entry: Entry) -> None:
    """``application.accepted``: its row, its search row, its payments. A second time changes nothing."""
    data = entry.data
    application = data["application"]
    given, family, *numbers = known_by(data["applicant"], data["fields"])
    fee = data["fee"]
    taken = data["payments"]
    written = run(
        conn,
        _INSERT,
        (
            entry.seq,
            application,
            data["request"],
            data["request_digest"],
            data["receipt"],
            data["service"],
            given,
            family,
            *numbers,
            fee["total_rials"],
            payments.total_rials(taken),
            _payees(fee["lines"]),
            entry.at,
            data["day"],
            entry.staff,
            1 if data["offline"] else 0,
            fee["tariff_version"],
        ),
    )
    if written == 0:
        return
    search.insert(conn, entry.seq, f"{given} {family}", numbers)
    if taken:
        payments.insert(conn, entry, data, taken, later=False)
    scans = data.get("documents")
    if scans:
        documents.insert(conn, entry, data, scans)


def known_by(applicant: dict[str, Any], fields: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """Given name, family name, national code, mobile, and what else is searched; "" for what is not there.

    What else: the landline and every plate, which are the fields called ``plate`` or ending in ``_plate``.
    Receipts are not among them, because an index of their own finds them.
    """
    name = applicant.get("name") or {}
    more = [_text(applicant, "landline")]
    more += [_text(fields, field) for field in fields if field == "plate" or field.endswith("_plate")]
    return (
        _text(name, "given"),
        _text(name, "family"),
        _text(applicant, "national_code"),
        _text(applicant, "mobile"),
        " ".join(number for number in more if number),
    )


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _payees(lines: list[dict[str, Any]]) -> str:
    """Rials for each payee as a JSON object, for the day's sums."""
    totals: dict[str, int] = {}
    for line in lines:
        totals[line["payee"]] = totals.get(line["payee"], 0) + line["amount_rials"]
    return msgspec.json.encode(totals).decode()
