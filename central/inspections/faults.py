"""What can be wrong with an inspection that a partner sends, in words."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from app.domain.tariff import Words

_NAMESPACE = uuid.UUID("0f6b9a52-8a53-5d0b-8f0e-5a0c7a3f9c44")


class Fault(StrEnum):
    """The stable names; all but ``numbers-missing`` refuse the inspection."""

    UNREADABLE = "inspection-unreadable"
    CONTENT_DIFFERS = "inspection-content-differs"
    NUMBER_USED = "inspection-number-used"
    FAR_AHEAD = "inspection-far-ahead"
    SAME_INSTANT = "inspection-same-instant"
    NUMBERS_MISSING = "numbers-missing"


_NOTES = {
    Fault.UNREADABLE: Words("این معاینه خوانده نمی‌شود: {why}.", "This inspection cannot be read: {why}."),
    Fault.CONTENT_DIFFERS: Words(
        "معاینه با همین شناسه پیش‌تر با محتوای دیگری آمده است؛ همان نگه داشته شد.",
        "An inspection of this id came before with another content; that one is kept.",
    ),
    Fault.NUMBER_USED: Words(
        "شماره‌ی {number} این مرکز پیش‌تر به معاینه‌ی دیگری داده شده است.",
        "Number {number} of this centre was given to another inspection before.",
    ),
    Fault.FAR_AHEAD: Words(
        "شماره‌ی {number} بسیار جلوتر از آخرین شماره‌ی پیوسته ({last}) است.",
        "Number {number} is far ahead of the last one without a gap ({last}).",
    ),
    Fault.SAME_INSTANT: Words(
        "همین خودرو در همین لحظه معاینه‌ی دیگری ({other}) دارد؛ همان نگه داشته شد.",
        "This vehicle has another inspection at this very instant ({other}); that one is kept.",
    ),
    Fault.NUMBERS_MISSING: Words(
        "شماره‌های {first} تا {last} این مرکز نرسیده است.",
        "Numbers {first} to {last} of this centre have not come.",
    ),
}


@dataclass(frozen=True, slots=True)
class PartnerFinding:
    """One thing found; ``finding`` follows from what it is about, so that it is raised once.

    ``partner`` is empty where nobody sent anything wrong.
    """

    finding: str
    partner: str
    fault: Fault
    inspection: str
    centre: str
    number: int | None
    note: Words

    def row(self) -> tuple[object, ...]:
        """As it is written."""
        said = msgspec.json.encode({"fa": self.note.fa, "en": self.note.en}).decode()
        about = (self.inspection, self.centre, self.number)
        return (self.finding, self.partner or None, self.fault.value, *about, said.replace("\\u0000", ""))


def find(
    fault: Fault,
    partner: str,
    *,
    inspection: str = "",
    centre: str = "",
    number: int | None = None,
    said: bytes = b"",
    **params: object,
) -> PartnerFinding:
    """A finding; ``said`` is what was sent, which tells two of one kind apart."""
    note, values = _NOTES[fault], {"number": number, **params}
    key = f"{fault.value}:{partner}:{inspection}:{centre}:{number}:{hashlib.sha256(said).hexdigest()}"
    words = Words(note.fa.format(**values), note.en.format(**values))
    return PartnerFinding(str(uuid.uuid5(_NAMESPACE, key)), partner, fault, inspection, centre, number, words)
