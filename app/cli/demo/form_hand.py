"""The demo's clerk at one form: types what an application holds, asks the registry, takes the money."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.cli.demo.keyboard import Stuck, focus, press, type_text, until, work_for
from app.domain.application import AcceptRequest, Method
from app.domain.catalogue import IdentityCheck
from app.ui.fields.base import FieldWidget
from app.ui.fields.choice import ChoiceField
from app.ui.fields.date import DateField
from app.ui.fields.plate import PlateField
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.identity_card import Standing
from app.ui.pages.application.payment_card import Way

ASK_AGAIN_MS = 1_500
"""So long a clerk waits after a registry that gave no answer; a busy one answers nobody for a second."""
REGISTRY_PATIENCE_S = 30.0


class FormHand:
    """Works on the open form of ``page``, by keys alone."""

    def __init__(self, page: ApplicationPage) -> None:
        self._page = page

    def hand_in(self) -> None:
        """F12, and what comes of it: the receipt, a notice, or errors."""
        page = self._page
        page.notice.say("")
        press(Qt.Key.Key_F12)
        until(
            lambda: (
                page.stack.currentWidget() is page.receipt
                or bool(page.notice.text())
                or page.errors.isVisible()
            ),
            "the receipt",
        )

    def fill(self, request: AcceptRequest) -> None:
        """Type every field that is asked for, Enter after each. Raises :class:`Stuck`."""
        form = self._page.form
        if form is None:
            raise Stuck("there is no form")
        values = _flat(request)
        widget = self.field_with_focus()
        while widget is not None:
            self._type_into(widget, values.get(widget.path, ""))
            before = widget
            press(Qt.Key.Key_Return)
            if before.read_back is not None and focus() is before.read_back:
                press(Qt.Key.Key_Return)  # read out, and right
            widget = self.field_with_focus()
            if widget is before:
                raise Stuck(f"{before.path} cannot be left: {before.shown_message()}")

    def _type_into(self, widget: FieldWidget, value: str) -> None:
        if not value:
            return
        if isinstance(widget, ChoiceField):
            type_text(value)
            for _ in widget.field.choices:
                if widget.value() == value:
                    return
                press(Qt.Key.Key_Down)
        elif isinstance(widget, DateField | PlateField):
            type_text(value.replace("-", ""))
        else:
            typed_into = [box for box in widget.inputs() if box is not widget.read_back]
            for position, box in enumerate(typed_into):
                if position:
                    press(Qt.Key.Key_Return)
                    until(box.hasFocus, f"the second typing of {widget.path}")
                type_text(value)

    def identify(self, request: AcceptRequest) -> None:
        """Say what was looked at, and ask the registry; it answers while the payment is typed."""
        card, given = self._page.identity, request.given_identity
        if card.isHidden() or card.seen is None or given is None:
            return
        self._type_into(card.seen, given.seen)
        press(Qt.Key.Key_Return)
        until(lambda: focus() is card.button(), "the button that asks the registry")
        press(Qt.Key.Key_Return)

    def hear_the_registry(self) -> bool:
        """Wait for its answer; where nothing is taken without one, a silent registry is asked again.

        Whether the application can be handed in: not when somebody is not who they say, and not without an
        answer where one is needed.
        """
        card, form = self._page.identity, self._page.form
        needed = form is not None and form.service.identity is IdentityCheck.NOW
        deadline = time.monotonic() + REGISTRY_PATIENCE_S
        while True:
            until(lambda: card.standing() is not Standing.ASKING, "the registry's answer")
            if not needed or card.standing() is not Standing.UNANSWERED:
                return card.standing() is not Standing.DIFFERS
            if time.monotonic() > deadline or not self._page.side.accept_button.isEnabled():
                return False
            work_for(ASK_AGAIN_MS)
            press(Qt.Key.Key_F7)

    def pay(self, request: AcceptRequest, *, later: bool, in_parts: bool = False) -> None:
        """Choose the way of payment and type what it needs. Raises :class:`Stuck`.

        With a terminal on the desk it is asked; in parts, half is cash and the rest the slip of the request.
        """
        card = self._page.side.payment
        payment = request.payments[0]
        way = Way.CASH if payment.method == Method.CASH and not card.has_terminal else Way.CARD
        way = Way.LATER if later else Way.SPLIT if in_parts and payment.rrn else way
        until(lambda: isinstance(focus(), QPushButton), "the payment")
        order = [one for one in Way if not card.buttons[one].isHidden()]
        steps = order.index(way) - order.index(card.way())
        ahead, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if card.isRightToLeft():
            ahead, back = back, ahead
        for _ in range(abs(steps)):
            press(ahead if steps > 0 else back)
        if card.way() is not way:
            raise Stuck(f"the way of payment is {card.way()}, not {way}")
        press(Qt.Key.Key_Return)
        if way is Way.CARD and card.bar.offers():
            press(Qt.Key.Key_Return)
            until(lambda: bool(card.held()), "the terminal's answer")
            return
        if way is Way.SPLIT:
            type_text(str(self._page.side.price.total_rials // 2))
            press(Qt.Key.Key_Return)
        if way in (Way.CARD, Way.SPLIT):
            type_text(payment.rrn)
            press(Qt.Key.Key_Return)
            type_text(payment.terminal)
            press(Qt.Key.Key_Return)

    def field_with_focus(self) -> FieldWidget | None:
        """The field of the form that has the keyboard, or None when it is past the form."""
        form = self._page.form
        holder = focus()
        fields: list[FieldWidget] = form.parts() if form is not None else []
        return next((field for field in fields if holder in field.inputs()), None)


def _flat(request: AcceptRequest) -> dict[str, str]:
    """All values by path, as the form's fields are called."""
    flat: dict[str, str] = {}

    def walk(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(f"{path}.{name}", inner)
        elif isinstance(value, list):
            for position, row in enumerate(value):
                walk(f"{path}.{position}", row)
        else:
            flat[path] = value

    walk("applicant", request.applicant)
    walk("fields", request.fields)
    return flat
