"""Pictures of papers, from any file to a JPEG within the definition's limits. Pure over ``QImage``.

Everything here may take a second on an old PC and belongs off the UI thread. What comes out is made anew
from the dots alone, so it carries no place, camera or name that the file had with it.

Of all that Qt does with pictures, only reading and writing let Python's other threads run; scaling, turning
or copying a ``QImage`` would hold up the window from whatever thread. So the reader does these as well: it
clips, makes smaller, and turns as an orientation tells it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from app.domain.errors import DaftarError

MEDIA_TYPE = "image/jpeg"
FILE_BYTES_MAX = 64 * 1024 * 1024
"""Largest file that is read at all."""
PIXELS_MAX = 120_000_000
"""Largest picture that is opened: 100 megapixels of a telephone, with some room."""
WORK_EDGE_PX_MAX = 3_600
"""Longest edge that a picture keeps while it is turned and cropped: A4 at 300 dots an inch, and a little."""
WORK_QUALITY = 92
QUALITIES = (88, 80, 70, 60, 50, 40)
"""JPEG qualities (of 100) tried one after another until the bytes fit; below, letters become hard to read."""
SHRINK = 0.8
"""Factor of the long edge when no quality fits."""
EDGE_PX_MIN = 480
"""Shorter than this no paper can be read."""
BAND_PX = 128
"""Rows that are painted at once."""
EXIF_ORIENTATION, EXIF_SHORT = 0x0112, 3
EXIF_TURNS = {1: 6, 2: 3, 3: 8}
"""EXIF's number for a picture that is to be turned clockwise by so many quarters."""
CROP_MIN = 0.02
"""Smallest part of an edge that may be left by a crop."""
FORMATS = (b"jpeg", b"jpg", b"png", b"bmp", b"gif", b"webp", b"tif", b"tiff", b"ppm", b"pgm", b"pbm")
"""Kinds of content that are opened: dots only; a drawing such as SVG could reach out for other files."""
NAMES = ("jpg", "jpeg", "png", "bmp", "gif", "webp", "tif", "tiff", "ppm", "pgm")
"""Endings of the files that the window offers to open; what is inside decides."""


class NotAPicture(DaftarError):
    """The content is no picture that can be opened."""

    what = "{name} is not a picture that can be opened."
    safe = "Nothing was added, and what is there already stays."
    todo = "Choose a JPEG or PNG file, or scan the paper."


class PdfNotOpened(DaftarError):
    """PDF files are not opened here."""

    what = "{name} is a PDF file, which cannot be opened here."
    safe = "Nothing was added, and what is there already stays."
    todo = "Scan the paper, or save its page as a JPEG or PNG picture."


class PictureTooLarge(DaftarError):
    """More bytes or dots than can be opened on a small PC."""

    what = "{name} is too large to open."
    safe = "Nothing was added, and what is there already stays."
    todo = "Scan the paper again at 300 dots an inch or less."


class EmptyFile(DaftarError):
    """Nothing is in it."""

    what = "{name} is empty."
    safe = "Nothing was added, and what is there already stays."
    todo = "Choose another file, or scan the paper."


class UnreadableFile(DaftarError):
    """The file could not be read from where it is."""

    what = "{name} could not be read."
    safe = "Nothing was added, and what is there already stays."
    todo = "Look whether the disk or the stick is still in its place, and try again."


class CannotBeMadeSmall(DaftarError):
    """No quality at which letters can be read fits the limit."""

    what = "{name} cannot be made small enough to send and stay readable."
    safe = "Nothing was added, and what is there already stays."
    todo = "Crop what is not needed, or scan it in grey."


@dataclass(frozen=True, slots=True)
class Crop:
    """What is left of a picture: parts of its width and height from the upper left corner, 0 to 1."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def is_whole(self) -> bool:
        """Whether nothing is cut away."""
        return self == Crop()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a definition allows of each page: its long edge in dots, and its bytes."""

    edge_px_max: int = 2_480
    bytes_max: int = 2_000_000


def read_file(path: Path) -> bytes:
    """A file's content. Raises :class:`UnreadableFile`, :class:`PictureTooLarge`, :class:`EmptyFile`."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise PictureTooLarge(name=path.name)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name=path.name) from error
    if not content:
        raise EmptyFile(name=path.name)
    return content


def load(content: bytes, name: str, edge_px_max: int = WORK_EDGE_PX_MAX) -> QImage:
    """The picture in ``content``, upright as its camera meant it, with no edge above ``edge_px_max``.

    JPEGs are made smaller as they are read, so a great photograph needs little memory. ``name`` is what
    errors call it. Raises :class:`EmptyFile`, :class:`PictureTooLarge`, :class:`PdfNotOpened`,
    :class:`NotAPicture`.
    """
    if not content:
        raise EmptyFile(name=name)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        raise PdfNotOpened(name=name)
    if len(content) > FILE_BYTES_MAX:
        raise PictureTooLarge(name=name)
    buffer, reader = _reader(content)
    size = reader.size()
    if not reader.canRead() or bytes(reader.format().data()) not in FORMATS or size.isEmpty():
        raise NotAPicture(name=name)
    if size.width() * size.height() > PIXELS_MAX:
        raise PictureTooLarge(name=name)
    if max(size.width(), size.height()) > edge_px_max:
        reader.setScaledSize(_within(size, edge_px_max))
    image = reader.read()
    buffer.close()
    if image.isNull():
        if reader.error() is QImageReader.ImageReaderError.InvalidDataError:
            raise NotAPicture(name=name)
        raise PictureTooLarge(name=name)
    return on_white(image)


def rendered(working: bytes, quarters: int, crop: Crop, edge_px_max: int) -> QImage:
    """A working picture (a JPEG of :func:`as_jpeg`) turned, then cropped, then no larger than the edge."""
    buffer, reader = _reader(_oriented(working, quarters))
    size = reader.size()
    part = _part(size, turned(crop, -quarters))
    reader.setClipRect(part)
    if max(part.width(), part.height()) > edge_px_max:
        reader.setScaledSize(_within(part.size(), edge_px_max))
    image = reader.read()
    buffer.close()
    if image.isNull():
        raise MemoryError("a picture could not be read from memory")
    return image


def on_white(image: QImage) -> QImage:
    """The same picture without transparency: JPEG knows none, and clear parts would come out black."""
    if not image.hasAlphaChannel():
        return image
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(QColor("white"))
    painter = QPainter(opaque)
    for top in range(0, image.height(), BAND_PX):  # in parts, so that other threads run between them
        painter.drawImage(0, top, image, 0, top, image.width(), BAND_PX)
    painter.end()
    return opaque


def turned(crop: Crop, quarters: int) -> Crop:
    """Where the same part lies after the picture was turned clockwise by so many quarters."""
    for _ in range(quarters % 4):
        crop = Crop(1.0 - crop.bottom, crop.left, 1.0 - crop.top, crop.right)
    return crop


def fit(working: bytes, quarters: int, crop: Crop, limits: Limits, name: str) -> bytes:
    """A working picture turned and cropped, as a JPEG within the limits: edge, quality, then edge again.

    Raises :class:`CannotBeMadeSmall`.
    """
    edge = limits.edge_px_max
    while True:
        image = rendered(working, quarters, crop, edge)
        for quality in QUALITIES:
            content = as_jpeg(image, quality)
            if len(content) <= limits.bytes_max:
                return content
        edge = round(max(image.width(), image.height()) * SHRINK)
        if edge < EDGE_PX_MIN:
            raise CannotBeMadeSmall(name=name)


def as_jpeg(image: QImage, quality: int) -> bytes:
    """The dots as a JPEG, and nothing beside them."""
    dots = image
    if image.textKeys():  # the writer would write them along; the same dots under another head have none
        dots = QImage(image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format())
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not dots.save(buffer, "JPG", quality):  # type: ignore[call-overload]
        raise MemoryError("a JPEG could not be written into memory")
    buffer.close()
    return bytes(content.data())


def _reader(content: bytes) -> tuple[QBuffer, QImageReader]:
    """A reader, and the buffer that must live as long."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return buffer, reader


def _oriented(working: bytes, quarters: int) -> bytes:
    """A JPEG of ours with an EXIF orientation before everything else, as a camera would have put it."""
    if quarters % 4 == 0:
        return working
    entry = struct.pack("<HHHIHH", 1, EXIF_ORIENTATION, EXIF_SHORT, 1, EXIF_TURNS[quarters % 4], 0)
    block = b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + entry + struct.pack("<I", 0)
    return working[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + working[2:]


def _part(size: QSize, crop: Crop) -> QRect:
    """A crop in dots, at least one."""
    left, top = round(crop.left * size.width()), round(crop.top * size.height())
    right, bottom = round(crop.right * size.width()), round(crop.bottom * size.height())
    left, top = min(left, size.width() - 1), min(top, size.height() - 1)
    return QRect(left, top, max(1, right - left), max(1, bottom - top))


def _within(size: QSize, edge_px_max: int) -> QSize:
    return size.scaled(edge_px_max, edge_px_max, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
