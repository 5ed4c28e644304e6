"""The fields of a payment: reference and terminal of a slip, an amount, and how a part is paid.

Their words are the window's own, not a definition's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.domain.application import Method
from app.domain.catalogue import Field
from app.domain.money import POINTS, is_amount, parse_units
from app.domain.tariff import CurrencyUnit, Words
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.fields.line import LineField
from app.ui.money_words import money, unit_name
from app.ui.pages.application.payment.ways import tab_to_chosen
from app.ui.texts import to_ascii, translate
from app.ui.theme import GAP
from app.ui.widgets.showing import show_if


def _field(name: str, caption: str, *, required: bool) -> Field:
    return Field(name=name, type="digits", label=Words(fa=caption, en=caption), required=required)


class SlipField(LineField):
    """Reference or terminal of a card slip. ``terse``: no line is kept under it for words."""

    def __init__(self, name: str, caption: str, hint: str, *, required: bool, terse: bool = False) -> None:
        self._hint, self._terse = hint, terse
        self._is_locked = False
        super().__init__(_field(name, caption, required=required), f"payments.0.{name}")

    def hint(self) -> str:
        """The quiet words under it; none under what the terminal told."""
        return "" if self._is_locked else self._hint

    def set_locked(self, *, locked: bool) -> None:
        """What the terminal said cannot be typed over."""
        self._is_locked = locked
        self.edit.setReadOnly(locked)
        self._say()

    def _say(self) -> None:
        super()._say()
        if self._terse:
            show_if(self.message, bool(self.message.text().strip()))


class AmountField(LineField):
    """An amount in the unit that is shown, its thousands set apart while it is typed; never rounded."""

    def __init__(self) -> None:
        self._unit: CurrencyUnit | None = None
        super().__init__(_field("amount", "", required=False), "payments.0.amount_rials")
        self.edit.textEdited.connect(self._group)

    def name(self, number: int, unit: CurrencyUnit | None) -> None:
        """Which part it is, and what it counts."""
        self._unit = unit
        shown = translate("payment", "Part {n} ({unit})").format(n=texts.digits(number), unit=unit_name(unit))
        self.field = _field("amount", shown, required=False)
        self._say_caption()
        self.edit.setAccessibleName(self.caption.text())

    def amount_rials(self) -> int | None:
        """The amount in smallest parts; None while nothing that could be an amount stands here."""
        found = parse_units(self.value(), self._unit.parts if self._unit is not None else 1)
        return found if found is not None and is_amount(found) else None

    def show_amount(self, amount_rials: int | None) -> None:
        """Show an amount, or none."""
        self.edit.setText("" if amount_rials is None else money(amount_rials, self._unit))

    def set_locked(self, *, locked: bool) -> None:
        """What the terminal took cannot be typed over."""
        self.edit.setReadOnly(locked)

    def wrong_amount(self) -> str:
        """What is said of something that is no amount."""
        if self._unit is not None and self._unit.parts > 1:
            places = len(str(self._unit.parts)) - 1
            return translate(
                "payment", "An amount above zero, with at most {n} digits behind the point."
            ).format(n=texts.digits(places))
        return translate("payment", "A whole number above zero stands here.")

    def _group(self, text: str) -> None:
        """Set the thousands before a point apart again; the cursor stays behind the same digit."""
        at = next((n for n, letter in enumerate(text) if letter in POINTS), len(text))
        whole, rest = text[:at], text[at:]
        found = parse_units(to_ascii(whole)) if whole else None
        if found is None or found == 0:
            return
        behind = sum(letter.isdigit() for letter in text[self.edit.cursorPosition() :])
        shown = money(found, None) + rest
        self.edit.setText(shown)
        at = len(shown)
        while at > 0 and behind > 0:
            at -= 1
            behind -= shown[at].isdigit()
        self.edit.setCursorPosition(at)

    def _say(self) -> None:
        super()._say()
        show_if(self.message, bool(self.message.text().strip()))


class MethodField(FieldWidget):
    """How a part is paid: two buttons, arrows between them."""

    def __init__(self) -> None:
        caption = translate("payment", "Paid")
        super().__init__(_field("method", caption, required=False), "payments.0.method")
        self.group = QButtonGroup(self)
        self.buttons: dict[Method, QPushButton] = {}
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        names = {Method.CASH: translate("payment", "Cash"), Method.CARD: translate("payment", "Card")}
        self.column.insertWidget(self.column.count() - 2, holder)
        for method, name in names.items():
            button = QPushButton(name)
            button.setCheckable(True)
            button.setAutoDefault(False)
            self.group.addButton(button)
            self.buttons[method] = button
            row.addWidget(button)
            self.watch(button)
            button.setAccessibleName(name)
        self.set_method(Method.CASH)
        self.group.buttonToggled.connect(lambda *_: tab_to_chosen(self.buttons.values()))
        self.group.buttonToggled.connect(lambda _, checked: self.changed.emit() if checked else None)

    def method(self) -> Method:
        """The method chosen."""
        return next((one for one, button in self.buttons.items() if button.isChecked()), Method.CASH)

    def set_method(self, method: Method) -> None:
        """Choose one. Emits nothing."""
        self.group.blockSignals(True)
        self.buttons[method].setChecked(True)
        self.group.blockSignals(False)
        tab_to_chosen(self.buttons.values())

    def value(self) -> str:
        """The method chosen."""
        return str(self.method())

    def set_value(self, value: str) -> None:
        """Choose one by its value."""
        if value in set(Method):
            self.set_method(Method(value))

    def focus_first(self) -> None:
        """To the one that is chosen."""
        self.buttons[self.method()].setFocus(Qt.FocusReason.TabFocusReason)

    def _enter_walks_inside(self) -> bool:
        return False

    def _say(self) -> None:
        super()._say()
        show_if(self.message, bool(self.message.text().strip()))
