"""Charges that were left over: money that the terminal took and that is in no application, and those of which
nobody knows. One at a time, the oldest first, with what can be done about it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.business_day import business_day
from app.domain.entry import parse_instant
from app.local_db.charges import Charge, ChargeState
from app.office.charge import OpenCharges
from app.ui import texts
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


class LeftOver(QFrame):
    """Hidden while nothing is left over. Each signal carries the charge."""

    use_asked = Signal(object)
    given_back = Signal(object)
    ask_again = Signal(object)
    not_taken = Signal(object)

    def __init__(self, name_of: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_of = name_of
        self.charge: Charge | None = None
        self._is_sure = False
        self.words = label("", f"notice-{Tone.WAIT.value}", wraps=True)
        self.first = QPushButton()
        self.second = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        column.setSpacing(2 * GAP)
        column.addWidget(self.words)
        for button in (self.first, self.second):
            button.setAutoDefault(False)
            set_look(button, "quiet")
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
            button.installEventFilter(self)
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self._on_second)
        set_look(self, f"notice-{Tone.WAIT.value}")
        self.hide()

    def show_open(self, found: OpenCharges, held: frozenset[str], today: str) -> None:
        """Show what is left over but for those that stand in the card already."""
        loose = [one for one in found.loose if one.charge not in held]
        waiting = [*loose, *found.unknown]
        charge = waiting[0] if waiting else None
        if charge is None or self.charge is None or charge.charge != self.charge.charge:
            self._is_sure = False
        self.charge = charge
        show_if(self, charge is not None)
        if charge is None:
            return
        words = (
            self._of_loose(charge, today) if charge.state == ChargeState.TAKEN else self._of_unknown(charge)
        )
        if len(waiting) > 1:
            more = translate("payment", "({n} more after this one.)").format(n=texts.digits(len(waiting) - 1))
            words = f"{words} {more}"
        self.words.setText(f"{Tone.WAIT.mark} {words}")
        self.setAccessibleName(words)
        self._say_buttons()

    def inputs(self) -> list[QWidget]:
        """The buttons."""
        return [self.first, self.second]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the button that has the focus; leaving the second takes its question back."""
        if event.type() == QEvent.Type.FocusOut and watched is self.second and self._is_sure:
            self._is_sure = False
            self._say_buttons()
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and isinstance(watched, QPushButton)
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def _of_loose(self, charge: Charge, today: str) -> str:
        at = parse_instant(charge.taken_at)
        same_day = business_day(at) == today
        when = texts.clock(at) if same_day else texts.day_and_clock(charge.taken_at)
        facts = {
            "amount": texts.rials(charge.charged_rials),
            "reference": texts.isolate(texts.digits(charge.rrn)),
            "time": when,
            "about": self.name_of(charge.about),
        }
        if charge.about:
            return translate(
                "payment",
                "A card payment of {amount} with reference {reference} was taken at {time} for {about} and is"
                " in no application.",
            ).format(**facts)
        return translate(
            "payment",
            "A card payment of {amount} with reference {reference} was taken at {time} and is in no"
            " application.",
        ).format(**facts)

    def _of_unknown(self, charge: Charge) -> str:
        return translate(
            "payment",
            "The terminal was asked for {amount} at {time}, and it is not known whether it took them. Nothing"
            " more is taken by it until that is clear.",
        ).format(amount=texts.rials(charge.amount_rials), time=texts.clock(charge.asked_at))

    def _say_buttons(self) -> None:
        if self.charge is None:
            return
        if self.charge.state == ChargeState.TAKEN:
            self.first.setText(translate("payment", "Use it for this one"))
            calm = translate("payment", "It was given back at the terminal")
            sure = translate("payment", "Given back, surely? Press once more")
        else:
            self.first.setText(translate("payment", "Ask the terminal again"))
            calm = translate("payment", "The terminal's list does not have it")
            sure = translate("payment", "Not in its list, surely? Press once more")
        self.second.setText(sure if self._is_sure else calm)

    def _on_first(self) -> None:
        if self.charge is not None:
            (self.use_asked if self.charge.state == ChargeState.TAKEN else self.ask_again).emit(self.charge)

    def _on_second(self) -> None:
        if self.charge is None:
            return
        if not self._is_sure:
            self._is_sure = True
            self._say_buttons()
            return
        self._is_sure = False
        (self.given_back if self.charge.state == ChargeState.TAKEN else self.not_taken).emit(self.charge)
