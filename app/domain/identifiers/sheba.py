"""Sheba (شبا), the Iranian IBAN: IR and 24 digits, ISO 7064 MOD 97-10 by python-stdnum."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_97_10

from app.domain.text import latin_code

LENGTH = 26
_SHAPE = re.compile(r"IR[0-9]{24}")
_NEVER_ISSUED = frozenset({"00", "01", "99"})
"""Check digits that the scheme cannot produce."""


def normalise(text: str) -> str:
    """``IR`` and digits without separators; 24 bare digits get their IR."""
    bare = latin_code(text)
    return "IR" + bare if len(bare) == LENGTH - 2 and bare.isdigit() else bare


def check(text: str) -> str | None:
    """``sheba-shape``, ``sheba-check`` or None."""
    if not _SHAPE.fullmatch(text):
        return "sheba-shape"
    if text[2:4] in _NEVER_ISSUED or not mod_97_10.is_valid(text[4:] + text[:4]):
        return "sheba-check"
    return None


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a valid one."""
    del text
    return ()
