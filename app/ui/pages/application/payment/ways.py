"""The ways of paying, as a row of buttons: arrows between them, Enter goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.domain.application import Method
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.showing import show_if


class Way(StrEnum):
    """What the clerk chose."""

    CARD = "card"
    CASH = "cash"
    SPLIT = "split"
    LATER = "later"


_METHOD_OF = {Way.CARD: Method.CARD, Way.CASH: Method.CASH, Way.SPLIT: Method.CARD}
"""What a service must allow; parts without a card would be one part."""


def tab_to_chosen(buttons: Iterable[QPushButton]) -> None:
    """Let Tab come to the chosen one of a row; to the others by the arrows."""
    for button in buttons:
        chosen = button.isChecked()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)


class Ways(QWidget):
    """``chosen`` when another is, ``entered`` by Enter on one."""

    chosen = Signal()
    entered = Signal()

    def __init__(self, *, may_wait: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.buttons: dict[Way, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        names = {
            Way.CARD: translate("application", "Card terminal"),
            Way.CASH: translate("application", "Cash"),
            Way.SPLIT: translate("payment", "In parts"),
            Way.LATER: translate("application", "Later"),
        }
        for way in Way:
            button = QPushButton(names[way])
            set_look(button, "way")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.installEventFilter(self)
            self.group.addButton(button)
            self.buttons[way] = button
            row.addWidget(button)
        row.addStretch(1)
        show_if(self.buttons[Way.LATER], may_wait)
        self.group.buttonToggled.connect(lambda *_: tab_to_chosen(self.buttons.values()))
        self.group.buttonToggled.connect(lambda _, checked: self.chosen.emit() if checked else None)

    def way(self) -> Way:
        """What is chosen."""
        return next((way for way, button in self.buttons.items() if button.isChecked()), Way.CARD)

    def allow(self, methods: Collection[Method]) -> None:
        """Show what a service allows; one that it does not is chosen no more."""
        for way, method in _METHOD_OF.items():
            show_if(self.buttons[way], method in methods)
        if self.buttons[self.way()].isHidden():
            fitting = next(way for way, method in _METHOD_OF.items() if method in methods)
            self.buttons[fitting].setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a way chooses it and goes on."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and isinstance(watched, QPushButton)
        ):
            watched.setChecked(True)
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)
