"""The slip of a card payment: typed from paper, or told by the terminal and then not to be typed over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.identifiers import slip
from app.local_db.charges import Charge
from app.ui import texts
from app.ui.pages.application.payment.fields import SlipField
from app.ui.texts import translate
from app.ui.theme import GAP


class Slip(QWidget):
    """``charge`` is what the terminal took with it; None while it is typed by hand."""

    changed = Signal()
    left = Signal(object)
    """The field that was left."""
    entered = Signal()
    """Enter went past its last field."""

    def __init__(self, *, terse: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.charge: Charge | None = None
        self.rrn = SlipField(
            "rrn",
            translate("application", "Reference number (RRN)"),
            "" if terse else translate("application", "12 digits, from the terminal's slip"),
            required=True,
            terse=terse,
        )
        self.terminal = SlipField(
            "terminal",
            translate("application", "Terminal number"),
            "" if terse else translate("application", "8 digits, if it is on the slip"),
            required=False,
            terse=terse,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        for field, share in zip(self.fields(), (4, 3), strict=True):
            row.addWidget(field, share)
            field.changed.connect(self.changed)
            field.left.connect(lambda field=field: self.left.emit(field))
        self.rrn.entered.connect(self.terminal.focus_first)
        self.terminal.entered.connect(self.entered)

    def fields(self) -> tuple[SlipField, SlipField]:
        """Reference and terminal."""
        return (self.rrn, self.terminal)

    def number(self, at: int) -> None:
        """Which payment of the application it is."""
        for field in self.fields():
            field.path = f"payments.{at}.{field.field.name}"

    def values(self) -> tuple[str, str]:
        """Reference and terminal as they are stored."""
        return slip.normalise(self.rrn.value()), slip.normalise(self.terminal.value())

    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(field.is_empty() for field in self.fields())

    def hold(self, charge: Charge | None) -> None:
        """Show what the terminal took; None: it is typed by hand again, and empty."""
        self.charge = charge
        self.rrn.set_value(charge.rrn if charge is not None else "")
        self.terminal.set_value(charge.terminal if charge is not None else "")
        for field in self.fields():
            field.set_locked(locked=charge is not None)
            field.show_problem(None)
        told = translate("payment", "From the terminal")
        card = charge.card.strip("* ") if charge is not None else ""
        if card:
            shown = texts.isolate(texts.digits(card))
            told = translate("payment", "From the terminal; card {card}").format(card=shown)
        self.rrn.show_note(told if charge is not None else "")

    def typed(self) -> dict[str, Any]:
        """What stands in it, as JSON can hold it."""
        held = self.charge.charge if self.charge is not None else ""
        return {"rrn": self.rrn.value(), "terminal": self.terminal.value(), "charge": held}

    def fill(self, typed: dict[str, Any], charge: Charge | None) -> None:
        """Put back what :meth:`typed` gave; ``charge`` is the one it names, if it may still be used."""
        if charge is not None:
            self.hold(charge)
            return
        self.hold(None)
        self.rrn.set_value(str(typed.get("rrn", "")))
        self.terminal.set_value(str(typed.get("terminal", "")))
