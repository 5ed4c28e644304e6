"""How it is paid: by card with the slip's reference, in cash, or later."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.domain.application import Method, Payment
from app.domain.catalogue import Field
from app.domain.identifiers import slip
from app.domain.payments import check_payments
from app.domain.problems import Problem
from app.domain.tariff import CurrencyUnit, Words
from app.ui.fields.base import FieldWidget
from app.ui.fields.line import LineField
from app.ui.money_words import with_unit
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label


class Way(StrEnum):
    """What the clerk chose."""

    CARD = "card"
    CASH = "cash"
    LATER = "later"


_METHOD_OF = {Way.CARD: Method.CARD, Way.CASH: Method.CASH}


class SlipField(LineField):
    """Reference or terminal of a card slip. Its words are the window's own, not a definition's."""

    def __init__(self, name: str, caption: str, hint: str, *, required: bool) -> None:
        self._hint = hint
        words = Words(fa=caption, en=caption)
        super().__init__(
            Field(name=name, type="digits", label=words, required=required), f"payments.0.{name}"
        )

    def hint(self) -> str:
        """The quiet words under it."""
        return self._hint


class PaymentCard(Card):
    """``changed`` on every key or choice; ``finished`` when Enter went past its last field."""

    changed = Signal()
    finished = Signal()

    def __init__(self, *, may_wait: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(translate("application", "Payment"), parent=parent)
        self._tried = False
        self._total_rials = 0
        self._unit: CurrencyUnit | None = None
        self._methods: Collection[Method] = tuple(Method)
        self.group = QButtonGroup(self)
        self.buttons: dict[Way, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        names = {
            Way.CARD: translate("application", "Card terminal"),
            Way.CASH: translate("application", "Cash"),
            Way.LATER: translate("application", "Later"),
        }
        for way in Way:
            button = QPushButton(names[way])
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.installEventFilter(self)
            self.group.addButton(button)
            self.buttons[way] = button
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.buttons[Way.LATER].setVisible(may_wait)
        self.rrn = SlipField(
            "rrn",
            translate("application", "Reference number (RRN)"),
            translate("application", "12 digits, from the terminal's slip"),
            required=True,
        )
        self.terminal = SlipField(
            "terminal",
            translate("application", "Terminal number"),
            translate("application", "8 digits, if it is on the slip"),
            required=False,
        )
        self.slip = (self.rrn, self.terminal)
        slip_row = QHBoxLayout()
        slip_row.setSpacing(3 * GAP)
        self.body.addLayout(slip_row)
        for field, share in zip(self.slip, (4, 3), strict=True):
            slip_row.addWidget(field, share)
            field.changed.connect(lambda field=field: self._on_typed(field))
            field.left.connect(lambda field=field: self._on_left(field))
        self.rrn.entered.connect(self.terminal.focus_first)
        self.terminal.entered.connect(self.finished)
        self.said = label("", "secondary", wraps=True)
        self.body.addWidget(self.said)
        self.group.buttonToggled.connect(lambda _, checked: self._on_way() if checked else None)
        self.choose(Way.CARD)

    def way(self) -> Way:
        """What is chosen."""
        return next((way for way, button in self.buttons.items() if button.isChecked()), Way.CARD)

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
        self.setVisible(total_rials > 0)
        for way, method in _METHOD_OF.items():
            self.buttons[way].setVisible(method in methods)
        if self.buttons[self.way()].isHidden():
            self.choose(next(way for way, method in _METHOD_OF.items() if method in methods))
        self._say()

    def payments(self) -> list[Payment]:
        """The payments as typed; none when it is paid later or costs nothing."""
        if self._total_rials == 0 or self.way() is Way.LATER:
            return []
        if self.way() is Way.CASH:
            return [Payment(method=Method.CASH, amount_rials=self._total_rials)]
        return [
            Payment(
                method=Method.CARD,
                amount_rials=self._total_rials,
                rrn=slip.normalise(self.rrn.value()),
                terminal=slip.normalise(self.terminal.value()),
            )
        ]

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return all(field.is_empty() for field in self.slip)

    def typed(self) -> dict[str, str]:
        """All that stands in it, for a draft: the way, and the slip even while another way is chosen."""
        return {"way": self.way().value, "rrn": self.rrn.value(), "terminal": self.terminal.value()}

    def fill(self, typed: object) -> None:
        """Show what :meth:`typed` once gave; anything else changes nothing."""
        if not isinstance(typed, dict):
            return
        way = typed.get("way")
        if way in set(Way):
            self.choose(Way(way))
        for field in self.slip:
            field.set_value(str(typed.get(field.field.name) or ""))

    def clear(self) -> None:
        """Forget the slip; the way of payment stays for the next citizen, but never "later"."""
        self._tried = False
        for field in self.slip:
            field.clear()
        if self.way() is Way.LATER:
            self.choose(Way.CARD)
        self._say()

    def calm(self) -> None:
        """Forget what was wrong until the next try."""
        self._tried = False
        self.show_problems(())

    def take_over(self, other: PaymentCard) -> None:
        """Go on with what was chosen and typed on the card of the window's other language."""
        self.choose(other.way())
        for field, before in zip(self.slip, other.slip, strict=True):
            field.set_value(before.value())

    def check_all(self) -> bool:
        """Check what was typed and say it at the fields; whether it may be accepted."""
        self._tried = True
        return not self.show_problems(self._problems()) and not self.faulty()

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put problems at their fields; those that belong to none come back."""
        found = list(problems)
        for field in self.slip:
            field.show_problem(next((one for one in found if one.path == field.path), None))
        paths = {field.path for field in self.slip}
        return [one for one in found if one.path not in paths]

    def faulty(self) -> list[FieldWidget]:
        """The fields with an error."""
        return [field for field in self.slip if not field.isHidden() and field.has_error()]

    def focus_first(self) -> None:
        """To the way of payment that is chosen."""
        self.buttons[self.way()].setFocus(Qt.FocusReason.TabFocusReason)

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys, in order."""
        return [*self.buttons.values(), *self.rrn.inputs(), *self.terminal.inputs()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a way of payment goes on to its first field."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if isinstance(watched, QPushButton):
                watched.setChecked(True)
            if self.way() is Way.CARD:
                self.rrn.focus_first()
            else:
                self.finished.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_way(self) -> None:
        for field in self.slip:
            field.setVisible(self.way() is Way.CARD)
        self._say()
        self.changed.emit()

    def _on_typed(self, field: SlipField) -> None:
        if field.has_error() and not self._problems_of(field):
            field.show_problem(None)
        self.changed.emit()

    def _on_left(self, field: SlipField) -> None:
        if field.value() or self._tried:
            found = self._problems_of(field)
            field.show_problem(found[0] if found else None)
            self.changed.emit()

    def _problems_of(self, field: SlipField) -> list[Problem]:
        return [problem for problem in self._problems() if problem.path == field.path]

    def _problems(self) -> tuple[Problem, ...]:
        return check_payments(self.payments(), self._total_rials, self._methods)

    def _say(self) -> None:
        if self.way() is Way.LATER:
            said = translate(
                "application",
                "Taken without payment: the paper says that it is unpaid. Take the payment from the queue.",
            )
        elif self.way() is Way.CASH:
            said = translate("application", "Take {amount} in cash.").format(
                amount=with_unit(self._total_rials, self._unit)
            )
        else:
            said = ""
        self.said.setText(said)
        self.said.setVisible(bool(said))
