"""Proves that any picture of a paper becomes an upright JPEG within its limits that tells only its dots, and
that what is none is refused in words.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from support.pictures import encoded, is_red, noise, two_halves, with_exif

from app.domain.errors import DaftarError
from app.ui.documents import imaging
from app.ui.documents.imaging import Crop, Limits


def fitted(image: QImage, limits: Limits | None = None) -> bytes:
    return imaging.fit(imaging.as_jpeg(image, 95), 0, Crop(), limits or Limits(), "x")


pytestmark = pytest.mark.usefixtures("qapp")


def test_a_photograph_stands_as_its_camera_was_held_and_forgets_who_made_it() -> None:
    photograph = with_exif(encoded(two_halves(200, 100)), orientation=6)  # turned right by a quarter
    image = imaging.load(photograph, "photo")
    assert (image.width(), image.height()) == (100, 200)
    assert is_red(image, 0.5, 0.1)
    assert not is_red(image, 0.5, 0.9)
    content = fitted(image)
    assert b"SECRETPHONE" in photograph
    assert b"SECRETPHONE" not in content
    assert b"Exif" not in content


def test_what_a_file_says_about_itself_is_left_behind() -> None:
    image = two_halves(20, 10)
    image.setText("Author", "SECRETNAME")
    written = encoded(image, "PNG")
    assert b"SECRETNAME" in written
    assert b"SECRETNAME" not in fitted(imaging.load(written, "x"))


def test_a_picture_turns_by_quarters() -> None:
    working = imaging.as_jpeg(two_halves(60, 30), 95)
    right = imaging.rendered(working, 1, Crop(), 100)
    assert (right.width(), right.height()) == (30, 60)
    assert is_red(right, 0.5, 0.1)
    assert is_red(imaging.rendered(working, 2, Crop(), 100), 0.9, 0.5)
    assert is_red(imaging.rendered(working, 3, Crop(), 100), 0.5, 0.9)
    assert is_red(imaging.rendered(working, 4, Crop(), 100), 0.1, 0.5)


def test_a_crop_leaves_the_part_that_was_chosen_as_it_was_seen_and_never_nothing() -> None:
    working = imaging.as_jpeg(two_halves(200, 100), 95)
    left = imaging.rendered(working, 0, Crop(right=0.5), 400)
    assert (left.width(), left.height()) == (100, 100)
    assert is_red(left, 0.9, 0.5)
    upper = imaging.rendered(working, 1, Crop(bottom=0.5), 400)  # turned right, the red half is above
    assert (upper.width(), upper.height()) == (100, 100)
    assert is_red(upper, 0.5, 0.9)
    assert is_red(imaging.rendered(working, 3, Crop(top=0.5), 400), 0.5, 0.1)
    assert not imaging.rendered(working, 0, Crop(1.0, 1.0, 1.0, 1.0), 400).isNull()
    part = imaging.rendered(working, 0, Crop(left=0.25), 75)
    assert (part.width(), part.height()) == (75, 50)


def test_a_part_follows_the_picture_when_it_is_turned() -> None:
    assert imaging.turned(Crop(0.1, 0.2, 0.5, 0.6), 1) == Crop(0.4, 0.1, 0.8, 0.5)
    assert imaging.turned(Crop(right=0.5), 2) == Crop(left=0.5)
    assert imaging.turned(imaging.turned(Crop(right=0.25), 1), -1) == Crop(right=0.25)


def test_the_long_edge_and_the_bytes_stay_within_the_limits() -> None:
    wide = imaging.load(fitted(two_halves(1200, 600), Limits(edge_px_max=300)), "x")
    assert (wide.width(), wide.height()) == (300, 150)
    small = imaging.load(fitted(two_halves(90, 60), Limits(edge_px_max=300)), "x")
    assert (small.width(), small.height()) == (90, 60)  # never made larger
    crowded = noise(700, 700)
    limits = Limits(bytes_max=len(fitted(crowded)) // 2)
    assert len(fitted(crowded, limits)) <= limits.bytes_max
    with pytest.raises(imaging.CannotBeMadeSmall):
        fitted(crowded, Limits(bytes_max=2_000))


def test_a_photograph_is_made_smaller_as_it_is_read() -> None:
    image = imaging.load(encoded(two_halves(1600, 800)), "x", edge_px_max=400)
    assert (image.width(), image.height()) == (400, 200)


def test_what_is_clear_comes_out_white_and_not_black() -> None:
    clear = QImage(20, 20, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    image = imaging.load(encoded(clear, "PNG"), "x")
    assert image.pixelColor(10, 10).lightness() == 255


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", imaging.EmptyFile),
        (b"%PDF-1.7\n...", imaging.PdfNotOpened),
        (b"MZ\x90 not a picture at all", imaging.NotAPicture),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', imaging.NotAPicture),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, imaging.NotAPicture),
        (b"P6 20000 20000 255\n" + b"\0" * 90, imaging.PictureTooLarge),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(content: bytes, error: type[DaftarError]) -> None:
    with pytest.raises(error, match=r"scan\.jpg"):
        imaging.load(content, "scan.jpg")


def test_a_file_that_is_gone_empty_or_huge_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "scan.jpg"
    with pytest.raises(imaging.UnreadableFile):
        imaging.read_file(file)
    file.write_bytes(b"")
    with pytest.raises(imaging.EmptyFile):
        imaging.read_file(file)
    file.write_bytes(b"12345")
    assert imaging.read_file(file) == b"12345"
    monkeypatch.setattr(imaging, "FILE_BYTES_MAX", 4)
    with pytest.raises(imaging.PictureTooLarge):
        imaging.read_file(file)
