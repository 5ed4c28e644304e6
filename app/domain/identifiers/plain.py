"""Numbers without a published check rule: only how many digits or letters they have is known.

Foreigners' ids, certificate numbers, the numbers of a card slip, chassis and engine numbers. Each is a
:class:`Plain` value with the three functions that every module of this package has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.text import latin_code, strip_separators


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A number of which only the shape is known.

    ``problem`` is the code for what does not fit ``shape``. What fits and does not fit ``usual`` is
    doubted with ``doubt`` and never refused.
    """

    shape: re.Pattern[str]
    problem: str
    length_max: int
    tidy: Callable[[str], str] = strip_separators
    usual: re.Pattern[str] | None = None
    doubt: str = ""

    def normalise(self, text: str) -> str:
        """ASCII digits (and capital letters, where letters may stand) without separators."""
        return self.tidy(text)

    def check(self, text: str) -> str | None:
        """The problem's code, or None."""
        return None if self.shape.fullmatch(text) else self.problem

    def warnings(self, text: str) -> tuple[str, ...]:
        """The doubt's code when it has not the usual shape."""
        return () if self.usual is None or self.usual.fullmatch(text) else (self.doubt,)


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


FOREIGN_ID = Plain(shape=_shape(r"\d{12}"), problem="foreign-id-shape", length_max=12)
"""Foreigners' id (کد فراگیر, فیدا): 12 digits; the issuers have published no check rule."""

CERTIFICATE_NUMBER = Plain(shape=_shape(r"\d{1,10}"), problem="certificate-number-shape", length_max=10)
"""Number of the birth certificate: 1 to 10 digits, the national code itself since about 1368."""

CARD_SERIAL = Plain(
    shape=_shape(r"[A-Z0-9]{6,15}"),
    problem="card-serial-shape",
    length_max=15,
    tidy=latin_code,
    usual=_shape(r"\d[A-Z]\d{8}"),
    doubt="card-serial-unusual",
)
"""Serial on the back of a national card: usually ``1G12345678``, but the form varies."""

CHASSIS = Plain(
    shape=_shape(r"(?=.*\d)[A-Z0-9]{4,20}"), problem="chassis-shape", length_max=20, tidy=latin_code
)
"""Chassis number: free letters and digits; older vehicles have it instead of a VIN."""

ENGINE = Plain(
    shape=_shape(r"(?=.*\d)[A-Z0-9]{3,25}"), problem="engine-shape", length_max=25, tidy=latin_code
)
"""Engine number: free letters and digits."""

TERMINAL = Plain(shape=_shape(r"\d{8}"), problem="payment-terminal", length_max=8)
"""Terminal id of a card slip (شماره پایانه): ISO 8583 field 41."""

STAN = Plain(shape=_shape(r"\d{6}"), problem="stan-shape", length_max=6)
"""Trace number of a card slip (شماره پیگیری): ISO 8583 field 11."""

RRN = Plain(shape=_shape(r"(?!0{12})\d{12}"), problem="rrn-shape", length_max=12)
"""Reference of a card slip (شماره مرجع): ISO 8583 field 37; never all zeros."""
