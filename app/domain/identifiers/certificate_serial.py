"""Serial of a birth certificate: «سری الف/۱۲ سریال ۱۲۳۴۵۶», kept as ``الف12-123456``.

The usual form has letters, a two-digit series and a six-digit serial. Old and foreign ones differ, so
another form of Persian letters and digits is doubted and never refused.
"""

from __future__ import annotations

import re

from app.domain.text import normalise as normalise_text
from app.domain.text import strip_separators

LENGTH_MAX = 24
_LETTERS = "الف|[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]{1,2}"
_LETTERS_FIRST = re.compile(rf"({_LETTERS})(\d\d)(\d{{6}})", re.ASCII)
_SERIES_FIRST = re.compile(rf"(\d\d)({_LETTERS})(\d{{6}})", re.ASCII)
_STORED = re.compile(rf"(?![اآ]\d)(?:{_LETTERS})\d\d-\d{{6}}", re.ASCII)
_POSSIBLE = re.compile(r"(?=.*[0-9])[آ-ی0-9A-Z /\-]{3,24}")


def normalise(text: str) -> str:
    """``الف12-123456`` where the form is the usual one, whichever way it was written; else tidied text."""
    if _STORED.fullmatch(text):
        return text
    tidy = normalise_text(text)
    bare = strip_separators(tidy.replace("سریال", " ").replace("سری", " "))
    if match := _LETTERS_FIRST.fullmatch(bare):
        return f"{_letters(match[1])}{match[2]}-{match[3]}"
    if match := _SERIES_FIRST.fullmatch(bare):
        return f"{_letters(match[2])}{match[1]}-{match[3]}"
    return tidy


def _letters(written: str) -> str:
    return "الف" if written in {"ا", "آ"} else written


def check(text: str) -> str | None:
    """``certificate-serial-shape`` or None."""
    return None if _POSSIBLE.fullmatch(text) else "certificate-serial-shape"


def warnings(text: str) -> tuple[str, ...]:
    """``certificate-serial-unusual`` for another form than letters, two digits and six."""
    return () if _STORED.fullmatch(text) else ("certificate-serial-unusual",)
