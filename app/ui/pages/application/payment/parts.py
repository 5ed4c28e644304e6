"""The parts of a split payment: any of them typed, the last one fills itself, together exactly the fee."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.application import Method, Payment
from app.domain.payments import PAYMENTS_MAX, rest_rials
from app.domain.tariff import CurrencyUnit
from app.local_db.charges import Charge
from app.ui.fields.base import FieldWidget
from app.ui.money_words import with_unit
from app.ui.pages.application.payment.part import Part
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.labels import label


class Parts(QWidget):
    """``changed`` on every key, ``finished`` when Enter went past the last part, ``slip_wanted(part)`` when
    it came to a slip that is still empty.
    """

    changed = Signal()
    left = Signal(object)
    finished = Signal()
    slip_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total_rials = 0
        self._unit: CurrencyUnit | None = None
        self._methods: Collection[Method] = tuple(Method)
        self._fee_was: int | None = None
        self.parts: list[Part] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GAP)
        self.sum = label("", "secondary", wraps=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * GAP)
        outer.addLayout(self._column)
        outer.addWidget(self.sum)

    # What it costs ---------------------------------------------------------------------------------------

    def set_total(self, total_rials: int, unit: CurrencyUnit | None, methods: Collection[Method]) -> None:
        """Another fee: what was typed stays, and it is said."""
        if self.parts and not self.is_empty() and total_rials != self._total_rials and self._total_rials:
            self._fee_was = self._fee_was if self._fee_was is not None else self._total_rials
        self._total_rials, self._unit, self._methods = total_rials, unit, methods
        self._settle()

    def left_rials(self) -> int:
        """What the parts leave of the fee."""
        return rest_rials(self._total_rials, (part.amount.amount_rials() or 0 for part in self.parts))

    # Rows ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A first part that is typed, cash where that is allowed, and a second one that fills itself."""
        if not self.parts:
            self._add(Part(Method.CASH if Method.CASH in self._methods else Method.CARD))
            self._add_rest()
            self._settle()

    def begin_with(self, charge: Charge) -> None:
        """The terminal took a part already; the rest is another."""
        self.clear()
        part = Part(Method.CARD)
        self._add(part)
        part.hold(charge)
        self._add_rest()
        self._settle()

    def adopt(self, charge: Charge, wished: Part | None = None) -> None:
        """Put a charge into the part it was asked for, else into one that waits for a card, or a new one."""
        waiting = [part for part in self.parts if part.wants_terminal() or part.is_empty()]
        part = next((one for one in self.parts if one is wished and one.charge is None), None)
        if part is None:
            part = next((one for one in waiting if one.method.method() is Method.CARD), None)
        if part is None:
            part = next(iter(waiting), None)
        if part is None:
            part = Part(Method.CARD)
            self._add(part)
        part.hold(charge)
        self._add_rest()
        self._settle()

    def remove(self, part: Part) -> None:
        """Take a part away; the last one then takes what is left."""
        if len(self.parts) < len(("one", "other")):
            return
        at = self.parts.index(part)
        held_focus = QApplication.focusWidget() in part.inputs()
        self.parts.remove(part)
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()
        last = self.parts[-1]
        if last.charge is None:
            last.fills_itself = True
        self._add_rest()
        self._settle()
        self.rows_changed.emit()
        if held_focus:
            self.parts[min(at, len(self.parts) - 1)].amount.focus_first()
        self.changed.emit()

    def clear(self) -> None:
        """No parts."""
        self._fee_was = None
        for part in self.parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.parts = []

    # Values ----------------------------------------------------------------------------------------------

    def payments(self) -> list[Payment]:
        """The parts as they are taken."""
        return [part.payment() for part in self.parts]

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return all(part.is_empty() for part in self.parts)

    def typed(self) -> list[dict[str, Any]]:
        """What stands in them, as JSON can hold it."""
        return [part.typed() for part in self.parts]

    def fill(self, typed: list[dict[str, Any]], find: Callable[[str], Charge | None]) -> None:
        """Put back what :meth:`typed` gave; ``find`` gives a charge that may still be used."""
        self.clear()
        for told in typed[:PAYMENTS_MAX]:
            method = Method.CARD if told.get("method") == Method.CARD else Method.CASH
            part = Part(method, fills_itself=bool(told.get("itself")))
            self._add(part)
            amount = told.get("amount")
            if isinstance(amount, int):
                part.amount.show_amount(amount)
            else:
                part.amount.edit.show_value(str(told.get("text", "")))
            charge = find(str(told.get("charge", "")))
            if charge is not None:
                part.hold(charge)
            else:
                part.slip.fill(told, None)
        self._settle()

    def fields(self) -> list[FieldWidget]:
        """Every field that is asked for."""
        return [field for part in self.parts for field in part.fields()]

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys, in order."""
        return [one for part in self.parts for one in part.inputs()]

    def waiting(self) -> Part | None:
        """The part that the terminal would be asked for: the one with the focus, else the first."""
        able = [part for part in self.parts if part.wants_terminal()]
        focused = QApplication.focusWidget()
        return next((part for part in able if focused in part.inputs()), next(iter(able), None))

    # Going about -----------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """To the first amount."""
        if self.parts:
            self.parts[0].amount.focus_first()

    def go_past(self, part: Part) -> None:
        """On to the next part, or out."""
        following = self.parts[self.parts.index(part) + 1 :]
        if not following:
            self.finished.emit()
        elif following[0].fills_itself or following[0].charge is not None:
            self._past_amount(following[0])
        else:
            following[0].amount.focus_first()

    def name_amount_problems(self) -> None:
        """Say of what is no amount what one would be, in the unit that is shown."""
        for part in self.parts:
            problem = part.amount.problem()
            if problem is not None and problem.code == "payment-amount":
                part.amount.show_error_text(part.amount.wrong_amount())

    def show_sum_problem(self) -> None:
        """Say at the last part what is missing or too much, when it is."""
        left = self.left_rials()
        if left and self.parts:
            self.parts[-1].amount.show_error_text(self._sum_words(left))

    def _past_amount(self, part: Part) -> None:
        self._on_left(part)
        if part.method.method() is Method.CARD and part.charge is None and part.slip.is_empty():
            self.slip_wanted.emit(part)
        else:
            self.go_past(part)

    def _on_left(self, part: Part) -> None:
        """An amount was left: empty at the end it fills itself; typed there, another part takes the rest."""
        if part not in self.parts:
            return
        if part is self.parts[-1] and part.charge is None and part.amount.is_empty():
            part.fills_itself = True
        if part.amount.amount_rials() is not None:
            self._add_rest()
        self._settle()

    def _on_typed(self) -> None:
        self._fee_was = None
        for part in self.parts:
            part.amount.show_problem(None)
        self._settle()
        self.changed.emit()

    def _add_rest(self) -> None:
        """One more part at the end, when something is left that none fills."""
        last = self.parts[-1] if self.parts else None
        if last is not None and last.fills_itself:
            return
        if self.left_rials() > 0 and len(self.parts) < PAYMENTS_MAX:
            self._add(Part(Method.CARD if Method.CARD in self._methods else Method.CASH, fills_itself=True))

    def _add(self, part: Part) -> None:
        self.parts.append(part)
        self._column.addWidget(part)
        part.changed.connect(self.changed)
        part.typed_amount.connect(self._on_typed)
        part.amount_left.connect(partial(self._on_left, part))
        part.left.connect(self.left)
        part.past_amount.connect(partial(self._past_amount, part))
        part.past_slip.connect(partial(self.go_past, part))
        part.remove_asked.connect(partial(self.remove, part), Qt.ConnectionType.QueuedConnection)
        part.name(len(self.parts) - 1, self._unit)
        self.rows_changed.emit()

    def _settle(self) -> None:
        """Number the parts, fill the last, say the sum."""
        for at, part in enumerate(self.parts):
            part.name(at, self._unit)
            part.fills_itself = part.fills_itself and part is self.parts[-1]
            part.remove_button.setEnabled(len(self.parts) > 1)
            part.allow(self._methods)
        if self.parts and self.parts[-1].fills_itself:
            last = self.parts[-1]
            others = (part.amount.amount_rials() or 0 for part in self.parts[:-1])
            left = rest_rials(self._total_rials, others)
            last.amount.show_amount(left if left > 0 else None)
        if self.left_rials() == 0:
            for part in self.parts:
                if part.amount.amount_rials() is not None:
                    part.amount.show_problem(None)
        self._say_sum()

    def _say_sum(self) -> None:
        left = self.left_rials()
        words = self._sum_words(left)
        if self._fee_was is not None:
            changed = translate(
                "payment", "The fee was {old} and is {new} now; what was typed stays."
            ).format(old=with_unit(self._fee_was, self._unit), new=with_unit(self._total_rials, self._unit))
            words = f"{changed} {words}"
        set_look(self.sum, "good" if left == 0 and self._fee_was is None else "warning")
        self.sum.setText(words)

    def _sum_words(self, left: int) -> str:
        if left > 0:
            return translate("payment", "What is left: {amount}").format(amount=with_unit(left, self._unit))
        if left < 0:
            return translate("payment", "{amount} more than the fee").format(
                amount=with_unit(-left, self._unit)
            )
        return translate("payment", "Together exactly the fee")
