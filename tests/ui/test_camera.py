"""Proves the camera's part without a camera: where Qt Multimedia or a camera is missing nothing is offered;
where they are (played by objects that behave like Qt Multimedia's) the frame that was seen becomes the page.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from support.pictures import two_halves

from app.ui.documents import camera
from app.ui.documents.camera import CameraDialog, has_camera

pytestmark = pytest.mark.usefixtures("persian")


class Camera(QObject):
    errorOccurred = Signal(object, str)

    def __init__(self, device: object, parent: QObject) -> None:
        super().__init__(parent)
        self.running = False

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


class Sink(QObject):
    videoFrameChanged = Signal(object)


class Session(QObject):
    def setCamera(self, one: Camera) -> None:
        self.camera = one

    def setVideoSink(self, sink: Sink) -> None:
        self.sink = sink


def with_cameras(monkeypatch: pytest.MonkeyPatch, *devices: str) -> None:
    found = SimpleNamespace(videoInputs=lambda: list(devices), defaultVideoInput=lambda: devices[0])
    module: Any = SimpleNamespace(
        QMediaDevices=found, QCamera=Camera, QVideoSink=Sink, QMediaCaptureSession=Session
    )
    monkeypatch.setattr(camera, "multimedia", lambda: module)


def test_nothing_is_offered_where_there_is_no_camera_or_no_qt_multimedia(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_cameras(monkeypatch)
    assert not has_camera()
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)  # as where it is not installed
    assert camera.multimedia() is None
    assert not has_camera()


def test_enter_takes_what_the_camera_shows_and_closing_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    with_cameras(monkeypatch, "desk camera")
    assert has_camera()
    dialog = CameraDialog("کارت ملی")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    taken: list[Any] = []
    dialog.taken.connect(taken.append)
    dialog.show()
    assert not dialog.shoot.isEnabled()
    frame = SimpleNamespace(toImage=lambda: two_halves(64, 48))
    dialog._session.sink.videoFrameChanged.emit(frame)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (taken[0].width(), taken[0].height()) == (64, 48)
    assert dialog._camera.running
    dialog._camera.errorOccurred.emit(1, "busy")
    assert "دوربین" in dialog.notice.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog._camera.running
    dialog.deleteLater()
