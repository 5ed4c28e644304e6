"""The rule that a bill id and a payment id belong together, and hold the amount that is typed."""

from __future__ import annotations

from app.domain.catalogue import Rule
from app.domain.cross_rules.base import Kind, Place, Seen, Waits
from app.domain.identifiers import bill


def _pair_breaks(rule: Rule, seen: Seen) -> bool:
    bill_id, payment_id = seen.text(rule.fields[0]), seen.text(rule.fields[1])
    if not bill.is_pair(bill_id, payment_id):
        return True
    said = seen.text(rule.fields[2]) if len(rule.fields) > 2 else ""
    return said != "" and int(said) != bill.amount_rials(payment_id)


BILL_PAIR = Kind(
    name="bill-pair",
    places=(
        Place(what="a bill id", types=frozenset({"bill_id"})),
        Place(what="a payment id", types=frozenset({"payment_id"})),
        Place(what="the amount", types=frozenset({"money"}), waits=Waits.NEVER, needed=False),
    ),
    breaks=_pair_breaks,
)
"""The payment id is one of the bill id; and the amount, where one is typed, is the one that it holds."""
