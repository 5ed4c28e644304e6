"""Buttons that show the key that presses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.first_made import ALIGN_CENTRE, align, plain, read
from app.ui.stylesheet import first_look
from app.ui.theme import GAP
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent


class KeyHint(QLabel):
    """The name of a key in a small frame: ``F12``. Always Latin, always left to right."""

    def __init__(self, key: str, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        plain(self)
        read(self, right_to_left=False)
        align(self, ALIGN_CENTRE)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first_look(self, "key-primary" if primary else "key")


class KeyButton(QPushButton):
    """A push button with its words and, beside them, the key that presses it.

    ``key`` is shown; with ``shortcut=True`` it also presses the button from anywhere in its window.
    ``primary`` makes it the page's one great button.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        primary: bool = False,
        look: str = "",
        shortcut: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        kind = "-primary" if primary else ""
        self._words = label(text, "button" + kind, parent=self)
        self._hint = KeyHint(key, primary=primary, parent=self)
        row = QHBoxLayout(self)
        side = 2 * GAP + 2 if look == "rail" else 3 * GAP + 2
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self._hint)  # in the middle, for its height is fixed
        show_if(self._hint, bool(key))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        first_look(self, "primary" if primary else look or "plain")
        self.set_words(text)
        if key and shortcut:
            from PySide6.QtGui import QKeySequence, QShortcut

            QShortcut(QKeySequence(key), self).activated.connect(self.click)

    def set_words(self, text: str) -> None:
        """Change the words on it."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def words(self) -> str:
        """The words on it."""
        return self._words.text()

    def words_label(self) -> QLabel:
        """The label inside that carries the words."""
        return self._words

    def sizeHint(self) -> QSize:
        """Room for words and key, and the height of every button."""
        inner = self.layout()
        wanted = inner.sizeHint() if inner is not None else QSize()
        return QSize(wanted.width(), max(super().sizeHint().height(), wanted.height() + GAP))

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes, and is the button's own wherever it goes in it."""
        from PySide6.QtCore import Qt

        for inner in (self._words, self._hint):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)
