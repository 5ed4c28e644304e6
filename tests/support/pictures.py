"""Pictures for tests, made on the spot: plain, noisy, with an orientation and a place in their EXIF."""

from __future__ import annotations

import random
import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

RED, BLUE = QColor("#c00000"), QColor("#0000c0")


def two_halves(width: int, height: int) -> QImage:
    """Red on the left, blue on the right: shows which way up it is."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(BLUE)
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, RED)
    painter.end()
    return image


def paper_sheet(words: str) -> QImage:
    """An invented paper: a sheet with a heading and lines."""
    image = QImage(620, 877, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4efe2"))
    painter = QPainter(image)
    painter.setPen(QColor("#333333"))
    painter.setFont(QFont(painter.font().family(), 26))
    painter.drawText(image.rect().adjusted(30, 40, -30, 0), Qt.AlignmentFlag.AlignHCenter, words)
    for at in range(160, 800, 34):
        painter.fillRect(60, at, 500 - (at * 7) % 120, 6, QColor("#9a948a"))
    painter.end()
    return image


def noise(width: int, height: int) -> QImage:
    """What no JPEG makes small."""
    dots = random.Random(5).randbytes(width * height * 4)
    return QImage(dots, width, height, QImage.Format.Format_RGB32).copy()


def encoded(image: QImage, kind: str = "JPG") -> bytes:
    """The picture as a file's content."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, 90)
    return bytes(content.data())


def with_exif(jpeg: bytes, orientation: int, maker: bytes = b"SECRETPHONE") -> bytes:
    """A JPEG with an EXIF block: how the camera was held, and who made it."""
    maker += b"\0"
    entries = struct.pack("<HHII", 0x010F, 2, len(maker), 38) + struct.pack(
        "<HHIHH", 0x0112, 3, 1, orientation, 0
    )
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entries + struct.pack("<I", 0) + maker
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def is_red(image: QImage, x: float, y: float) -> bool:
    """Whether the picture is red at these parts of its width and height."""
    dot = image.pixelColor(int(x * (image.width() - 1)), int(y * (image.height() - 1)))
    return dot.red() > 120 > dot.blue()
