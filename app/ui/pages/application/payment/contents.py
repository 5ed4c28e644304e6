"""What the payment card holds: the way that was chosen, slip and parts as typed, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.application import Method, Payment
from app.domain.tariff import CurrencyUnit
from app.local_db.charges import Charge
from app.ui.money_words import with_unit
from app.ui.pages.application.payment.left_over import LeftOver
from app.ui.pages.application.payment.part import Part
from app.ui.pages.application.payment.parts import Parts
from app.ui.pages.application.payment.slip import Slip
from app.ui.pages.application.payment.terminal_bar import TerminalBar
from app.ui.pages.application.payment.ways import Way, Ways
from app.ui.texts import translate
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


def charges_in(typed: object) -> frozenset[str]:
    """The ids of the charges in what :meth:`PaymentContents.typed` gave."""
    if not isinstance(typed, dict):
        return frozenset()
    slips = [typed.get("slip"), *(typed.get("parts") or ())]
    return frozenset(str(one["charge"]) for one in slips if isinstance(one, dict) and one.get("charge"))


class PaymentContents(Card):
    """``changed`` on every key or choice. ``find_charge`` gives a charge that may still be used, for what is
    filled in from a draft.
    """

    changed = Signal()
    cleared = Signal()
    """What stood here is gone; money that the terminal took for it is not."""

    def __init__(self, *, may_wait: bool, parent: QWidget | None = None) -> None:
        super().__init__(translate("application", "Payment"), parent=parent)
        self._total_rials = 0
        self._unit: CurrencyUnit | None = None
        self._methods: Collection[Method] = tuple(Method)
        self.has_terminal = False
        self.find_charge: Callable[[str], Charge | None] = lambda _: None
        self.ways = Ways(may_wait=may_wait, parent=self)
        self.buttons = self.ways.buttons
        self.left_over = LeftOver(parent=self)
        self.slip, self.parts, self.bar = Slip(parent=self), Parts(self), TerminalBar(self)
        self.rrn, self.terminal = self.slip.fields()
        self.said = label("", "secondary", wraps=True, parent=self)
        for widget in (self.left_over, self.ways, self.slip, self.parts, self.bar, self.said):
            self.body.addWidget(widget)
        self.ways.chosen.connect(self._on_way)

    def way(self) -> Way:
        """What is chosen."""
        return self.ways.way()

    def choose(self, way: Way) -> None:
        """Choose a way of payment."""
        self.buttons[way].setChecked(True)

    def set_total(
        self,
        total_rials: int,
        unit: CurrencyUnit | None = None,
        methods: Collection[Method] = tuple(Method),
    ) -> None:
        """What is to be paid and how it may be; a service that costs nothing needs no payment."""
        self._total_rials, self._unit, self._methods = total_rials, unit, methods
        show_if(self, total_rials > 0)
        self.ways.allow(methods)
        self.parts.set_total(total_rials, unit, methods)
        held = self.slip.charge
        if held is not None and self.way() is Way.CARD and 0 < total_rials != held.charged_rials:
            self.hold(held)  # its amount no longer is the fee: it becomes a part
        self._say()

    # Values ----------------------------------------------------------------------------------------------

    def payments(self) -> list[Payment]:
        """The payments as typed; none when it is paid later or costs nothing."""
        if self._total_rials == 0 or self.way() is Way.LATER:
            return []
        if self.way() is Way.CASH:
            return [Payment(method=Method.CASH, amount_rials=self._total_rials)]
        if self.way() is Way.SPLIT:
            return self.parts.payments()
        rrn, terminal = self.slip.values()
        return [Payment(method=Method.CARD, amount_rials=self._total_rials, rrn=rrn, terminal=terminal)]

    def is_empty(self) -> bool:
        """Whether nothing was typed, and nothing taken."""
        return self.slip.is_empty() and self.parts.is_empty() and not self.bar.is_asking()

    def in_words(self, amount_rials: int) -> str:
        """An amount with the unit of the fee."""
        return with_unit(amount_rials, self._unit)

    def held(self) -> frozenset[str]:
        """The charges that stand in what is chosen now."""
        slips = [part.slip for part in self.parts.parts] if self.way() is Way.SPLIT else []
        slips += [self.slip] if self.way() is Way.CARD else []
        return frozenset(one.charge.charge for one in slips if one.charge is not None)

    def all_held(self) -> frozenset[str]:
        """Those that stand in it, also behind a way that is not chosen."""
        return charges_in(self.typed())

    def clear(self) -> None:
        """Forget what was typed; the way stays for the next citizen, but never "later" or parts."""
        self.slip.hold(None)
        self.parts.clear()
        self.bar.hush()
        if self.way() in (Way.LATER, Way.SPLIT):
            self.choose(Way.CARD)
        self._say()
        self.cleared.emit()

    def typed(self) -> dict[str, Any]:
        """What was chosen and typed, as JSON can hold it, for :meth:`fill`; charges by their ids."""
        return {"way": str(self.way()), "slip": self.slip.typed(), "parts": self.parts.typed()}

    def fill(self, typed: object) -> None:
        """Put back what :meth:`typed` gave; anything else changes nothing.

        A charge that was used meanwhile leaves its typed slip behind.
        """
        if not isinstance(typed, dict):
            return
        slip = typed.get("slip")
        slip = slip if isinstance(slip, dict) else {}
        self.slip.fill(slip, self.find_charge(str(slip.get("charge", ""))))
        parts = typed.get("parts")
        parts = [one for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
        self.parts.fill(parts, self.find_charge)
        way = typed.get("way")
        if way in set(Way) and not self.buttons[Way(way)].isHidden():
            self.choose(Way(way))
        self._show_way()
        self.changed.emit()

    # The terminal -------------------------------------------------------------------------------------------

    def asks_for(self) -> tuple[int, Part | None] | None:
        """What the terminal would be asked for, and for which part; None while there is nothing."""
        if self.way() is Way.CARD:
            return (self._total_rials, None) if self.slip.is_empty() and self._total_rials else None
        part = self.parts.waiting() if self.way() is Way.SPLIT else None
        amount = part.amount.amount_rials() if part is not None else None
        return None if amount is None else (amount, part)

    def hold(self, charge: Charge, wished: Part | None = None) -> None:
        """Put what the terminal took where it belongs: the whole fee, or a part of it."""
        if self.way() is Way.SPLIT:
            self.parts.adopt(charge, wished)
        elif charge.charged_rials == self._total_rials:
            self.choose(Way.CARD)
            self.slip.hold(charge)
        else:
            self.slip.hold(None)
            self.parts.begin_with(charge)
            self.choose(Way.SPLIT)
        self._show_way()
        self.changed.emit()

    def offer_terminal(self) -> None:
        """Say on the terminal's key what it would take."""
        wanted = self.asks_for() if self.has_terminal else None
        self.bar.offer(with_unit(wanted[0], self._unit) if wanted is not None else "")

    # Inside -------------------------------------------------------------------------------------------------

    def _on_way(self) -> None:
        if self.way() is Way.SPLIT and not self.parts.parts:
            self._begin_parts()
        self._show_way()
        self.changed.emit()

    def _begin_parts(self) -> None:
        """Parts begin with what the slip holds already."""
        if self.slip.charge is not None:
            self.parts.begin_with(self.slip.charge)
            self.slip.hold(None)
        else:
            self.parts.begin()

    def _show_way(self) -> None:
        show_if(self.slip, self.way() is Way.CARD)
        show_if(self.parts, self.way() is Way.SPLIT)
        self._say()

    def _say(self) -> None:
        said = ""
        if self.way() is Way.LATER:
            said = translate(
                "application",
                "Taken without payment: the paper says that it is unpaid. Take the payment from the queue.",
            )
        elif self.way() is Way.CASH:
            said = translate("application", "Take {amount} in cash.").format(
                amount=with_unit(self._total_rials, self._unit)
            )
        self.said.setText(said)
        show_if(self.said, bool(said))
        self.offer_terminal()
