"""What is wrong with a value, in a form that a window, a command line and the centre can all show.

A :class:`Problem` names the field by its path (``applicant.national_code``, ``fields.expires``,
``payments``), a stable ``code`` and the parameters of its sentence. The English sentence is in
:data:`SENTENCES`; the window looks the same sentence up in its translation (context ``problems``). A rule
of a definition (``app.domain.cross_rules``) brings its own ``message`` in both languages instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.tariff import Words

SENTENCES: dict[str, str] = {
    "required": "This is required.",
    "unknown-field": "This service has no such field.",
    "not-text": "This must be text.",
    "too-long": "At most {max} characters.",
    "too-short": "At least {min} characters.",
    "unknown-service": "There is no service with this code.",
    "service-disabled": "This service is not given at this office.",
    "too-large": "The application is too large to be kept.",
    "fee-too-large": "The fee comes to more than can be taken; please check the numbers.",
    "payments-sum": "Payments come to {paid} rials; the fee is {fee} rials.",
    "payment-amount": "An amount is a whole number of rials above zero.",
    "payment-method": "This method of payment is not known.",
    "payment-not-allowed": "This service is not paid in this way.",
    "payment-reference": "A card payment needs the 12-digit reference (RRN) from the slip.",
    "payment-twice": "This card slip has already paid for receipt {receipt}.",
    "payment-terminal": "A terminal number has 8 digits.",
    "payment-cash-slip": "Cash has no slip: reference and terminal stay empty.",
    "payment-same-slip": "The same card slip stands twice here.",
    "payment-given-back": "The money of this card slip was given back at the terminal.",
    "payment-charge-amount": "The terminal took {charged} rials with this slip; no other amount fits.",
    "payment-count": "At most {max} payments.",
    "document-missing": "A scan of this paper is still missing.",
    "document-count": "At most {max} scans.",
    "document-pages": "This paper has at most {max} pages.",
    "document-twice": "The same scan stands here twice for this paper.",
    "document-digest": "This is no digest of a scan.",
    "document-type": "A scan is a JPEG or PNG picture, or a PDF.",
    "document-size": "A scan of this paper has at most {max} kilobytes, and is not empty.",
    "document-unreadable": "This file cannot be read.",
    "document-not-kept": "This scan is not in the store of this counter.",
    "duplicate-application": "The same person was given receipt {receipt} for this service on {day}, within"
    " its {days} days.",
    "identity-needed": "This service is not given before the civil registry has confirmed who this is.",
    "identity-differs": "What was given does not agree with the register.",
    "identity-proof-bad": "This is no answer of the centre about a person; ask the register again.",
    "identity-proof-other": "The register was asked about other data or by another office; ask it again.",
    "identity-proof-old": "The register's answer is more than a day old; ask it again.",
    "not-asked": "This is not asked for in this case.",
    "not-a-group": "This must hold named values.",
    "unprintable": "This holds characters that cannot be shown.",
    "not-a-choice": "This is none of the choices.",
    "not-digits": "Only digits may stand here.",
    "not-a-number": "A whole number stands here.",
    "number-small": "At least {min}.",
    "number-large": "At most {max}.",
    "national-code-shape": "A national code has 10 digits.",
    "national-code-zeros": "A national code has 10 digits; with its leading zeros this would be {padded}.",
    "national-code-check": "This is no valid national code; a digit is wrong.",
    "mobile-shape": "A mobile number has 11 digits and begins with 09.",
    "landline-shape": "A landline has 11 digits: 0, two of area, eight of number.",
    "postal-code-shape": "A postal code has 10 digits, not all the same, and does not begin with 0.",
    "postal-code-unusual": "This postal code looks unusual; please compare it once more.",
    "plate-shape": "A plate is two digits, a letter, three digits and a region; a motorcycle has 8 digits;"
    " a free zone has its name and 5 digits.",
    "plate-letter": "This letter is unusual on a plate; please compare it once more.",
    "plate-zero": "A zero is unusual on a plate; please compare it once more.",
    "plate-region": "This region is not a known one; please compare it once more.",
    "plate-zone": "This free zone is not a known one; please compare it once more.",
    "vin-shape": "A VIN has 17 Latin letters and digits.",
    "vin-letters": "A VIN has no I, O or Q; the digits 1 and 0 are meant.",
    "vin-check": "The check digit of this VIN differs; please compare it once more.",
    "passport-number-shape": "A passport number has 6 to 9 Latin letters and digits.",
    "passport-number-unusual": "New passports have a letter and 8 digits; please compare it once more.",
    "licence-number-shape": "A licence number has 4 to 15 digits.",
    "licence-number-unusual": "Recent licences have 10 digits; please compare it once more.",
    "sheba-shape": "A Sheba is IR and 24 digits.",
    "sheba-check": "This is no valid Sheba; a digit is wrong.",
    "card-shape": "A card number has 16 digits.",
    "card-check": "This is no valid card number; a digit is wrong.",
    "legal-id-shape": "The national id of a company has 11 digits.",
    "legal-id-check": "This is no valid id of a company; a digit is wrong.",
    "foreign-id-shape": "A foreigner's id has 12 digits.",
    "certificate-number-shape": "The number of a birth certificate has 1 to 10 digits.",
    "certificate-serial-shape": "A serial has Persian letters and digits: الف/12 123456.",
    "certificate-serial-unusual": "Usually a letter, two digits and six; please compare it once more.",
    "card-serial-shape": "The serial of a card has 6 to 15 Latin letters and digits.",
    "card-serial-unusual": "Usually a digit, a letter and 8 digits; please compare it once more.",
    "mrz-shape": "The second line has 44 characters: A to Z, 0 to 9 and <, in their places.",
    "mrz-number": "The passport number in this line does not agree with its check digit.",
    "mrz-birth": "The birth date in this line does not agree with its check digit.",
    "mrz-expiry": "The expiry date in this line does not agree with its check digit.",
    "mrz-personal": "The personal number in this line does not agree with its check digit.",
    "mrz-composite": "The last digit of this line does not agree with the rest.",
    "chassis-shape": "A chassis number has 4 to 20 Latin letters and digits.",
    "engine-shape": "An engine number has 3 to 25 Latin letters and digits.",
    "fuel-card-shape": "A fuel card has 16 digits.",
    "fuel-card-letter": "Leave out the A or B before the number; only the 16 digits are typed.",
    "fuel-card-unusual": "Fuel cards usually begin with 774433; please compare it once more.",
    "imei-shape": "An IMEI has 15 digits.",
    "imei-check": "This is no valid IMEI; a digit is wrong.",
    "stan-shape": "A trace number (STAN) has 6 digits.",
    "rrn-shape": "A reference (RRN) has 12 digits.",
    "bill-id-shape": "A bill id has 6 to 13 digits.",
    "bill-id-check": "This is no valid bill id; a digit is wrong.",
    "bill-id-type": "This kind of bill is not known; please compare it once more.",
    "payment-id-shape": "A payment id has 6 to 13 digits.",
    "payment-id-check": "This is no valid payment id; a digit is wrong.",
    "not-rows": "This must be a list of rows.",
    "not-a-row": "A row must hold named values.",
    "rows-many": "At most {max} rows.",
    "row-empty": "Nothing stands in this row.",
    "unknown-column": "This row holds a value that is not asked for.",
    "latin-name-letters": "Latin letters only, as in the passport.",
    "latin-name-other": "Last time it was written {before}; please compare it once more.",
    "persian-name-letters": "Persian letters only.",
    "address-short": "This address is very short; please see that post would arrive.",
    "date-shape": "A date is year, month and day: 1405/09/03.",
    "date-year": "The year is from {min} to {max}.",
    "date-month": "The month is from 1 to 12.",
    "date-day": "The day is from 1 to {max} in this month.",
    "date-early": "Not before {min}.",
    "date-late": "Not after {max}.",
    "date-future": "This day is still to come.",
    "date-past": "This day is already past.",
    "inspection-unheard": "Nothing has been heard here of this vehicle's technical inspection.",
    "inspection-unknown": "No technical inspection of this vehicle is known at the centre.",
    "inspection-expired": "The technical inspection of this vehicle ended on {day}.",
    "inspection-failed": "This vehicle failed its last technical inspection.",
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
    message: Words | None = None

    def sentence(self) -> str:
        """The English sentence, with its parameters filled in."""
        if self.message is not None:
            return self.message.en
        return SENTENCES[self.code].format(**self.params)
