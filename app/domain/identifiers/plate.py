"""Vehicle plate (پلاک): cars ``12ب345-46``, motorcycles ``123-45678``, free zones ``کیش-12345``.

A car has two digits, a letter, three digits and a two-digit region; the letter is one of the Persian
script, ``الف``, ``تشریفات`` (protocol), D (diplomats) or S (service of an embassy); ``گ`` is a temporary
plate. A motorcycle has a three-digit region and five digits; a plate of a free zone has the zone's name
and five digits. A zero, a letter, a region or a zone that lists do not know is never refused: lists go
stale, so it warns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.text import normalise as normalise_text
from app.domain.text import strip_separators

PROTOCOL = "تشریفات"
KNOWN_LETTERS = frozenset("بجدسصطقلمنوهیعکگژپثشزفتDS") | {"الف", PROTOCOL}
KNOWN_ZONES = frozenset({"کیش", "قشم", "چابهار", "ارس", "انزلی", "اروند", "ماکو"})
_LATIN_ZONES = {
    "KISH": "کیش", "QESHM": "قشم", "CHABAHAR": "چابهار", "ARAS": "ارس", "ANZALI": "انزلی",
    "ARVAND": "اروند", "MAKU": "ماکو",
}  # fmt: skip
_LETTER = f"الف|{PROTOCOL}|[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]|[A-Z]"
_ZONE = "(?!الف-?[0-9]|[^0-9]*ایران)[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ]{2,20}"
_IN_ORDER = re.compile(rf"(\d\d)({_LETTER})(\d\d\d)(\d\d)", re.ASCII)
_REGION_FIRST = re.compile(rf"(\d\d)(\d\d\d)({_LETTER})(\d\d)", re.ASCII)
_MOTORCYCLE = re.compile(r"(\d{3})(\d{5})", re.ASCII)
_ZONE_FIRST = re.compile(rf"(?:منطقهآزاد)*({_ZONE}|[A-Z]{{4,8}})(\d{{5}})", re.ASCII)
_ZONE_LAST = re.compile(rf"(\d{{5}})(?:منطقهآزاد)*({_ZONE}|[A-Z]{{4,8}})", re.ASCII)
_CAR_STORED = re.compile(rf"(\d\d)({_LETTER})(\d\d\d)-(\d\d)", re.ASCII)
_MOTORCYCLE_STORED = re.compile(r"(\d{3})-(\d{5})", re.ASCII)
_ZONE_STORED = re.compile(rf"({_ZONE})-(\d{{5}})", re.ASCII)


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


@dataclass(frozen=True, slots=True)
class FreeZonePlate:
    """The name of the zone and the number."""

    zone: str
    number: str

    def __str__(self) -> str:
        return f"{self.zone}-{self.number}"


def normalise(text: str) -> str:
    """``12 ب 345 ایران 46`` and ``ایران ۴۶ - ۳۴۵ ب ۱۲`` as ``12ب345-46``.

    Eight digits as a motorcycle's; ``منطقه آزاد کیش ۱۲۳۴۵``, ``12345 KISH`` as ``کیش-12345``.
    """
    bare = strip_separators(text.replace("|", " ")).upper().replace("ایران", "").replace("IRAN", "")
    if match := _IN_ORDER.fullmatch(bare):
        return str(CarPlate(match[1], _letter(match[2]), match[3], match[4]))
    if match := _REGION_FIRST.fullmatch(bare):
        return str(CarPlate(match[4], _letter(match[3]), match[2], match[1]))
    if match := _MOTORCYCLE.fullmatch(bare):
        return str(MotorcyclePlate(match[1], match[2]))
    if match := _ZONE_FIRST.fullmatch(bare):
        return _of_zone(match[1], match[2]) or normalise_text(text)
    if match := _ZONE_LAST.fullmatch(bare):
        return _of_zone(match[2], match[1]) or normalise_text(text)
    return normalise_text(text)


def _of_zone(written: str, number: str) -> str:
    zone = _LATIN_ZONES.get(written, "" if written.isascii() else written)
    return str(FreeZonePlate(zone, number)) if zone else ""


def _letter(written: str) -> str:
    return "الف" if written in {"ا", "آ"} else written


def parse(text: str) -> CarPlate | MotorcyclePlate | FreeZonePlate | None:
    """The parts of a normalised plate, or None when it is none."""
    if match := _CAR_STORED.fullmatch(text):
        return CarPlate(*match.groups())
    if match := _MOTORCYCLE_STORED.fullmatch(text):
        return MotorcyclePlate(*match.groups())
    if match := _ZONE_STORED.fullmatch(text):
        return FreeZonePlate(*match.groups())
    return None


def check(text: str) -> str | None:
    """``plate-shape`` or None."""
    return None if parse(text) else "plate-shape"


def warnings(text: str) -> tuple[str, ...]:
    """``plate-letter``, ``plate-zero``, ``plate-region``, ``plate-zone``: unusual, never refused."""
    found = parse(text)
    if isinstance(found, FreeZonePlate):
        return () if found.zone in KNOWN_ZONES else ("plate-zone",)
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
