"""Lines of the queue without a store, for what only shows them. People are invented."""

from __future__ import annotations

import msgspec

from app.domain.sync_status import QueueState, Why
from app.local_db.queries.queue_row import QueueRow

_ROW = QueueRow(
    application="a-1", seq=1, state=QueueState.STORED, why=Why.NEXT, since="", receipt="0412-02-05-000001-1",
    service="passport.issue", applicant="نمونه ساختگی", at="2026-11-24T07:00:00.000Z", day="1405-09-03",
    amount_rials=1000, paid_rials=1000, tracking="", upstream="", decision="", note_fa="", note_en="",
    finding="", offline=False, stands="accepted", barcode="", void_word="", void_reason="", refunded_rials=0,
)  # fmt: skip


def queue_row(number: int = 1, **changes: object) -> QueueRow:
    """The application of this number, waiting to be sent."""
    named = {"application": f"a-{number}", "seq": number, "receipt": f"0412-02-05-{number:06}-1"}
    return msgspec.structs.replace(_ROW, **(named | changes))
