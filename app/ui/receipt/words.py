"""The receipt's words for codes of the tariff and of payments."""

from __future__ import annotations

from app.ui import texts
from app.ui.texts import translate

MASK = "*"


def payee(code: str) -> str:
    """Whom a fee line goes to; the code itself where no name is known."""
    names = {
        "office": translate("receipt", "office"),
        "tax": translate("receipt", "tax"),
        "treasury": translate("receipt", "treasury"),
        "municipality": translate("receipt", "municipality"),
        "post": translate("receipt", "post"),
        "card": translate("receipt", "card issuer"),
        "stamp": translate("receipt", "stamp duty"),
        "justice": translate("receipt", "judiciary"),
        "police": translate("receipt", "police"),
    }
    return names.get(code) or texts.isolate(code)


def method(code: str) -> str:
    """How money was taken."""
    names = {"cash": translate("receipt", "cash"), "card": translate("receipt", "card")}
    return names.get(code) or texts.isolate(code)


def masked(national_code: str) -> str:
    """A national code of which a finder of the paper learns little: ``990*****13``."""
    hidden = len(national_code) - 5
    if hidden <= 0:
        return MASK * len(national_code)
    return f"{national_code[:3]}{MASK * hidden}{national_code[-2:]}"
