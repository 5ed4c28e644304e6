"""Ask for the passphrase of the store's keys, on a PC where no keyring keeps them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.pages.entrance import EntrancePage
from app.ui.texts import translate
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.entry_field import EntryField
from app.ui.widgets.labels import label


class PassphrasePage(EntrancePage):
    """Emits ``given(passphrase)``; may be asked as often as needed."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why = label("", "soft", wraps=True)
        self.passphrase = EntryField(latin=True, secret=True)
        self.state = label("", "secondary")
        self.button = KeyButton("", "Enter", primary=True)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.button)
        body = self.card.body
        body.addWidget(self.why)
        body.addWidget(self.passphrase)
        body.addLayout(row)
        self.passphrase.entered.connect(self._give)
        self.button.clicked.connect(self._give)
        self.setFocusProxy(self.passphrase)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.brand.setText(translate("passphrase", "Daftar"))
        self.card.set_title(translate("passphrase", "Open the store"))
        self.why.setText(
            translate(
                "passphrase",
                "On this PC the store's keys are sealed with a passphrase. It was chosen when the office was "
                "enrolled.",
            )
        )
        self.passphrase.set_caption(translate("passphrase", "Passphrase"))
        self.button.set_words(translate("passphrase", "Open"))

    def ask(self, error: str = "") -> None:
        """Ask, or ask again and say why."""
        self.button.setEnabled(True)
        self.state.setText("")
        self.passphrase.line.clear()
        if error:
            self.passphrase.show_error(error)
        self.passphrase.line.setFocus()

    def _give(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.passphrase.text():
            self.passphrase.show_error(translate("passphrase", "Type the passphrase."))
            return
        self.button.setEnabled(False)
        self.state.setText(translate("passphrase", "Opening…"))
        self.given.emit(self.passphrase.text())
