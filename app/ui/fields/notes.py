"""What a right value means to a person, said under its field: that its check digit fits, what it is about."""

from __future__ import annotations

from app.domain.identifiers import bill, mrz, places_of_issue
from app.ui import texts
from app.ui.texts import translate

PROVED = frozenset({"national_code", "legal_id", "sheba", "bank_card", "imei", "bill_id"})
"""Types with a check digit; what has none is never called correct."""


def note_for(kind: str, stored: str) -> str:
    """The note for a right value of this field type in its stored form; empty for nothing to say."""
    if kind == "payment_id":
        return _about(texts.rials(bill.amount_rials(stored)))
    if kind == "bill_id" and bill.is_traffic_fine(stored):
        return _about(translate("fields", "traffic fine"))
    if kind == "national_code" and (town := places_of_issue.find_place(stored)):
        return _about(translate("fields", "issued in {town}").format(town=texts.isolate(town)))
    if kind == "mrz":
        found = mrz.parts(stored)
        return _about(texts.code(found.number)) if found is not None else ""
    return translate("fields", "Correct.") if kind in PROVED else ""


def _about(what: str) -> str:
    return translate("fields", "Correct: {what}.").format(what=what)
