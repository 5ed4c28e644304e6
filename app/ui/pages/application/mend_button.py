"""How many places are to be mended, and the way to the next of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.ui import texts
from app.ui.documents.paper_row import PaperRow
from app.ui.fields.base import FieldWidget
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.widgets.showing import show_if


class MendButton(QPushButton):
    """Hidden while nothing is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        set_look(self, "mend")
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many."""
        one = translate("application", "! One place to mend: go there")
        many = translate("application", "! {n} places to mend: go to the next")
        self.setText((one if count == 1 else many).format(n=texts.digits(count)))
        show_if(self, count > 0)


def jump(faulty: Sequence[FieldWidget | PaperRow]) -> None:
    """To the field or paper after the one that has the focus; from the last to the first."""
    if not faulty:
        return
    focused = QApplication.focusWidget()
    at = next((n for n, widget in enumerate(faulty) if focused in widget.inputs()), -1)
    faulty[(at + 1) % len(faulty)].focus_first()
