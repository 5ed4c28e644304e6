"""The field types that a definition may name. A new type is one :class:`FieldType` in this register."""

from __future__ import annotations

from app.domain.field_types import bank, dates, numbers, papers, rows, vehicles, words
from app.domain.field_types.base import Bounds, FieldType, Value, Widget

__all__ = ["FIELD_TYPES", "Bounds", "FieldType", "Value", "Widget", "find_type"]

FIELD_TYPES: dict[str, FieldType] = {
    kind.name: kind
    for kind in (
        numbers.NATIONAL_CODE,
        numbers.MOBILE,
        numbers.LANDLINE,
        numbers.POSTAL_CODE,
        papers.LEGAL_ID,
        papers.FOREIGN_ID,
        papers.CERTIFICATE_NUMBER,
        papers.CERTIFICATE_SERIAL,
        papers.CARD_SERIAL,
        papers.MRZ,
        vehicles.PLATE,
        vehicles.VIN,
        vehicles.CHASSIS,
        vehicles.ENGINE,
        vehicles.FUEL_CARD,
        vehicles.IMEI,
        bank.BANK_CARD,
        bank.SHEBA,
        bank.TERMINAL,
        bank.STAN,
        bank.RRN,
        bank.BILL_ID,
        bank.PAYMENT_ID,
        numbers.PASSPORT_NUMBER,
        numbers.LICENCE_NUMBER,
        dates.JALALI_DATE,
        words.PERSIAN_NAME,
        words.LATIN_NAME,
        words.ADDRESS,
        words.TEXT,
        words.DIGITS,
        words.CHOICE,
        words.MONEY,
        words.COUNT,
        rows.ROWS,
    )
}


def find_type(name: str) -> FieldType | None:
    """The field type of this name, or None."""
    return FIELD_TYPES.get(name)
