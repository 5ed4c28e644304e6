"""What is wrong with a value, in a form that a window, a command line and the centre can all show.

A :class:`Problem` names the field by its path (``applicant.national_code``, ``fields.expires``,
``payments``), a stable ``code`` and the parameters of its sentence. The English sentence is in
:data:`SENTENCES`; the window looks the same sentence up in its translation (context ``problems``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

SENTENCES: dict[str, str] = {
    "required": "This is required.",
    "unknown-field": "This service has no such field.",
    "not-text": "This must be text.",
    "too-long": "At most {max} characters.",
    "too-short": "At least {min} characters.",
    "unknown-service": "There is no service with this code.",
    "service-disabled": "This service is not given at this office.",
    "too-large": "The application is too large to be kept.",
    "payments-sum": "Payments come to {paid} rials; the fee is {fee} rials.",
    "payment-amount": "An amount is a whole number of rials above zero.",
    "payment-method": "This method of payment is not known.",
    "payment-reference": "A card payment needs the 12-digit reference (RRN) from the slip.",
    "payment-twice": "This card slip has already paid for receipt {receipt}.",
}


class Severity(StrEnum):
    """An error refuses; a warning is shown and may be passed."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (``path``), what (``code``), with which parameters."""

    path: str
    code: str
    params: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def sentence(self) -> str:
        """The English sentence, with its parameters filled in."""
        return SENTENCES[self.code].format(**self.params)
