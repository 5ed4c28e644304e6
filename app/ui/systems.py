"""Names of the systems behind the centre, as people at the counter call them."""

from __future__ import annotations

from app.ui.texts import isolate, translate


def system_name(code: str) -> str:
    """The name of an upstream system by its code, or of ``network``, ``centre``, ``authorisation``."""
    code = code.removeprefix("upstream:")
    names = {
        "network": translate("systems", "Network"),
        "centre": translate("systems", "Centre"),
        "authorisation": translate("systems", "Authorisation"),
        "passport": translate("systems", "Passport system"),
        "criminal-record": translate("systems", "Police clearance system"),
        "traffic": translate("systems", "Traffic police system"),
        "conscription": translate("systems", "Conscription system"),
        "fuel": translate("systems", "Fuel card system"),
        "business-premises": translate("systems", "Business premises police"),
        "subsidy": translate("systems", "Subsidy system"),
        "civil-registry": translate("systems", "Civil registry"),
        "simfa": translate("systems", "Technical inspection system"),
    }
    return names.get(code) or isolate(code)


def short_system_name(code: str) -> str:
    """The same in one or two words, for a chip."""
    names = {
        "passport": translate("systems", "Passport"),
        "criminal-record": translate("systems", "Police clearance"),
        "traffic": translate("systems", "Traffic police"),
        "conscription": translate("systems", "Conscription"),
        "fuel": translate("systems", "Fuel card"),
        "business-premises": translate("systems", "Premises police"),
        "subsidy": translate("systems", "Subsidy"),
        "civil-registry": translate("systems", "Civil registry"),
        "simfa": translate("systems", "Inspection"),
    }
    return names.get(code) or isolate(code)
