"""One part of a split payment: its amount, cash or card, the slip of a card, and a key to take it away."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.application import Method, Payment
from app.domain.tariff import CurrencyUnit
from app.local_db.charges import Charge
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.fields.row_line import REMOVE_SIGN
from app.ui.pages.application.payment.fields import AmountField, MethodField
from app.ui.pages.application.payment.slip import Slip
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import FIELD_HEIGHT, GAP
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


class Part(QWidget):
    """``fills_itself``: nobody typed its amount, it takes what the others leave."""

    changed = Signal()
    typed_amount = Signal()
    left = Signal(object)
    amount_left = Signal()
    past_amount = Signal()
    past_slip = Signal()
    remove_asked = Signal()

    def __init__(self, method: Method, *, fills_itself: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fills_itself = fills_itself
        self.method, self.amount, self.slip = MethodField(), AmountField(), Slip(terse=True)
        self.method.set_method(method)
        self.remove_button = QPushButton(REMOVE_SIGN)
        self.remove_button.setAutoDefault(False)
        set_look(self.remove_button, "quiet")
        self.remove_button.setStyleSheet(f"QPushButton {{ min-height: {FIELD_HEIGHT - 2}px; padding: 0; }}")
        self.remove_button.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self.amount, 1)
        head.addWidget(self.method)
        beside = QVBoxLayout()  # at the height of the inputs, whatever stands under them
        beside.setSpacing(GAP - 1)
        beside.addWidget(label(" ", "secondary"))
        beside.addWidget(self.remove_button)
        beside.addStretch(1)
        head.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.slip)
        self.amount.changed.connect(self._on_amount)
        self.amount.left.connect(self.amount_left)
        self.amount.left.connect(lambda: self.left.emit(self.amount))
        self.amount.entered.connect(self.past_amount)
        self.method.changed.connect(self._on_method)
        self.method.entered.connect(self.past_amount)
        self.slip.changed.connect(self.changed)
        self.slip.left.connect(self.left)
        self.slip.entered.connect(self.past_slip)
        self.remove_button.clicked.connect(self.remove_asked)
        for widget in self.inputs():
            widget.installEventFilter(self)
        self._show_slip()

    @property
    def charge(self) -> Charge | None:
        """What the terminal took for it."""
        return self.slip.charge

    def name(self, at: int, unit: CurrencyUnit | None) -> None:
        """Which part it is, counted from 0."""
        self.amount.name(at + 1, unit)
        away = translate("payment", "Take part {n} away").format(n=texts.digits(at + 1))
        self.remove_button.setAccessibleName(away)
        self.remove_button.setToolTip(f"{away} ({texts.isolate('Ctrl+Del')})")
        self.amount.path, self.method.path = f"payments.{at}.amount_rials", f"payments.{at}.method"
        self.slip.number(at)

    def fields(self) -> list[FieldWidget]:
        """Those that are asked for."""
        slip = self.slip.fields() if self.method.method() is Method.CARD else ()
        return [self.amount, self.method, *slip]

    def inputs(self) -> list[QWidget]:
        """What takes keys, in order."""
        fields = (self.amount, self.method, *self.slip.fields())
        return [*(one for field in fields for one in field.inputs()), self.remove_button]

    def payment(self) -> Payment:
        """The part as it is taken; an amount of 0 while none stands there."""
        amount, method = self.amount.amount_rials() or 0, self.method.method()
        rrn, terminal = self.slip.values() if method is Method.CARD else ("", "")
        return Payment(method=method, amount_rials=amount, rrn=rrn, terminal=terminal)

    def hold(self, charge: Charge) -> None:
        """Take over what the terminal took, with the amount that it took."""
        self.fills_itself = False
        self.method.set_method(Method.CARD)
        self.amount.show_amount(charge.charged_rials)
        self.amount.show_problem(None)
        self.amount.set_locked(locked=True)
        for button in self.method.buttons.values():
            button.setEnabled(False)
        self.slip.hold(charge)
        self._show_slip()

    def allow(self, methods: Collection[Method]) -> None:
        """Offer only these; another one that was chosen gives way, but for money that was taken."""
        for method, button in self.method.buttons.items():
            show_if(button, method in methods)
        if self.charge is None and self.method.method() not in methods:
            self.method.set_method(next(one for one in Method if one in methods))
            self._show_slip()

    def wants_terminal(self) -> bool:
        """Whether the terminal could be asked for it: by card, an amount, no slip yet."""
        by_card = self.method.method() is Method.CARD and self.charge is None
        return by_card and self.slip.is_empty() and self.amount.amount_rials() is not None

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.slip.is_empty() and (self.fills_itself or self.amount.is_empty())

    def typed(self) -> dict[str, Any]:
        """What stands in it, as JSON can hold it."""
        amount = self.amount.amount_rials()
        told = {"method": str(self.method.method()), "amount": amount, "itself": self.fills_itself}
        text = {} if amount is not None else {"text": self.amount.value()}
        return told | text | self.slip.typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Delete takes the part away; Enter on its button too."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            delete = event.key() == Qt.Key.Key_Delete and held == Qt.KeyboardModifier.ControlModifier
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched is self.remove_button
            if delete or enter:
                self.remove_asked.emit()
                return True
        return super().eventFilter(watched, event)

    def _on_amount(self) -> None:
        self.fills_itself = False
        self.typed_amount.emit()

    def _on_method(self) -> None:
        self._show_slip()
        self.changed.emit()

    def _show_slip(self) -> None:
        show_if(self.slip, self.method.method() is Method.CARD)
