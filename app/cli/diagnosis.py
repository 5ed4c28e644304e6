"""What ``daftar doctor`` finds: one thing looked at, how it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import DaftarError


class Health(StrEnum):
    """How one thing stands."""

    OK = "ok"
    WARN = "warn"
    """Worth knowing; the counter serves."""
    BAD = "bad"
    """Wrong on this PC."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; ``todo`` says how to mend it, "" when there is nothing to do."""

    check: str
    health: Health
    note: str
    todo: str = ""


def explained(check: str, error: DaftarError, health: Health = Health.BAD) -> Diagnosis:
    """An error in the words that it has for a person."""
    return Diagnosis(check, health, error.what.format(**error.params), error.todo.format(**error.params))
