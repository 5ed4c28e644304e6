"""Shown while the store is checked once more and closed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.pages.entrance import EntrancePage
from app.ui.texts import translate
from app.ui.widgets.labels import label


class ClosingPage(EntrancePage):
    """Two lines of words; nothing to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.brand.setText(translate("closing", "Daftar"))
        self.card.set_title(translate("closing", "Closing"))
        self.card.body.addWidget(
            label(
                translate("closing", "The store is checked once more and closed. This takes a moment."),
                "soft",
                wraps=True,
            )
        )
