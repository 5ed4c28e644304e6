"""Photograph a page with the PC's camera, where Qt Multimedia is installed and finds one.

Qt Multimedia comes with the package PySide6-Addons, which Daftar does not need for anything else and so
does not ask for; it is looked for when the menu of ways is opened.
"""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.documents.crop_view import CropView
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.notice import Notice


def multimedia() -> ModuleType | None:
    """Qt Multimedia, or None where it is not installed or does not load."""
    try:
        if importlib.util.find_spec("PySide6.QtMultimedia") is None:
            return None
        return importlib.import_module("PySide6.QtMultimedia")
    except ImportError:
        return None


def has_camera() -> bool:
    """Whether a photograph can be taken here."""
    module = multimedia()
    return module is not None and bool(module.QMediaDevices.videoInputs())


class CameraDialog(QDialog):
    """``taken(image)`` for each photograph; the dialog stays open for the next page."""

    taken = Signal(object)

    def __init__(self, paper: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("documents", "Photograph: {paper}").format(paper=paper))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._latest = QImage()
        self.notice = Notice()
        self.view = CropView(may_crop=False)
        self.shoot = KeyButton(translate("documents", "Take the photograph"), "Enter", primary=True)
        self.leave = KeyButton(translate("documents", "Close"), "Esc")
        self.shoot.clicked.connect(self._shoot)
        self.leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.shoot)
        column.addLayout(row)
        self.resize(800, 620)
        self.shoot.setFocus()
        self._start()

    def done(self, result: int) -> None:
        """The camera's light goes out with the dialog."""
        self._camera.stop()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the photograph."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            (focused if isinstance(focused, KeyButton) else self.shoot).click()
            return
        super().keyPressEvent(event)

    def _start(self) -> None:
        module = multimedia()
        if module is None:
            raise AssertionError("the camera was opened where there is none")
        self._session = module.QMediaCaptureSession(self)
        self._camera = module.QCamera(module.QMediaDevices.defaultVideoInput(), self)
        self._sink = module.QVideoSink(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(lambda *_: self._on_error())
        self.shoot.setEnabled(False)
        self._camera.start()

    def _on_frame(self, frame: object) -> None:
        image = frame.toImage()  # type: ignore[attr-defined]
        if not image.isNull():
            self._latest = image
            self.view.show_picture(image)
            self.shoot.setEnabled(True)

    def _on_error(self) -> None:
        self.notice.say(
            translate("documents", "The camera does not work now; another program may be using it."), Tone.BAD
        )

    def _shoot(self) -> None:
        if not self._latest.isNull():
            self.taken.emit(self._latest.copy())
            self.notice.say(translate("documents", "Taken. Put down the next page, or close."), Tone.OK)
