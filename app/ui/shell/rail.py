"""The navigation rail: brand, pages with their keys, and below who works at which counter on which day."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.shell.appearance import LANGUAGE_KEY
from app.ui.shell.entrance_foot import other_language_words
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import DARK, GAP, RAIL_WIDTH, tokens
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.labels import ElidedLabel, label, rule


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of the rail: the page's name, the words on it, its key."""

    name: str
    words: str
    key: str


class Rail(QFrame):
    """``chosen(name)`` when a page is picked; ``language_asked`` and ``scheme_asked`` for the other ones."""

    chosen = Signal(str)
    language_asked = Signal()
    scheme_asked = Signal()

    def __init__(self, stops: list[Stop], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "rail")
        self.setFixedWidth(RAIL_WIDTH)
        self.setMinimumWidth(RAIL_WIDTH)
        self.brand = label("", "brand")
        self.office = ElidedLabel("", "secondary")
        self._buttons: dict[str, KeyButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setContentsMargins(2 * GAP + 2, 3 * GAP, 2 * GAP + 2, 3 * GAP)
        column.setSpacing(2)
        for widget in (self.brand, self.office):
            widget.setContentsMargins(2 * GAP + 2, 0, 2 * GAP + 2, 0)
            column.addWidget(widget)
        column.addSpacing(2 * GAP)
        for stop in stops:
            button = KeyButton(stop.words, stop.key, look="rail")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, name=stop.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[stop.name] = button
            column.addWidget(button)
        column.addStretch(1)
        self.language = KeyButton(other_language_words(), LANGUAGE_KEY, look="rail")
        self.scheme = KeyButton("", look="rail")
        for button, asked in ((self.language, self.language_asked), (self.scheme, self.scheme_asked)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(asked)
            column.addWidget(button)
        self.say_scheme()
        column.addSpacing(GAP)
        column.addWidget(rule())
        column.addSpacing(GAP)
        self.person = ElidedLabel("", "strong")
        self.counter = ElidedLabel("", "secondary")
        self.hints = ElidedLabel("", "secondary")
        self.offline = label("", "warning", wraps=True)
        self.offline.hide()
        for widget in (self.person, self.counter, self.offline, self.hints):
            widget.setContentsMargins(2 * GAP + 2, 0, 2 * GAP + 2, 0)
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        edge = QFrame()
        edge.setFixedWidth(1)
        set_look(edge, "edge")
        row.addLayout(column, 1)
        row.addWidget(edge)

    def mark(self, name: str) -> None:
        """Show which page is up."""
        button = self._buttons.get(name)
        for one in self._buttons.values():
            one.setChecked(one is button)
            set_look(one.words_label(), "button-chosen" if one is button else "button")

    def say_scheme(self) -> None:
        """Say which colours a press brings."""
        words = translate("rail", "Light colours") if tokens() is DARK else translate("rail", "Dark colours")
        self.scheme.set_words(words)

    def button(self, name: str) -> KeyButton:
        """The button of a page."""
        return self._buttons[name]
