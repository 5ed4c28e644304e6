"""Vehicle plate (پلاک): cars ``12ب345-46``, motorcycles ``123-45678``.

A car has two digits, a letter, three digits and a two-digit region; the letter is one of the Persian
script, ``الف``, or D or S. A motorcycle has a three-digit region and five digits. A zero, a letter or a
region that lists do not know is never refused: lists go stale, so it warns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.text import normalise as normalise_text
from app.domain.text import strip_separators

KNOWN_LETTERS = frozenset("بجدسصطقلمنوهیعکگژپثشزفتDS") | {"الف"}
_LETTER = "الف|[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]|[A-Z]"
_IN_ORDER = re.compile(rf"(\d\d)({_LETTER})(\d\d\d)(\d\d)", re.ASCII)
_REGION_FIRST = re.compile(rf"(\d\d)(\d\d\d)({_LETTER})(\d\d)", re.ASCII)
_MOTORCYCLE = re.compile(r"(\d{3})(\d{5})", re.ASCII)
_CAR_STORED = re.compile(rf"(\d\d)({_LETTER})(\d\d\d)-(\d\d)", re.ASCII)
_MOTORCYCLE_STORED = re.compile(r"(\d{3})-(\d{5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CarPlate:
    """The four boxes of a car's plate in reading order."""

    first: str
    letter: str
    second: str
    region: str

    def __str__(self) -> str:
        return f"{self.first}{self.letter}{self.second}-{self.region}"


@dataclass(frozen=True, slots=True)
class MotorcyclePlate:
    """The two rows of a motorcycle's plate."""

    region: str
    number: str

    def __str__(self) -> str:
        return f"{self.region}-{self.number}"


def normalise(text: str) -> str:
    """``12 ب 345 ایران 46`` and ``ایران ۴۶ - ۳۴۵ ب ۱۲`` as ``12ب345-46``; eight digits as a motorcycle's."""
    bare = strip_separators(text.replace("|", " ")).upper().replace("ایران", "").replace("IRAN", "")
    if match := _IN_ORDER.fullmatch(bare):
        return str(CarPlate(match[1], _letter(match[2]), match[3], match[4]))
    if match := _REGION_FIRST.fullmatch(bare):
        return str(CarPlate(match[4], _letter(match[3]), match[2], match[1]))
    if match := _MOTORCYCLE.fullmatch(bare):
        return str(MotorcyclePlate(match[1], match[2]))
    return normalise_text(text)


def _letter(written: str) -> str:
    return "الف" if written in {"ا", "آ"} else written


def parse(text: str) -> CarPlate | MotorcyclePlate | None:
    """The parts of a normalised plate, or None when it is none."""
    if match := _CAR_STORED.fullmatch(text):
        return CarPlate(*match.groups())
    if match := _MOTORCYCLE_STORED.fullmatch(text):
        return MotorcyclePlate(*match.groups())
    return None


def check(text: str) -> str | None:
    """``plate-shape`` or None."""
    return None if parse(text) else "plate-shape"


def warnings(text: str) -> tuple[str, ...]:
    """``plate-letter``, ``plate-zero``, ``plate-region``: unusual, never refused."""
    found = parse(text)
    if isinstance(found, MotorcyclePlate):
        return () if 111 <= int(found.region) <= 839 else ("plate-region",)
    if found is None:
        return ()
    doubts = []
    if found.letter not in KNOWN_LETTERS:
        doubts.append("plate-letter")
    if "0" in (found.first + found.second)[:-1]:
        doubts.append("plate-zero")
    if found.region[0] == "0":
        doubts.append("plate-region")
    return tuple(doubts)
