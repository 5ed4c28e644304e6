"""An invented service with a field for every kind of rule, and rules to be planted into it."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.catalogue import Service

WORDS = {"fa": "متن", "en": "text"}
SAID = {"fa": "این‌ها با هم نمی‌خوانند.", "en": "These do not go together."}


def choice(name: str, *values: str, **more: Any) -> dict[str, Any]:
    """A choice field."""
    choices = [{"value": value, "label": WORDS} for value in values]
    return {"name": name, "type": "choice", "label": WORDS, "choices": choices, "required": False, **more}


def field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Any other field; not required unless told so."""
    return {"name": name, "type": kind, "label": WORDS, "required": False, **more}


def rule(kind: str, fields: str, **more: Any) -> dict[str, Any]:
    """A rule's JSON; ``fields`` with spaces between, everything that is no member of a rule is a param."""
    members = {key: more.pop(key) for key in ("at", "message", "warns", "when") if key in more}
    params = {key: str(value) for key, value in more.items()}
    return {"kind": kind, "fields": fields.split(), "params": params, "message": SAID, **members}


APPLICANT: list[dict[str, Any]] = [
    field("national_code", "national_code", required=True),
    field("name.given", "persian_name", required=True),
    field("name.family", "persian_name", required=True),
    field("birth_date", "jalali_date", max="today"),
    choice("sex", "male", "female"),
]

OWN: list[dict[str, Any]] = [
    field("first_day", "jalali_date"),
    field("second_day", "jalali_date"),
    field("expires", "jalali_date"),
    choice("status", "served", "exempt", "absent"),
    field("owner", "national_code"),
    field("other", "national_code"),
    choice("capacity", "self", "guardian", "attorney"),
    field("deed", "text", shown_when={"field": "capacity", "any_of": ["attorney"]}),
    choice("deed_matter", "fuel-card", "not-fuel-card", "vehicle"),
    field("address", "address"),
    field("bill", "bill_id"),
    field("payment", "payment_id"),
    field("amount", "money"),
    field(
        "people",
        "rows",
        rows_max=4,
        columns=[field("code", "national_code", required=True), choice("relation", "child", "spouse")],
    ),
]


def ruled(*rules: dict[str, Any], fields: list[dict[str, Any]] | None = None) -> Service:
    """The invented service with these rules; ``fields`` in place of its own section's."""
    whole = {
        "code": "invented.matter",
        "name": WORDS,
        "family": WORDS,
        "offline": "accept",
        "citizen": WORDS,
        "citizen_offline": WORDS,
        "upstream": "invented",
        "sections": [
            {"code": "applicant", "title": WORDS, "fields": APPLICANT},
            {"code": "matter", "title": WORDS, "fields": OWN if fields is None else fields},
        ],
        "rules": list(rules),
        "sources": ["invented"],
    }
    return msgspec.convert(whole, Service)
