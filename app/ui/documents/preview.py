"""Look at a page; turn it, crop it, take it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut, QTransform
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import DaftarError
from app.ui import operations
from app.ui.documents.crop_view import CropView
from app.ui.documents.imaging import Crop, turned
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice


class Preview(QDialog):
    """``kept(quarters, crop)`` when changes are taken over; ``removed`` when the page is to go.

    Without ``may_change`` it only shows. ``read`` gives the picture, off the UI thread.
    """

    kept = Signal(int, object)
    removed = Signal()

    def __init__(
        self,
        title: str,
        read: Callable[[], QImage],
        *,
        quarters: int = 0,
        crop: Crop | None = None,
        may_change: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._upright = QImage()
        self._before = (quarters % 4, crop or Crop())
        self.quarters = quarters % 4
        self.notice = Notice()
        self.view = CropView(may_crop=may_change)
        self.view.set_crop(crop or Crop())
        self.take = KeyButton(translate("documents", "Take over"), "Enter", primary=True)
        self.leave = KeyButton(translate("documents", "Close"), "Esc")
        self.right = KeyButton(translate("documents", "Turn right"), "R")
        self.left = KeyButton(translate("documents", "Turn left"), "Shift+R")
        self.remove = KeyButton(translate("documents", "Take away"), "Delete")
        self._lay_out(may_change=may_change)
        self.right.clicked.connect(lambda: self.turn(1))
        self.left.clicked.connect(lambda: self.turn(-1))
        self.remove.clicked.connect(self._remove)
        self.take.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        if may_change:
            for key, act in (("R", self.right), ("Shift+R", self.left), ("Delete", self.remove)):
                QShortcut(QKeySequence(key), self).activated.connect(act.click)
        for button in (self.right, self.left, self.take):
            button.setEnabled(False)
        self.notice.say(translate("documents", "Reading the picture…"))
        operations.run(self, read, self._on_read, self._on_unread)

    def turn(self, quarters: int) -> None:
        """Turn clockwise; the part that is kept turns along."""
        if self._upright.isNull():
            return
        self.quarters = (self.quarters + quarters) % 4
        self.view.set_crop(turned(self.view.crop, quarters))
        self.view.show_picture(_turned(self._upright, self.quarters))

    def accept(self) -> None:
        """Take over what was changed."""
        now = (self.quarters, self.view.crop)
        if not self._upright.isNull() and now != self._before:
            self.kept.emit(*now)
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; from the picture, it takes over."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, KeyButton):
                focused.click()
            elif self.take.isEnabled() and self.take.isVisible():
                self.accept()
            else:
                self.reject()
            return
        super().keyPressEvent(event)

    def _remove(self) -> None:
        self.removed.emit()
        self.reject()

    def _on_read(self, image: QImage) -> None:
        self._upright = image
        self.notice.say("")
        for button in (self.right, self.left, self.take):
            button.setEnabled(True)
        self.view.show_picture(_turned(image, self.quarters))

    def _on_unread(self, error: DaftarError) -> None:
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _lay_out(self, *, may_change: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        column.setSpacing(2 * GAP)
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        if may_change:
            how = translate(
                "documents",
                "Draw with the mouse what is kept, or cut at a side with its arrow key; Shift and the arrow"
                " give back, Home gives back everything.",
            )
            column.addWidget(label(how, "secondary", wraps=True))
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        for button in (self.right, self.left, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.take)
        column.addLayout(row)
        for button in (self.right, self.left, self.remove, self.take):
            button.setVisible(may_change)  # now that they have a parent: before, they would be windows
        self.view.setFocus()
        self.resize(860, 640)


def _turned(image: QImage, quarters: int) -> QImage:
    """Clockwise; quick enough for the UI thread, as a preview's picture is small."""
    return image.transformed(QTransform().rotate(90.0 * quarters)) if quarters else image
