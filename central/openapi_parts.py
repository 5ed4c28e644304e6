"""What a description of a call is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JSON = "application/json"
REF = "#/components/schemas/{name}"
TEXT: dict[str, Any] = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its address, what it takes and every answer it gives. Problems by status and type."""

    method: str
    path: str
    summary: str
    answers: dict[int, tuple[str, dict[str, Any]]]
    problems: dict[int, tuple[str, ...]] = field(default_factory=dict)
    parameters: tuple[dict[str, Any], ...] = ()
    body: dict[str, Any] | None = None
    security: str | None = "token"
    """Whose key it takes: a device's ``token``, a ``partner``'s, or nobody's (None)."""


def schema(kind: type) -> dict[str, Any]:
    """A reference to a message's schema."""
    return {"$ref": REF.format(name=kind.__name__)}


def json_of(kind: type) -> dict[str, Any]:
    """The content of a JSON body."""
    return {JSON: {"schema": schema(kind)}}


def query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """An optional query parameter."""
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def whole(default: int, highest: int | None = None) -> dict[str, Any]:
    """The schema of a whole number from 0."""
    number = {"type": "integer", "minimum": 0, "default": default}
    return number if highest is None else number | {"maximum": highest}
