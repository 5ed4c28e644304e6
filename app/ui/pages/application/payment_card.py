"""How it is paid: by card with the slip's reference or by the terminal, in cash, in parts, or later."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.payments import check_payments
from app.domain.problems import Problem
from app.ui.fields.base import FieldWidget
from app.ui.pages.application.payment.contents import PaymentContents
from app.ui.pages.application.payment.part import Part
from app.ui.pages.application.payment.slip import Slip
from app.ui.pages.application.payment.ways import Way
from app.ui.texts import translate

__all__ = ["PaymentCard", "Way"]


class PaymentCard(PaymentContents):
    """``finished`` when Enter went past its last field; ``came_up`` when it is seen."""

    finished = Signal()
    came_up = Signal()

    def __init__(self, *, may_wait: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(may_wait=may_wait, parent=parent)
        self._tried = False
        self._connect()
        self.choose(Way.CARD)

    # Checks ----------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget what was typed; the way stays for the next citizen, but never "later" or parts."""
        self._tried = False
        super().clear()

    def calm(self) -> None:
        """Forget what was wrong until the next try."""
        self._tried = False
        self.show_problems(())

    def take_over(self, other: PaymentCard) -> None:
        """Go on with what was chosen and typed on the card of the window's other language."""
        self.fill(other.typed())

    def check_all(self) -> bool:
        """Check what was typed and say it at the fields; whether it may be accepted."""
        self._tried = True
        left = self.show_problems(self._problems())
        if self.way() is Way.SPLIT:
            self.parts.show_sum_problem()
        if self.bar.is_asking():
            self._first_field().show_error_text(
                translate("payment", "The terminal is being asked; wait for its answer, or press Esc.")
            )
        return not left and not self.faulty()

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put problems at their fields; those that belong to none come back."""
        found = list(problems)
        fields = self._fields()
        for field in fields:
            field.show_problem(next((one for one in found if one.path == field.path), None))
        if self.way() is Way.SPLIT:
            self.parts.name_amount_problems()
        paths = {field.path for field in fields}
        return [one for one in found if one.path not in paths]

    def faulty(self) -> list[FieldWidget]:
        """The fields with an error."""
        return [field for field in self._fields() if not field.isHidden() and field.has_error()]

    # The terminal ----------------------------------------------------------------------------------------

    def set_asking(self, *, asking: bool) -> None:
        """While the terminal is asked nothing of it can be changed."""
        for part in (self.ways, self.slip, self.parts, self.left_over):
            part.setEnabled(not asking)

    def go_back(self) -> bool:
        """Esc: stop asking the terminal; False when it is not being asked."""
        if self.bar.is_asking():
            self.bar.cancel_asked.emit()
            return True
        return False

    # Going about -----------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """To the way of payment that is chosen."""
        self.buttons[self.way()].setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self) -> None:
        """From the way that was chosen, or from a slip that is complete, to what comes next."""
        if self.way() is Way.CARD and self.slip.charge is None:
            self._go_to_slip(self.slip)
        elif self.way() is Way.SPLIT:
            self.parts.focus_first()
        else:
            self.finished.emit()

    def go_past(self, part: Part | None) -> None:
        """On from a slip that the terminal filled."""
        if self.way() is Way.SPLIT and part in self.parts.parts and part is not None:
            self.parts.go_past(part)
        elif self.way() is Way.CARD:
            self.finished.emit()

    def go_to_slip_of(self, part: Part | None) -> None:
        """Back to where the terminal was asked from."""
        self._go_to_slip(part.slip if part is not None and part in self.parts.parts else self.slip)

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys, in order."""
        slip = [one for field in self.slip.fields() for one in field.inputs()]
        bar = [self.bar.take_button, self.bar.cancel_button]
        return [*self.left_over.inputs(), *self.buttons.values(), *slip, *self.parts.inputs(), *bar]

    def showEvent(self, event: QShowEvent) -> None:
        """It is seen: whoever serves it looks at the terminal."""
        super().showEvent(event)
        self.came_up.emit()

    # Inside ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.ways.entered.connect(self.go_on)
        for part in (self.slip, self.parts):
            part.changed.connect(self._on_typed)
            part.left.connect(self._on_left)
        self.slip.entered.connect(self.finished)
        self.parts.finished.connect(self.finished)
        self.parts.slip_wanted.connect(lambda part: self._go_to_slip(part.slip))
        self.parts.rows_changed.connect(self._set_tab_order)
        self.left_over.use_asked.connect(self.hold)

    def _set_tab_order(self) -> None:
        for before, after in pairwise(self.inputs()):
            QWidget.setTabOrder(before, after)

    def _fields(self) -> list[FieldWidget]:
        return self.parts.fields() if self.way() is Way.SPLIT else [*self.slip.fields()]

    def _first_field(self) -> FieldWidget:
        return self._fields()[0]

    def _go_to_slip(self, slip: Slip) -> None:
        """The terminal is asked first where there is one; its slip can still be typed."""
        self.offer_terminal()
        if self.bar.offers():
            self.bar.take_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            slip.rrn.focus_first()

    def _on_typed(self) -> None:
        problems = {problem.path for problem in self._problems()}
        for field in self._fields():
            if field.problem() is not None and field.path not in problems:
                field.show_problem(None)
        self.bar.hush()
        self.offer_terminal()
        self.changed.emit()

    def _on_left(self, field: FieldWidget) -> None:
        if field.value() or self._tried:
            found = [problem for problem in self._problems() if problem.path == field.path]
            field.show_problem(found[0] if found else None)
            self.parts.name_amount_problems()
            self.offer_terminal()
            self.changed.emit()

    def _problems(self) -> tuple[Problem, ...]:
        return tuple(
            problem
            for problem in check_payments(self.payments(), self._total_rials, self._methods)
            if problem.code != "payments-sum"  # said at the last part, in the unit that is shown
        )
