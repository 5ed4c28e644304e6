"""A choice: opened by Space or Alt+Down, picked by typing the beginning of its label or its value."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.catalogue import Field
from app.domain.text import fold, normalise
from app.ui import texts
from app.ui.fields.base import FieldWidget

TYPING_PAUSE_S = 1.2
"""Letters that come closer than this are one search."""


class ChoiceBox(QComboBox):
    """The box. Nothing is chosen at first; letters search in labels and values, spelled either way."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._sought = ""
        self._last_key_at = 0.0
        self.fill()

    def fill(self) -> None:
        """Put the labels in, in the window's language; what is chosen stays."""
        chosen = self.currentIndex()
        self.blockSignals(True)
        self.clear()
        for choice in self._field.choices:
            self.addItem(texts.isolate(texts.digits(texts.words(choice.label))), choice.value)
        self.setCurrentIndex(chosen)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters pick; Delete empties; the rest as usual."""
        letters = event.text()
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(-1)
        elif letters.strip() and letters.isprintable() and not command:
            self._seek(letters)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the page; it never changes what was chosen."""
        event.ignore()

    def _seek(self, letters: str) -> None:
        now = time.monotonic()
        fresh = now - self._last_key_at > TYPING_PAUSE_S
        self._last_key_at = now
        self._sought = letters if fresh else self._sought + letters
        if not self._pick(self._sought) and not fresh:
            self._sought = letters
            self._pick(letters)

    def _pick(self, sought: str) -> bool:
        """Choose the next label or value that begins with what was typed."""
        wanted = fold(sought)
        if not wanted:
            return False
        count = len(self._field.choices)
        start = self.currentIndex() + (1 if len(sought) == 1 else 0)
        for step in range(count):
            at = (max(start, 0) + step) % count
            choice = self._field.choices[at]
            names = (choice.label.fa, choice.label.en, choice.value)
            if any(fold(name).startswith(wanted) for name in names):
                self.setCurrentIndex(at)
                return True
        return False


class ChoiceField(FieldWidget):
    """A field whose value is one of the definition's choices."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.box = ChoiceBox(field, self)
        self.adopt(self.box)
        self.box.currentIndexChanged.connect(self._chosen)

    def value(self) -> str:
        """The value chosen, or empty."""
        chosen = self.box.currentData()
        return str(chosen) if chosen is not None else ""

    def set_value(self, value: str) -> None:
        """Choose a value; one that is no choice leaves the box empty."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findData(normalise(value)) if value else -1)
        self.box.blockSignals(False)

    def read_aloud(self, value: str) -> str:
        """Its label."""
        return self.box.itemText(max(self.box.findData(value), 0))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "box"):
            self.box.fill()
        super().changeEvent(event)

    def _chosen(self, _: int) -> None:
        self.changed.emit()
