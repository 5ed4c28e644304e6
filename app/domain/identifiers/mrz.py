"""Second line of a passport's machine-readable zone (ICAO Doc 9303-4, TD3): it proves itself.

It has 44 characters.

Document number, birth date, expiry and the optional number each have a check digit, and one more stands
over all of them: weights 7, 3, 1 repeated, A to Z counting 10 to 35 and ``<`` nothing, modulo 10. Neither
persiantools nor python-stdnum has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.text import normalise as normalise_text

LENGTH = 44
FILLER = "<"
_SHAPE = re.compile(
    r"[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9<]{6}[0-9][MF<][0-9<]{6}[0-9][A-Z0-9<]{14}[0-9<][0-9]", re.ASCII
)
_WEIGHTS = (7, 3, 1)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the line says, without fillers; the dates as ``YYMMDD`` of the Gregorian calendar."""

    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    personal_number: str


def check_digit(text: str) -> str:
    """The check digit of a part of the line."""
    total = sum(_value(character) * _WEIGHTS[at % 3] for at, character in enumerate(text))
    return str(total % 10)


def _value(character: str) -> int:
    return 0 if character == FILLER else int(character, 36)


def normalise(text: str) -> str:
    """Capitals without spaces. Of both lines, as a reader gives them, the second."""
    bare = "".join(normalise_text(text).split())
    bare = bare.upper() if bare.isascii() else bare
    return bare[LENGTH:] if len(bare) == 2 * LENGTH and bare.startswith("P") else bare


def check(text: str) -> str | None:
    """``mrz-shape``, the code of the first part whose check digit differs, ``mrz-composite``, or None."""
    if not _SHAPE.fullmatch(text):
        return "mrz-shape"
    for code, part, digit in (
        ("mrz-number", text[0:9], text[9]),
        ("mrz-birth", text[13:19], text[19]),
        ("mrz-expiry", text[21:27], text[27]),
    ):
        if check_digit(part) != digit:
            return code
    personal, digit = text[28:42], text[42]
    if check_digit(personal) != digit and not (digit == FILLER and personal.strip(FILLER) == ""):
        return "mrz-personal"
    whole = text[0:10] + text[13:20] + text[21:43]
    return None if check_digit(whole) == text[43] else "mrz-composite"


def parts(text: str) -> Parts | None:
    """What a right line says; None for one that is not right."""
    if check(text) is not None:
        return None
    return Parts(
        number=text[0:9].replace(FILLER, ""),
        nationality=text[10:13].replace(FILLER, ""),
        birth=text[13:19],
        sex=text[20].replace(FILLER, ""),
        expiry=text[21:27],
        personal_number=text[28:42].replace(FILLER, ""),
    )


def compose(number: str, nationality: str, birth: str, sex: str, expiry: str, personal: str = "") -> str:
    """The line with its check digits; dates as ``YYMMDD``."""
    padded = number.ljust(9, FILLER)
    optional = personal.ljust(14, FILLER)
    first = padded + check_digit(padded)
    second = birth + check_digit(birth)
    third = expiry + check_digit(expiry) + optional + (check_digit(optional) if personal else FILLER)
    nation = nationality.ljust(3, FILLER)
    return first + nation + second + (sex or FILLER) + third + check_digit(first + second + third)


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a line that proves itself."""
    del text
    return ()
